"""A hyphen at the end of a line: printed because the line ends, or a part of the word.

The document's own words decide, then the language's. In doubt the hyphen stays, as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VOWELS = frozenset("aeiou")

# Of pyspellchecker's counts: how much more often a word is read in one than its parts are words at
# all. Set by hand, on the words in the tests.
_COMMON = 1000
_PREFIXES = frozenset("re co pre de anti semi non ex pro self mid multi ultra vice post".split())
_OF_NAMES_AND_WHOLES = frozenset("ex self non all vice".split())


class Hyphens:
    """What is known from a whole document of how its words are written."""

    def __init__(self, lines: Iterable[str], language: Language = ENGLISH) -> None:
        self._counts = _counts(language)
        self._own: set[str] = set()
        for line in lines:
            # The first and last word of a line may be halves.
            words = _WORD.findall(line)
            inner = words[0 if line[:1].isupper() else 1 : -1 if line.endswith("-") else None]
            self._own.update(word.casefold() for word in inner)

    def joins(self, before: str, after: str) -> bool:
        """Whether the parts of a word on both sides of a line's end are one without its hyphen."""
        if not before[-1:].isalpha() or not after[:1].isalpha() or after[:1].isupper():
            return False
        first = before.casefold().rpartition("-")[2]
        last = (_WORD.match(after) or [""])[0].casefold().partition("-")[0]
        one, two = f"{first}{last}", f"{first}-{last}"
        if two in self._own or "-" in before:
            return False
        if one in self._own:
            return True
        whole, known = self._counts.get(one, 0), self._counts.get(last, 0)
        if first in _OF_NAMES_AND_WHOLES and known:
            return False
        if first in _PREFIXES and known and first[-1] in _VOWELS and first[-1] == last[:1]:
            return False  # "re-election"
        if whole:
            is_compound = len(first) > 2 and self._counts.get(first, 0) and known
            return whole >= _COMMON or not is_compound
        # A name or a word that no list has: if its end is a word, it may be two ("Kyiv-based").
        return not known


@cache
def _counts(language: Language) -> dict[str, int]:
    return dict(language.load_words())
