"""What a figure takes the place of by its own sentence: "900, down from 1,400". Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.figures.amounts import amounts
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language

if TYPE_CHECKING:
    from index.claims.figures.grouping import Reported


def former_values(reported: Reported, language: Language = ENGLISH) -> frozenset[float]:
    """The values that the sentence of a figure says were given before; none of one of these."""
    passage, sentence = reported.passage, reported.sentence
    if passage is None or sentence is None:
        return frozenset()
    text = sentence.of(passage.paragraph.text)
    found = frozenset(
        amount.low
        for amount in amounts(text, language)
        if _former(language).search(text[: amount.quote.start])
    )
    return frozenset() if reported.amount.low in found else found


@cache
def _former(language: Language) -> re.Pattern[str]:
    return re.compile(language.figures.former, re.IGNORECASE)
