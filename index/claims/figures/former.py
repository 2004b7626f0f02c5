"""What a figure takes the place of by its own sentence: "900, down from 1,400". Pure."""

from __future__ import annotations

import re
from functools import cache

from corpus.figures.amounts import amounts
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language


def former_values(sentence: str, language: Language = ENGLISH) -> frozenset[float]:
    """The values that a sentence says were given before."""
    pattern = _former(language)
    return frozenset(
        amount.low
        for amount in amounts(sentence, language)
        if pattern.search(sentence[: amount.quote.start])
    )


@cache
def _former(language: Language) -> re.Pattern[str]:
    return re.compile(language.figures.former, re.IGNORECASE)
