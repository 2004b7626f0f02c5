"""Candidates: every way the tree could be read as somebody saying something.

A candidate has the token that makes it an attribution (the anchor), what it says and who says it.
They are many and mostly wrong; `rules` choose among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from corpus.attribution.parsing import Parse, Range
from corpus.attribution.quotations import Quotation

Ranges = tuple[Range, ...]


class _Make(Protocol):
    def __call__(self, shape: str, *ranges: Range) -> Iterator[Candidate]: ...


_CLAUSES = frozenset(("ccomp", "xcomp"))
_OBJECTS = frozenset(("dobj", "obj", "dative", "oprd", "attr"))
_PARENTHETIC = frozenset(("parataxis", "ccomp", "advcl", "conj", "dep"))
_LINKS = frozenset(("conj", "xcomp", "advcl", "acl", "acomp", "pcomp", "ccomp", "dep"))
_LOOSE = frozenset(("relcl", "acl", "punct", "cc", "conj", "parataxis", "advcl"))
_OPENERS = frozenset("\"'\u201c\u2018\u00ab\u201e")


@dataclass(frozen=True)
class Candidate:
    """One reading. `shape` names the construction; ranges are tokens."""

    anchor: int
    cue: Range
    source: Ranges
    content: Ranges
    shape: str


@dataclass
class Reading:
    """A parse with its quotations as token ranges: what the constructions are looked up in."""

    parse: Parse
    quotations: list[Quotation]
    quoted: list[int] = field(init=False)
    quotes: list[Range] = field(init=False)

    def __post_init__(self) -> None:
        self.quotes = []
        self.quoted = [-1] * len(self.parse)
        for quotation in self.quotations:
            start, stop = self.parse.tokens(quotation.span.start, quotation.span.stop)
            if start < stop:
                self.quoted[start:stop] = [len(self.quotes)] * (stop - start)
                self.quotes.append((start, stop))


def source_of(reading: Reading, anchor: int) -> Ranges:
    """Whom the tree gives as the source of an anchor."""
    parse = reading.parse
    cues = parse.speech.cues
    if parse.words[anchor] not in cues.hearsay | cues.according | cues.per:
        if _is_verb(parse, anchor):
            return subject_of(parse, anchor)
        if parse.pos[anchor] == "NOUN":
            return _noun_source(parse, anchor)
    candidates = find_candidates(reading, anchors=(anchor,))
    return candidates[0].source if candidates else ()


def find_candidates(reading: Reading, *, anchors: Iterable[int] | None = None) -> list[Candidate]:
    """All candidates of a text, or of these anchors, in the anchors' order."""
    found: list[Candidate] = []
    parse = reading.parse
    cues = parse.speech.cues
    for i in range(len(parse)) if anchors is None else anchors:
        pos, word = parse.pos[i], parse.words[i]
        if word in cues.according or (word in cues.per and pos == "ADP"):
            found += _according(reading, i)
        elif word in cues.hearsay:
            found += _hearsay(reading, i)
        elif _is_verb(parse, i):
            found += _verb(reading, i)
        elif pos == "NOUN":
            found += _noun(reading, i)
        elif pos == "ADJ":
            found += _adjective(reading, i)
        elif word == ":":
            found += _mark(reading, i)
    return found


def _is_verb(parse: Parse, i: int) -> bool:
    pos, auxiliaries = parse.pos[i], parse.speech.grammar.auxiliaries
    return pos == "VERB" or (pos == "AUX" and parse.lemmas[i] not in auxiliaries)


# Constructions


