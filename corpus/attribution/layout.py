"""Layout: who speaks by where the words stand, in headlines and in interviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.attribution.bearers import find_entities
from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.entities import EntityType
from corpus.attribution.nations import nation_of
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.phrases import trim

_DASHES = frozenset(("-", "\u2013", "\u2014"))
_ENDS = frozenset((".", "!", "?", "\u2026"))
_LONGEST_HEADLINE, _LONGEST_NAME, _LONGEST_LABEL = 30, 5, 4  # tokens; by hand, not measured
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

    A turn goes on until the next label. "Q:" is nobody, nor is whoever mostly asks, when they ask;
    "A:" is the one person whom the article names before the first question, if there is one; and
    "AB:" the "Ada Bell:" of a line before.
    """
    parse = document.parse
    labels = _labels(document)
    if not labels:
        return list(chosen)
    found = []
    inside: set[int] = set()
    cues = parse.speech.cues
    answering = _who_answers(parse, min(labels))
    ends = [*sorted(labels)[1:], len(parse.paragraphs)]
    lasts = {
        line: _last_line(parse, line, end) for line, end in zip(sorted(labels), ends, strict=True)
    }
    full = {line: _in_full(parse, labels, label) for line, label in labels.items()}
    asking = _who_asks(parse, full, lasts)
    for line, last in lasts.items():
        start, colon = labels[line]
        inside.update(range(start, parse.paragraphs[last][1]))
        name = parse.words[start]
        if name in cues.questions or (
            _asks(parse, last) and parse.slice(full[line]).casefold() in asking
        ):
            continue
        pieces = [(colon + 1, parse.paragraphs[line][1]), *parse.paragraphs[line + 1 : last + 1]]
        content = trim(parse, pieces, avoid=())
        source = answering if name in cues.answers else full[line]
        if content:
            sources = (source,) if source else ()
            found.append(Candidate(colon, (colon, colon + 1), sources, content, TURN))
    anchors = {candidate.anchor for candidate in found}
    colons = {colon for _, colon in labels.values()}
    for candidate in chosen:
        if candidate.anchor in anchors | colons:
            continue
        if candidate.anchor in inside:  # said within a turn: it ends where the turn does
            line = parse.paragraph[candidate.anchor]
            pieces = [p for p in candidate.content if parse.paragraph[p[0]] == line]
            if not pieces:
                continue
            candidate = replace(candidate, content=tuple(pieces))
        found.append(candidate)
    return sorted(found, key=lambda candidate: candidate.anchor)


def _in_full(parse: Parse, labels: Mapping[int, Range], label: Range) -> Range:
    """The "Ada Bell" of the first label whose initials the label is, or the label itself."""
    shown = parse.slice(label)
    if label[1] - label[0] > 1 or not shown.isupper():
        return label
    others = {parse.slice(other): other for other in reversed([*labels.values()])}
    named = [
        other
        for name, other in others.items()
        if name != shown and "".join(word[0] for word in name.split()) == shown
    ]
    return named[0] if len(named) == 1 else label


def _who_asks(parse: Parse, full: Mapping[int, Range], lasts: Mapping[int, int]) -> set[str]:
    """The labels under which more stands that is a question than that is none, if not all are."""
    turns: dict[str, list[bool]] = {}
    for line, label in full.items():
        turns.setdefault(parse.slice(label).casefold(), []).append(_asks(parse, lasts[line]))
    asking = {name for name, asked in turns.items() if 2 * sum(asked) > len(asked)}
    return asking if len(asking) < len(turns) else set()


def _asks(parse: Parse, line: int) -> bool:
    """Whether a paragraph ends with a question."""
    return parse.words[parse.paragraphs[line][1] - 1] == "?"


def _labels(document: Document) -> dict[int, Range]:
    """Lines that begin with a label, as its first token and the colon; empty for no interview.

    Three such lines or more, by two speakers who take turns or one who is asked in headings.
    """
    parse = document.parse
    found = {}
    for line, (start, stop) in enumerate(parse.paragraphs):
        colon = next(
            (
                k
                for k in range(start + 1, min(stop - 1, start + 2 + _LONGEST_LABEL))
                if _is_colon(parse, k)
            ),
            None,
        )
        if colon is not None and document.quoted[colon] < 0 and _is_label(parse, start, colon):
            found[line] = (start, colon)
    full = (_in_full(parse, found, label) for label in found.values())
    names = Counter(parse.slice(label).casefold() for label in full)
    if len(found) < 3 or len(names) > 1 + len(found) // 2:
        return {}
    return found


def _is_colon(parse: Parse, k: int) -> bool:
    return parse.words[k] == ":" and parse.text[parse.stops[k] : parse.stops[k] + 1].isspace()


def _is_label(parse: Parse, start: int, colon: int) -> bool:
    words = [k for k in range(start, colon) if parse.is_word(k)]
    cues = parse.speech.cues
    if len(words) == 1 and parse.words[words[0]] in cues.questions | cues.answers:
        return True
    return bool(words) and all(parse.text[parse.starts[k]].isupper() for k in words)


def _last_line(parse: Parse, line: int, end: int) -> int:
    """The last paragraph of the turn: before the next label, and before a heading or a note."""
    last = line
    while last + 1 < end and parse.words[parse.paragraphs[last + 1][1] - 1] in _ENDS | {
        '"',
        "\u201d",
    }:
        last += 1
    return last


def _who_answers(parse: Parse, first: int) -> Range | None:
    """The one person named before the first label."""
    before = parse.paragraphs[first][0]
    people = [
        entity
        for entity in find_entities(parse)
        if entity.type is EntityType.PERSON and entity.mentions[0].name[0] < before
    ]
    return people[0].mentions[0].name if len(people) == 1 else None
