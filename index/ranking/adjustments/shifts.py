"""How a number is moved, on record. Pure."""

from __future__ import annotations

from index.types import Shift


def shift(value: float, *, lowered: float = 1.0, raised: float = 0.0) -> Shift:
    """A number made smaller by a factor, then raised by a share of what it lacks of 1."""
    factors = {}
    after = value
    if lowered < 1:
        factors["factor"] = lowered
        after *= lowered
    if raised:
        factors["remainder"] = 1 - raised
        after = 1 - (1 - after) * (1 - raised)
    return Shift(value, after, factors)


def capped(value: float, most: float) -> Shift:
    return Shift(value, min(value, most), {"at most": most})