def _verb(reading: Reading, v: int) -> Iterator[Candidate]:
    parse = reading.parse
    cue = cue_of(parse, v)
    source = subject_of(parse, v)
    seen: set[Ranges] = set()

    def make(shape: str, *ranges: Range) -> Iterator[Candidate]:
        content = trim(parse, ranges, avoid=(cue, *source))
        if content and content not in seen:
            seen.add(content)
            yield Candidate(v, cue, source, content, shape)

    kids = parse.children[v]
    sentence = parse.sentences[parse.sentence[v]]
    low, high = parse.edges[v]
    own = _own_phrase(parse, v, cue, source)
    grammar = parse.speech.grammar

    for k in kids:
        dep = parse.deps[k]
        edge = parse.edges[k]
        if dep in _CLAUSES:
            shape = dep if k > v else dep + "-before"
            if edge[0] <= v < edge[1]:
                yield from make("around", *_minus([sentence], own))
            else:
                yield from make(shape, edge)
                if k > v:
                    inner = _without_later_clauses(parse, k, edge)
                    yield from make(dep + "-core", inner)
        elif dep in _OBJECTS and k > v:
            yield from make("object", edge)
            yield from make("object-on", (edge[0], high))
        elif dep == "prep" and k > v:
            if edge[1] - edge[0] > 1:
                yield from make("prep", (k + 1, edge[1]))
            yield from make("prep-on", (k, high))
        elif dep == "advcl" and k > v and parse.words[edge[0]] in grammar.comparing:
            yield from make("advcl", edge)
        elif dep == "nsubjpass":
            yield from make("passive-subject", edge)
        elif dep in ("advmod", "acomp") and k > v:
            yield from make("modifier", edge)
    if v + 1 < high:
        yield from make("rest", (max(v, cue[1] - 1) + 1, high))
    if parse.deps[v] in _PARENTHETIC or any(k < v for k in kids):
        yield from make("before", (sentence[0], own[0]))
        yield from make("sentence", *_minus([sentence], own))
        if parse.deps[v] in ("ccomp", "parataxis", "advcl") and parse.heads[v] != v:
            yield from make("host", *_minus([parse.edges[parse.heads[v]]], own))
    if parse.deps[v] == "relcl" and parse.words[low] in grammar.free_relatives:
        head = parse.heads[v]
        yield from make("relative", parse.edges[head])
    yield from _with_quotes(reading, v, sentence, make)


def _with_quotes(reading: Reading, v: int, sentence: Range, make: _Make) -> Iterator[Candidate]:
    """The quotations that verb `v` may report: in its sentence, around it, after a colon."""
    parse = reading.parse
    inside = [q for q in reading.quotes if q[0] < sentence[1] and q[1] > sentence[0]]
    outside = [q for q in inside if not q[0] <= v < q[1]]
    if outside:
        yield from make("quotes", *outside)
        before = [q for q in outside if q[1] <= v]
        after = [q for q in outside if q[0] > v]
        if before:
            yield from make("quote-before", before[-1])
            yield from make("quotes-before", *before)
        if after:
            yield from make("quote-after", after[0])
            yield from make("quotes-after", *after)
    line = parse.paragraphs[parse.paragraph[v]]
    following = _quotes_from(reading, sentence[1], line[1])
    if outside and following:
        yield from make("quotes-on", *outside, *following)
    previous = _quote_until(reading, sentence[0], line[0])
    if previous is not None and not any(q[1] <= v for q in outside):
        yield from make("quote-previous", previous, *(q for q in outside if q[0] > v))
        if following:
            yield from make("quote-previous-on", previous, *outside, *following)
    colon = next(
        (k for k in range(v + 1, sentence[1]) if parse.words[k] == ":" and reading.quoted[k] < 0),
        None,
    )
    if colon is not None:
        yield from make("colon", (colon + 1, sentence[1]))
        yield from make("colon-line", (colon + 1, line[1]))
        if colon == line[1] - 1:
            yield from make("colon-next", *_quotes_from(reading, line[1], len(parse))[:1])


def _according(reading: Reading, i: int) -> Iterator[Candidate]:
    parse = reading.parse
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
        content = trim(parse, _minus([scope], phrase), avoid=())
        if content:
            yield Candidate(i, cue, (source,), content, shape)
    quotes = [q for q in reading.quotes if q[0] < sentence[1] and q[1] > sentence[0]]
    if quotes:
        yield Candidate(i, cue, (source,), trim(parse, quotes, avoid=()), "according-quotes")


def _hearsay(reading: Reading, i: int) -> Iterator[Candidate]:
    parse = reading.parse
    head = parse.heads[i]
    if head == i:
        return
    for shape, scope in (
        ("hearsay-clause", parse.edges[head]),
        ("hearsay-rest", (i + 1, parse.edges[head][1])),
        ("hearsay-predicate", (min(head, i + 1), parse.edges[head][1])),
    ):
        content = trim(parse, _minus([scope], (i, i + 1)), avoid=())
        if content:
            yield Candidate(i, (i, i + 1), (), content, shape)


