"""Whose words a clause is: after a semicolon, after "and", and where a cue is but a name."""

from __future__ import annotations

import pytest

from corpus.attribution.assembly import assemble
from corpus.attribution.attributors import read
from corpus.attribution.constructions import complete
from corpus.attribution.reporting import is_name
from tests.parses import marked, parse


def from_tagger(
    text: str, *, anchor: str, source: str, content: tuple[str, ...]
) -> list[tuple[str | None, str, str]]:
    """Speaker, act and content of all that comes of what a tagger marked."""
    document = read(parse(text))
    candidate = marked(document.parse, anchor=anchor, source=source, content=content)
    found = assemble(document, complete(document, [candidate]))
    return [(a.speaker, a.act.value, " … ".join(s.of(text) for s in a.content)) for a in found]


def test_each_speaker_has_the_clause_on_their_side_of_the_semicolon() -> None:
    text = (
        "The toll stands at 19, according to the Red Cross; the Lethian government still says nine."
    )
    assert from_tagger(
        text,
        anchor="according to",
        source="the Red Cross",
        content=("the Lethian government still says nine",),
    ) == [
        ("Red Cross", "states", "The toll stands at 19"),
        ("Lethian government", "states", "nine"),
    ]


def test_what_goes_on_after_the_speaker_ends_where_the_next_one_speaks() -> None:
    text = (
        "Nineteen people were killed, the Red Cross said, and 41 were hurt; "
        "police say that 12 officers were hurt."
    )
    found = from_tagger(
        text,
        anchor="said",
        source="the Red Cross",
        content=(
            "Nineteen people were killed",
            "and 41 were hurt; police say that 12 officers were hurt",
        ),
    )
    assert found == [
        ("Red Cross", "states", "Nineteen people were killed … and 41 were hurt"),
        ("police", "states", "that 12 officers were hurt"),
    ]


def test_a_clause_without_a_speaker_is_still_said_after_a_semicolon() -> None:
    text = "Ada Bell said that the weir had held; the gate was open."
    found = from_tagger(
        text,
        anchor="said",
        source="Ada Bell",
        content=("that the weir had held; the gate was open",),
    )
    assert found == [("Ada Bell", "states", "that the weir had held; the gate was open")]


def test_what_was_denied_is_no_part_of_what_was_said_next() -> None:
    text = "The RSF denied responsibility and said that the army had struck its own city."
    assert from_tagger(
        text,
        anchor="said",
        source="The RSF",
        content=("responsibility and", "that the army had struck its own city"),
    ) == [
        ("RSF", "denies", "responsibility"),
        ("RSF", "states", "that the army had struck its own city"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Oman's transport minister, Said Balushi, called for calm.", True),
        ("The port is open, Minister Said Balushi told reporters.", True),
        ("On Monday Edward Said agreed that the port was open.", True),
        ("Said Ada Bell: the port is open.", False),
        ("“The port is open.” Said Bell, who was there.", False),
        ("Lena Bell Said To Favour New Port", False),
    ],
)
def test_said_with_a_capital_within_a_sentence_is_a_name(text: str, name: bool) -> None:
    document = read(parse(text))
    assert is_name(document, document.parse.words.index("said")) is name
