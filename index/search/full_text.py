"""Full-text search: by an index of words where a large corpus has one, else by SQLite's table."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.storage.store import CorpusStore
from index.query.terms import any_of
from index.search.engines import FullTextIndex, Hits

if TYPE_CHECKING:
    from index.search.word_index import WordIndex


def words_in(index: Path) -> Path:
    """Where the index of words lives, beside the generations of vectors."""
    return index / "words"


class SqliteFullText:
    """The `FullTextIndex` that needs nothing beside the corpus, and is never behind it."""

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


def full_text_of(store: CorpusStore) -> FullTextIndex:
    """What searches a corpus where it lies: SQLite's table, or the engine's."""
    from corpus.mirror.reading import MirrorStore

    if isinstance(store, MirrorStore):
        from index.search.mirrored import MirroredFullText

        return MirroredFullText(store.passages_table)
    return SqliteFullText(store)


class FullText:
    """The index of words in a folder while it has what the corpus has now, else SQLite's table."""

    def __init__(self, store: CorpusStore, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._table = SqliteFullText(store)
        self._guard = threading.Lock()
        self._words: WordIndex | None = None

    def search(
        self,
        words: Sequence[str],
        *,
        limit: int,
        titles: bool = False,
        within: Sequence[int] | None = None,
    ) -> Hits:
        return self._engine().search(words, limit=limit, titles=titles, within=within)

    def count(self, *words: str) -> int:
        return self._engine().count(*words)

    def _engine(self) -> FullTextIndex:
        revision = self._store.revision
        with self._guard:
            if self._words is None or self._words.state.revision != revision:
                self._words = self._opened()
            if self._words is None or self._words.state.revision != revision:
                return self._table
            return self._words

    def _opened(self) -> WordIndex | None:
        """The index as it lies in the folder now, if it is of this corpus."""
        if not self._folder.exists():  # a small corpus needs not load what reads it
            return None
        from index.search.word_sync import read_words

        return read_words(self._store, self._folder)
