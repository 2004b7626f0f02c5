"""How likely a passage that was read answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from index.ranking.features import ALL_NAMES
from index.ranking.passage_score import PARTS, PassageScore

WEIGHTS: dict[str, Any] = {
    "weights": dict.fromkeys(PARTS, 0.0),
    "intercept": 0.0,
    "most": [3.0, 2.0],
}


def rows(**values: float) -> np.ndarray:
    made = np.zeros((1, len(ALL_NAMES)), dtype=np.float32)
    for name, value in values.items():
        made[0, ALL_NAMES.index(name)] = value
    return made


def test_each_part_counts_by_its_weight() -> None:
    weights = WEIGHTS["weights"] | {"answers": 2.0, "dense": 1.0}
    score = PassageScore.of(WEIGHTS | {"weights": weights, "intercept": 0.5})
    assert score.logits(rows(answers=1.5, dense=0.25, relevance=9)) == pytest.approx([3.75])


def test_what_was_not_read_may_be_as_good_as_the_best() -> None:
    weights = WEIGHTS["weights"] | {"answers": 2.0, "relevance": 1.0, "dense": 1.0}
    score = PassageScore.of(WEIGHTS | {"weights": weights})
    assert score.most_possible(rows(dense=0.25)) == pytest.approx([3.0 + 2 * 2.0 + 0.25])


def test_weights_for_other_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="other features"):
        PassageScore.of(WEIGHTS | {"weights": {"age": 1.0}})
