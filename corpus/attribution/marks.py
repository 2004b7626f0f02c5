"""Quotation marks: where a content touches a quotation, its ends are the marks.

What is said from outside a quotation is all of it, however the parser or the tagger would cut it;
and the sentence after the closing mark is the reporter's. What is said inside a quotation, by
somebody whom its speaker reports, keeps the ends that it has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.phrases import trim
from corpus.attribution.treebank import FINITE

_BEFORE_NUMBERS = frozenset(("$", "\u00a3", "\u20ac", "#", "@"))
_AFTER_NUMBERS = frozenset(("%",))
_ENDS = frozenset((".", "!", "?", "\u2026", "..."))
_NEXT = re.compile(r"\s*(\S)")


def keep_to_marks(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with every quotation that one of them touches from outside as a whole."""
    return [replace(c, content=_kept(document, c)) for c in chosen]


def _kept(document: Document, candidate: Candidate) -> Ranges:
    whole = _whole_quotations(document, candidate)
    before = _without_narration_before(document, candidate, whole)
    before = _up_to_question(document, candidate, before)
    kept = trim(document.parse, _without_narration_after(document, candidate, before), avoid=())
    return _with_symbols(document.parse, kept or candidate.content)


def _whole_quotations(document: Document, candidate: Candidate) -> list[Range]:
    """The pieces, each going on to the marks of the quotations that its ends stand in."""
    quoted, quotes, paragraph = document.quoted, document.quotes, document.parse.paragraph
    own = quoted[candidate.anchor]
    pieces: list[Range] = []
    for low, high in candidate.content:
        first, last = quoted[low], quoted[high - 1]
        if first >= 0 and first != own and not _holds(candidate, quotes[first]):
            low = quotes[first][0]
        closes = last >= 0 and last != own and document.closed[last]
        if closes and not _holds(candidate, quotes[last]):
            high = quotes[last][1]
        joined = bool(pieces) and low <= pieces[-1][1]
        if joined and (paragraph[pieces[-1][0]] == paragraph[low] or low < pieces[-1][1]):
            pieces[-1] = (pieces[-1][0], max(high, pieces[-1][1]))
        else:
            pieces.append((low, high))
    return pieces


def _up_to_question(
    document: Document, candidate: Candidate, pieces: Sequence[Range]
) -> list[Range]:
    """The pieces up to an "Asked whether …" that the parser takes for the end of them.

    It begins the next sentence, whose cue comes after it.
    """
    parse, asking = document.parse, document.parse.speech.cues.asking
    kept = []
    for low, high in pieces:
        stops = (
            k - 1
            for k in range(low + 2, high)
            if parse.lemmas[k] in asking
            and parse.tags[k] == "VBN"
            and parse.words[k - 1] in _ENDS
            and document.quoted[k] < 0
            and candidate.anchor < k
            and parse.text[parse.starts[k]].isupper()
        )
        kept.append((low, next(stops, high)))
    return kept


def _with_symbols(parse: Parse, content: Ranges) -> Ranges:
    """The pieces with the "$" of their first number, the "%" of their last, a bracket closed."""
    pieces = []
    for low, high in content:
        if low > 0 and parse.words[low - 1] in _BEFORE_NUMBERS and _touch(parse, low):
            low -= 1
        if high < len(parse) and parse.words[high] in _AFTER_NUMBERS and _touch(parse, high):
            high += 1
        opened = [parse.words[k] for k in range(low, high) if parse.words[k] in ("(", ")")]
        if high < len(parse) and opened[-1:] == ["("] and parse.words[high] == ")":
            high += 1
        pieces.append((low, high))
    return tuple(pieces)


def _touch(parse: Parse, k: int) -> bool:
    return parse.stops[k - 1] == parse.starts[k]


def _holds(candidate: Candidate, quote: Range) -> bool:
    """Whether the cue or the source stands in the quotation, so that its marks tell nothing."""
    return any(
        low < quote[1] and quote[0] < high for low, high in (candidate.cue, *candidate.source)
    )


def _without_narration_after(
    document: Document, candidate: Candidate, pieces: Sequence[Range]
) -> Ranges:
    """Without the next sentence, where a quotation ends a sentence with its closing mark."""
    kept: list[Range] = []
    for low, high in pieces:
        stop = _end_of_speech(document, candidate, low, high)
        if stop is not None and stop < high:
            after = document.quotes_in(stop, high)
            kept += [(max(low, a), min(b, high)) for _, (a, b) in after]
            high = stop
        if low < high and not _is_after_speech(document, candidate, kept, low, high):
            kept.append((low, high))
    return tuple(sorted(kept))


def _end_of_speech(document: Document, candidate: Candidate, low: int, high: int) -> int | None:
    """Where the first quotation ends within the tokens that a sentence ends with."""
    own = document.quoted[candidate.anchor]
    for number, (start, stop) in document.quotes_in(low, high):
        if number != own and low <= start and stop < high and _ends_sentence(document, number):
            return stop
    return None


def _is_after_speech(
    document: Document, candidate: Candidate, kept: Sequence[Range], low: int, high: int
) -> bool:
    """Whether it is narration that comes after what the cue announced, with a sentence between."""
    quoted, parse = document.quoted, document.parse
    if any(quoted[k] >= 0 for k in range(low, high)):
        return False
    for start, stop in kept:
        number = quoted[stop - 1]
        if number >= 0 and candidate.anchor < start and stop <= low:
            same = parse.paragraph[stop - 1] == parse.paragraph[low]
            if same and _ends_sentence(document, number):
                return True
    return False


def _ends_sentence(document: Document, number: int) -> bool:
    """Whether a sentence ends with the quotation's closing mark, and another begins after it."""
    parse = document.parse
    start, stop = document.quotes[number]
    last = stop - 1
    while last > start and not parse.is_word(last) and parse.words[last] not in _ENDS:
        last -= 1
    following = _NEXT.match(parse.text, parse.stops[stop - 1])
    ended = parse.words[last] in _ENDS or parse.words[last].endswith(".")
    return document.closed[number] and ended and following is not None and following[1].isupper()


def _without_narration_before(
    document: Document, candidate: Candidate, pieces: Sequence[Range]
) -> list[Range]:
    """Without the sentence before the opening mark, where the cue follows the quotation; or
    without the "the court:" of "told the court: “It is old.”" """
    parse, anchor = document.parse, candidate.anchor
    kept = []
    for low, high in pieces:
        for _, (start, stop) in document.quotes_in(low, high):
            mark = parse.words[start - 1] if low < start < high else ""
            clause = any(parse.tags[k] in FINITE for k in range(low, start))
            announced = mark == ":" and anchor < low and not clause
            if announced or (mark in _ENDS and anchor >= stop):
                low = start
        kept.append((low, high))
    return kept
