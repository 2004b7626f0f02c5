"""The figures of a text by their values: "twelve" is 12, "1.5 million" is 1,500,000. Pure.

Days, clock times and years are no figures here, nor is a lone "one".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.languages.date_expressions import time_words
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Span

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NOT_COUNTED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2}(?:\.\d\d)? ?[ap]\.?m\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and where it stands."""

    value: float
    span: Span


@lru_cache(maxsize=8192)
def figures(text: str, language: Language = ENGLISH) -> tuple[Figure, ...]:
    """The figures of a text, in order."""
    read = list(_read(text, language))
    if not read:  # nothing to be kept apart from days, which take far longer to find
        return ()
    apart = [Span(days.start, days.stop) for days in time_words(text)]
    apart += [Span(*found.span()) for found in _NOT_COUNTED.finditer(text)]
    return tuple(
        Figure(value, span)
        for value, span in read
        if not any(span.overlaps(other) for other in apart)
    )


def values(text: str, language: Language = ENGLISH) -> tuple[float, ...]:
    """The values of a text's figures, in order."""
    return tuple(figure.value for figure in figures(text, language))


def without_figures(text: str, language: Language = ENGLISH) -> str:
    """The text with the same word for every figure."""
    for figure in reversed(figures(text, language)):
        text = f"{text[: figure.span.start]}number{text[figure.span.stop :]}"
    return text


def _read(text: str, language: Language) -> Iterator[tuple[float, Span]]:
    for found in _pattern(language).finditer(text):
        words = re.findall(rf"{_DIGITS}|[^\W\d_]+", found[0].lower())
        if words != ["one"]:
            yield number_value(words, language), Span(*found.span())


def number_value(words: list[str], language: Language = ENGLISH) -> float:
    """The value of digits and number words in a row, in lower case.

    Of "two hundred and five thousand": a dozen and a hundred multiply what stands before them,
    larger words all of it since the last."""
    total = current = 0.0
    for word in words:
        value = language.questions.values.get(word)
        if value is None:
            current += float(word.replace(",", "")) if word[0].isdigit() else 0
        elif current and value in (12, 100):
            current *= value
        elif value >= 1_000:
            total += (current or 1) * value
            current = 0
        else:
            current += value
    return total + current


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """Digits or number words, with all number words that follow."""
    words = rf"(?:{'|'.join(sorted(language.questions.values, key=len, reverse=True))})\b"
    first = rf"(?<![\w.,-])(?:{_DIGITS}|{words})"
    return re.compile(rf"{first}(?:(?:-|\s+(?:and\s+)?){words})*(?!\w)", re.IGNORECASE)
