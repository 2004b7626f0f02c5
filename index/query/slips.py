"""How far two spellings are apart, and what a slip of the finger makes of a word. Pure."""

from __future__ import annotations

from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# A word of so many letters may have one slip, of so many two: Reed is not Read. Set by hand; not
# measured.
_ONE, _TWO = 5, 8


def most_slips(*words: str) -> int:
    """How many slips there may be between words, by the length of the longest."""
    length = max(map(len, words))
    return (length >= _ONE) + (length >= _TWO)


def distance(one: str, other: str, *, most: int) -> int:
    """Letters left out, put in, replaced, or swapped with the next (optimal string alignment);
    more than `most` is one more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def one_slip_away(word: str, *, within: int | None = None) -> Iterator[str]:
    """Every word of Latin letters that differs by one slip; only by one in its first `within`."""
    stop = len(word) if within is None else min(within, len(word))
    for at in range(stop + (within is None)):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
