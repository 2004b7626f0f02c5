"""How likely the corpus answers: a calibrated model over what ranking and reading saw."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from index.features import NAMES, Features
from index.ranker import READ_NAMES
from index.trees import Trees

# The passages that are looked into for the best value of a signal.
_TOP = 3
# Of the best passage; what it lacks counts as much as what it has. How long a question is, and how
# many names are in it, say something about a question set, not about the corpus: left out.
_FIRST = (
    "dense",
    "body",
    "whole",
    "coverage",
    "coverage with heading",
    "coverage with neighbours",
    "coverage in a sentence",
    "coverage by article",
    "rarest word missing",
    "rarest word missing with heading",
    "rarest word missing by article",
    "numbers held",
    "names held",
    "names held with heading",
    "names held by article",
    "word pairs held",
    "density",
    "has the kind of answer",
    "relevance",
    "answers",
    "certainty",
    "first score",
)
_BEST = (
    "dense",
    "body",
    "coverage",
    "coverage with heading",
    "coverage by article",
    "density",
    "answers",
    "relevance",
)
_COLUMN = {name: column for column, name in enumerate((*NAMES, *READ_NAMES))}

SIGNALS = (
    "score",
    "share of unknown words",
    *(f"first {name}" for name in _FIRST),
    *(f"best {name}" for name in _BEST),
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Boosted trees over SIGNALS, Platt scaling of their sum, and the threshold to answer at.

    `reader` and `embedder` are the models it was fitted for.
    """

    trees: Trees
    slope: float
    intercept: float
    threshold: float
    reader: str
    embedder: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """From parsed JSON; raises ValueError where it was fitted to other signals."""
        if values["signals"] != list(SIGNALS):
            raise ValueError("the calibration was fitted to other signals")
        return cls(
            trees=Trees.of(values["trees"]),
            slope=float(values["slope"]),
            intercept=float(values["intercept"]),
            threshold=float(values["threshold"]),
            reader=str(values["reader"]),
            embedder=str(values["embedder"]),
        )

    def confidence(self, signals: Sequence[float]) -> float:
        """The probability that the corpus answers, in 0..1; `signals` in the order of SIGNALS."""
        total = float(self.trees.score(np.array([signals]))[0])
        return 1 / (1 + math.exp(-(self.slope * total + self.intercept)))


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
    ]
