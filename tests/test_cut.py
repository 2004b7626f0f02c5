"""How many passages are shown, and of which of them somebody is told unasked."""

from __future__ import annotations

import pytest

from corpus.types import Span
from index.answering.cut import answering, is_sure
from index.ranking.cross_encoder import Prediction


@pytest.mark.parametrize(
    ("scores", "shown"),
    [([], 0), ([0.9], 1), ([0.9, 0.6, 0.2, 0.1], 2), ([0.2, 0.19, 0.08], 3), ([0.9, 0.1], 1)],
)
def test_passages_are_shown_until_the_scores_drop(scores: list[float], shown: int) -> None:
    assert answering(scores, reads=True) == shown


def test_where_none_was_read_all_are_shown() -> None:
    assert answering([0.9, 0.1], reads=False) == 2


def test_somebody_is_told_unasked_of_what_answers_by_itself() -> None:
    likely, unlikely = (Prediction(0.0, answers, Span(0, 0), 0.5) for answers in (3.5, 0.5))
    assert is_sure(0.9, likely, best=0.9, reads=True)
    assert not is_sure(0.9, unlikely, best=0.9, reads=True)
    assert not is_sure(0.9, None, best=0.9, reads=True)
    assert is_sure(0.5, None, best=0.9, reads=False)
    assert not is_sure(0.4, None, best=0.9, reads=False)
