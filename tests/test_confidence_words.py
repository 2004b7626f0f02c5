"""The word for a confidence follows what the shipped decision model makes of it."""

from __future__ import annotations

import json
from math import ceil

import pytest

from bot.texts import Texts
from bot.texts.confidence import level_of
from index.ranking.cross_encoder import WEIGHTS

THRESHOLD = json.loads((WEIGHTS / "judge.json").read_text(encoding="utf-8"))["calibration"][
    "threshold"
]
# The threshold lies between two percentages, so that what is shown as one is answered, or not.
ANSWERED = ceil(100 * THRESHOLD)


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        (70, "high"),
        (69, "fair"),
        (ANSWERED, "fair"),
        (ANSWERED - 1, "low"),
        (round(40 * THRESHOLD), "low"),
        (round(40 * THRESHOLD) - 1, "very low"),
    ],
)
def test_a_word_begins_where_the_model_answers_and_doubts(percent: int, word: str) -> None:
    assert level_of(percent / 100, Texts("en")) == word


def test_what_is_shown_as_one_percentage_is_answered_or_not() -> None:
    beyond = 100 * THRESHOLD % 1
    assert beyond == pytest.approx(0.5)
