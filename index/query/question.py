"""What a question asks for: its words by idf, its names and numbers, the kind of answer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
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


def analyse_question(
    text: str,
    *,
    passages: int,
    frequency: Callable[[str], int],
    language: Language = ENGLISH,
) -> Question:
    """Analyse a question; `frequency` counts the passages, of `passages`, that hold a word."""
    words = content_words(text, language)
    counts = {word: frequency(word) for word in words}
    written = [found.group() for found in WORD.finditer(unify(text, language))]
    folded = [fold(word, language) for word in written]
    idf = {stem(word, language): math.log(1 + passages / (1 + counts[word])) for word in words}
    return Question(
        text=text,
        words=tuple(words),
        idf=idf,
        names=frozenset(stem(word, language) for word in written[1:] if word[0].isupper())
        & idf.keys(),
        numbers=frozenset(word for word in folded if is_number(word, language)),
        kind=kind_of(text, language),
    )


def kind_of(text: str, language: Language = ENGLISH) -> AnswerKind:
    """The kind of answer that a question wants."""
    lowered = text.lower()
    for kind, pattern in language.questions.kinds.items():
        if re.search(pattern, lowered):
            return AnswerKind(kind)
    return AnswerKind.OTHER
