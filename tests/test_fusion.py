from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.fusion import fuse

_ranking = st.dictionaries(st.integers(1, 30), st.floats(-5, 5), max_size=12)


def test_weights_decide_between_rankings_that_disagree() -> None:
    lexical, dense = {1: 9.0, 2: 1.0}, {1: 0.1, 2: 0.9}
    assert list(fuse([(0.7, lexical), (0.3, dense)])) == [1, 2]
    assert list(fuse([(0.3, lexical), (0.7, dense)])) == [2, 1]


def test_an_id_that_one_ranking_lacks_still_counts_in_the_other() -> None:
    fused = fuse([(0.5, {1: 1.0, 2: 0.0}), (0.5, {3: 4.0, 1: 2.0})])
    assert set(fused) == {1, 2, 3}
    assert fused[1] == pytest.approx(0.5)


@given(a=_ranking, b=_ranking)
def test_scores_lie_in_0_to_1_best_first(a: dict[int, float], b: dict[int, float]) -> None:
    scores = list(fuse([(0.7, a), (0.3, b)]).values())
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in scores)
    assert scores == sorted(scores, reverse=True)


@given(a=_ranking, b=_ranking)
def test_the_order_of_arrival_does_not_matter(a: dict[int, float], b: dict[int, float]) -> None:
    backwards = [(0.7, dict(reversed(a.items()))), (0.3, dict(reversed(b.items())))]
    assert list(fuse([(0.7, a), (0.3, b)]).items()) == list(fuse(backwards).items())


def test_equal_scores_are_ordered_by_id() -> None:
    assert list(fuse([(1.0, {7: 2.0, 3: 2.0, 5: 2.0})])) == [3, 5, 7]
