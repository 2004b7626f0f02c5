"""From a question to ranked passages: full text and vectors, fused."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import CorpusStore
from index.echoes import collapse_echoes
from index.embedding import Embedder
from index.fusion import fuse
from index.lexical import any_of, content_words
from index.types import Filters, Passage
from index.vectors import VectorIndex

# How deep each ranking is read, and the weights of the fusion; chosen on the dev questions
# (docs/decisions.md).
_DEPTH = 100
_LEXICAL_WEIGHT = 0.35  # for each of the two full-text rankings: paragraph, and paragraph + title
_DENSE_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Passages, best first, and the raw scores behind them.

    `dense` (cosine) and `lexical` (BM25 over paragraph and title) are by paragraph id.
    """

    passages: tuple[Passage, ...]
    words: tuple[str, ...]
    dense: dict[int, float]
    lexical: dict[int, float]


class Retriever:
    """Searches one corpus through one generation of its index."""

    def __init__(self, store: CorpusStore, vectors: VectorIndex, embedder: Embedder) -> None:
        self._store = store
        self._vectors = vectors
        self._embedder = embedder

    def retrieve(self, question: str, *, filters: Filters, limit: int) -> Retrieved:
        """The `limit` passages that fit the question best, near-duplicates collapsed."""
        within = None
        if filters:
            within = self._store.live_ids(
                outlets=filters.outlets,
                since=filters.since,
                until=filters.until,
                articles=filters.articles,
            )
        words = content_words(question)
        body = self._search(words, column="text", within=within)
        whole = self._search(words, column=None, within=within)
        query = self._embedder.embed_query(question)
        dense = dict(self._vectors.search(query, limit=_DEPTH, within=within))
        fused = fuse([(_LEXICAL_WEIGHT, body), (_LEXICAL_WEIGHT, whole), (_DENSE_WEIGHT, dense)])
        # Deeper than asked for, so that collapsing leaves enough.
        ids = list(fused)[: limit * 4]
        stored = self._store.passages(ids, live_only=True)
        passages = [
            Passage(paragraph=stored[id_][0], article=stored[id_][1], score=fused[id_])
            for id_ in ids
            if id_ in stored  # the index may still have what was removed or superseded since
        ]
        return Retrieved(
            passages=tuple(collapse_echoes(passages)[:limit]),
            words=tuple(words),
            dense=dense,
            lexical=whole,
        )

    def _search(
        self, words: list[str], *, column: str | None, within: list[int] | None
    ) -> dict[int, float]:
        if not words:
            return {}
        match = any_of(words, column=column)
        return dict(self._store.search(match, limit=_DEPTH, within=within))
