"""Which articles are copies of one another: a wire story, and the cut of it that an outlet prints.

A cut keeps the words and not the length, so what counts is the part of the shorter article that the
longer one has, too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from corpus.storage.likeness import runs_of_words, shared
from corpus.storage.store import CorpusStore
from corpus.types import Article

# Of 147 articles that newsrooms wrote of the same events no two share more than .40; of cuts to
# six paragraphs with four words changed in each, none shares less than .52.
COPIED = 0.5
"""The part of the shorter text that the longer one has: of articles, and of passages in copies."""
# Runs of words below which an article is too short to tell by. Set by hand; not measured.
_FEWEST = 30

IsCopy = Callable[[Article, Article], bool]


def copies_among(text_of: Callable[[Article], str]) -> IsCopy:
    """Tells whether two articles are copies by their texts, of which each is read once."""
    runs = cache(lambda article: runs_of_words(text_of(article)))

    @cache
    def is_copy(one: Article, other: Article) -> bool:
        if one.number == other.number:
            return False
        mine, theirs = runs(one), runs(other)
        return min(len(mine), len(theirs)) >= _FEWEST and shared(mine, theirs) >= COPIED

    return is_copy


def copies_in(store: CorpusStore) -> IsCopy:
    """Copies among stored articles."""
    return copies_among(
        lambda article: "\n\n".join(
            paragraph.text
            for paragraph in store.paragraphs(article.number, version=article.version)
        )
    )