def _noun(reading: Reading, n: int) -> Iterator[Candidate]:
    parse = reading.parse
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
    if parse.deps[n] in _OBJECTS and parse.lemmas[head] in parse.speech.cues.light:
        return subject_of(parse, head)
    return ()


def _adjective(reading: Reading, a: int) -> Iterator[Candidate]:
    parse = reading.parse
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


def _mark(reading: Reading, i: int) -> Iterator[Candidate]:
    """ "Speaker: words" at the start of a line."""
    parse = reading.parse
    start, stop = parse.paragraphs[parse.paragraph[i]]
    if reading.quoted[i] >= 0 or not start < i < stop - 1:
        return
    if i - start <= 6 and _is_name(parse, (start, i)):
        yield Candidate(i, (i, i + 1), ((start, i),), ((i + 1, stop),), "label")


def _is_name(parse: Parse, span: Range) -> bool:
    return any(parse.pos[k] == "PROPN" for k in range(*span)) and not any(
        parse.pos[k] in ("VERB", "AUX") for k in range(*span)
    )


# Parts of a construction


def cue_of(parse: Parse, v: int) -> Range:
    """The verb with its auxiliaries and negation, as one range."""
    start, stop = v, v + 1
    kids = set(parse.children[v])
    while start - 1 in kids and parse.deps[start - 1] in ("aux", "auxpass", "neg", "advmod"):
        start -= 1
    while parse.deps[start] == "advmod" and start < v:
        start += 1
    if stop < len(parse) and stop in kids and parse.deps[stop] == "prt":
        stop += 1
    return start, stop


def subject_of(parse: Parse, v: int, *, depth: int = 0) -> Ranges:
    """Who does what verb `v` says; empty where the sentence does not tell."""
    kids = parse.children[v]
    grammar = parse.speech.grammar
    if any(parse.deps[k] == "auxpass" for k in kids) or any(
        parse.deps[k] == "nsubjpass" for k in kids
    ):
        for k in kids:
            if parse.deps[k] == "agent" or (
                parse.deps[k] == "prep" and parse.words[k] in grammar.by
            ):
                for n in parse.children[k]:
                    if parse.deps[n] == "pobj":
                        return (noun_phrase(parse, n),)
        return ()
    for k in kids:
        if parse.deps[k] == "nsubj" and parse.words[k] not in grammar.there:
            return (noun_phrase(parse, k),)
    if depth > 4 or parse.heads[v] == v:
        return ()
    head, dep = parse.heads[v], parse.deps[v]
    if dep == "acl" and parse.pos[head] in ("NOUN", "PROPN", "PRON"):
        if parse.deps[head] in _OBJECTS or parse.deps[head] == "pobj":
            verb = parse.heads[head]
            while parse.deps[verb] in ("prep", "pobj") and parse.heads[verb] != verb:
                verb = parse.heads[verb]
            if parse.tags[v] == "VBG" and parse.pos[verb] in ("VERB", "AUX"):
                return subject_of(parse, verb, depth=depth + 1) or (noun_phrase(parse, head),)
        return (noun_phrase(parse, head),)
    if dep == "pcomp":
        head = parse.heads[head]
        return (
            subject_of(parse, head, depth=depth + 1) if parse.pos[head] in ("VERB", "AUX") else ()
        )
    if dep == "xcomp":
        for k in parse.children[head]:
            told = parse.deps[k] in ("dobj", "dative") and k < v and parse.tags[v] in ("VB", "VBG")
            if told and parse.lemmas[head] not in grammar.subject_control:
                return (noun_phrase(parse, k),)
    if dep in _LINKS and parse.pos[head] in ("VERB", "AUX", "ADJ", "NOUN"):
        return subject_of(parse, head, depth=depth + 1)
    return ()


