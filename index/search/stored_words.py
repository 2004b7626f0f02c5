"""The `CorpusWords` of a store and the engine that searches it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.storage.store import CorpusStore
from index.search.engines import FullTextIndex


class StoredWords:
    """The words of one corpus as they are now."""

    def __init__(self, store: CorpusStore, full_text: FullTextIndex) -> None:
        self._words = store.words
        self._full_text = full_text
        # Of one question: the same are counted over and over.
        self._counts: dict[tuple[str, ...], int] = {}

    def count(self, *forms: str) -> int:
        if forms not in self._counts:
            self._counts[forms] = self._full_text.count(*forms)
        return self._counts[forms]

    def beginning_with(self, prefix: str) -> Sequence[str]:
        return self._words.beginning_with(prefix)

    def among(self, stems: Sequence[str]) -> Sequence[str]:
        return self._words.among(stems)

    def text_with(self, stem: str) -> str:
        return self._words.text_with(stem)

    def names_of(self, short: str) -> Sequence[str]:
        return self._words.names_of(short)

    def shorts_of(self, names: Sequence[str]) -> Sequence[tuple[str, str]]:
        return self._words.shorts_of(names)
