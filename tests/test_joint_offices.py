"""Several who hold an office each: every one is named, with whose office it is."""

from __future__ import annotations

import pytest

from corpus.attribution.joint_offices import holders_in
from corpus.languages.en import ENGLISH
from corpus.speakers.appearances import appearances_of
from tests.parses import attribute

BOTH = [("Adam Bell", "Kestria"), ("Jan Ruud", "Varn")]


def parties(text: str) -> list[tuple[str, str | None]]:
    return [
        (one.speaker, one.party.name if one.party else None)
        for one in appearances_of(0, text, attribute(text))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The foreign ministers of Kestria and Varn, Adam Bell and Jan Ruud, said it was open.",
        "Adam Bell and Jan Ruud, the foreign ministers of Kestria and Varn, said it was open.",
        "Kestria's and Varn's foreign ministers, Adam Bell and Jan Ruud, said it was open.",
        "The foreign ministers, Adam Bell of Kestria and Jan Ruud of Varn, said it was open.",
        "“It is open,” said the foreign ministers of Kestria and Varn, Adam Bell and Jan Ruud.",
    ],
)
def test_each_is_named_with_whose_office_it_is(text: str) -> None:
    assert parties(text) == BOTH


def test_three_are_named_in_their_order() -> None:
    text = (
        "The leaders of France, Germany and Poland, Ada Bell, Jan Ruud and Otto Falk, said it held."
    )
    assert parties(text) == [
        ("Ada Bell", "France"),
        ("Jan Ruud", "Germany"),
        ("Otto Falk", "Poland"),
    ]


def test_where_they_hold_office_is_shown_by_a_span() -> None:
    text = "The leaders of France and Poland, Ada Bell and Jan Ruud, said it held."
    shown = [one.party.span.of(text) for one in appearances_of(0, text, attribute(text))]  # type: ignore[union-attr]
    assert shown == ["France", "Poland"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayors of Aldmoor and Corvane, Ada Bell and Jan Ruud, said it held.",
        "The former leaders of France and Poland, Ada Bell and Jan Ruud, said it held.",
        "The coaches of France and Poland, Ada Bell and Jan Ruud, said it held.",
        "The leaders of France and Poland, Ada Bell, Jan Ruud and Otto Falk, said it held.",
    ],
)
def test_no_side_is_made_of_a_town_a_team_or_of_other_numbers(text: str) -> None:
    assert {party for _, party in parties(text)} == {None}


def test_a_title_may_be_of_several() -> None:
    text = "Ministers Adam Bell and Jan Ruud said it held."
    assert [speaker for speaker, _ in parties(text)] == ["Adam Bell", "Jan Ruud"]


@pytest.mark.parametrize("text", ["Ministers " * 1_000, "Ada Bell, " * 1_000, "Ada " * 2_500])
def test_a_long_row_of_capitals_takes_no_longer_for_its_length(text: str) -> None:
    assert holders_in(text, ENGLISH) == ()
