"""Gradient-boosted regression trees (Friedman 2001), evaluated from plain arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[Any]
_Tree = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """A sum of regression trees, as arrays (trees, nodes); numbers alone, so no pickle is read.

    A tree begins at its node 0. A node sends a row left where the row's value of `feature` is at
    most `threshold`. A leaf's children are itself, so that `depth` steps lead every row to its
    leaf; its score is that leaf's `value`.
    """

    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[Any]
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    value: npt.NDArray[Any]
    depth: int

    @classmethod
    def of(cls, trees: Sequence[_Tree]) -> Self:
        """From JSON: a list of objects with feature, threshold, left, right and leaf.

        There a child that is negative is the leaf `~child`. Raises KeyError, TypeError and
        ValueError where the lists are no trees.
        """
        shape = (len(trees), max((_size(tree) for tree in trees), default=1))
        feature, left, right = (np.zeros(shape, np.int16) for _ in range(3))
        threshold, value = np.zeros(shape), np.zeros(shape)
        depth = 0
        for number, tree in enumerate(trees):
            inner, size = len(tree["feature"]), _size(tree)
            feature[number, :inner] = tree["feature"]
            threshold[number, :inner] = tree["threshold"]
            value[number, inner:size] = tree["leaf"]
            for children, side in ((left, tree["left"]), (right, tree["right"])):
                places = np.asarray(side, dtype=np.int64)
                children[number] = np.arange(shape[1])
                children[number, :inner] = np.where(places < 0, inner + ~places, places)
            depth = max(depth, _depth(left[number], right[number], inner=inner, size=size))
        return cls(feature, threshold, left, right, value, depth)

    def score(self, rows: npt.NDArray[Any]) -> Scores:
        """The sum over all trees for each row, (rows,) from (rows, features)."""
        trees = np.arange(len(self.feature))[:, None]
        columns = np.arange(len(rows))[None, :]
        nodes = np.zeros((len(self.feature), len(rows)), np.int64)
        for _ in range(self.depth):
            goes_left = rows[columns, self.feature[trees, nodes]] <= self.threshold[trees, nodes]
            nodes = np.where(goes_left, self.left[trees, nodes], self.right[trees, nodes])
        total = np.zeros(len(rows), self.value.dtype)
        # One after the other: how NumPy would sum depends on how many rows there are.
        for leaves in self.value[trees, nodes]:
            total += leaves
        return total


def _size(tree: _Tree) -> int:
    return len(tree["feature"]) + len(tree["leaf"])


def _depth(
    left: npt.NDArray[np.int16], right: npt.NDArray[np.int16], *, inner: int, size: int
) -> int:
    """Steps from the root to the farthest leaf, `inner` being the first of the leaves.

    Raises ValueError where a node is reached for ever, or is none of the tree's.
    """
    level, depth = {0}, 0
    while level := {node for node in level if not inner <= node < size}:
        if depth > inner or not all(0 <= node < inner for node in level):
            raise ValueError("the nodes are no tree")
        level = {int(side[node]) for node in level for side in (left, right)}
        depth += 1
    return depth
