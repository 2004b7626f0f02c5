"""Phrases read off the tree: who does what a verb says, a noun with what describes it, a cue."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.treebank import VERBAL

OBJECTS = frozenset(("dobj", "obj", "dative", "oprd", "attr"))
_LINKS = frozenset(("conj", "xcomp", "advcl", "acl", "acomp", "pcomp", "ccomp", "dep"))
_LOOSE = frozenset(("relcl", "acl", "punct", "cc", "conj", "parataxis", "advcl"))
_OPENERS = frozenset("\"'\u201c\u2018\u00ab\u201e")
_DEEPEST = 4  # verbs above one another


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
    if any(parse.deps[k] in ("auxpass", "nsubjpass") for k in kids):
        return _agent(parse, v)
    for k in kids:
        if parse.deps[k] == "nsubj" and parse.words[k] not in parse.speech.grammar.there:
            return (noun_phrase(parse, k),)
    if depth > _DEEPEST or parse.heads[v] == v:
        return ()
    return _subject_from_above(parse, v, depth + 1)


def _agent(parse: Parse, v: int) -> Ranges:
    """By whom it is, where the verb is passive."""
    by = parse.speech.grammar.by
    for k in parse.children[v]:
        if parse.deps[k] == "agent" or (parse.deps[k] == "prep" and parse.words[k] in by):
            for n in parse.children[k]:
                if parse.deps[n] == "pobj":
                    return (noun_phrase(parse, n),)
    return ()


def _subject_from_above(parse: Parse, v: int, depth: int) -> Ranges:
    """The subject that a verb without one has from what it hangs on."""
    head, dep = parse.heads[v], parse.deps[v]
    if dep == "acl" and parse.pos[head] in ("NOUN", "PROPN", "PRON"):
        return _subject_of_participle(parse, v, depth)
    if dep == "pcomp":
        verb = parse.heads[head]
        return subject_of(parse, verb, depth=depth) if _is_verbal(parse, verb) else ()
    if dep == "xcomp" and (told := _told(parse, v)) is not None:
        return (noun_phrase(parse, told),)
    if dep in _LINKS and parse.pos[head] in ("VERB", "AUX", "ADJ", "NOUN"):
        return subject_of(parse, head, depth=depth)
    return ()


def _subject_of_participle(parse: Parse, v: int, depth: int) -> Ranges:
    """The noun that the verb describes; but of "issued a letter saying" whoever issued it."""
    noun = parse.heads[v]
    if parse.tags[v] == "VBG" and parse.deps[noun] in OBJECTS | {"pobj"}:
        verb = parse.heads[noun]
        while parse.deps[verb] in ("prep", "pobj") and parse.heads[verb] != verb:
            verb = parse.heads[verb]
        if _is_verbal(parse, verb):
            return subject_of(parse, verb, depth=depth) or (noun_phrase(parse, noun),)
    return (noun_phrase(parse, noun),)


def _told(parse: Parse, v: int) -> int | None:
    """Who is told, asked or made to do what the verb says, and so does it."""
    head = parse.heads[v]
    control = parse.speech.grammar.subject_control  # "She promised him to go": she goes
    if parse.tags[v] not in ("VB", "VBG") or parse.lemmas[head] in control:
        return None
    objects = (k for k in parse.children[head] if parse.deps[k] in ("dobj", "dative") and k < v)
    return next(objects, None)


def _is_verbal(parse: Parse, k: int) -> bool:
    return parse.pos[k] in VERBAL


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


def own_phrase(parse: Parse, v: int, cue: Range, source: Ranges) -> Range:
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


def without_later_clauses(parse: Parse, k: int, edge: Range) -> Range:
    """A clause up to a second one that the parser may have hung into it by mistake."""
    stop = edge[1]
    for m in parse.children[k]:
        if m > k and parse.deps[m] in ("conj", "advcl", "parataxis") and parse.pos[m] == "VERB":
            stop = min(stop, parse.edges[m][0])
    while stop - 1 > k and (parse.deps[stop - 1] == "cc" or not parse.is_word(stop - 1)):
        stop -= 1
    return edge[0], stop


def minus(ranges: list[Range], hole: Range) -> list[Range]:
    out = []
    for low, high in ranges:
        if hole[0] > low:
            out.append((low, min(high, hole[0])))
        if hole[1] < high:
            out.append((max(low, hole[1]), high))
    return [(a, b) for a, b in out if a < b]


def trim(parse: Parse, ranges: Sequence[Range], *, avoid: Ranges) -> Ranges:
    """Ranges in order without the tokens of `avoid`, bare marks at their ends, or empty pieces."""
    pieces = sorted(set(ranges))
    for hole in avoid:
        pieces = minus(pieces, hole)
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
