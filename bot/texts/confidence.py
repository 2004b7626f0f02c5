"""How sure an answer is, in words and in figures."""

from __future__ import annotations

from bot.texts import Texts
from index.types import Tier

# Of the questions over news that choose (bench.splits) and are answered, 88 % can be from here on,
# and 58 % below.
_HIGH = 0.7


def level_of(confidence: float, tier: Tier, texts: Texts) -> str:
    """The confidence of a reply in a word: "high"."""
    if tier is Tier.ANSWERS:
        return texts("level.high" if confidence >= _HIGH else "level.fair")
    return texts("level.low" if tier is Tier.PERHAPS else "level.very-low")
