"""How common words are in news at large, so that a small corpus does not have to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import corpus.languages.en
from index.query.words import stem

FREQUENCIES = Path(corpus.languages.en.__file__).parent / "frequencies.txt"


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of some paragraphs of news each stem stands."""

    paragraphs: int
    by_stem: Mapping[str, int]

    def count(self, *words: str) -> int:
        """At least how many of them have one of the words."""
        return max((self.by_stem.get(stem(word), 0) for word in words), default=0)


@cache
def news_background() -> Background:
    """The counts that Dateline ships; `python -m bench.frequencies` made them."""
    first, *lines = FREQUENCIES.read_text(encoding="utf-8").splitlines()
    pairs = (line.rpartition(" ") for line in lines)
    return Background(int(first), {word: int(count) for word, _, count in pairs})
