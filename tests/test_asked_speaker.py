"""Whose words a question asks for."""

from __future__ import annotations

import pytest

from corpus.attribution.types import Act, Kind, Statement
from corpus.types import Span
from index.query.asked_speaker import AskedSpeaker, asked_speaker
from index.query.question import analyse_question


def asked(text: str, *known: str) -> AskedSpeaker | None:
    question = analyse_question(text, passages=100, frequency=lambda word: 1)
    return asked_speaker(question, lambda name: known)


def said_by(speaker: str | None, *, party: str | None = None, source: str = "") -> Statement:
    span = Span(0, 1)
    return Statement(1, 1, (span,), source, "said", speaker, party, None, Act.STATES, Kind.INDIRECT)


@pytest.mark.parametrize(
    ("text", "name", "subject"),
    [
        ("What did Ilse Marn say about the pumps?", "Ilse Marn", {"pump"}),
        ("Has Ada Bell ever said how she will vote?", "Ada Bell", {"vote"}),
        ("Did Marn deny a part in the raid?", "Marn", {"part", "raid"}),
        ("What did the Harbour Board say?", "Harbour Board", set()),
        ("What did Ines Okonde-Varga say about pumps?", "Ines Okonde-Varga", {"pump"}),
        ("wat did Marn say?", "Marn", set()),
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


@pytest.mark.parametrize(
    ("question", "known", "theirs", "others"),
    [
        (
            "What did the RVC say about casualties?",
            "Russian Volunteer Corps",
            said_by("Russian Volunteer Corps"),
            said_by("Freedom of Russia Legion"),
        ),
        ("What did Melania Trump say?", "Melania Trump", said_by("Trump"), said_by("Donald Trump")),
        (
            "What did Russia deny?",
            "Russia",
            said_by("Dmitry Peskov", party="Russia"),
            said_by("Russian Volunteer Corps"),
        ),
        (
            "What did Kyiv deny?",
            "Kyiv",
            said_by("Mykhailo Podolyak", party="Ukraine"),
            said_by("Dmitry Peskov", party="Russia"),
        ),
        (
            "What did Marn say?",
            "Ilse Marn",
            said_by(None, source="the aide of Ms Marn"),
            said_by(None, source="the aide"),
        ),
    ],
)
def test_a_speaker_is_heard_by_the_names_that_the_corpus_has(
    question: str, known: str, theirs: Statement, others: Statement
) -> None:
    speaker = asked(question, known)
    assert speaker is not None
    assert speaker.speaks_in([others, theirs])
    assert not speaker.speaks_in([others])


def test_whoever_is_asked_about_stands_first() -> None:
    speaker = asked("What did Ada Bell say about the pumps?", "Ada Bell")
    assert speaker is not None
    line = [said_by("Jan Ruud"), said_by(None, source="the guard"), said_by("Ada Bell")]
    assert [said.speaker for said in speaker.first(line)] == ["Ada Bell", "Jan Ruud", None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what did marn say about pumps", "marn"),
        ("what did ilse marn say about pumps", "ilse marn"),
        ("what did the economist marn say about pumps", "marn"),
        ("what did Okonde's lawyer ilse marn say", "ilse marn"),
        ("what did beijing say about pumps", "beijing"),
        ("what did marn himself say about pumps", "marn"),
        ("did Marn really say he would sell the pumps", "Marn"),
    ],
)
def test_a_name_in_lower_case_is_a_name(text: str, name: str) -> None:
    speaker = asked_of(text, small={"economist", "lawyer"})
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(
    "text",
    [
        "what did the skipper say about pumps",
        "what did officials say about pumps",
        "what did skippers say about pumps",
        "what did police say about pumps",
        "what did management say about pumps",
        "what did marn's sister say about pumps",
        "what did the pump's main sponsor say about pumps",
        "why did Baltrex keep saying so",
        "does the whip admit threatening her",
        "what does the Dorrani military say about pumps",
    ],
)
def test_a_noun_in_lower_case_is_no_name(text: str) -> None:
    assert asked_of(text, small={"management", "main"}) is None


def asked_of(text: str, *, small: set[str]) -> AskedSpeaker | None:
    """Of articles that have these words, and no others, in lower case."""
    question = analyse_question(text, passages=100, frequency=lambda word: 1)
    return asked_speaker(question, is_written_small=small.__contains__)


def test_a_namesake_with_another_forename_is_somebody_else() -> None:
    speaker = asked("What did Velma Marn say about pumps?")
    assert speaker is not None
    assert not speaker.speaks_in([said_by("Ilse Marn")])
    assert not speaker.speaks_in([said_by("Ilse Marn", source="Marn")])
    assert speaker.speaks_in([said_by("Marn")])


def test_where_others_bear_the_surname_it_takes_the_full_name() -> None:
    known = {"Marn": ("Ilse Marn", "Piet Marn"), "Velma Marn": ()}
    question = analyse_question("What did Velma Marn say?", passages=100, frequency=lambda word: 1)
    speaker = asked_speaker(question, lambda name: known.get(name, ()))
    assert speaker is not None
    assert speaker.namesakes == ("Ilse Marn", "Piet Marn")
    assert not speaker.is_named_in("Marn said that the pumps had failed.")
    assert speaker.is_named_in("Velma Marn left.")
    assert not speaker.speaks_in([said_by("Ilse Marn")])
    assert not speaker.speaks_in([said_by("Ada Bell", source="Ms Marn's lawyer, Ada Bell")])
    assert speaker.speaks_in([said_by(None, source="Marn")])
