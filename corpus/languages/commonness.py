"""How common words are in news, whatever is in the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

_OF = 1000


def read_commonness(package: str) -> Mapping[str, float]:
    """The share of news articles that have a word of each stem, from common_words.txt.

    Each line there is a number of articles in a thousand, and the stems that so many have.
    """
    text = (files(package) / "common_words.txt").read_text(encoding="utf-8")
    shares: dict[str, float] = {}
    for line in text.splitlines():
        number, *stems = line.split()
        shares.update(dict.fromkeys(stems, int(number) / _OF))
    return shares
