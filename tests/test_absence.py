"""What is said not to be there, and what is not said because it may be there by another name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.attribution.types import Act, Kind, Statement
from corpus.types import Span
from index.answering.absence import is_unheard, unmentioned
from index.query.asked_speaker import AskedSpeaker
from index.query.question import analyse_question
from index.query.spellings import may_name
from index.search.candidate import Candidate
from tests.passages import make_article, make_paragraphs


def candidate(text: str) -> Candidate:
    [paragraph] = make_paragraphs([text])
    return Candidate(paragraph, make_article(title=None), 0.5, 1.0, 1.0, 0.3)


def said_by(
    speaker: str | None, *, party: str | None = None, source: str | None = None
) -> Statement:
    return Statement(
        1, 101, (Span(0, 1),), source, "said", speaker, party, None, Act.DENIES, Kind.INDIRECT
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("US", "Two American service members were hurt."),
        ("US", "The United States sent a ship."),
        ("United States", "The Pentagon sent a ship."),
        ("British", "The UK sent a ship."),
        ("Kyiv", "Ukrainian officials denied it."),
        ("Kyiv", "Kiev denied it."),
        ("Ukraine", "Kyiv denied it."),
        ("NATO", "The North Atlantic Treaty Organization met."),
        ("Organisation of African Unity", "The OAU met."),
        ("Zelensky", "Volodymyr Zelenskyy spoke."),
        ("Ilse Marn", "Ms Marn spoke."),
    ],
)
def test_a_name_may_be_written_otherwise(name: str, text: str) -> None:
    assert may_name(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("US", "They told us that the ship had sailed."),
        ("Kyiv", "Russian officials denied it."),
        ("NATO", "Norwegian trawlers are towed out."),
        ("Oslo", "The council met in Bergen."),
        ("Marn", "The mare was lost."),
    ],
)
def test_other_names_are_not_taken_for_it(name: str, text: str) -> None:
    assert not may_name(name, text)


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("How many US troops were hurt?", "Two American service members were hurt.", None),
        ("Did the raid reach Oslo?", "The raid reached the harbour.", "Oslo"),
        ("Did the raid reach Oslo on Tuesday?", "The raid reached Oslo.", None),
        ("Did the raid on Tuesday reach the port?", "The raid reached the port.", None),
        ("Did Emil Vasko meet Ilse Marn?", "Emil Vasko was there.", "Ilse Marn"),
        ("Did Ilse Marn meet him?", "Marn was there.", None),
    ],
)
def test_a_name_is_missing_where_no_spelling_of_it_was_found(
    question: str, text: str, missing: str | None
) -> None:
    analysed = analyse_question(question, passages=100, frequency=lambda word: 1)
    assert unmentioned(analysed, [candidate(text)], lambda word: 0, tuple) == missing


def test_a_name_that_stands_elsewhere_in_the_corpus_is_not_called_missing() -> None:
    question = analyse_question("Did the US hit it?", passages=100, frequency=lambda word: 1)
    found = [candidate("The raid hit the harbour.")]
    assert unmentioned(question, found, {"american": 1}.get, tuple) is None  # type: ignore[arg-type]


def test_an_outlet_that_no_text_names_is_not_called_missing() -> None:
    asked = "Did the Mill Courier correct it?"
    question = analyse_question(asked, passages=100, frequency=lambda word: 1)
    found = [candidate("It was corrected.")]
    assert unmentioned(question, found, lambda word: 0, lambda: ["The Mill Courier"]) is None


KYIV = AskedSpeaker("Kyiv", {"raid": 1.0}, frozenset(("kyiv",)))


@pytest.mark.parametrize(
    "statement",
    [
        said_by("Mykhailo Podolyak", party="Ukraine"),
        said_by("Ukrainian officials"),
        said_by(None, source="Ukraine's defence ministry"),
    ],
)
def test_whoever_may_speak_for_a_government_is_heard(statement: Statement) -> None:
    found = [candidate("It denied any part in the raid.")]
    assert not is_unheard(KYIV, found, {101: [statement]}, [])


def test_a_pronoun_near_the_name_may_be_theirs() -> None:
    near = replace(candidate("It denied any part in the raid."), neighbours="Kyiv spoke up.")
    said = {101: [said_by(None, source="It")]}
    assert not is_unheard(KYIV, [near], said, [])
    assert is_unheard(KYIV, [replace(near, neighbours="Moscow spoke up.")], said, [])


def test_a_name_beside_the_subject_may_have_spoken_of_it() -> None:
    assert not is_unheard(KYIV, [candidate("Ukraine rejects any part in the raid.")], {}, [])


def test_a_speaker_who_is_quoted_on_it_elsewhere_is_heard() -> None:
    [elsewhere] = make_paragraphs(["The raid was staged, he said."])
    assert not is_unheard(KYIV, [], {}, [(elsewhere, make_article())])


def test_a_speaker_of_whom_there_is_nothing_on_the_subject_is_not_heard() -> None:
    found = [candidate("Moscow said that the raid was over."), candidate("Kyiv spoke of wheat.")]
    assert is_unheard(KYIV, found, {101: [said_by("Dmitry Peskov", party="Russia")]}, [])