def noun_phrase(parse: Parse, n: int) -> Range:
    """The noun with what describes it, but no relative clause and nothing after one."""
    start, stop = parse.edges[n]
    for k in parse.children[n]:
        if k > n and parse.deps[k] in _LOOSE and parse.deps[k] not in ("conj", "cc"):
            if parse.deps[k] == "punct" and parse.words[k] not in (
                ",",
                ";",
                "\u2013",
                "\u2014",
                "-",
            ):
                continue
            if parse.deps[k] == "punct" and any(
                parse.deps[m] in ("appos", "conj") and m > k for m in parse.children[n]
            ):
                continue
            stop = min(stop, parse.edges[k][0])
    stop = max(stop, n + 1)
    while stop - 1 > n and not parse.is_word(stop - 1) and parse.words[stop - 1] != ")":
        stop -= 1
    while start < n and not parse.is_word(start):
        start += 1
    named = stop < len(parse) and parse.pos[n] == "NOUN" and parse.pos[stop] == "PROPN"
    if named and (parse.heads[stop], parse.deps[stop]) == (parse.heads[n], parse.deps[n]):
        # "the news platform Lantern" with two subjects, as the parser often has it.
        stop = parse.edges[stop][1]
    return start, stop


def _own_phrase(parse: Parse, v: int, cue: Range, source: Ranges) -> Range:
    """The reporting clause itself: subject, verb and what belongs to them but says nothing."""
    start, stop = cue
    for k in parse.children[v]:
        low, high = parse.edges[k]
        if parse.deps[k] in (
            "nsubj",
            "nsubjpass",
            "aux",
            "neg",
            "prt",
            "dative",
            "npadvmod",
            "agent",
        ):
            start, stop = min(start, low), max(stop, high)
        elif parse.deps[k] in ("prep", "advmod", "dobj") and k > v and high - low <= 8:
            stop = max(stop, high)
        elif parse.deps[k] == "advmod" and k < v and k >= start - 2:
            start = min(start, low)
    for low, high in source:
        if high >= start - 2 and low < start:
            start = low
        if low <= stop + 1 and high > stop:
            stop = high
    return start, stop


def _without_later_clauses(parse: Parse, k: int, edge: Range) -> Range:
    """A clause up to a second one that the parser may have hung into it by mistake."""
    stop = edge[1]
    for m in parse.children[k]:
        if m > k and parse.deps[m] in ("conj", "advcl", "parataxis") and parse.pos[m] == "VERB":
            stop = min(stop, parse.edges[m][0])
    while stop - 1 > k and (parse.deps[stop - 1] == "cc" or not parse.is_word(stop - 1)):
        stop -= 1
    return edge[0], stop


def _quotes_from(reading: Reading, start: int, stop: int) -> list[Range]:
    """The quotations that follow one another without a break from token `start`."""
    found = []
    for quote in reading.quotes:
        if quote[0] == start and quote[0] < stop:
            found.append(quote)
            start = quote[1]
        elif quote[0] < start < quote[1] <= stop:
            start = quote[1]
    return found


def _quote_until(reading: Reading, stop: int, start: int) -> Range | None:
    """The quotation that ends just before token `stop`, in the same paragraph."""
    for quote in reading.quotes:
        if start <= quote[0] and quote[1] == stop:
            return quote
        if start <= quote[0] < stop <= quote[1]:
            return (quote[0], quote[1])
    return None


def _minus(ranges: list[Range], hole: Range) -> list[Range]:
    out = []
    for low, high in ranges:
        if hole[0] > low:
            out.append((low, min(high, hole[0])))
        if hole[1] < high:
            out.append((max(low, hole[1]), high))
    return [(a, b) for a, b in out if a < b]


def trim(parse: Parse, ranges: tuple[Range, ...] | list[Range], *, avoid: Ranges) -> Ranges:
    """Ranges in order without the tokens of `avoid`, bare marks at their ends, or empty pieces."""
    pieces = sorted(set(ranges))
    for hole in avoid:
        pieces = _minus(pieces, hole)
    out: list[Range] = []
    for low, high in pieces:
        while low < high and not parse.is_word(low) and parse.words[low] not in _OPENERS:
            low += 1
        while high > low and parse.words[high - 1] in (",", ";", ":", "-", "\u2013", "\u2014"):
            high -= 1
        if any(parse.is_word(k) for k in range(low, high)):
            if out and low < out[-1][1]:
                out[-1] = (out[-1][0], max(high, out[-1][1]))
            else:
                out.append((low, high))
    return tuple(out)
