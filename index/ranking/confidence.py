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

# The best passages, which are looked into for the best value of a signal. Set by hand.
_TOP = 3
# Logits beyond these say no more; what a small corpus lacks counts as the lower.
_LEAST, _MOST = -6.0, 6.0
_COLUMN = {name: column for column, name in enumerate(ALL_NAMES)}


@dataclass(frozen=True, slots=True)
class ReadPassages:
    """The second stage's features of the passages that were read, best first."""

    rows: FeatureRows

    def all(self, name: str) -> npt.NDArray[np.float32]:
        return self.rows[:, _COLUMN[name]]

    def first(self, name: str) -> float:
        return float(self.rows[0, _COLUMN[name]])

    def best(self, name: str) -> float:
        return float(self.rows[:_TOP, _COLUMN[name]].max())


def _answers(place: int, read: ReadPassages) -> float:
    """The highest, second or third highest answers logit of all."""
    found = np.sort(read.all("answers"))[::-1]
    return _clipped(float(found[place])) if place < len(found) else _LEAST


def _clipped(logit: float) -> float:
    return min(_MOST, max(_LEAST, logit))


# None of them changes with the size of the corpus. How long a question is, and how many names are
# in it, say something about a question set, not about the corpus: left out. So is how near the
# vectors are: where a story is missing, others of its kind are as near (docs/evaluation.md).
SIGNALS: Mapping[str, Callable[[ReadPassages], float]] = {
    "best answers": partial(_answers, 0),
    "second answers": partial(_answers, 1),
    "third answers": partial(_answers, 2),
    "answers of first": lambda read: _clipped(read.first("answers")),
    "relevance of first": lambda read: _clipped(read.first("relevance")),
    "certainty of first": lambda read: read.first("certainty"),
    "best first score": lambda read: float(read.all("first score").max()),
    **{
        f"{name} of first": partial(ReadPassages.first, name=name)
        for name in (
            "coverage in a sentence",
            "coverage around the mark",
            "marks the kind of answer",
            "marks new words",
            "numbers held",
            "has the kind of answer",
        )
    },
    **{
        f"best {name}": partial(ReadPassages.best, name=name)
        for name in ("coverage with heading", "coverage by article", "names held with heading")
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

    `rows` are the second stage's features, best first, shape (passages read, features), of one
    passage or more.
    """
    read = ReadPassages(rows)
    return [signal(read) for signal in SIGNALS.values()]
