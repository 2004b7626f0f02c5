"""Layout: who speaks by where the words stand, in headlines and in interviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.mentions import head_of
from corpus.attribution.nations import nation_of
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.phrases import trim
from corpus.attribution.treebank import SUBJECTS
from corpus.attribution.turn_labels import Label, turn_labels

_DASHES = frozenset(("-", "\u2013", "\u2014"))
_ENDS = frozenset((".", "!", "?", "\u2026"))
_LONGEST_HEADLINE, _LONGEST_NAME = 30, 5  # tokens; by hand, not measured
TURN = "turn"


# "Dam is safe – Bell"


def headlines(document: Document, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """What a headline gives to a name after its dash, or to "says" and a name at its end.

    Only to somebody whom the article goes on to quote: a name after a dash may be the outlet's.
    """
    parse = document.parse
    known = {_key(parse, source) for c in chosen for source in c.source}
    known |= {words[-1:] for words in known}
    for start, stop in parse.paragraphs:
        if stop - start > _LONGEST_HEADLINE or parse.words[stop - 1] in _ENDS:
            continue
        mark = _mark_before_name(document, start, stop)
        if mark is None:
            continue
        source = (mark + 1, stop)
        key = _key(parse, source)
        if key in known or key[-1:] in known:
            content = trim(parse, [(start, mark)], avoid=())
            if content:
                cue = (mark, mark + 1)
                yield Candidate(mark, cue, (source,), content, "headline")


def _mark_before_name(document: Document, start: int, stop: int) -> int | None:
    """The dash, or the "says", that the last few words of a headline come after."""
    parse = document.parse
    for k in range(stop - 2, max(start + 1, stop - 2 - _LONGEST_NAME), -1):
        if document.quoted[k] >= 0 or parse.words[k] == ":":
            return None
        if parse.words[k] in _DASHES and _is_set_apart(parse, k):
            return k
        if parse.words[k] in parse.speech.cues.in_headlines and parse.words[k - 1] == ",":
            return k
    return None


def _is_set_apart(parse: Parse, k: int) -> bool:
    around = parse.text[parse.starts[k] - 1] + parse.text[parse.stops[k]]
    return around.isspace()


def _key(parse: Parse, source: Range) -> tuple[str, ...]:
    """A name for comparing: without articles, titles' marks and endings; nations by one name."""
    words = [parse.words[k] for k in range(*source) if parse.is_word(k) and parse.tags[k] != "POS"]
    grammar = parse.speech.grammar
    words = [word for word in words if word not in grammar.articles | grammar.endings]
    nation = nation_of(" ".join(words), parse.language)
    return (nation.lower(),) if nation else tuple(words)


# "Bell: The dam is safe."


def turns(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The choice where an interview gives whole turns to those whose labels begin them.

    A turn goes on until the next label, the last one until the narrator's close. Who asks says
    nothing, and nobody is quoted by it but in quotation marks.
    """
    parse = document.parse
    labels = turn_labels(document)
    if not labels:
        return list(chosen)
    found = []
    inside: set[int] = set()
    ends = [*sorted(labels)[1:], _close(document, labels[max(labels)], chosen)]
    for line, end in zip(sorted(labels), ends, strict=True):
        label = labels[line]
        colon, last = label.colon, _last_line(parse, line, end)
        inside.update(range(label.start, parse.paragraphs[last][1]))
        if label.asks:
            continue
        pieces = [(colon + 1, parse.paragraphs[line][1]), *parse.paragraphs[line + 1 : last + 1]]
        content = trim(parse, pieces, avoid=())
        if content:
            sources = (label.source,) if label.source else ()
            found.append(Candidate(colon, (colon, colon + 1), sources, content, TURN))
    asked = {line for line, label in labels.items() if label.asks}
    anchors = {candidate.anchor for candidate in found}
    colons = {label.colon for label in labels.values()}
    for candidate in chosen:
        if candidate.anchor in anchors | colons:
            continue
        if parse.paragraph[candidate.anchor] in asked and not _is_quoted(document, candidate):
            continue
        if candidate.anchor in inside:  # said within a turn: it ends where the turn does
            line = parse.paragraph[candidate.anchor]
            pieces = [p for p in candidate.content if parse.paragraph[p[0]] == line]
            if not pieces:
                continue
            behind = tuple(_behind(source, colons) for source in candidate.source)
            candidate = replace(candidate, source=behind, content=tuple(pieces))
        found.append(candidate)
    return sorted(found, key=lambda candidate: candidate.anchor)


def _is_quoted(document: Document, candidate: Candidate) -> bool:
    return any(document.quoted[start] >= 0 for start, _ in candidate.content)


def _behind(source: Range, colons: set[int]) -> Range:
    """A source without the label before it: of "AB: The mayor says" it is the mayor."""
    low, high = source
    return next((k + 1 for k in range(low, high - 1) if k in colons), low), high


def _close(document: Document, label: Label, chosen: Sequence[Candidate]) -> int:
    """The paragraph behind the last turn with which the narrator speaks again, or the text's end.

    It tells of whoever answered by name, or gives words to somebody else and has no "I".
    """
    parse = document.parse
    turn, own = parse.paragraph[label.start], parse.speech.grammar.own
    reporting = {
        parse.paragraph[c.anchor]
        for c in chosen
        if document.quoted[c.anchor] < 0
        and any(parse.pos[head_of(parse, source)] != "PRON" for source in c.source)
    }
    for line in range(turn + 1, len(parse.paragraphs)):
        plain = [k for k in range(*parse.paragraphs[line]) if document.quoted[k] < 0]
        if label.source and any(_is_about(parse, k, label.source) for k in plain):
            return line
        if line in reporting and not any(parse.words[k] in own for k in plain):
            return line
    return len(parse.paragraphs)


def _is_about(parse: Parse, k: int, name: Range) -> bool:
    """Whether somebody is a subject here, by surname: "Gallo was born", but not "Tom Gallo"."""
    if parse.words[k] != parse.words[name[1] - 1] or parse.deps[k] not in SUBJECTS:
        return False
    names = parse.speech.names
    called = names.titles | names.address | {parse.words[m] for m in range(*name)}
    before = [m for m in parse.children[k] if m < k and parse.deps[m] == "compound"]
    return all(parse.words[m].rstrip(".") in called for m in before)


def _last_line(parse: Parse, line: int, end: int) -> int:
    """The last paragraph of the turn: before the next label, and before a heading or a note."""
    last = line
    while last + 1 < end and parse.words[parse.paragraphs[last + 1][1] - 1] in _ENDS | {
        '"',
        "\u201d",
    }:
        last += 1
    return last
