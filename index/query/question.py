"""What a question asks for: its words by idf, its names and numbers, the kind of answer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from corpus.languages.words import WORD, fold
from index.query.aliases import unify
from index.query.terms import content_words
from index.query.words import is_number, stem


class AnswerKind(StrEnum):
    """The kind of answer that a question wants."""

    PARTY = "party"
    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    CAUSE = "cause"
    OTHER = "other"


# English. In this order: "how many people" is a number, "which country's president" a party.
_KINDS = (
    (
        AnswerKind.NUMBER,
        r"\bhow (?:many|much|long|old|far|big|high|large|fast|often)\b"
        r"|\bpercentage\b|\bwhat number\b|\bapproximately\b",
    ),
    (
        AnswerKind.PARTY,
        r"\b(?:who|whose|whom)\b"
        r"|\bwhich (?:person|man|woman|president|leader|actor|actress|singer|player|politician"
        r"|senator|official|minister|group|company|team|organi[sz]ation)\b",
    ),
    (AnswerKind.TIME, r"\bwhen\b|\b(?:what|which) (?:day|date|year|month|time)\b"),
    (
        AnswerKind.PLACE,
        r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|city|state|town|place|region|nation"
        r"|village|continent|location)\b",
    ),
    (AnswerKind.CAUSE, r"\bwhy\b|\bwhat (?:caused|is the reason|was the reason)\b"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, analysed.

    `idf` maps the stem of each content word, in order, to its inverse document frequency in the
    corpus; `names` are the stems of capitalised words; `numbers` are figures and number words.
    """

    text: str
    words: tuple[str, ...]
    idf: dict[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    kind: AnswerKind

    @property
    def total_idf(self) -> float:
        """The sum over all content words; never 0."""
        return sum(self.idf.values()) or 1.0


def analyse_question(text: str, *, passages: int, frequency: Callable[[str], int]) -> Question:
    """Analyse a question; `frequency` counts the passages, of `passages`, that hold a word."""
    words = content_words(text)
    counts = {word: frequency(word) for word in words}
    written = [found.group() for found in WORD.finditer(unify(text))]
    idf = {stem(word): math.log(1 + passages / (1 + counts[word])) for word in words}
    return Question(
        text=text,
        words=tuple(words),
        idf=idf,
        names=frozenset(stem(word) for word in written[1:] if word[0].isupper()) & idf.keys(),
        numbers=frozenset(fold(word) for word in written if is_number(fold(word))),
        kind=_kind(text),
    )


def _kind(text: str) -> AnswerKind:
    lowered = text.lower()
    for kind, pattern in _KINDS:
        if re.search(pattern, lowered):
            return kind
    return AnswerKind.OTHER
