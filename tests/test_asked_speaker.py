"""Whose words a question asks for."""

from __future__ import annotations

import pytest

from index.query.asked_speaker import AskedSpeaker, asked_speaker
from index.query.question import analyse_question


def asked(text: str) -> AskedSpeaker | None:
    return asked_speaker(analyse_question(text, passages=100, frequency=lambda word: 1))


@pytest.mark.parametrize(
    ("text", "name", "subject"),
    [
        ("What did Ilse Marn say about the pumps?", "Ilse Marn", {"pump"}),
        ("Has Ada Bell ever said how she will vote?", "Ada Bell", {"vote"}),
        ("Did Marn deny a part in the raid?", "Marn", {"part", "raid"}),
        ("What did the Harbour Board say?", "Harbour Board", set()),
        ("What did Ines Okonde-Varga say about pumps?", "Ines Okonde-Varga", {"pump"}),
        ("Did the United States reply?", "United States", set()),
        ("What did the U.S. say about pumps?", "U.S.", {"pump"}),
        ("How big was the raid, according to Ilse Marn?", "Ilse Marn", {"big", "raid"}),
    ],
)
def test_a_named_speaker_and_the_subject(text: str, name: str, subject: set[str]) -> None:
    speaker = asked(text)
    assert speaker is not None
    assert speaker.name == name
    assert set(speaker.subject) == subject


@pytest.mark.parametrize(
    "text",
    [
        "What did the minister say about the pumps?",
        "Why did the Dock Brigade withdraw?",
        "What did the caption of Ada Bell's film say?",
        "Who said the pumps stood still?",
        "",
    ],
)
def test_questions_that_name_nobody_to_be_heard(text: str) -> None:
    assert asked(text) is None


def test_a_hyphenated_name_is_found_in_a_passage() -> None:
    speaker = asked("What did Ines Okonde-Varga say about ice?")
    assert speaker is not None
    assert speaker.is_named_in("Okonde-Varga declined to say.")
    assert not speaker.is_named_in("Okonde declined to say.")
