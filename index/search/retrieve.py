"""From a question to candidate passages: full text and vectors, fused."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.answering.quotes_by_speaker import doing
from index.query.question import Question, take_apart
from index.query.terms import any_of
from index.ranking.features import Candidate
from index.search.embedding import Embedder
from index.search.fusion import fuse
from index.search.vectors import VectorIndex

# How deep each ranking is read, how many candidates the fusion keeps, and its weights; chosen on
# the dev questions (docs/decisions.md).
_DEPTH = 100
_POOL = 50
_LEXICAL_WEIGHT = 0.35  # for each of the two full-text rankings: paragraph, and paragraph + title
_DENSE_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The question, taken apart, and its candidates: best first by the fused score."""

    question: Question
    candidates: tuple[Candidate, ...]


class Retriever:
    """Searches one corpus through one generation of its index."""

    def __init__(self, store: CorpusStore, vectors: VectorIndex, embedder: Embedder) -> None:
        self._store = store
        self._vectors = vectors
        self._embedder = embedder

    def retrieve(self, text: str, *, filters: Filters = Filters()) -> Retrieved:
        """The passages that may answer a question: the best 50, and what attributions add."""
        within = self._store.live_ids(filters) if filters else None
        question = self.take_apart(text)
        body = self._search(question.words, column="text", within=within)
        whole = self._search(question.words, column=None, within=within)
        query = self._embedder.embed_query(text)
        dense = dict(self._vectors.search(query, limit=_DEPTH, within=within))
        fused = fuse([(_LEXICAL_WEIGHT, body), (_LEXICAL_WEIGHT, whole), (_DENSE_WEIGHT, dense)])
        ids = list(fused)[:_POOL]
        # An act is worded in too many ways for words to find it.
        meant = doing(self._store, text, limit=_POOL)
        allowed = meant if within is None else set(meant) & set(within)
        ids += [id_ for id_ in meant if id_ in allowed and id_ not in ids]
        # The cosine of those that only the full-text search found.
        missing = [id_ for id_ in ids if id_ not in dense]
        dense |= dict(self._vectors.search(query, limit=max(1, len(missing)), within=missing))
        stored = self._store.passages(
            {near for id_ in ids for near in (id_ - 1, id_, id_ + 1)}, live_only=True
        )
        candidates = []
        for id_ in ids:
            if id_ not in stored:  # the index may still have what was removed or superseded
                continue
            paragraph, article = stored[id_]
            # An article's paragraphs are stored in one go, so neighbours have neighbouring ids.
            around = " ".join(
                stored[near][0].text
                for near in (id_ - 1, id_ + 1)
                if near in stored
                and (stored[near][0].article, stored[near][0].version)
                == (paragraph.article, paragraph.version)
            )
            candidates.append(
                Candidate(
                    paragraph=paragraph,
                    article=article,
                    fused=fused.get(id_, 0.0),
                    body=body.get(id_, 0.0),
                    whole=whole.get(id_, 0.0),
                    dense=dense.get(id_, 0.0),
                    around=around,
                )
            )
        return Retrieved(question=question, candidates=tuple(candidates))

    def take_apart(self, text: str) -> Question:
        """The question's words with their rarity in this corpus."""
        return take_apart(
            text,
            passages=self._store.stats().paragraphs,
            frequency=lambda word: self._store.document_frequency(any_of([word])),
        )

    def _search(
        self, words: tuple[str, ...], *, column: str | None, within: list[int] | None
    ) -> dict[int, float]:
        if not words:
            return {}
        match = any_of(list(words), column=column)
        return dict(self._store.search(match, limit=_DEPTH, within=within))
