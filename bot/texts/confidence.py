"""How sure an answer is, in words and in figures."""

from __future__ import annotations

from bot.texts import Texts

# Percents from which a word is used, the highest first. Of the questions over news that choose
# (bench.splits) and are answered, 88 % can be from 70 on, and 62 % below. 45 is where the
# decision model that ships answers, and 18 where it no longer doubts.
_LEVELS = ((70, "level.high"), (45, "level.fair"), (18, "level.low"))


def level_of(confidence: float, texts: Texts) -> str:
    """The confidence of a reply in a word ("high"), by the percentage shown alone."""
    percent = round(100 * confidence)
    name = next((name for least, name in _LEVELS if percent >= least), "level.very-low")
    return texts(name)
