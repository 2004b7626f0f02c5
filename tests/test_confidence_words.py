"""The word for a confidence follows what the shipped decision model makes of it."""

from __future__ import annotations

import json

import pytest

from bot.texts import Texts
from bot.texts.confidence import level_of
from index.ranking.cross_encoder import WEIGHTS

THRESHOLD = json.loads((WEIGHTS / "judge.json").read_text(encoding="utf-8"))["calibration"][
    "threshold"
]


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        (70, "high"),
        (69, "fair"),
        (round(100 * THRESHOLD), "fair"),
        (round(100 * THRESHOLD) - 1, "low"),
        (round(40 * THRESHOLD), "low"),
        (round(40 * THRESHOLD) - 1, "very low"),
    ],
)
def test_a_word_begins_where_the_model_answers_and_doubts(percent: int, word: str) -> None:
    assert level_of(percent / 100, Texts("en")) == word
