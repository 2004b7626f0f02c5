"""Boosted trees from plain arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.inference.trees import Trees

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
    assert Trees([STEP]).score(rows).tolist() == [-1.0, 2.0]


def test_trees_add_up() -> None:
    assert Trees([STEP, CONSTANT, STEP]).score(np.array([[0.0, 1.0]])).tolist() == [4.25]


def test_no_rows_give_no_scores() -> None:
    assert Trees([STEP]).score(np.zeros((0, 2))).tolist() == []


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
    assert Trees([tree]).score(np.array([row]))[0] == expected


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=20))
def test_a_score_depends_on_its_own_row_alone(values: list[float]) -> None:
    rows = np.array([[0.0, value] for value in values])
    together = Trees([STEP]).score(rows)
    apart = [Trees([STEP]).score(row[None])[0] for row in rows]
    assert together.tolist() == apart
