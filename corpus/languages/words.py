"""What a word is, wherever texts are compared, and when two are the same.

Both agree with full-text search (FTS5's `unicode61 remove_diacritics 2`), so that what one finds
the other finds too, but for what is one word here and several there: figures with separators
("3.5", "1,200"), words with an apostrophe ("don't", "п’ять") and words with vowel signs or points
that unicode61, which knows the marks of Latin letters alone, takes for gaps.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import Stemmer

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language

# Combining marks belong to the letter before them; Python's \w leaves them out.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M")
)
LETTERS = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"
"""The pattern of letters, figures and their marks without anything between them."""
WORD = re.compile(rf"{LETTERS}(?:[.,]\d+[{_MARKS}]*)*(?:['’]{LETTERS})*")
"""A word. The apostrophe that is a letter (U+02BC) is one of its letters."""

# The marks of Latin letters: unicode61 drops them wherever they stand.
_DROPPED = frozenset(
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030f\u0311\u031b"
    "\u0323\u0324\u0325\u0326\u0327\u0328\u032d\u032e\u0330\u0331"
)


def fold(word: str, language: Language = ENGLISH) -> str:
    """A word as it is compared: without case, accents on Latin letters and a possessive ending."""
    folded = word.lower() if word.isascii() else "".join(map(_fold, word))
    for ending in language.writing.possessives:
        if folded != ending:
            folded = folded.removesuffix(ending)
    return folded


@cache
def _fold(character: str) -> str:
    if character in _DROPPED:
        return ""
    if character in "’ʼ":
        return "'"
    folded = character.casefold()
    if len(folded) > 1:  # "ß" stays one letter
        folded = character.lower()[:1]
    base = unicodedata.normalize("NFD", folded)[0]
    return base if base.isascii() else folded


@lru_cache(maxsize=65536)
def stem(word: str, language: Language) -> str:
    """The root of a word, as `commonness` and fingerprints have it."""
    stemmed: str = _stemmer(language).stemWord(fold(word, language))
    return stemmed


@cache
def _stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language.stemmer)
