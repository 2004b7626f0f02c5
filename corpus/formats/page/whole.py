"""Whether what a page gives is the whole of its article, and if not, that it is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.formats.page.data import PageData
from corpus.formats.page.known import letters_of
from corpus.formats.page.passages import Passage

_CUT = re.compile(r"(?:\.{3}|…)\W{0,3}$")
_WORD = re.compile(r"\w+")

# Shares of what the page says of itself, and letters; set by hand. Of 123 pages of the
# article-extraction-benchmark these find the two that end behind a paywall, and no other.
_WHOLE = 0.8
_PART = 0.5
_TEASER = 1500
_END = 10
_LETTERS_IN_WORD = 12  # more on average: the words of the language are not set apart


def is_partial(article: Sequence[Passage], data: PageData) -> bool:
    """Whether the article is only a part of what its page says it is: of its text or number of
    words, or what stands before a wall for readers who pay, or breaks off."""
    letters = sum(passage.letters for passage in article)
    words = sum(len(_WORD.findall(passage.text)) for passage in article)
    if data.words and words and letters < _LETTERS_IN_WORD * words:
        if words >= _WHOLE * data.words:
            return False
        if words < _PART * data.words:
            return True
    if letters < _PART * len(letters_of(data.body)):
        return True
    if not data.is_free and data.paid:
        return not any(_is_among(data.paid, passage) for passage in article)
    if letters >= _TEASER or not article:
        return False
    return not data.is_free or _CUT.search(article[-1].text[-_END:]) is not None


def _is_among(names: frozenset[str], passage: Passage) -> bool:
    around = [passage.place, *passage.place.iterancestors()]
    return any(not names.isdisjoint((each.get("class") or "").split()) for each in around)
