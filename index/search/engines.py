"""What answering asks of a search engine: full text and vectors, each behind a protocol.

The engines that ship are `SqliteFullText` (index/search/full_text.py) and `SegmentedIndex`
(index/search/vectors.py), and for bots that share a corpus those of index/search/mirrored.py. Both
return paragraph ids with scores, best first, higher is better; `within` limits a search to these
ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.search.embedding import Vectors

Hits = list[tuple[int, float]]


class FullTextIndex(Protocol):
    """Finds live paragraphs by their words, in any of their forms."""

    def search(
        self,
        words: Sequence[str],
        *,
        limit: int,
        titles: bool = False,
        within: Sequence[int] | None = None,
    ) -> Hits:
        """Paragraphs with any of the words, by BM25; with `titles`, or an article title with one.

        Nothing is found for no words.
        """

    def count(self, *words: str) -> int:
        """How many paragraphs have one of the words or phrases, or an article title with it."""


class VectorIndex(Protocol):
    """Finds paragraphs by the inner product of unit vectors."""

    def search(self, vector: Vectors, *, limit: int, within: Sequence[int] | None = None) -> Hits:
        """The nearest paragraphs; they may have left the corpus since the index was built."""

    def is_of(self, id_: int, text: str) -> bool:
        """Whether the vector under this id was made of this text."""
