"""How likely a passage that was read answers: a logistic regression over a few of its features.

Trees over all of them ordered passages no better, and fitted themselves to the layout of the few
hundred questions there were (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from index.ranking.features import ALL_NAMES, FeatureRows
from index.ranking.reading_features import READING

# What the cross-encoder says counts most; the rest is what it cannot see, or sees poorly.
PARTS = (
    "relevance",
    "answers",
    "certainty",
    "marks the kind of answer",
    "marks new words",
    "coverage around the mark",
    "first score",
    "coverage with heading",
    "coverage by article",
    "names held with heading",
    "numbers held",
    "has the kind of answer",
    "dense",
)
_COLUMNS = [ALL_NAMES.index(name) for name in PARTS]
_SHARES = [PARTS.index(name) for name in PARTS if name in READING[2:]]
_RELEVANCE, _ANSWERS = PARTS.index("relevance"), PARTS.index("answers")


@dataclass(frozen=True, slots=True)
class PassageScore:
    """A weight for each of PARTS, and an intercept.

    `most` are the highest relevance and answers that an unread passage is thought capable of.
    """

    weights: npt.NDArray[np.float64]
    intercept: float
    most: tuple[float, float]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """From parsed JSON; raises ValueError where it was fitted to other features."""
        if list(values["weights"]) != list(PARTS):
            raise ValueError("the second stage was fitted to other features")
        relevance, answers = values["most"]
        return cls(
            np.array(list(values["weights"].values()), dtype=np.float64),
            float(values["intercept"]),
            (float(relevance), float(answers)),
        )

    @staticmethod
    def parts(rows: FeatureRows) -> FeatureRows:
        """The columns of PARTS, of the second stage's features."""
        return rows[:, _COLUMNS]

    def logits(self, rows: FeatureRows) -> npt.NDArray[np.float64]:
        """One a passage that was read, of the second stage's features."""
        found: npt.NDArray[np.float64] = rows[:, _COLUMNS] @ self.weights + self.intercept
        return found

    def most_possible(self, rows: FeatureRows) -> npt.NDArray[np.float64]:
        """The logits that unread passages may yet have, of the same features without reading."""
        given = rows[:, _COLUMNS].astype(np.float64)
        given[:, [_RELEVANCE, _ANSWERS]] = self.most
        given[:, _SHARES] = 1.0
        found: npt.NDArray[np.float64] = given @ self.weights + self.intercept
        return found
