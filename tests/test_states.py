"""States that no list has, and whom "its spokeswoman" speaks for."""

from __future__ import annotations

import pytest

from corpus.speakers.appearances import appearances_of
from corpus.speakers.states import states_in
from tests.parses import attribute


def parties(text: str) -> dict[str, str | None]:
    return {
        one.speaker: one.party.name if one.party else None
        for one in appearances_of(0, text, attribute(text))
    }


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Varn's deputy defence minister spoke.", {"varn": "Varn"}),
        ("The army of Dumara fired.", {"dumara": "Dumara"}),
        (
            "The Kestrian defence ministry spoke in Kestria.",
            {"kestria": "Kestria", "kestrian": "Kestria"},
        ),
        ("Maro Verde's foreign minister spoke.", {"maro verde": "Maro Verde"}),
        ("Norland's mayor spoke.", {}),
        ("Ada Bell spoke. Bell's interior minister did not.", {}),
        ("President Moor spoke. Moor's army did not.", {}),
        ("Citing Russia's foreign ministry, he left.", {}),
        ("The Army of the Lower Valley fired.", {}),
        ("Defence Minister General Ada Bell of Dumara spoke.", {"dumara": "Dumara"}),
    ],
)
def test_a_state_is_what_has_ministers_or_an_army(text: str, states: dict[str, str]) -> None:
    assert states_in(text) == states


def test_officials_of_a_state_that_no_list_has_speak_for_it() -> None:
    text = (
        "Varn's deputy defence minister, Irena Castell, said that the bridge stood.\n\n"
        "Varn said that it was shut."
    )
    assert parties(text) == {"Irena Castell": "Varn", "Varn": "Varn"}


@pytest.mark.parametrize(
    ("text", "speaker", "party"),
    [
        (
            "Cambodia's defence ministry said that the patrol had strayed. “We laid no mine,” its"
            " spokeswoman, Ada Stone, said.",
            "Ada Stone",
            "Cambodia",
        ),
        (
            "The Kremlin denied it. Its spokesman, Jan Moor, said that it was late.",
            "Jan Moor",
            "Russia",
        ),
        (
            "The Sudanese army said that Bara was held. The army's spokesman, Jan Moor, said that"
            " it was quiet.",
            "Jan Moor",
            "Sudan",
        ),
        (
            "The army said that it was dark. Colonel Jan Moor, the army's chief spokesman, said"
            " that it was quiet.",
            "Jan Moor",
            "army",
        ),
        (
            "The army said that it was dark. Colonel Jan Moor, the army's former spokesman, said"
            " that it was quiet.",
            "Jan Moor",
            None,
        ),
        (
            "Israel's military said that it had fired. A spokeswoman for the military, Ada Stone,"
            " said that nobody was hurt.",
            "Ada Stone",
            "Israel",
        ),
        (
            "The Kremlin denied it. Poland closed the border. Its spokesman, Jan Moor, said that it"
            " was late.",
            "Jan Moor",
            None,
        ),
        (
            "Ukraine's army said that it was dark. Russia's army said that it was not. The army's"
            " spokesman, Jan Moor, said that it was late.",
            "Jan Moor",
            None,
        ),
        (
            "The Kremlin denied it. Its former spokesman, Jan Moor, said that it was late.",
            "Jan Moor",
            None,
        ),
    ],
)
def test_whom_its_spokesman_speaks_for(text: str, speaker: str, party: str | None) -> None:
    assert parties(text)[speaker] == party


def test_a_party_is_shown_by_words_of_the_text() -> None:
    """Also where all that tells of it is "its"."""
    text = (
        "The army blamed the rebel March Column (MC).\n\nThe MC denied it."
        ' "We have no drone," said its spokesman, Tom Vale.'
    )
    shown = [one.party.span for one in appearances_of(0, text, attribute(text)) if one.party]
    assert shown
    assert all(0 <= span.start < span.stop <= len(text) for span in shown)


@pytest.mark.parametrize(
    "text",
    [
        "Oran's Ada Bell, the foreign minister, said it was dark.",
        "Ada Bell, the foreign minister of Oran, said it was dark.",
        "Adam Ruud, France's leader, said it held. His Oranian counterpart, Ada Bell, said it did"
        " not. Oran's foreign minister left.",
        "Adam Ruud, France's leader, said it held. His counterpart from Oran, Ada Bell, said it did"
        " not. Oran's foreign minister left.",
    ],
)
def test_a_minister_or_a_counterpart_is_of_the_state(text: str) -> None:
    found = {one.speaker: one.party for one in appearances_of(0, text, attribute(text))}
    party = found["Ada Bell"]
    assert party is not None
    assert party.name == "Oran"


def test_a_counterpart_of_nobody_who_speaks_for_a_nation_has_no_side() -> None:
    text = "The union's Adam Ruud said it held. His French counterpart, Ada Bell, said it did not."
    found = {one.speaker: one.party for one in appearances_of(0, text, attribute(text))}
    assert found["Ada Bell"] is None


FRONT = "Valley Free Front"


@pytest.mark.parametrize(
    ("text", "speaker", "party"),
    [
        (
            f"The {FRONT} fired. The Council of the {FRONT} said that it was late.",
            f"Council of the {FRONT}",
            FRONT,
        ),
        (
            f"The Council of the {FRONT} said that it was late. The chairman of the General"
            " Council, Jan Moor, said that it would hold.",
            "Jan Moor",
            FRONT,
        ),
        (
            f"The {FRONT} fired. Moor, the Front's political chief, said that it was late.",
            "Moor",
            FRONT,
        ),
        (
            f"The {FRONT} said that it fired. Moor, its commander, left. “It is late,” he said.",
            "Moor",
            FRONT,
        ),
        (
            "The Army of the Lower Valley said that it was late.",
            "Army of the Lower Valley",
            "Army of the Lower Valley",
        ),
    ],
)
def test_whoever_speaks_for_an_armed_group_has_its_full_name(
    text: str, speaker: str, party: str
) -> None:
    assert parties(text)[speaker] == party


def test_a_ministry_without_a_name_and_its_spokeswoman_are_of_one_party() -> None:
    text = (
        "The defence ministry denied that it fired. “Nobody did,” said its spokeswoman, Ada Stone."
    )
    assert parties(text) == dict.fromkeys(("defence ministry", "Ada Stone"), "defence ministry")
