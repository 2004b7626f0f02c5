"""Where the words of a stored text stood in the text that was given: normalising moves them. Pure.

Programs that gave us a text count in it, not in what we made of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from corpus.formats.normalise import normalise_line
from corpus.types import Shift, Span

_WORD = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]+")
_Word = tuple[int, str]
"""Where a word begins, and the word."""


def shifts_between(given: str, stored: str) -> tuple[Shift, ...]:
    """How far the words of `stored` stood from their places in `given`: a shift wherever that
    changes. None where the two are not the same words, but for a head of the one given and the
    hyphens at the ends of its lines."""
    if given == stored:
        return ()
    found = ((word.start(), normalise_line(word[0])) for word in _WORD.finditer(given))
    # What only words without a glyph are made of is not stored.
    theirs = [(start, word) for start, word in found if word]
    ours = [(word.start(), word[0]) for word in _WORD.finditer(stored)]
    places = _places(theirs, ours)
    moved = [Shift(0, 0)] + [Shift(place, their - place) for place, their in places]
    return tuple(new for old, new in pairwise(moved) if new.by != old.by)


def _places(theirs: Sequence[_Word], ours: Sequence[_Word]) -> list[tuple[int, int]]:
    """Where each word stands in both texts, in order; from the end, as a head that says what its
    lines are is not stored."""
    places: list[tuple[int, int]] = []
    is_same, left = True, len(theirs)
    for place, word in reversed(ours):
        if left == 0:
            return []
        left -= 1
        their, last = theirs[left]
        half, first = theirs[left - 1] if left else (0, "")
        if word != last and first.endswith("-") and word in (first[:-1] + last, first + last):
            places.append((place + len(word) - len(last), their))
            their, left = half, left - 1
        else:
            is_same = is_same and word == last
        places.append((place, their))
    return places[::-1] if is_same or left == 0 else []


def in_given(span: Span, shifts: tuple[Shift, ...]) -> Span:
    """Where a span of the stored text stood in the given one."""
    if not span:
        return span.shifted(_by(span.start, shifts))
    return Span(span.start + _by(span.start, shifts), span.stop + _by(span.stop - 1, shifts))


def _by(at: int, shifts: tuple[Shift, ...]) -> int:
    place = bisect_right(shifts, at, key=lambda shift: shift.start)
    return shifts[place - 1].by if place else 0
