"""Turns that stand alone: a paragraph of bare quotation that somebody else must have said.

“Whose was it?” Bell asked. / “Mr Moor's.” / “Mr Moor is dead, Ms Bell.”: an answer after a
question, and words that address whoever spoke just before, are no more of the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.parsing import Parse, Range, Ranges

_ENDS = frozenset(".,!?;…")
_QUOTES = frozenset("\"'“”‘’")


def own_turn(document: Document, candidate: Candidate) -> Ranges:
    """The content up to the first paragraph that is another's turn."""
    parse = document.parse
    kept = candidate.content[:1]
    for before, piece in pairwise(candidate.content):
        line = parse.paragraph[piece[0]]
        later = line > max(parse.paragraph[before[0]], parse.paragraph[candidate.anchor])
        if later and is_reply(document, candidate, line):
            break
        kept += (piece,)
    return kept


def is_reply(document: Document, candidate: Candidate, line: int) -> bool:
    """Whether a paragraph after the candidate's own is said to whoever is quoted there."""
    parse = document.parse
    if not line or line not in document.bare:
        return False
    if line == parse.paragraph[candidate.anchor] + 1 and _is_question(document, candidate):
        return True
    return any(_is_to(parse, name, candidate.source) for name in _addressed(parse, line))


def _is_question(document: Document, candidate: Candidate) -> bool:
    """“Whose was it?” Bell asked."""
    parse = document.parse
    last = candidate.content[-1][1] - 1 if candidate.content else candidate.anchor
    while last > candidate.content[-1][0] and parse.words[last] in _QUOTES:
        last -= 1
    asks = parse.lemmas[candidate.anchor] in parse.speech.cues.asking and parse.words[last] == "?"
    return asks and document.quoted[last] >= 0 and document.closed[document.quoted[last]]


def _addressed(parse: Parse, line: int) -> Iterator[Range]:
    """The names set off by commas, or at the ends: "Sir Adam" of “He is dead, Sir Adam.”"""
    low, high = parse.paragraphs[line]
    k = low
    while k < high:
        stop = k
        while stop < high and parse.pos[stop] == "PROPN":
            stop += 1
            if parse.words[stop : stop + 1] == ["."] and parse.words[stop - 1] in _titles(parse):
                stop += 1
        if stop > k:
            opens = k == low or parse.words[k - 1] == "," or parse.words[k - 1] in _QUOTES
            closes = stop == high or parse.words[stop] in _ENDS | _QUOTES
            if opens and closes:
                yield k, stop
        k = max(stop, k + 1)


def _is_to(parse: Parse, name: Range, source: Ranges) -> bool:
    """Whether it may be the source who is addressed: by the name, or as "Mr Bell" where the source
    is but "he"."""
    if not source:
        return False
    start, stop = source[-1]
    if stop - start == 1 and parse.words[start] in parse.speech.grammar.personal:
        return parse.words[name[0]].rstrip(".") in _titles(parse) and name[1] - name[0] > 1
    shared = set(parse.words[slice(*name)]) & set(parse.words[start:stop])
    return any(word[:1].isalpha() and word.rstrip(".") not in _titles(parse) for word in shared)


def _titles(parse: Parse) -> frozenset[str]:
    return parse.speech.names.titles | parse.speech.names.courtesies
