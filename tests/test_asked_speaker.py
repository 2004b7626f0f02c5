"""Whose words a question asks for."""

from __future__ import annotations

import pytest

from corpus.attribution.types import Act, Kind, Statement
from corpus.types import Span
from index.query.asked_speaker import AskedSpeaker, asked_speaker
from index.query.question import analyse_question
from index.ranking.adjustments import Grounds, for_asked_speaker
from index.ranking.decision import Decision, Ranked
from index.search.candidate import Candidate
from tests.passages import make_article, make_paragraphs


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


def weighed(question: str, text: str, *, speaker: str, act: Act = Act.STATES) -> float:
    """The confidence, first .4 of a threshold of .5, where somebody speaks in one passage."""
    [paragraph] = make_paragraphs([text])
    candidate = Candidate(paragraph, make_article(), 0.5, 1.0, 1.0, 0.3)
    statement = Statement(1, paragraph.id, (Span(0, len(text)),), speaker, None, speaker, None,
                          None, act, Kind.INDIRECT)  # fmt: skip
    decision = Decision((Ranked(candidate, 0.5, None, ()),), 0.4, 0.5)
    analysed = analyse_question(question, passages=100, frequency=lambda word: 1)
    grounds = Grounds(analysed, {paragraph.id: [statement]})
    return for_asked_speaker(decision, grounds).confidence


def test_who_speaks_on_the_very_subject_answers() -> None:
    said = "The pumps will run again, Ms Marn said."
    assert weighed("What did Marn say about the pumps?", said, speaker="Ilse Marn") > 0.5
    assert weighed("What did Marn say?", said, speaker="Ilse Marn") > 0.5
    convoy = "The convoy will sail, the U.S. State Department said."
    ours = "U.S. State Department"
    assert weighed("What did the United States say of the convoy?", convoy, speaker=ours) > 0.5


@pytest.mark.parametrize(
    "question",
    [
        "What did Marn say about the pumps and the flooded tunnel?",  # half of it
        "Did Marn deny that the pumps will run?",  # another act
        "When did Marn say that the pumps will run?",  # something that may not be in it
    ],
)
def test_who_does_not_say_what_is_asked_makes_nothing_likelier(question: str) -> None:
    assert weighed(question, "The pumps will run, Ms Marn said.", speaker="Ilse Marn") == 0.4


def test_who_says_nothing_on_the_subject_does_not_answer() -> None:
    said = "The gulls are back, Ms Marn said."
    assert weighed("What did Marn say about the pumps?", said, speaker="Ilse Marn") == 0.25


def test_a_denial_answers_whether_somebody_confirms() -> None:
    said = "Ms Marn denied that the pumps had failed."
    question = "Did Marn confirm that the pumps failed?"
    assert weighed(question, said, speaker="Ilse Marn", act=Act.DENIES) > 0.5
