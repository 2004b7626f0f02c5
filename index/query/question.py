"""What a question asks for: its words by idf, its names and numbers, the kind of answer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.words import WORD, fold
from index.query.aliases import unify
from index.query.terms import content_words
from index.query.words import Same, is_number, phrase_stems, stem


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
    `same` has for some of the stems the phrases, as stems, that mean the same in the corpus, and
    `others` are these phrases as they are searched for.
    """

    text: str
    words: tuple[str, ...]
    idf: dict[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    kind: AnswerKind
    same: Same = field(default_factory=dict)
    others: tuple[str, ...] = ()

    @property
    def searched(self) -> tuple[str, ...]:
        """The words and phrases to search for: its own, and all that mean the same."""
        return (*self.words, *self.others)

    @property
    def total_idf(self) -> float:
        """The sum over all content words; never 0."""
        return sum(self.idf.values()) or 1.0


def analyse_question(
    text: str,
    *,
    passages: int,
    frequency: Callable[..., int],
    same: Mapping[str, Sequence[str]] | None = None,
    language: Language = ENGLISH,
) -> Question:
    """Analyse a question; `frequency` counts the passages, of `passages`, that hold one of some
    words. `same` has for its words the others that mean the same."""
    words = content_words(text, language)
    others = {word: forms for word, forms in (same or {}).items() if word in words}
    counts = {word: frequency(word, *others.get(word, ())) for word in words}
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
        same={
            stem(word, language): tuple(phrase_stems(form, language) for form in forms)
            for word, forms in others.items()
        },
        others=tuple(dict.fromkeys(form for forms in others.values() for form in forms)),
    )


def kind_of(text: str, language: Language = ENGLISH) -> AnswerKind:
    """The kind of answer that a question wants."""
    lowered = text.lower()
    for kind, pattern in language.questions.kinds.items():
        if re.search(pattern, lowered):
            return AnswerKind(kind)
    return AnswerKind.OTHER


def asks_for_corrections(text: str, language: Language = ENGLISH) -> bool:
    """Whether it asks what was said wrongly: "What did the Lantern correct?" """
    return re.search(language.questions.corrections, text, re.IGNORECASE) is not None


def correcting_outlets(
    text: str, outlets: Iterable[str], language: Language = ENGLISH
) -> frozenset[str]:
    """The outlets whose own corrections a question asks for, named in full or by their last word:
    "What did the Lantern correct?", but not "What did Wen correct, according to the Lantern?" All
    of them where it asks for corrections, or what outlets correct, and names none."""
    words = language.questions
    if not re.search(words.own_corrections, text, re.IGNORECASE):
        return frozenset()

    def is_named(name: str) -> bool:
        written = re.escape(name)
        by = rf"(?i:\b(?:{words.correcting})\s+(?:the\s+)?){written}(?!\w)"
        return (
            re.search(rf"{by}|\b{written}['’]s?\s+(?i:{words.own_corrections})", text) is not None
        )

    known = {each: each.removeprefix("The ") for each in outlets}
    full = {each for each, name in known.items() if is_named(name)}
    named = full or {each for each, name in known.items() if is_named(name.split()[-1])}
    asks_for_all = re.search(words.all_corrections, text, re.IGNORECASE) and not any(
        name in text for name in known.values()
    )
    return frozenset(known if asks_for_all and not named else named)
