"""How likely the corpus answers: a logistic regression over what reading and ranking saw."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from index.ranking.features import ALL_NAMES, FeatureRows

# The most relevant passages, which are looked into for the best value of a signal. Set by hand; not
# measured.
_TOP = 3
_COLUMN = {name: column for column, name in enumerate(ALL_NAMES)}


@dataclass(frozen=True, slots=True)
class ReadPassages:
    """The second stage's features of the passages that were read, and of the best three.

    `top` is by relevance, best first.
    """

    rows: FeatureRows
    top: FeatureRows

    @classmethod
    def of(cls, rows: FeatureRows) -> Self:
        order = np.argsort(-rows[:, _COLUMN["relevance"]], kind="stable")
        return cls(rows, rows[order[:_TOP]])

    def all(self, name: str) -> npt.NDArray[np.float32]:
        return self.rows[:, _COLUMN[name]]

    def best(self, name: str) -> npt.NDArray[np.float32]:
        return self.top[:, _COLUMN[name]]


def _best(name: str, read: ReadPassages) -> float:
    return float(read.best(name).max())


def _any_answers(read: ReadPassages) -> float:
    """Minus the logarithm of the chance that none of them answers."""
    return float(np.logaddexp(0, read.all("relevance")).sum())


# How long a question is, and how many names are in it, say something about a question set, not
# about the corpus: left out. So is how near the vectors are: where a story is missing, others of
# its kind are as near (docs/evaluation.md).
SIGNALS: Mapping[str, Callable[[ReadPassages], float]] = {
    "best relevance": lambda read: float(read.all("relevance").max()),
    "mean relevance": lambda read: float(np.sort(read.all("relevance"))[-_TOP:].mean()),
    "any answers": _any_answers,
    "certainty": lambda read: float(read.best("certainty")[0]),
    "best certainty": partial(_best, "certainty"),
    "first score": lambda read: float(read.best("first score")[0]),
    **{
        f"best {name}": partial(_best, name)
        for name in (
            "coverage with heading",
            "coverage by article",
            "body",
            "names held with heading",
            "density",
        )
    },
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

    `rows` are the second stage's features, shape (passages read, features), of one passage or more.
    """
    read = ReadPassages.of(rows)
    return [signal(read) for signal in SIGNALS.values()]
