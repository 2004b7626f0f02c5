"""Candidates: every way the tree could be read as somebody saying something.

A candidate has the token that makes it an attribution (the anchor), what it says and who says it.
They are many and mostly wrong; `rules` choose among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.attribution.document import Document
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.phrases import (
    OBJECTS,
    cue_of,
    minus,
    noun_phrase,
    own_phrase,
    subject_of,
    trim,
    without_later_clauses,
)
from corpus.attribution.reporting import verb_after
from corpus.attribution.treebank import VERBAL

Scope = tuple[str, Sequence[Range]]
"""The shape of a construction, and the tokens that it would make the content."""

_CLAUSES = frozenset(("ccomp", "xcomp"))
_PARENTHETIC = frozenset(("parataxis", "ccomp", "advcl", "conj", "dep"))


@dataclass(frozen=True)
class Candidate:
    """One way to read an anchor, the token that makes it an attribution.

    `shape` names the construction; ranges are tokens.
    """

    anchor: int
    cue: Range
    source: Ranges
    content: Ranges
    shape: str


def source_of(document: Document, anchor: int) -> Ranges:
    """Whom the tree gives as the source of an anchor."""
    parse = document.parse
    cues = parse.speech.cues
    if parse.words[anchor] not in cues.hearsay | cues.according | cues.per:
        if _is_verb(parse, anchor):
            return subject_of(parse, anchor)
        if parse.pos[anchor] == "NOUN":
            return _noun_source(parse, anchor)
    candidates = find_candidates(document, anchors=(anchor,))
    return candidates[0].source if candidates else ()


def find_candidates(document: Document, *, anchors: Iterable[int] | None = None) -> list[Candidate]:
    """All candidates of a text, or of these anchors, in the anchors' order."""
    found: list[Candidate] = []
    parse = document.parse
    cues = parse.speech.cues
    for i in range(len(parse)) if anchors is None else anchors:
        pos, word = parse.pos[i], parse.words[i]
        if word in cues.according or (word in cues.per and pos == "ADP"):
            found += _according(document, i)
        elif word in cues.hearsay:
            found += _hearsay(document, i)
        elif _is_verb(parse, i):
            found += _verb(document, i)
        elif pos == "NOUN":
            found += _noun(document, i)
        elif pos == "ADJ":
            found += _adjective(document, i)
        elif word == ":":
            found += _mark(document, i)
    return found


def _is_verb(parse: Parse, i: int) -> bool:
    pos, auxiliaries = parse.pos[i], parse.speech.grammar.auxiliaries
    return pos == "VERB" or (pos == "AUX" and parse.lemmas[i] not in auxiliaries)


# Constructions


def _verb(document: Document, v: int) -> Iterator[Candidate]:
    parse = document.parse
    cue, source = cue_of(parse, v), subject_of(parse, v)
    seen: set[Ranges] = set()
    for shape, scope in _scopes(document, v, own_phrase(parse, v, cue, source)):
        content = trim(parse, scope, avoid=(cue, *source))
        if content and content not in seen:
            seen.add(content)
            yield Candidate(v, cue, source, content, shape)


def _scopes(document: Document, v: int, own: Range) -> Iterator[Scope]:
    """All that verb `v` may report; `own` is its reporting clause."""
    parse = document.parse
    for k in parse.children[v]:
        if parse.deps[k] in _CLAUSES:
            yield from _clause(parse, v, k, own)
        else:
            yield from _complement(parse, v, k)
    high = parse.edges[v][1]
    if v + 1 < high:
        yield "rest", [(max(v, cue_of(parse, v)[1] - 1) + 1, high)]
    yield from _host(parse, v, own)
    yield from _quotes(document, v)


def _clause(parse: Parse, v: int, k: int, own: Range) -> Iterator[Scope]:
    dep, edge = parse.deps[k], parse.edges[k]
    if edge[0] <= v < edge[1]:
        yield "around", minus([parse.sentences[parse.sentence[v]]], own)
    elif k < v:
        yield f"{dep}-before", [edge]
    else:
        yield dep, [edge]
        yield f"{dep}-core", [without_later_clauses(parse, k, edge)]


