"""How likely the corpus answers: a logistic regression over what reading and ranking saw."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from index.ranking.features import NAMES, Features
from index.ranking.ranker import READ_NAMES

# The most relevant passages, which are looked into for the best value of a signal.
_TOP = 3
# How long a question is, and how many names are in it, say something about a question set, not
# about the corpus: left out. So is how near the vectors are: where a story is missing, others of
# its kind are as near (docs/evaluation.md).
_HELD = (
    "coverage with heading",
    "coverage by article",
    "body",
    "names held with heading",
    "density",
)
_COLUMN = {name: column for column, name in enumerate((*NAMES, *READ_NAMES))}

SIGNALS = (
    "best relevance",
    "mean relevance",
    "any answers",
    "certainty",
    "best certainty",
    "first score",
    *(f"best {name}" for name in _HELD),
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A weight for each of SIGNALS, an intercept, and the threshold to answer at.

    `reader` and `embedder` are the models it was fitted for.
    """

    weights: tuple[float, ...]
    intercept: float
    threshold: float
    reader: str
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
            reader=str(values["reader"]),
            embedder=str(values["embedder"]),
        )

    def confidence(self, signals: Sequence[float]) -> float:
        """The probability that the corpus answers, in 0..1; `signals` in the order of SIGNALS."""
        pairs = zip(self.weights, signals, strict=True)
        return 1 / (
            1 + math.exp(-(self.intercept + sum(weight * value for weight, value in pairs)))
        )


def weigh(rows: Features) -> list[float]:
    """The SIGNALS of what was read.

    `rows` are the second stage's features, shape (passages read, features), of one passage or more.
    """
    relevance = rows[:, _COLUMN["relevance"]]
    top = rows[np.argsort(-relevance, kind="stable")[:_TOP]]
    certainty = top[:, _COLUMN["certainty"]]
    values = [
        relevance.max(),
        np.sort(relevance)[-_TOP:].mean(),
        # Minus the logarithm of the chance that none of them answers.
        np.logaddexp(0, relevance).sum(),
        certainty[0],
        certainty.max(),
        top[0, _COLUMN["first score"]],
        *(top[:, _COLUMN[name]].max() for name in _HELD),
    ]
    return [float(value) for value in values]
