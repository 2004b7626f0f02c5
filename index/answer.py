"""Passages to a reply: number the citations, pick what to quote, or say that nothing answers."""

from __future__ import annotations

from corpus.store import CorpusStore
from index.confidence import DEFAULT, Calibration, weigh
from index.embedding import Embedder
from index.retrieve import Retrieved, Retriever
from index.sentences import best_excerpt
from index.types import Assessment, Citation, Filters, Passage, Reason
from index.vectors import VectorIndex

# A longer paragraph is quoted in part; about what a phone shows without scrolling.
EXCERPT_LIMIT = 900
_NEAREST = 3
# Below this confidence not even the nearest passages are about the question's subject.
_RELATED = 0.1


class Answerer:
    """Answers questions from one corpus through one generation of its index."""

    def __init__(
        self,
        store: CorpusStore,
        vectors: VectorIndex,
        embedder: Embedder,
        *,
        calibration: Calibration = DEFAULT,
    ) -> None:
        self._store = store
        self._retriever = Retriever(store, vectors, embedder)
        self._calibration = calibration

    def assess(self, question: str, *, filters: Filters = Filters(), limit: int = 5) -> Assessment:
        """The best `limit` citations, the confidence, and the reason if it is too low."""
        retrieved = self._retriever.retrieve(question, filters=filters, limit=max(limit, _NEAREST))
        confidence = self._calibration.confidence(weigh(self._store, retrieved))
        reason = self._reason(retrieved, confidence)
        return Assessment(
            question=question,
            citations=tuple(
                _cite(number, passage, question)
                for number, passage in enumerate(retrieved.passages[:limit], start=1)
            ),
            confidence=confidence,
            as_of=self._store.newest_day(
                outlets=filters.outlets,
                since=filters.since,
                until=filters.until,
                articles=filters.articles,
            ),
            reason=reason,
            nearest=retrieved.passages[:_NEAREST] if reason is Reason.NOT_ANSWERED else (),
        )

    def _reason(self, retrieved: Retrieved, confidence: float) -> Reason | None:
        if not retrieved.passages:
            empty = self._store.stats().paragraphs == 0
            return Reason.EMPTY_CORPUS if empty else Reason.NOTHING_RELATED
        if confidence >= self._calibration.threshold:
            return None
        return Reason.NOT_ANSWERED if confidence >= _RELATED else Reason.NOTHING_RELATED


def _cite(number: int, passage: Passage, question: str) -> Citation:
    excerpt = best_excerpt(passage.paragraph.text, question, limit=EXCERPT_LIMIT)
    return Citation(number=number, passage=passage, excerpt=excerpt)
