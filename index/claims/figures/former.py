"""What a figure takes the place of by its own sentence: "900, down from 1,400", or whatever was
given before it: "has risen to 17". Pure."""

from __future__ import annotations

import re
from functools import cache

from corpus.figures.amounts import amounts
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Span


def former_values(sentence: str, language: Language = ENGLISH) -> frozenset[float]:
    """The values that a sentence says were given before."""
    pattern = _former(language)
    return frozenset(
        amount.low
        for amount in amounts(sentence, language)
        if pattern.search(sentence[: amount.quote.start])
    )


def is_past(
    value: float, newer: float, sentence: str, at: Span, language: Language = ENGLISH
) -> bool:
    """Whether the words before a newer figure, at this span of its sentence, say that a value given
    before it is past: one that is lower, where it has risen, or higher, where it has fallen."""
    before = sentence[: at.start]
    words = language.figures
    pattern = words.upward if value < newer else words.downward
    return value != newer and _compiled(pattern).search(before) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _former(language: Language) -> re.Pattern[str]:
    return re.compile(language.figures.former, re.IGNORECASE)
