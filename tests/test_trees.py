"""Boosted trees from plain arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.inference.trees import BoostedTrees

STEP: dict[str, list[float]] = {
    "feature": [1],
    "threshold": [0.5],
    "left": [-1],
    "right": [-2],
    "leaf": [-1.0, 2.0],
}
CONSTANT: dict[str, list[float]] = {
    "feature": [],
    "threshold": [],
    "left": [],
    "right": [],
    "leaf": [0.25],
}


def test_a_row_at_the_threshold_goes_left() -> None:
    rows = np.array([[9.0, 0.5], [9.0, 0.51]])
    assert BoostedTrees.of([STEP]).score(rows).tolist() == [-1.0, 2.0]


def test_trees_add_up() -> None:
    assert BoostedTrees.of([STEP, CONSTANT, STEP]).score(np.array([[0.0, 1.0]])).tolist() == [4.25]


def test_no_rows_give_no_scores() -> None:
    assert BoostedTrees.of([STEP]).score(np.zeros((0, 2))).tolist() == []


@pytest.mark.parametrize("row", [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
def test_a_deeper_tree_follows_both_questions(row: list[float]) -> None:
    tree: dict[str, list[float]] = {
        "feature": [0, 1],
        "threshold": [0.5, 0.5],
        "left": [1, -1],
        "right": [-3, -2],
        "leaf": [1.0, 2.0, 3.0],
    }
    expected = 3.0 if row[0] > 0.5 else (2.0 if row[1] > 0.5 else 1.0)
    assert BoostedTrees.of([tree]).score(np.array([row]))[0] == expected


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=20))
def test_a_score_depends_on_its_own_row_alone(values: list[float]) -> None:
    rows = np.array([[0.0, value] for value in values])
    together = BoostedTrees.of([STEP]).score(rows)
    apart = [BoostedTrees.of([STEP]).score(row[None])[0] for row in rows]
    assert together.tolist() == apart


def test_trees_of_single_precision_give_a_row_the_same_score_alone() -> None:
    """NumPy's own sum would add in another order where there is one row."""
    random = np.random.default_rng(5)
    count = 60
    trees = BoostedTrees(
        feature=np.zeros((count, 3), np.int16),
        threshold=random.normal(size=(count, 3)).astype(np.float32),
        left=np.tile(np.array([1, 1, 2], np.int16), (count, 1)),
        right=np.tile(np.array([2, 1, 2], np.int16), (count, 1)),
        value=random.normal(size=(count, 3)).astype(np.float32),
        depth=1,
    )
    rows = random.normal(size=(20, 1)).astype(np.float32)
    together = trees.score(rows)
    assert together.dtype == np.float32
    assert [trees.score(row[None])[0] for row in rows] == together.tolist()


@pytest.mark.parametrize(("left", "right"), [([0], [-1]), ([-3], [-1]), ([5], [-1])])
def test_nodes_that_are_no_tree_are_refused(left: list[float], right: list[float]) -> None:
    with pytest.raises(ValueError, match="no tree"):
        BoostedTrees.of([STEP | {"left": left, "right": right}])