def _complement(parse: Parse, v: int, k: int) -> Iterator[Scope]:
    """What else hangs on the verb; all but a passive's subject stands after it."""
    dep, edge, high = parse.deps[k], parse.edges[k], parse.edges[v][1]
    if dep == "nsubjpass":
        yield "passive-subject", [edge]
    elif k < v:
        return
    elif dep in OBJECTS:
        yield "object", [edge]
        yield "object-on", [(edge[0], high)]
    elif dep == "prep":
        if edge[1] - edge[0] > 1:
            yield "prep", [(k + 1, edge[1])]
        yield "prep-on", [(k, high)]
    elif dep == "advcl" and parse.words[edge[0]] in parse.speech.grammar.comparing:
        yield "advcl", [edge]
    elif dep in ("advmod", "acomp"):
        yield "modifier", [edge]


def _host(parse: Parse, v: int, own: Range) -> Iterator[Scope]:
    """The sentence, or the clause, that the reporting clause stands in."""
    sentence = parse.sentences[parse.sentence[v]]
    dep, head = parse.deps[v], parse.heads[v]
    if dep in _PARENTHETIC or any(k < v for k in parse.children[v]):
        yield "before", [(sentence[0], own[0])]
        yield "sentence", minus([sentence], own)
        if dep in ("ccomp", "parataxis", "advcl") and head != v:
            yield "host", minus([parse.edges[head]], own)
    first = parse.words[parse.edges[v][0]]
    if dep == "relcl" and first in parse.speech.grammar.free_relatives:
        yield "relative", [parse.edges[head]]


def _quotes(document: Document, v: int) -> Iterator[Scope]:
    """The quotations that verb `v` may report: in its sentence, around it, after a colon."""
    parse = document.parse
    sentence = parse.sentences[parse.sentence[v]]
    line = parse.paragraphs[parse.paragraph[v]]
    inside = [quote for _, quote in document.quotes_in(*sentence)]
    outside = [q for q in inside if not q[0] <= v < q[1]]
    before = [q for q in outside if q[1] <= v]
    after = [q for q in outside if q[0] > v]
    if outside:
        yield "quotes", outside
    if before:
        yield "quote-before", before[-1:]
        yield "quotes-before", before
    if after:
        yield "quote-after", after[:1]
        yield "quotes-after", after
    following = _quotes_from(document, sentence[1], line[1])
    if following and verb_after(document, document.quoted[following[0][0]]) is not None:
        following = []
    if outside and following:
        yield "quotes-on", [*outside, *following]
    previous = _quote_until(document, sentence[0], line[0])
    if previous is not None and not before:
        yield "quote-previous", [previous, *after]
        if following:
            yield "quote-previous-on", [previous, *outside, *following]
    yield from _after_colon(document, v, sentence, line)


def _after_colon(document: Document, v: int, sentence: Range, line: Range) -> Iterator[Scope]:
    parse = document.parse
    marks = (k for k in range(v + 1, sentence[1]) if parse.words[k] == ":")
    colon = next((k for k in marks if document.quoted[k] < 0), None)
    if colon is None:
        return
    yield "colon", [(colon + 1, sentence[1])]
    quotes = _quotes_from(document, colon + 1, line[1])
    yield "colon-line", quotes or [(colon + 1, line[1])]
    if colon == line[1] - 1:
        yield "colon-next", _quotes_from(document, line[1], len(parse))[:1]


def _quotes_from(document: Document, start: int, stop: int) -> list[Range]:
    """The quotations that follow one another without a break from token `start`.

    One that has a verb of saying after it is that verb's.
    """
    found: list[Range] = []
    for number, quote in document.quotes_in(start, stop):
        if quote[0] > start:
            break
        if quote[0] == start:
            if found and verb_after(document, number) is not None:
                break
            found.append(quote)
            start = quote[1]
        elif quote[0] < start < quote[1] <= stop:
            start = quote[1]
    return found


def _quote_until(document: Document, stop: int, start: int) -> Range | None:
    """The quotation that ends just before token `stop`, in the same paragraph."""
    quotes = (quote for _, quote in document.quotes_in(stop - 1, stop))
    return next((quote for quote in quotes if start <= quote[0] and stop <= quote[1]), None)


