"""Speakers within an article: the full name for a short one, and doubts left open."""

from __future__ import annotations

import pytest

from corpus.attribution.coreference import Said, resolve
from tests.parses import attribute, parse


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


def test_a_source_may_hold_both_the_noun_and_the_who_of_its_clause() -> None:
    parsed = parse("There is a board of eight engineers who decide whether the gate is shut.")
    start = parsed.words.index("eight")
    (found,) = resolve(parsed, [Said((start, start + 3))])
    assert found.name == "eight engineers"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was not possible to verify the report.",
        "It was difficult to say whether the gate leaked.",
    ],
)
def test_it_is_nobody_where_something_is_not_possible(sentence: str) -> None:
    text = f"The Water Ministry said the weir was safe.\n\n{sentence}"
    assert speakers(text) == ["Water Ministry", None]


def test_the_antecedent_is_where_the_name_stands() -> None:
    text = "Mayor Ada Bell said the dam was safe.\n\nShe said the cost was fair."
    first, second = attribute(text)
    assert first.antecedent is None
    assert second.antecedent is not None
    assert second.antecedent.of(text) == "Ada Bell"
    assert second.source is not None
    assert second.source.of(text) == "She"


@pytest.mark.parametrize(
    ("text", "described"),
    [
        (
            "Norland’s Deputy Water Minister Ada Bell said the dam was safe.\n\nShe said the cost"
            " was fair.",
            "Norland’s Deputy Water Minister Ada Bell",
        ),
        (
            "Bell said the dam was safe.\n\nTom Bell, a spokesman for the Water Ministry, said the"
            " cost was fair.\n\nHe said it held.",
            "Tom Bell, a spokesman for the Water Ministry",
        ),
        (
            "A spokesman for the Water Ministry, Tom Bell, said the dam was safe.\n\nBell said it"
            " held.",
            "spokesman for the Water Ministry, Tom Bell",
        ),
        (
            "Tom Bell, the mayor, who was ill, said the dam was safe.\n\nMr Bell said it held.",
            "Tom Bell, the mayor",
        ),
        ("Local officials said the road was shut.\n\nThey said it held.", "Local officials"),
    ],
)
def test_the_description_is_where_the_article_says_most_of_the_speaker(
    text: str, described: str
) -> None:
    last = attribute(text)[-1]
    assert last.description is not None
    assert last.description.of(text) == described


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Of two who became the subject, neither.
        ("Tom Moor saw the weir. Adam Bell stayed at home. He said it was safe.", [None]),
        (
            "Mark Stone said the gate was shut.\n\nTom Moor saw the weir. Adam Bell stayed at home."
            " He said it leaked.",
            ["Mark Stone", None],
        ),
        (
            "The Water Ministry said the weir was safe.\n\nThe Medical Council protested to the"
            " mayor. The Harbour Board wrote to the town. It warned that nobody would stay.",
            ["Water Ministry", None],
        ),
        # "He" is no group, no nation and no thing; "it" is no person; neither is several.
        ("The Water Ministry said it was safe.\n\nHe said it leaked.", ["Water Ministry", None]),
        ("The Water Ministry opened the gate. He said it leaked.", [None]),
        ("France opened the gate. He said it leaked.", [None]),
        ("Lower Aldmoor Weir Works opened the gate. He said it leaked.", [None]),
        ("A charity said the gate was shut.\n\nHe said it leaked.", ["charity", None]),
        ("Two engineers said it was shut.\n\nHe said it leaked.", ["Two engineers", None]),
        ("Tom Moor said the gate was shut.\n\nIt said the cost was fair.", ["Tom Moor", None]),
        ("Local officials said it was shut.\n\nIt said it leaked.", ["Local officials", None]),
        ("Tom Moor said the gate was shut.\n\nThey said it leaked.", ["Tom Moor", None]),
        # Somebody only described, in passing.
        (
            "The gate was shut, according to an official.\n\nHe said it leaked.",
            ["official", None],
        ),
        # Named but silent, and two paragraphs away.
        ("Tom Moor saw the weir.\n\nRain fell.\n\nHe said it leaked.", [None]),
        # Whoever was "he" is neither "she" nor "it" afterwards.
        ("Quill Stone left. He said it leaked.\n\nShe said it held.", ["Quill Stone", None]),
        ("Quill Stone left. He said it leaked.\n\nIt said it held.", ["Quill Stone", None]),
        # Whom a question was put to does not fit, and who spoke before is out of it.
        (
            "Tom Moor said it was safe.\n\nThe Lantern asked Ada Bell whether it leaked.\n\nHe"
            " said the gate was open.",
            ["Tom Moor", "Lantern", None],
        ),
        # Nobody in particular.
        ("Two of the groups said the gate was shut.", [None]),
        ("Somebody said the gate was shut.", [None]),
        ("The engineers said the gate was shut.", [None]),
        # "The engineer" is nobody who is not called one.
        ("Tom Moor said it was shut.\n\nThe engineer said it leaked.", ["Tom Moor", None]),
    ],
)
def test_a_doubt_is_left_open(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # Not a place that rain fell on, or whoever was written to.
        (
            "Mr Tom Moor said the gate was shut.\n\nAldmoor flooded on Monday. He said it leaked.",
            "Tom Moor",
        ),
        (
            "The Water Ministry said the weir was safe.\n\nThe mayor wrote to the Medical Council."
            " In a letter it warned that nobody would stay.",
            "Water Ministry",
        ),
        (
            "The Water Ministry said the weir was safe.\n\nTom Moor said the gate was shut.\n\nIt"
            " said the cost was fair.",
            "Water Ministry",
        ),
        # What a group put out says what the group says, and the only group is the group.
        (
            "The Water Ministry said the weir was safe.\n\nThe statement said the cost was fair.",
            "Water Ministry",
        ),
        (
            "The Weir Brigade came in spring.\n\nRain fell.\n\nThe group said it stayed.",
            "Weir Brigade",
        ),
        # Of another kind than the group before.
        ("The Weir Brigade said it stayed.\n\nThe armed gang said it left.", "armed gang"),
    ],
)
def test_no_doubt_is_made_where_one_speaker_fits(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("name", "pronoun"),
    [("Mayor Ada Bell", "She"), ("The Water Ministry", "It"), ("Local officials", "They")],
)
def test_a_pronoun_reaches_three_paragraphs_back_and_no_further(name: str, pronoun: str) -> None:
    def last(between: int) -> str | None:
        rain = "Rain fell on the valley.\n\n" * between
        return speakers(f"{name} said it was safe.\n\n{rain}{pronoun} said it was fair.")[-1]

    assert last(2) == last(0)
    assert last(2) is not None
    assert last(3) is None
