"""How likely the corpus answers: a logistic regression over what reading and ranking saw."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from index.ranking.features import ALL_NAMES, FeatureRows

# Logits beyond these say no more.
_LEAST, _MOST = -6.0, 6.0
_COLUMN = {name: column for column, name in enumerate(ALL_NAMES)}


@dataclass(frozen=True, slots=True)
class ReadPassages:
    """The second stage's features of the passages that were read, best first."""

    rows: FeatureRows

    def first(self, name: str) -> float:
        return float(self.rows[0, _COLUMN[name]])

    def best(self, name: str) -> float:
        return float(self.rows[:, _COLUMN[name]].max())


def _clipped(logit: float) -> float:
    return min(_MOST, max(_LEAST, logit))


# Few, and none that changes with the size of the corpus: each is what the cross-encoder says of one
# passage and the question. Thirteen more (the second and third answers, shares of the question
# held, names, numbers, the first stage's score) did no better on questions left out, in small
# corpora and in large ones, with and without the answers (docs/evaluation.md).
SIGNALS: Mapping[str, Callable[[ReadPassages], float]] = {
    "best answers": lambda read: _clipped(read.best("answers")),
    "answers of first": lambda read: _clipped(read.first("answers")),
    "relevance of first": lambda read: _clipped(read.first("relevance")),
}


@dataclass(frozen=True, slots=True)
class Calibration:
    """A weight for each of SIGNALS, an intercept, and the threshold to answer at.

    `cross_encoder` and `embedder` are the models it was fitted for.
    """

    weights: tuple[float, ...]
    intercept: float
    threshold: float
    cross_encoder: str
    embedder: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """From parsed JSON; raises ValueError where it was fitted to other signals."""
        if list(values["weights"]) != list(SIGNALS):
            raise ValueError("the calibration was fitted to other signals")
        return cls(
            weights=tuple(float(weight) for weight in values["weights"].values()),
            intercept=float(values["intercept"]),
            threshold=float(values["threshold"]),
            cross_encoder=str(values["reader"]),
            embedder=str(values["embedder"]),
        )

    def confidence(self, signals: Sequence[float]) -> float:
        """The probability that the corpus answers, in 0..1; `signals` in the order of SIGNALS."""
        pairs = zip(self.weights, signals, strict=True)
        return 1 / (
            1 + math.exp(-(self.intercept + sum(weight * value for weight, value in pairs)))
        )


def signal_values(rows: FeatureRows) -> list[float]:
    """The SIGNALS of what was read.

    `rows` are the second stage's features, best first, shape (passages read, features), of one
    passage or more.
    """
    read = ReadPassages(rows)
    return [signal(read) for signal in SIGNALS.values()]
