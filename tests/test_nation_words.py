"""Nations in the words that passages have for them."""

from __future__ import annotations

import pytest

from corpus.languages.en import ENGLISH
from index.query.nation_words import in_words_of


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        (
            "How many US troops were hurt?",
            "Two American soldiers.",
            "How many American troops were",
        ),
        ("Why are American drillers idle?", "The US drills less.", "Why are US drillers idle"),
        ("What did Kyiv deny?", "Ukraine denied it.", "What did Ukraine deny"),
        ("What did Ukraine deny?", "Kyiv denied it.", "What did Kyiv deny"),
        ("Where, according to Moscow?", "Russia says so.", "Where, according to Russia"),
    ],
)
def test_a_nation_is_called_as_the_passages_call_it(question: str, text: str, asked: str) -> None:
    assert (in_words_of(question, [text]) or "").startswith(asked)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who died in Kyiv?", "Ukraine lost ten men."),  # a city, not a government
        ("Who died in Ukraine?", "Ten died in Kyiv."),
        ("Who died in China?", "The Chinese army said ten."),  # "died in Chinese" is no English
        ("What did the US say?", "The United States said no."),  # one name already
        ("What did they tell us?", "American officials told them."),
        ("What did Kyiv deny?", "Kyiv denied it, and Ukraine is at war."),
    ],
)
def test_what_is_no_other_word_for_it_stays(question: str, text: str) -> None:
    assert in_words_of(question, [text]) is None


def test_every_seat_of_a_government_is_of_a_nation() -> None:
    assert ENGLISH.questions.seats <= ENGLISH.speech.nations.keys()
