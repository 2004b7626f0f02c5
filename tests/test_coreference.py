"""Speakers within an article: the full name for a short one, and doubts left open."""

from __future__ import annotations

import pytest

from tests.parses import attribute


def speakers(text: str) -> list[str | None]:
    return [attribution.speaker for attribution in attribute(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mayor Ada Bell said the dam was safe.\n\nMs Bell said work would go on."
            "\n\nShe said the cost was fair.",
            ["Ada Bell", "Ada Bell", "Ada Bell"],
        ),
        (
            "The River Guard Brigade (RGB) said it had taken the weir.\n\nThe group said it would"
            " stay.\n\nThe RGB said nobody was hurt.",
            ["River Guard Brigade"] * 3,
        ),
        (
            "The Shield of Norland Legion said it had taken the weir.\n\nThe Legion said it would"
            " stay.",
            ["Shield of Norland Legion", "Shield of Norland Legion"],
        ),
        (
            "Norland’s water ministry said the gates were open.\n\nThe ministry said the level"
            " would fall.",
            ["Norland’s water ministry", "Norland’s water ministry"],
        ),
        (
            "Local officials said the road was closed.\n\nThey said it would open on Monday.",
            ["Local officials", "Local officials"],
        ),
        (
            "Mayor Ada Stone-Bell said the dam was safe.\n\nMs Stone-Bell said work would go on.",
            ["Ada Stone-Bell", "Ada Stone-Bell"],
        ),
    ],
)
def test_later_mentions_join_the_first(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


def test_of_two_groups_of_a_kind_neither_is_the_group() -> None:
    text = (
        "The River Brigade said it had taken the weir.\n\nThe Dock Brigade said nobody was hurt."
        "\n\nThe Brigade said it would stay."
    )
    assert speakers(text)[-1] not in ("River Brigade", "Dock Brigade")


def test_it_is_whoever_became_the_subject_since() -> None:
    text = (
        "The Water Ministry said the weir was safe.\n\nThe Medical Council protested to the mayor."
        " In a letter it warned that nobody would stay."
    )
    assert speakers(text) == ["Water Ministry", "Medical Council"]
    text = text.replace("The Medical Council protested to the mayor. ", "Rain fell on the town. ")
    assert speakers(text) == ["Water Ministry", "Water Ministry"]


def test_he_is_whoever_became_the_subject_after_somebody_without_a_name() -> None:
    text = (
        "A ministry official said the dam was safe.\n\nGovernor Adam Bell visited the town hall."
        " He told the people there that nobody had known."
    )
    assert speakers(text)[-1] == "Adam Bell"
    text = text.replace("Governor Adam Bell visited the town hall. ", "")
    assert speakers(text)[-1] == "ministry official"


def test_who_is_not_the_town_that_somebody_is_in() -> None:
    text = "A diplomat in Aldmoor, who asked not to be named, said that the dam was safe."
    assert "Aldmoor" not in speakers(text)


def test_it_is_nobody_where_something_is_not_possible() -> None:
    text = (
        "The Water Ministry said the weir was safe.\n\nIt was not possible to confirm when the film"
        " had been made."
    )
    assert "Water Ministry" not in speakers(text)[1:]


def test_the_antecedent_is_where_the_name_stands() -> None:
    text = "Mayor Ada Bell said the dam was safe.\n\nShe said the cost was fair."
    first, second = attribute(text)
    assert first.antecedent is None
    assert second.antecedent is not None
    assert second.antecedent.of(text) == "Ada Bell"
    assert second.source is not None
    assert second.source.of(text) == "She"


def test_a_pronoun_with_nobody_before_it_stays_open() -> None:
    assert speakers("He said the dam was safe.") == [None]


def test_a_woman_is_not_he() -> None:
    text = "Mrs Ada Bell said the dam was safe.\n\nHe said the cost was fair."
    assert speakers(text) == ["Ada Bell", None]


def test_the_group_with_two_groups_named_and_none_near_stays_open() -> None:
    text = (
        "The Weir Brigade and the Gate Legion were both at the dam in spring.\n\n"
        + "Rain fell for days on the valley and the roads were shut.\n\n" * 4
        + "The group said it would stay."
    )
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whom somebody speaks about does not speak next.
        (
            "Mr Moor said that the Weir Guard had opened the gate.\n\nHe said it was late.",
            ["Moor", "Moor"],
        ),
        (
            "Mr Moor said that Tom Stone had opened the gate.\n\nHe said it was late.",
            ["Moor", "Moor"],
        ),
        # After a question, who was asked; open where that is nobody named.
        (
            "Ada Bell asked Tom Moor whether the gate was shut.\n\nHe said it was.",
            ["Ada Bell", "Tom Moor"],
        ),
        (
            "The Lantern asked the company whether the gate was shut.\n\nIt said that it was.",
            ["Lantern", None],
        ),
        # Between the pronoun and a name stands somebody who cannot be told.
        (
            "The Weir Guard said the gate was shut.\n\nTwo people said it was open.\n\nThey said"
            " water was rising.",
            ["Weir Guard", None, None],
        ),
        # What a person is called belongs to them; where they are from is no part of the name.
        (
            "A member of the Weir Board, Ada Bell, said the gate was shut.\n\nMs Bell said it"
            " leaked.",
            ["Ada Bell", "Ada Bell"],
        ),
        (
            "Ada Bell of the Lowland Unity Party said the gate was shut.\n\nShe said it leaked.",
            ["Ada Bell", "Ada Bell"],
        ),
        # A forename tells whom "he" can be.
        (
            "Tom Moor said the gate was shut.\n\nAda Bell left.\n\nHe said it leaked.",
            ["Tom Moor", "Tom Moor"],
        ),
        # A group may be called WHO, and the man in "his daughter" is none.
        (
            "The World Health Organization said water was safe.\n\nWHO said nobody was ill.",
            ["World Health Organization", "World Health Organization"],
        ),
        (
            "Tom Moor, his daughter Ada Moor and an engineer left.\n\nTom Moor said the gate was"
            " shut.\n\nHe said it leaked.",
            ["Tom Moor", "Tom Moor"],
        ),
        # A person who is only described.
        (
            "Tom Moor said the gate was shut.\n\nAn engineer said it was open.\n\nHe said water"
            " was rising.",
            ["Tom Moor", "engineer", "engineer"],
        ),
    ],
)
def test_who_a_pronoun_can_be(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected
