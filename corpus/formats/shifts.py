"""Where the words of a stored text stood in the text that was given: normalising moves them. Pure.

Programs that gave us a text count in it, not in what we made of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from corpus.formats.normalise import normalise_line
from corpus.types import Shift, Span

_WORD = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]+")


def shifts_between(given: str, stored: str) -> tuple[Shift, ...]:
    """How far the words of `stored` stood from their places in `given`: a shift wherever that
    changes. None where the two are not the same words, but for a head of the one given."""
    if given == stored:
        return ()
    places = [found.start() for found in _WORD.finditer(stored)]
    # What only words without a glyph are made of is not stored.
    words = [found for found in _WORD.finditer(given) if normalise_line(found[0])]
    # Nor is a head that says what its lines are.
    head = len(words) - len(places)
    below = [normalise_line(found[0]) for found in words[head:]] if head > 0 else []
    if head < 0 or (head > 0 and below != _WORD.findall(stored)):
        return ()
    theirs = [found.start() for found in words[head:]]
    moved = [Shift(0, 0)] + [
        Shift(place, their - place) for place, their in zip(places, theirs, strict=True)
    ]
    return tuple(new for old, new in pairwise(moved) if new.by != old.by)


def in_given(span: Span, shifts: tuple[Shift, ...]) -> Span:
    """Where a span of the stored text stood in the given one."""
    if not span:
        return span.shifted(_by(span.start, shifts))
    return Span(span.start + _by(span.start, shifts), span.stop + _by(span.stop - 1, shifts))


def _by(at: int, shifts: tuple[Shift, ...]) -> int:
    place = bisect_right(shifts, at, key=lambda shift: shift.start)
    return shifts[place - 1].by if place else 0
