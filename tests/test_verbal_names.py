"""Forenames that are verbs elsewhere: "Said Balushi" is somebody, "said Balushi" is not."""

from __future__ import annotations

import pytest

from corpus.attribution.verbal_names import read_names
from corpus.languages.en import ENGLISH
from tests.parses import attribute


def speakers(text: str) -> list[str | None]:
    return [attribution.speaker for attribution in attribute(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Said Balushi, the harbour master, said the crane was old.\n\nBalushi said it fell.",
        "Police Lt. Said Balushi said the crane was old.\n\nBalushi said it fell at noon.",
        "The minister, Said Balushi, said the crane was old.\n\nBalushi said it fell at noon.",
        "The mayor met Said Balushi.\n\nSaid Balushi said it fell.\n\nBalushi said it was old.",
    ],
)
def test_a_forename_is_no_verb(text: str) -> None:
    assert set(speakers(text)) == {"Said Balushi"}


def test_each_of_two_who_call_jointly_is_named() -> None:
    text = "In a joint call, Said Balushi and Adam Bell urged both sides to stop."
    assert speakers(text) == ["Said Balushi", "Adam Bell"]


@pytest.mark.parametrize(
    "text",
    [
        "“It holds,” Said Bell, the mayor, with a smile.",
        "We Will Stay, Said Bell",
        "“It holds.” said Bell.",
        "Saad Bell met Minister Said Bell.",
    ],
)
def test_a_verb_stays_one(text: str) -> None:
    assert read_names(text, ENGLISH).text == text


def test_spans_are_those_of_the_text() -> None:
    text = "Oran's minister, Said Balushi, said the crane was old."
    [found] = attribute(text)
    assert found.source is not None
    assert found.source.of(text) == "Oran's minister, Said Balushi"
