"""Who said it, in a chat: over a quotation, by name, and with a question's by:."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.engine import Engine
from corpus.attribute import attribute_articles
from corpus.types import Metadata
from tests.botapi import Message
from tests.bots import Newsroom
from tests.fakes import PatternAttributor

SAFE = "Ada Bell says that the weir holds and the valley is safe."
NIGHT = "Norland denies that the weir was opened at night."


@pytest.fixture
def room(room: Newsroom, tmp_path: Path) -> Iterator[Newsroom]:
    article = tmp_path / "weir.txt"
    article.write_text(f"{SAFE}\n\n{NIGHT}", encoding="utf-8")
    with room.open() as engine:
        engine.ingest([article])
        engine.attribute()
        engine.rebuild()
        yield room


def test_the_speaker_stands_over_the_quotation(room: Newsroom) -> None:
    lines = room.ask("Ada Bell says that the weir holds and the valley is safe").text.split("\n")
    assert lines[lines.index(SAFE) - 1] == "Ada Bell"


def test_who_lists_what_somebody_is_quoted_as_saying(room: Newsroom) -> None:
    answer = room.ask("/who Norland").text
    assert "Norland (denial)" in answer
    assert NIGHT in answer
    assert SAFE not in answer
    assert NIGHT not in room.ask("/who Norland about valleys").text
    assert "Zed" in room.ask("/who Zed").text


def test_by_limits_a_question_to_a_speaker(room: Newsroom) -> None:
    answer = room.ask("by:Norland the weir was opened at night")
    assert answer.marked("blockquote") == [NIGHT]
    assert "Zed" in room.ask('by:"Zed" the weir').text


def test_of_a_speaker_with_nearly_that_name_the_statements_on_the_topic_are_counted(
    room: Newsroom, tmp_path: Path
) -> None:
    for day, thing in enumerate(("gates", "pumps", "boats"), start=1):
        note(
            room, tmp_path, f"Ivo Teckard says that the {thing} are lost to us.", f"2031-03-0{day}"
        )
    assert "Ivo Teckard · 3 statements" in room.ask("/who Tekcard").text
    assert "Ivo Teckard · 1 statement" in room.ask("/who Tekcard about pumps").text.splitlines()


def test_who_pages_through_all_that_somebody_says(room: Newsroom, tmp_path: Path) -> None:
    """Two a page, the undated one last under its heading, and no page changes under the reader."""
    things = ["gates", "pumps", "boats", "roads"]
    for day, thing in enumerate(things, start=1):
        note(room, tmp_path, f"Ivo Teck says that the {thing} are lost to us.", f"2031-03-0{day}")
    note(room, tmp_path, "Ivo Teck says that nobody knows when it began.")
    first = room.ask("/who Teck")
    assert first.text.startswith("Ivo Teck\n5 statements, newest first\n")
    assert quoted(first) == ["roads", "boats"]
    note(room, tmp_path, "Ivo Teck denies that the mills are lost to us.", "2031-03-09")
    second = room.press(first, "More")
    assert quoted(second) == ["pumps", "gates"]
    third = room.press(second, "›")
    assert "Undated" in third.marked("italic")
    assert third.marked("blockquote") == ["Ivo Teck says that nobody knows when it began."]
    assert "Undated" not in second.text
    assert quoted(room.press(third, "‹")) == ["pumps", "gates"]


def test_statements_that_stand_in_fewer_passages_are_counted_beside_these(
    room: Newsroom, tmp_path: Path
) -> None:
    """Else "2 statements" would stand above a single quotation."""
    note(room, tmp_path, "Ivo Teck says that the gates are lost. Ivo Teck denies that he ran.")
    assert room.ask("/who Teck").text.startswith("Ivo Teck\n2 statements in 1 passage\n")


def test_who_lets_the_reader_choose_among_those_of_one_surname(
    room: Newsroom, tmp_path: Path
) -> None:
    note(room, tmp_path, "Ivo Bell says that the bank is shut.")
    choice = room.ask("/who Bell")
    assert "2 speakers match “Bell”" in choice.text
    assert not choice.marked("blockquote")
    chosen = room.press(choice, "Ivo Bell")
    assert chosen.marked("blockquote") == ["Ivo Bell says that the bank is shut."]
    back = room.press(chosen, "‹ Back")
    assert "Ada Bell · 1 statement" in back.text
    assert room.press(back, "Ada Bell").marked("blockquote") == [SAFE]
    # On a topic that only one of them speaks of, there is nothing to choose.
    assert room.ask("/who Bell about banks").marked("blockquote") == [
        "Ivo Bell says that the bank is shut."
    ]
    nobody = room.ask("/who Bell about zebras").text
    assert "I found nothing that this speaker says on that." in nobody
    assert "2 statements in all: /who Bell" in nobody


def test_who_alone_lists_the_most_quoted(room: Newsroom, tmp_path: Path) -> None:
    note(room, tmp_path, "Norland says that rain fell.")
    note(
        room,
        tmp_path,
        "Norland Officials says that it rains.\n\nNorland Officials says that it hails.",
    )
    note(
        room,
        tmp_path,
        "Officials says that it fell. Officials says that it did. Officials says that it is.",
    )
    message = room.ask("/who")
    assert message.text.splitlines()[0] == "Most quoted"
    assert message.labels == ["Norland", "Ada Bell"]
    assert NIGHT in room.press(message, "Norland").text


def note(room: Newsroom, folder: Path, text: str, day: str | None = None) -> None:
    """Take in an article of a sentence, while the bot is at work."""
    path = folder / f"{abs(hash(text))}.txt"
    path.write_text(text, encoding="utf-8")
    metadata = Metadata(published=day)
    with Engine.open(room.settings("http://127.0.0.1:1"), embedder=room.embedder) as engine:
        engine.ingest([path], metadata=metadata)
        attribute_articles(engine.store, attributor=PatternAttributor())


def quoted(message: Message) -> list[str]:
    return [words.split()[5] for words in message.marked("blockquote")]
