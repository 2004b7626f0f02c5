"""How likely the corpus answers: a logistic model over what the search saw."""

from __future__ import annotations

import math
from dataclasses import dataclass

from corpus.store import CorpusStore
from index.lexical import any_of
from index.retrieve import Retrieved

# The passages that are looked into for the question's words.
_TOP = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    `coverage`: the share of the question's content words, weighted by their rarity in the corpus,
    that the best of the top passages (with its title) holds, in 0..1. `lexical`: the best BM25
    score per content word. `dense`: the best cosine similarity.
    """

    coverage: float
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression on Evidence, and the probability from which a question is answered."""

    intercept: float
    coverage: float
    lexical: float
    dense: float
    threshold: float

    def confidence(self, evidence: Evidence) -> float:
        """The probability that the corpus answers, in 0..1."""
        logit = (
            self.intercept
            + self.coverage * evidence.coverage
            + self.lexical * evidence.lexical
            + self.dense * evidence.dense
        )
        return 1 / (1 + math.exp(-logit))


# Fitted with `python -m bench.calibrate` (docs/decisions.md).
DEFAULT = Calibration(intercept=-8.0, coverage=5.0, lexical=0.4, dense=6.0, threshold=0.5)


def weigh(store: CorpusStore, retrieved: Retrieved) -> Evidence:
    """The evidence for an answer in what was retrieved."""
    top = [passage.paragraph.id for passage in retrieved.passages[:_TOP]]
    words = retrieved.words
    best_lexical = max(retrieved.lexical.values(), default=0.0)
    return Evidence(
        coverage=_coverage(store, words, top),
        lexical=best_lexical / len(words) if words else 0.0,
        dense=max(retrieved.dense.values(), default=0.0),
    )


def _coverage(store: CorpusStore, words: tuple[str, ...], ids: list[int]) -> float:
    paragraphs = store.stats().paragraphs
    total, held = 0.0, dict.fromkeys(ids, 0.0)
    for word in words:
        match = any_of([word])
        rarity = math.log(1 + paragraphs / (1 + store.count_matches(match)))
        total += rarity
        for id_, _ in store.search(match, limit=len(ids), within=ids):
            held[id_] += rarity
    return max(held.values(), default=0.0) / total if total else 0.0
