"""The words of a passage: stems, names, numbers, dates, and which sentence has what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from index.query.aliases import unify
from index.query.sentences import split_sentences

# FTS5's tokenizer stems with the same algorithm (Porter 1980), so both agree on what matches.
_PORTER = Stemmer.Stemmer("porter")
_WORD = re.compile(r"\w+(?:[.,]\d+)*(?:['’]\w+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")

NUMBER_WORDS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds
    thousand thousands million billion half twice first second third fourth fifth
    """.split()
)
_DATE_WORDS = frozenset(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight overnight
    week month year spring summer autumn winter morning afternoon evening night
    """.split()
)
# Capitalised at the start of a sentence without being a name.
_OPENERS = frozenset(
    """
    the a an in on at but and it he she they we i this that these those as for with from by of to
    when while after before if not no there his her their its our what who how why where some many
    most all also however still now then so or was is are were
    """.split()
)


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
def stem(word: str) -> str:
    """The Porter stem of a word; case and a possessive ending do not count."""
    stemmed: str = _PORTER.stemWord(fold(word))
    return stemmed


def fold(word: str) -> str:
    """A word in lower case without a possessive ending."""
    return word.lower().replace("’", "'").removesuffix("'s")


def is_number(word: str) -> bool:
    """Whether a word is a figure or a number word."""
    return word[0].isdigit() or word.lower() in NUMBER_WORDS


@lru_cache(maxsize=8192)
def analyse(text: str) -> Words:
    """The words of a passage; kept, since the same passages come up again and again."""
    stems: list[str] = []
    sentences: list[int] = []
    at: dict[str, list[int]] = {}
    names: set[str] = set()
    numbers: set[str] = set()
    dated = False
    for sentence, span in enumerate(split_sentences(text)):
        for place, found in enumerate(_WORD.finditer(unify(span.of(text)))):
            written = found.group()
            word = fold(written)
            root = stem(written)
            at.setdefault(root, []).append(len(stems))
            stems.append(root)
            sentences.append(sentence)
            if is_number(word):
                numbers.add(word)
            elif written[0].isupper() and not (place == 0 and word in _OPENERS):
                names.add(root)
            dated = dated or word in _DATE_WORDS or _YEAR.fullmatch(word) is not None
    return Words(
        stems=tuple(stems),
        sentences=tuple(sentences),
        at={root: tuple(places) for root, places in at.items()},
        names=frozenset(names),
        numbers=frozenset(numbers),
        dated=dated,
    )


def share_held(wanted: Mapping[str, float], text: str) -> float:
    """The share of the stems wanted, by their weights, that a text has; 1.0 where none is."""
    total = sum(wanted.values())
    held = analyse(text).at
    return sum(weight for root, weight in wanted.items() if root in held) / total if total else 1.0
