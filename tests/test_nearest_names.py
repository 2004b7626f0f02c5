"""Misspelt names: the nearest that there is, everywhere where one is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.answering.nearest_names import of_namesakes, respelt
from tests.bots import Newsroom
from tests.terminal import Terminal

NAMES = ["Ferry aground off Lissow", "Ines Vardal", "Volodymyr Zelenskyy", "Steel Council"]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What did Vardel say?", "What did Vardal say?"),
        ("what did zelenski promise", "what did Zelenskyy promise"),
        ("What did Vardel's crew find off Lisow?", "What did Vardal's crew find off Lissow?"),
        ("What did Vardal say?", None),
        ("What did Quetzal say?", None),
        ("Who vanished on Tuesday?", None),
        ("Was Ine there?", None),
        ("What did you steal?", None),
    ],
)
def test_a_word_that_no_article_has_is_read_as_the_nearest_name(
    question: str, meant: str | None
) -> None:
    known = {"vardal", "zelenskyy", "promise", "crew", "find", "vanished"}
    assert respelt(question, iter(NAMES), is_known=known.__contains__) == meant


def statements(folder: Path) -> Path:
    article = folder / "lamp.txt"
    article.write_text(
        "Ines Vardal denies that the lamp was dark.\n\n"
        "Marten Hollick says that the lamp was dark for nine nights.\n"
    )
    return article


def test_who_offers_the_nearest_names(room: Newsroom, tmp_path: Path) -> None:
    with room.open(statements(tmp_path)) as engine:
        engine.attribute()
        offer = room.ask("/who Vardel")
        assert offer.text.startswith(
            "I found nobody called “Vardel” whom my articles quote. Did you mean “Ines Vardal”?"
        )
        assert "the lamp was dark" in room.press(offer, "Ines Vardal").text
        assert room.press(offer, "‹ Back").text == offer.text
        assert (
            room.ask("/who Quetzal").text
            == "I found nobody called “Quetzal” whom my articles quote."
        )


def test_a_misspelt_speaker_or_outlet_is_asked_for_again_by_a_button(
    room: Newsroom, tmp_path: Path, news: Path
) -> None:
    with room.open(statements(tmp_path), news) as engine:
        engine.attribute()
        offer = room.ask("Was the lamp dark? by:Holick")
        assert offer.labels == ['Was the lamp dark? by:"Marten Hollick"']
        room.reader.presses(offer, offer.labels[0])
        answer = room.telegram.reply_to(offer)
        assert "said by Marten Hollick" in answer.text
        assert "nine nights" in answer.text
        offer = room.ask("What did the council vote? from:gul")
        assert offer.labels == ['What did the council vote? from:"The Gull"']


def test_a_question_that_finds_nothing_is_offered_with_the_name_as_it_is_written(
    room: Newsroom, tmp_path: Path
) -> None:
    with room.open(statements(tmp_path)) as engine:
        engine.attribute()
        refused = room.ask("Which zeppelins did Vardel inspect?")
        meant = "Which zeppelins did Vardal inspect?"
        assert f"Did you mean: “{meant}”" in refused.text
        assert refused.labels[0] == meant
        room.reader.presses(refused, meant)
        assert room.telegram.reply_to(refused).marked("bold")[0] == meant


def test_the_terminal_names_them_too(terminal: Terminal, tmp_path: Path) -> None:
    terminal.succeeds("ingest", str(statements(tmp_path)))
    terminal.succeeds("rebuild")
    for command in (["said", "Vardel"], ["ask", "--by", "Vardel", "Was the lamp dark?"]):
        assert terminal.fails(*command) == (
            "dateline: no speaker 'Vardel'; did you mean 'Ines Vardal'?"
        )
    said = terminal.succeeds("ask", "Which zeppelins did Vardel inspect?")
    assert said.endswith("Did you mean: Which zeppelins did Vardal inspect?\n")


@pytest.mark.parametrize("command", [("ask", "Is it dark?"), ("sides", "lamp"), ("said", "Vardal")])
def test_a_misspelt_outlet_is_told_from_one_that_says_nothing(
    terminal: Terminal, tmp_path: Path, command: tuple[str, ...]
) -> None:
    terminal.succeeds("ingest", str(statements(tmp_path)), "--outlet", "Velm Daily")
    errors = terminal.fails(*command, "--outlet", "Velm Dayly")
    assert "no outlet 'Velm Dayly'; did you mean 'Velm Daily'?" in errors


def test_an_answer_says_whose_words_were_searched(terminal: Terminal, tmp_path: Path) -> None:
    terminal.succeeds("ingest", str(statements(tmp_path)))
    terminal.succeeds("rebuild")
    shown = terminal.succeeds("ask", "Was the lamp dark?", "--by", "Vardal")
    assert "said by Ines Vardal" in shown


def test_a_full_name_that_nobody_bears_is_asked_again_with_the_surname() -> None:
    names = {"Vardal": ("Ines Vardal",), "Hollick": ("Marten Hollick", "Ida Hollick")}
    for question, meant in (
        ("What did Piet Vardal say?", "What did Ines Vardal say?"),
        ("What did Piet Hollick say?", "What did Hollick say?"),
        ("What did Vardal say?", None),
    ):
        assert of_namesakes(question, lambda name: names.get(name, ())) == meant


def test_nobody_answers_for_a_namesake(terminal: Terminal, tmp_path: Path) -> None:
    terminal.succeeds("ingest", str(statements(tmp_path)))
    terminal.succeeds("rebuild")
    answer = terminal.succeeds("ask", "What did Quentin Vardal say?")
    assert "I found nothing that Quentin Vardal says on this." in answer
    assert answer.endswith("Did you mean: What did Ines Vardal say?\n")
