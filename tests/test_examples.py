"""The questions that a newcomer is offered: made from this corpus, and tried before."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.engine import Engine
from corpus.attribution.types import Act, Kind, Statement
from corpus.types import Filters, Paragraph, Span
from index.answering.example_questions import example_questions
from index.types import Assessment
from tests.botapi import Message
from tests.bots import Newsroom
from tests.patience import PATIENCE

GENERAL = 3


def said(text: str, speaker: str | None, act: Act, source: str = "") -> tuple[Paragraph, Statement]:
    paragraph = Paragraph(len(text), 1, 1, 1, None, text)
    words = Span(0, len(text))
    statement = Statement(1, paragraph.id, (words,), source or speaker, "said", speaker, None, None,
                          act, Kind.INDIRECT)  # fmt: skip
    return paragraph, statement


def made(*articles: list[tuple[Paragraph, Statement]]) -> list[str]:
    given = [[(paragraph, [statement]) for paragraph, statement in each] for each in articles]
    return [example.question for example in example_questions(given)][:-GENERAL]


@pytest.mark.parametrize(
    ("text", "speaker", "act", "question"),
    [
        ("the lamp at Lissow was dark", "Ada Bell", Act.STATES,
         "What did Ada Bell say about Lissow?"),
        ("the lamp was dark on Sunday", "Ada Bell", Act.STATES, "What did Ada Bell say?"),
        ("it was Bell who lit the lamp", "Ada Bell", Act.STATES, "What did Ada Bell say?"),
        ("involvement in the raid", "Ada Bell", Act.DENIES, "Who denied involvement in the raid?"),
        ("any knowledge of it", "Ada Bell", Act.DENIES, "What did Ada Bell deny?"),
        ("it was there, he said", "Ada Bell", Act.DENIES, "What did Ada Bell deny?"),
        ("of more floods", "Ada Bell", Act.WARNS, "What did Ada Bell warn of?"),
    ],
)  # fmt: skip
def test_a_question_is_made_of_what_somebody_says(
    text: str, speaker: str, act: Act, question: str
) -> None:
    assert made([said(text, speaker, act)])[0] == question


def test_nobody_without_a_name_is_asked_about() -> None:
    for speaker in (None, "officials", "his lawyers", "two witnesses", "LISSOW"):
        assert made([said("the lamp was dark", speaker, Act.STATES)]) == []


def test_each_question_is_of_another_speaker_and_article_in_turn() -> None:
    bell = [said(f"the lamp was dark {n}", "Ada Bell", Act.STATES) for n in range(3)]
    crane = [said("it was safe", "Norland Council", Act.DENIES, "the Norland Council")]
    assert made(bell, crane) == ["What did Ada Bell say?", "What did the Norland Council deny?"]


def test_the_forms_take_turns() -> None:
    articles = [[said("the lamp was dark", name, Act.WARNS)] for name in ("Ada Bell", "Bo Crane")]
    articles[1].append(said("the lamp at Lissow was dark", "Bo Crane", Act.STATES))
    assert made(*articles) == [
        "What did Ada Bell warn of?", "What did Bo Crane say about Lissow?"
    ]  # fmt: skip


def test_what_is_offered_is_answered_by_the_one_it_asks_for(room: Newsroom, tmp_path: Path) -> None:
    article = tmp_path / "lamp.txt"
    article.write_text(
        "Ines Vardal denies that the lamp was dark.\n\n"
        "Marten Hollick warns that the ferry leaves no more from Lissow.\n"
    )
    asked: list[str] = []
    with room.open(article) as engine:
        engine.attribute()
        counted(engine, asked)
        greeting = offering(room)
        assert greeting.labels == ["What did Ines Vardal deny?", "What did Marten Hollick warn of?"]
        tried = len(asked)
        again = offering(room)
        assert again.labels == greeting.labels
        assert len(asked) == tried  # once for each index
        room.reader.presses(again, "What did Ines Vardal deny?")
        answer = room.telegram.reply_to(again)
        assert answer.marked("bold")[0] == "What did Ines Vardal deny?"
        assert "Ines Vardal denies" in answer.marked("blockquote")[0]


def test_whoever_starts_before_they_are_found_is_greeted_at_once(
    room: Newsroom, tmp_path: Path
) -> None:
    article = tmp_path / "lamp.txt"
    article.write_text("Ines Vardal denies that the lamp was dark.\n")
    with room.open(article) as engine:
        engine.attribute()
        assess, tried = engine.assess, threading.Event()

        def slow(question: str, *, filters: Filters | None = None) -> Assessment:
            tried.wait(PATIENCE)
            return assess(question, filters=filters)

        engine.assess = slow  # type: ignore[method-assign,assignment]
        greeting = room.ask("/start")
        assert greeting.labels == []
        tried.set()
        late = room.telegram.edit_of(greeting)
        assert "What did Ines Vardal deny?" in late.labels
        assert "Try one of these" in late.text


def offering(room: Newsroom) -> Message:
    """The greeting, once it has questions."""
    greeting = room.ask("/start")
    return greeting if greeting.labels else room.telegram.edit_of(greeting)


def counted(engine: Engine, asked: list[str]) -> None:
    assess = engine.assess

    def count(
        question: str, *, filters: Filters | None = None, limit: int | None = None
    ) -> Assessment:
        asked.append(question)
        return assess(question, filters=filters, limit=limit)

    engine.assess = count  # type: ignore[method-assign]
