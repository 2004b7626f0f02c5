"""The words of a passage: stems, names, numbers, dates, and which sentence has what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import Stemmer

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.languages.words import WORD, fold
from index.query.aliases import unify

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: their stems, and the sentence that each stands in.

    `names` are stems of capitalised words, `numbers` figures and number words as written in lower
    case; `dated` says whether a day, a month or a year is mentioned.
    """

    stems: tuple[str, ...]
    sentences: tuple[int, ...]
    at: dict[str, tuple[int, ...]]
    names: frozenset[str]
    numbers: frozenset[str]
    dated: bool


@lru_cache(maxsize=65536)
def stem(word: str, language: Language = ENGLISH) -> str:
    """The stem of a word, folded.

    Full-text search stems with the same algorithm, but for three of its rules: it makes "bl" of
    "bli" and "log" of "logi", and leaves words of one or two letters as they are.
    """
    stemmed: str = _stemmer(language).stemWord(fold(word, language))
    return stemmed


@cache
def _stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language.stemmer)


def is_number(word: str, language: Language = ENGLISH) -> bool:
    """Whether a word is a figure or a number word."""
    return word[0].isdigit() or word.lower() in language.questions.number_words


@lru_cache(maxsize=8192)
def analyse(text: str, language: Language = ENGLISH) -> Words:
    """The words of a passage; kept, since the same passages come up again and again."""
    stems: list[str] = []
    sentences: list[int] = []
    at: dict[str, list[int]] = {}
    names: set[str] = set()
    numbers: set[str] = set()
    dated = False
    openers = language.writing.openers
    for sentence, span in enumerate(split_sentences(text, language)):
        for place, found in enumerate(WORD.finditer(unify(span.of(text), language))):
            written = found.group()
            word, root, is_figure, is_date = _read(written, language)
            at.setdefault(root, []).append(len(stems))
            stems.append(root)
            sentences.append(sentence)
            if is_figure:
                numbers.add(word)
            elif written[0].isupper() and not (place == 0 and word in openers):
                names.add(root)
            dated = dated or is_date
    return Words(
        stems=tuple(stems),
        sentences=tuple(sentences),
        at={root: tuple(places) for root, places in at.items()},
        names=frozenset(names),
        numbers=frozenset(numbers),
        dated=dated,
    )


@lru_cache(maxsize=65536)
def _read(written: str, language: Language) -> tuple[str, str, bool, bool]:
    """A word folded, its stem, whether it is a number, and whether it is of a date."""
    word = fold(written, language)
    is_date = word in language.dates.mentioned or _YEAR.fullmatch(word) is not None
    return word, stem(written, language), is_number(word, language), is_date


Same = Mapping[str, Sequence[tuple[str, ...]]]
"""For stems, the phrases that mean the same, as stems."""


def as_asked(words: Words, same: Same) -> Words:
    """The words of a text, and where it has another word for one that is asked for, that one too,
    in the same place."""
    added: dict[str, tuple[int, ...]] = {}
    meant: set[str] = set()
    for root, phrases in same.items():
        if root in words.at:
            continue
        places: set[int] = set()
        for phrase in phrases:
            found = _places(phrase, words.at)
            places.update(found)
            meant.update(phrase if found else ())
        if places:
            added[root] = tuple(sorted(places))
    if not added:
        return words
    return replace(words, at={**words.at, **added}, names=(words.names - meant) | added.keys())


def has_phrase(words: Words, phrase: str, language: Language = ENGLISH) -> bool:
    """Whether the words of a phrase stand in a text one after the other."""
    return bool(_places(phrase_stems(phrase, language), words.at))


def phrase_stems(phrase: str, language: Language = ENGLISH) -> tuple[str, ...]:
    """The stems of a phrase, in order."""
    return tuple(stem(word, language) for word in WORD.findall(unify(phrase, language)))


def _places(phrase: tuple[str, ...], at: Mapping[str, tuple[int, ...]]) -> list[int]:
    """Where the words of a phrase stand one after the other."""
    if not phrase:
        return []
    first, *rest = phrase
    return [
        place
        for place in at.get(first, ())
        if all(place + far in at.get(word, ()) for far, word in enumerate(rest, start=1))
    ]


def share_held(
    wanted: Mapping[str, float], text: str, same: Same | None = None, language: Language = ENGLISH
) -> float:
    """The share of the stems wanted, by their weights, that a text has; 1.0 where none is."""
    total = sum(wanted.values())
    held = as_asked(analyse(text, language), same or {}).at
    return sum(weight for root, weight in wanted.items() if root in held) / total if total else 1.0
