"""Whether the answer that the cross-encoder marks fits the question."""

from __future__ import annotations

import pytest

from corpus.types import Span
from index.query.question import Question, analyse_question
from index.ranking.cross_encoder import HeadedText, Prediction
from index.ranking.reading_features import READING, reading_features


def asked(text: str) -> Question:
    return analyse_question(text, passages=100, frequency=lambda *words: 3)


def features(question: str, text: str, mark: str, heading: str = "") -> dict[str, float]:
    start = text.index(mark)
    prediction = Prediction(2.0, 1.0, Span(start, start + len(mark)), 0.5)
    values = reading_features(asked(question), HeadedText(text, heading), prediction)
    return dict(zip(READING, values, strict=True))


TEXT = "The fire hurt 14 people on Monday. Mayor Ida Oduya thanked the crews."


@pytest.mark.parametrize(
    ("question", "mark", "fits"),
    [
        ("How many people did the fire hurt?", "14 people", True),
        ("How many people did the fire hurt?", "Ida Oduya", False),
        ("When was the fire?", "on Monday", True),
        ("When was the fire?", "the crews", False),
        ("Who thanked the crews?", "Ida Oduya", True),
        ("Who thanked the crews?", "the crews", False),
        ("Did the mayor thank the crews?", "thanked the crews", True),
    ],
)
def test_the_mark_is_of_the_kind_that_is_asked_for(question: str, mark: str, fits: bool) -> None:
    assert features(question, TEXT, mark)["marks the kind of answer"] == fits


def test_a_mark_that_repeats_the_question_says_nothing_new() -> None:
    assert features("Who thanked the crews?", TEXT, "thanked the crews")["marks new words"] < 0.5
    assert features("Who thanked the crews?", TEXT, "Ida Oduya")["marks new words"] == 1.0


def test_what_stands_around_the_mark_is_its_sentence_and_the_heading() -> None:
    question = "How many people did the pier fire hurt?"
    there = features(question, TEXT, "14 people")["coverage around the mark"]
    elsewhere = features(question, TEXT, "Ida Oduya")["coverage around the mark"]
    headed = features(question, TEXT, "14 people", "Pier closed")["coverage around the mark"]
    assert elsewhere == 0.0
    assert there == pytest.approx(3 / 4)
    assert headed == 1.0


def test_a_passage_without_a_mark_is_no_fault() -> None:
    prediction = Prediction(0.0, 0.0, Span(0, 0), 0.0)
    values = reading_features(asked("Who broke it?"), HeadedText(""), prediction)
    assert len(values) == len(READING)
