"""How likely the corpus answers: a calibrated logistic model over what ranking and reading saw."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from index.features import NAMES, Features
from index.ranker import READ_NAMES

# The passages that are looked into for the best value of a signal.
_TOP = 3
# Of the best passage; what it lacks counts as much as what it has.
_FIRST = (
    "dense",
    "body",
    "whole",
    "coverage",
    "coverage with heading",
    "coverage with neighbours",
    "coverage in a sentence",
    "rarest word missing",
    "rarest word missing with heading",
    "numbers held",
    "names held",
    "names held with heading",
    "word pairs held",
    "density",
    "has the kind of answer",
    "relevance",
    "answers",
    "certainty",
    "first score",
)
_BEST = ("dense", "body", "coverage", "coverage with heading", "density", "answers", "relevance")
_QUESTION = ("question length", "question rarity", "question names")
_COLUMN = {name: column for column, name in enumerate((*NAMES, *READ_NAMES))}

SIGNALS = (
    "score",
    "share of unknown words",
    *(f"first {name}" for name in _FIRST),
    *(f"best {name}" for name in _BEST),
    *_QUESTION,
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression on standardised SIGNALS, and the threshold at which to answer.

    `reader` and `embedder` are the models it was fitted for.
    """

    intercept: float
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    threshold: float
    reader: str
    embedder: str

    def __post_init__(self) -> None:
        if not len(self.means) == len(self.scales) == len(self.weights) == len(SIGNALS):
            raise ValueError(f"a calibration needs {len(SIGNALS)} weights, not {len(self.weights)}")

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """From parsed JSON."""
        return cls(
            intercept=float(values["intercept"]),
            means=tuple(values["means"]),
            scales=tuple(values["scales"]),
            weights=tuple(values["weights"]),
            threshold=float(values["threshold"]),
            reader=str(values["reader"]),
            embedder=str(values["embedder"]),
        )

    def confidence(self, signals: Sequence[float]) -> float:
        """The probability that the corpus answers, in 0..1; `signals` in the order of SIGNALS."""
        logit = self.intercept + sum(
            weight * (value - mean) / scale
            for weight, value, mean, scale in zip(
                self.weights, signals, self.means, self.scales, strict=True
            )
        )
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


def weigh(unknown: float, score: float, rows: Features) -> list[float]:
    """The SIGNALS of a ranking: the score of its first passage, and what was read, best first.

    `unknown` is the share of the question's words that are nowhere in the corpus; `rows` are the
    second stage's features, shape (passages read, features), of at least one passage.
    """
    top = rows[:_TOP]
    return [
        score,
        unknown,
        *(float(top[0, _COLUMN[name]]) for name in _FIRST),
        *(float(top[:, _COLUMN[name]].max()) for name in _BEST),
        *(float(top[0, _COLUMN[name]]) for name in _QUESTION),
    ]
