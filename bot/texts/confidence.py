"""How sure an answer is, in words and in figures."""

from __future__ import annotations

from bot.texts import Texts
from index.types import Tier

# Of the questions over news that are answered, 87 to 89 % can be from here on, and 55 to 57 % below
# (groups 0 to 2, and 3 and 4).
_HIGH = 0.7


def level_of(confidence: float, tier: Tier, texts: Texts) -> str:
    """The confidence of a reply in a word: "high"."""
    if tier is Tier.ANSWERS:
        return texts("level.high" if confidence >= _HIGH else "level.fair")
    return texts("level.low" if tier is Tier.PERHAPS else "level.very-low")
