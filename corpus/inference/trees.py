"""Gradient-boosted regression trees (Friedman 2001), evaluated from plain arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]


class Trees:
    """A sum of regression trees; thresholds and leaves are plain numbers, so no pickle is read.

    Node `i` of a tree sends a row left when `row[feature[i]] <= threshold[i]`. A child that is
    negative is the leaf `~child`.
    """

    def __init__(self, trees: Sequence[Mapping[str, Sequence[float]]]) -> None:
        self._trees = [
            (
                np.asarray(tree["feature"], dtype=np.int64),
                np.asarray(tree["threshold"], dtype=np.float64),
                np.asarray(tree["left"], dtype=np.int64),
                np.asarray(tree["right"], dtype=np.int64),
                np.asarray(tree["leaf"], dtype=np.float64),
            )
            for tree in trees
        ]

    @classmethod
    def of(cls, values: Any) -> Self:
        """From parsed JSON: a list of objects with feature, threshold, left, right and leaf."""
        return cls(values)

    def score(self, rows: npt.NDArray[Any]) -> Scores:
        """The sum over all trees, shape (rows,)."""
        total = np.zeros(len(rows), dtype=np.float64)
        everyone = np.arange(len(rows))
        for feature, threshold, left, right, leaf in self._trees:
            if not len(feature):
                total += leaf[0]
                continue
            node = np.zeros(len(rows), dtype=np.int64)
            while (inside := node >= 0).any():
                at = node[inside]
                goes_left = rows[everyone[inside], feature[at]] <= threshold[at]
                node[inside] = np.where(goes_left, left[at], right[at])
            total += leaf[~node]
        return total
