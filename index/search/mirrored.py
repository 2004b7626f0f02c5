"""The two search engines of a bot that answers from a mirror, and how the mirror is kept up."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import cast

from corpus.mirror.passages import MirrorPassages, MirrorState, Term
from corpus.mirror.reading import MirrorStore
from corpus.storage.digests import text_digest
from corpus.storage.tokens import words_of
from index.query.terms import written_forms
from index.search.embedding import Embedder, Vectors
from index.search.engines import Hits
from index.search.vectors import (
    METRIC,
    Generation,
    IndexFolder,
    Manifest,
    SegmentedIndex,
    require,
)

# The rarity of what most paragraphs have, as SQLite has it.
_LEAST_IDF = 1e-6
# The most that a word's frequency may multiply its rarity by.
_SATURATED = 2.2
# Digests of paragraphs that were found lately, which are asked for at once.
_KEPT = 2_000


class MirroredFullText:
    """The `FullTextIndex` of a mirror, whatever state it comes to be in."""

    def __init__(self, passages: MirrorPassages) -> None:
        self._passages = passages
        self._guard = Lock()
        self._words: _Words | None = None

    def search(
        self,
        words: Sequence[str],
        *,
        limit: int,
        titles: bool = False,
        within: Sequence[int] | None = None,
    ) -> Hits:
        return self._now().search(words, limit=limit, titles=titles, within=within)

    def count(self, *words: str) -> int:
        return self._now().count(*words)

    def _now(self) -> _Words:
        state = self._passages.state()
        with self._guard:
            if self._words is None or self._words.state != state:
                self._words = _Words(self._passages, state)
            return self._words


class _Words:
    """The words of one state."""

    def __init__(self, passages: MirrorPassages, state: MirrorState) -> None:
        self._passages = passages
        self.state = state
        self._counted = lru_cache(maxsize=8192)(self._count)

    def search(
        self,
        words: Sequence[str],
        *,
        limit: int,
        titles: bool = False,
        within: Sequence[int] | None = None,
    ) -> Hits:
        """BM25 as an inner product: the rarity of each word is the question's side of it.

        What only common words find is left out where it cannot come among the best: that is seen
        from the score of the last of those that rarer words find.
        """
        terms = self._terms(words, titles=titles)
        if not terms or (within is not None and not within):
            return []
        numbers = {word: number for word, (number, _) in self._held(terms, titles=titles).items()}
        single: dict[int, float] = {}
        for term in terms:
            if len(term.words) == 1:
                number = numbers[term.words[0]]
                single[number] = single.get(number, 0.0) + term.weight
        phrases = [term for term in terms if len(term.words) > 1]
        terms.sort(key=lambda term: -term.weight)
        taken = 1
        while True:
            found = self._passages.best(
                single,
                phrases,
                [term.words for term in terms[:taken]],
                titles=titles,
                mean=self.state.mean,
                limit=limit,
                within=within,
            )
            least = found[-1][1] if len(found) == limit else 0.0
            needed = _needed(terms, least)
            if needed <= taken:
                return found
            taken = needed if len(found) == limit else min(len(terms), taken * 2)

    def count(self, *words: str) -> int:
        return self._counted(words)

    def _count(self, words: tuple[str, ...]) -> int:
        phrases = list(dict.fromkeys(_phrases(words)))
        if len(phrases) == 1 and len(phrases[0]) == 1:
            held = self._passages.held(phrases[0], titles=True)
            return sum(count for _, count in held.values())
        return self._passages.count(phrases)

    def _terms(self, words: Sequence[str], *, titles: bool) -> list[Term]:
        """What is searched for, but for what no paragraph has."""
        phrases = _phrases(words)
        held = self._passages.held({word for phrase in phrases for word in phrase}, titles=titles)
        terms = []
        for phrase in phrases:
            if any(word not in held for word in phrase):
                continue
            count = (
                held[phrase[0]][1]
                if len(phrase) == 1
                else self._passages.count([phrase], titles=titles)
            )
            if count:
                odds = (self.state.paragraphs - count + 0.5) / (count + 0.5)
                terms.append(Term(phrase, max(_LEAST_IDF, math.log(odds))))
        return terms

    def _held(self, terms: Sequence[Term], *, titles: bool) -> dict[str, tuple[int, int]]:
        wanted = {term.words[0] for term in terms if len(term.words) == 1}
        return self._passages.held(wanted, titles=titles) if wanted else {}


class MirroredVectors:
    """The `VectorIndex` of a mirror."""

    def __init__(self, passages: MirrorPassages) -> None:
        self._passages = passages
        self._guard = Lock()
        self._digests: OrderedDict[int, bytes] = OrderedDict()

    def search(self, vector: Vectors, *, limit: int, within: Sequence[int] | None = None) -> Hits:
        if within is not None and not within:
            return []
        found = self._passages.nearest(vector, limit=limit, within=within)
        with self._guard:
            for id_, _, digest in found:
                self._digests[id_] = digest
                self._digests.move_to_end(id_)
            while len(self._digests) > _KEPT:
                self._digests.popitem(last=False)
        return [(id_, score) for id_, score, _ in found]

    def is_of(self, id_: int, text: str) -> bool:
        with self._guard:
            digest = self._digests.get(id_)
        return (digest or self._passages.digest(id_)) == text_digest(text)


class MirrorFolder(IndexFolder):
    """Where a bot that has no index of its own finds which one answers: in the engine.

    Raises MirrorUnreachable and MirrorUnusable.
    """

    def __init__(self, store: MirrorStore) -> None:
        super().__init__(Path(store.path))
        self._store = store

    @property
    def current(self) -> str:
        return _name(self._store.passages_table.state())

    def manifest(self) -> Manifest:
        return _manifest(self._store.passages_table.state())

    def inspect(self, *, corpus: str, whole: bool = False) -> Manifest:
        return self.manifest()

    def open(self, *, corpus: str, embedder: Embedder | None = None) -> Generation:
        """Raises IndexMismatch where the writer has another embedder."""
        state = self._store.passages_table.state()
        if embedder is not None:
            require("embedder", state.embedder, embedder.name)
            require("weights", state.weights, embedder.weights)
        vectors = cast(SegmentedIndex, MirroredVectors(self._store.passages_table))
        return Generation(_name(state), _manifest(state), vectors)


def _name(state: MirrorState) -> str:
    return f"{state.revision:012d}-{state.noted:08x}-{state.pushed}"


def _manifest(state: MirrorState) -> Manifest:
    return Manifest(
        format=state.format,
        embedder=state.embedder,
        weights=state.weights,
        instructions="",
        dimension=state.dimension,
        metric=METRIC,
        corpus=state.corpus,
        revision=state.revision,
        mark=state.mark,
        count=state.paragraphs,
        built=state.pushed,
    )


def _phrases(words: Sequence[str]) -> list[tuple[str, ...]]:
    phrases = (words_of(form) for form in written_forms(words))
    return [phrase for phrase in phrases if phrase]


def _needed(terms: Sequence[Term], least: float) -> int:
    """How many of the terms, the rarest first, a paragraph must have one of to score more."""
    rest = 0.0
    for at in range(len(terms) - 1, -1, -1):
        rest += terms[at].weight * _SATURATED
        if rest >= least:
            return at + 1
    return 0
