"""Counts of one thing that an article gives beside each other, each as somebody's."""

from __future__ import annotations

import pytest

from index.claims.disputes.pairing import rival_conflicts_in
from tests.claims import Said, article_of


def rivals(*paragraphs: tuple[str, str, str]) -> list[tuple[float, str | None, float, str | None]]:
    """The values that are set against each other, and whose each is; of paragraphs with the words
    that somebody says in them."""
    passages = article_of(
        *((text, [Said(words, by)] if words else []) for text, words, by in paragraphs)
    )
    return [
        (each.one.amount.low, each.one.speaker, each.two.amount.low, each.two.speaker)
        for each in rival_conflicts_in(passages)
    ]


OUT = "430 of its members were out"


@pytest.mark.parametrize(
    ("answer", "value", "speaker"),
    [
        ("The port's owner, Gull Lines, put the number at 310.", 310, "Gull Lines"),
        ("Gull Lines spoke of fewer than 300.", 300, "Gull Lines"),
        ("Gull Lines said 310.", 310, "Gull Lines"),
        ("Gull Lines counts 310.", 310, "Gull Lines"),
        ("Gull Lines’ owner put it at “fewer than 300”.", 300, "Gull Lines’ owner"),
        ("The port’s own figure is “about 300”.", 300, "port"),
        ("Bell put the number of members on strike at 310.", 310, "Bell"),
    ],
)
def test_a_number_given_for_the_one_just_told_is_its_rival(
    answer: str, value: float, speaker: str
) -> None:
    assert rivals((f"The union said that {OUT}. {answer}", OUT, "Union")) == [
        (430, "Union", value, speaker)
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "Gull Lines put the cost at 310.",  # of another thing
        "Gull Lines put the number at 430.",
        "Gull Lines had earlier put the number at 310.",
        "It put the number at 310.",  # the union itself
        "The union put the number at 310.",
        "Gull Lines put its losses at 310.",
        "Gull Lines spoke of 310 on its side.",
        "Gull Lines spoke of 310 boats.",
        "Gull Lines spoke of 910 in all.",  # of more
        "Gull Lines put the number at 310 per cent.",
        "The list had 140 names, but passengers spoke of 310.",  # of what nobody says
    ],
)
def test_a_number_of_another_thing_or_by_nobody_else_has_no_rival(answer: str) -> None:
    assert rivals((f"The union said that {OUT}. {answer}", OUT, "Union")) == []


def test_the_dead_are_counted_against_the_dead_by_whoever_lists_them() -> None:
    text = (
        "Seven people died and 40 were hurt, by the ministry's count; the group Lamp has listed 19"
        " names."
    )
    assert rivals((text, "", "")) == [(7, "ministry", 19, "group Lamp")]
    text = (
        "The government puts the dead at 16, with five missing. The relief fund counted 22 bodies."
    )
    assert rivals((text, "", "")) == [(16, "government", 22, "relief fund")]


def test_a_rival_may_stand_in_the_next_paragraph() -> None:
    toll = "the number of dead had risen to 14"
    first = (f"The service said that {toll}.", toll, "Emergency service")
    second = ("The mayor, Ada Bell, put the count at 13.", "", "")
    assert rivals(first, second) == [(14, "Emergency service", 13, "Ada Bell")]
    assert rivals(first, ("It rained.", "", ""), second) == []