def _according(document: Document, i: int) -> Iterator[Candidate]:
    parse = document.parse
    high = parse.edges[i][1]
    after = range(i + 1, min(i + 3, len(parse)))
    to = next((k for k in after if parse.words[k] in parse.speech.grammar.to), None)
    if parse.words[i] in parse.speech.cues.per:
        to = i
    if to is None:
        return
    nouns = [k for k in parse.children[to] if parse.deps[k] == "pobj"]
    if not nouns:
        return
    source = noun_phrase(parse, nouns[0])
    cue = (i, to + 1)
    phrase = (i, max(high, source[1]))
    sentence = parse.sentences[parse.sentence[i]]
    head = parse.heads[i]
    for shape, scope in (
        ("according-sentence", sentence),
        ("according-clause", parse.edges[head]),
        ("according-before", (sentence[0], i)),
        ("according-after", (phrase[1], sentence[1])),
    ):
        content = trim(parse, minus([scope], phrase), avoid=())
        if content:
            yield Candidate(i, cue, (source,), content, shape)
    quotes = [quote for _, quote in document.quotes_in(*sentence)]
    if quotes:
        yield Candidate(i, cue, (source,), trim(parse, quotes, avoid=()), "according-quotes")


def _hearsay(document: Document, i: int) -> Iterator[Candidate]:
    parse = document.parse
    head = parse.heads[i]
    if head == i:
        return
    for shape, scope in (
        ("hearsay-clause", parse.edges[head]),
        ("hearsay-rest", (i + 1, parse.edges[head][1])),
        ("hearsay-predicate", (min(head, i + 1), parse.edges[head][1])),
    ):
        content = trim(parse, minus([scope], (i, i + 1)), avoid=())
        if content:
            yield Candidate(i, (i, i + 1), (), content, shape)


def _noun(document: Document, n: int) -> Iterator[Candidate]:
    parse = document.parse
    grammar = parse.speech.grammar
    source = _noun_source(parse, n)
    for k in parse.children[n]:
        dep, edge = parse.deps[k], parse.edges[k]
        shape = None
        scope = edge
        if dep in ("acl", "ccomp", "xcomp", "relcl") and k > n:
            mark = parse.words[edge[0]]
            shape = f"noun-{dep}-that" if mark in grammar.complementisers else f"noun-{dep}"
        elif dep == "prep" and parse.words[k] in grammar.about:
            shape = "noun-of" if parse.words[k] in grammar.of else "noun-about"
            scope = (k + 1, edge[1])
        if shape is not None and scope[0] < scope[1]:
            content = trim(parse, [scope], avoid=source)
            if content:
                yield Candidate(n, (n, n + 1), source, content, shape)


def _noun_source(parse: Parse, n: int) -> Ranges:
    for k in parse.children[n]:
        if parse.deps[k] == "poss":
            start, stop = parse.edges[k]
            while stop - 1 > start and parse.tags[stop - 1] == "POS":
                stop -= 1
            return ((start, stop),)
    for k in parse.children[n]:
        if parse.deps[k] == "prep" and parse.words[k] in parse.speech.grammar.from_whom:
            for m in parse.children[k]:
                if parse.deps[m] == "pobj":
                    return (noun_phrase(parse, m),)
    head = parse.heads[n]
    if parse.deps[n] in OBJECTS and parse.lemmas[head] in parse.speech.cues.light:
        return subject_of(parse, head)
    return ()


def _adjective(document: Document, a: int) -> Iterator[Candidate]:
    parse = document.parse
    head = parse.heads[a]
    source = subject_of(parse, head) if head != a else ()
    for k in parse.children[a]:
        dep, edge = parse.deps[k], parse.edges[k]
        if k < a:
            continue
        if dep in ("ccomp", "xcomp"):
            scope, shape = edge, "adjective-" + dep
        elif dep == "prep" and edge[1] - k > 1:
            scope, shape = (k + 1, edge[1]), "adjective-prep"
        else:
            continue
        content = trim(parse, [scope], avoid=source)
        if content:
            yield Candidate(
                a,
                (min(head, a), a + 1) if a - head in (1, 2) else (a, a + 1),
                source,
                content,
                shape,
            )


def _mark(document: Document, i: int) -> Iterator[Candidate]:
    """ "Speaker: words" at the start of a line."""
    parse = document.parse
    start, stop = parse.paragraphs[parse.paragraph[i]]
    if document.quoted[i] >= 0 or not start < i < stop - 1:
        return
    if i - start <= 6 and _is_name(parse, (start, i)):
        yield Candidate(i, (i, i + 1), ((start, i),), ((i + 1, stop),), "label")


def _is_name(parse: Parse, span: Range) -> bool:
    return any(parse.pos[k] == "PROPN" for k in range(*span)) and not any(
        parse.pos[k] in VERBAL for k in range(*span)
    )
