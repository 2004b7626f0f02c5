"""Full-text search over the corpus's own FTS5 table, which its triggers keep up to date."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.storage.store import CorpusStore
from index.query.terms import any_of
from index.search.engines import Hits


class SqliteFullText:
    """The `FullTextIndex` that needs nothing beside the corpus."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store

    def search(
        self,
        words: Sequence[str],
        *,
        limit: int,
        titles: bool = False,
        within: Sequence[int] | None = None,
    ) -> Hits:
        if not words:
            return []
        match = any_of(list(words), column=None if titles else "text")
        return self._store.search(match, limit=limit, within=within)

    def count(self, *words: str) -> int:
        return self._store.document_frequency(any_of(list(words)))
