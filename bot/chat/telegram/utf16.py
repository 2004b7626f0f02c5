"""Lengths and places as Telegram counts them: in UTF-16 units."""

from __future__ import annotations

from collections.abc import Iterable


def units(text: str) -> int:
    """The length of a text."""
    return len(text) + sum(character > "\uffff" for character in text)


def prefix_within(text: str, limit: int) -> int:
    """How many code points from the start of a text fit into `limit` units."""
    if limit >= 2 * len(text):
        return len(text)
    total = 0
    for count, character in enumerate(text):
        total += 2 if character > "\uffff" else 1
        if total > limit:
            return count
    return len(text)


def positions_in_units(text: str, positions: Iterable[int]) -> dict[int, int]:
    """Positions in code points, and what they are in units; in one pass over the text."""
    found: dict[int, int] = {}
    last = total = 0
    for position in sorted(set(positions)):
        total += units(text[last:position])
        found[position] = total
        last = position
    return found
