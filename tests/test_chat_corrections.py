"""Whoever was shown words that are gone is told once, where they were shown; nobody of noise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from bot.chat.corrections import jobs
from bot.chat.corrections.corrections import Corrections, Fate
from bot.chat.corrections.jobs import Correcting
from bot.chat.database import ChatDatabase
from bot.engine import Engine
from tests.botapi import Message, Room
from tests.bots import READER, Newsroom

GUST = "What gust did the weather station on the mole measure?"
FERRIES = "Nobody was hurt, and every ferry kept to its time."


class Wire:
    """An article that changes while people ask about it."""

    def __init__(self, room: Newsroom, engine: Engine) -> None:
        self.room, self.engine = room, engine
        self.rounds = 0

    def sends(self, *paragraphs: str, version: int, **more: Any) -> None:
        """A version of the article, taken in and indexed; all that follows from it has been said
        when this returns."""
        line = {"id": "gale", "source": "Meridian", "date": "2031-03-05", "version": version}
        if paragraphs:
            line["text"] = "\n\n".join(paragraphs)
        self._wait_for_receipts()
        path = self.room.folder / f"wire-{version}.jsonl"
        path.write_text(json.dumps({**line, **more}) + "\n", encoding="utf-8")
        report = self.engine.ingest([path])
        assert not report.rejected
        self.engine.attribute()
        self.engine.rebuild()
        self.settle()

    def settle(self) -> None:
        begun = self.rounds
        self.room.telegram.wait_for(lambda _: self.rounds >= begun + 3 or None)

    def _wait_for_receipts(self) -> None:
        """Until each quotation is known by its message: that is noted a moment after it came, and
        no change is `SETTLED` for the bot earlier."""
        with closing(ChatDatabase.open(self.room.folder / "data" / "chat.db")) as database:
            pending = "SELECT 1 FROM receipts WHERE message IS NULL AND NOT inline"
            self.room.telegram.wait_for(lambda _: not database.read(pending) or None)

    def told(self, *, where: Room | None = None) -> list[Message]:
        place = where or self.room.telegram.private(self.room.reader)
        return [m for m in place.from_bot if m.text.startswith(("Changed", "Withdrawn"))]


def gust(speed: int) -> str:
    return f"The weather station on the mole measured a gust of {speed} kilometres an hour."


@pytest.fixture
def wire(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.setattr(jobs, "INTERVAL", 0.02)
    monkeypatch.setattr(jobs, "SETTLED", -1.0)
    monkeypatch.setattr(jobs, "PAUSE", 0.0)
    work = Correcting.work
    with room.open() as engine:
        wire = Wire(room, engine)

        async def counted(itself: Correcting, bot: Any) -> None:
            await work(itself, bot)
            wire.rounds += 1

        monkeypatch.setattr(Correcting, "work", counted)
        wire.sends(gust(141), FERRIES, version=1)
        yield wire


def test_a_correction_reaches_the_message_that_showed_the_words(wire: Wire) -> None:
    answer = wire.room.ask(GUST)
    note = "Corrects the gust in para 1."
    wire.sends(gust(124), FERRIES, version=2, ednote=note)
    [told] = wire.told()
    assert told.reply_to == answer.id
    assert told.text.startswith("Changed after I quoted it (1)\nMeridian · ")
    assert f"Then:\n{gust(141)}\nNow:\n{gust(124)}" in told.text
    assert note in told.text
    # The same once more, with typography, moved, and beside something new: nobody is told.
    wire.sends(FERRIES, gust(124).replace(" a gust", "  a gust"), "More rain.", version=3)
    assert wire.told() == [told]
    # What the correction itself showed is shown, too.
    wire.sends(FERRIES, version=4)
    [_, gone] = wire.told()
    assert gone.reply_to == told.id
    assert "The sentence is no longer in the article." in gone.text


def test_a_kill_is_told_in_the_topic_without_a_word_of_the_story(wire: Wire) -> None:
    room = wire.room
    topic = room.desk.opens_topic("Weather", by=room.reader.user)
    question = room.reader.sends(f"/ask {GUST}", to=room.desk, thread=topic)
    answer = room.telegram.reply_to(question)
    room.ask(GUST)
    wire.sends(version=2, pubstatus="canceled", ednote="Source denies it.")
    [told] = room.telegram.wait_for(lambda _: wire.told(where=room.desk) or None)
    room.telegram.wait_for(lambda _: wire.told() or None)
    assert (told.reply_to, told.thread_id) == (answer.id, answer.thread_id)
    assert "Please do not use quotation (1, 2)" in told.text
    assert "Its editor’s note: “Source denies it.”" in told.text
    assert "141" not in told.text
    assert len(wire.told()) == 1
    wire.sends(version=3, pubstatus="canceled")
    assert len(wire.told()) == 1
    listed = room.ask("/changes")
    assert "withdrawn by its source" in listed.text
    assert "quoted in 2 messages" in listed.text


def test_who_was_denied_or_wants_none_or_has_forgotten_hears_nothing(wire: Wire) -> None:
    room = wire.room
    room.ask(GUST)
    room.ask("/settings corrections off")
    wire.sends(gust(124), FERRIES, version=2)
    assert wire.told() == []
    room.ask("/settings corrections on")
    room.ask(GUST)
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        database.forget(READER)
        wire.sends(gust(118), FERRIES, version=3)
        assert wire.told() == []
        assert Corrections(database).not_told() == []


def test_what_was_sent_nobody_knows_where_is_listed_for_the_operator(wire: Wire) -> None:
    room = wire.room
    room.ask(GUST)
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        database.write("UPDATE receipts SET inline = 1 WHERE chat = ?", (READER,))
        wire.sends(version=2, pubstatus="canceled")
        assert wire.told() == []
        [missed] = Corrections(database).not_told()
    assert (missed.chat, missed.fate) == (READER, Fate.UNREACHABLE)
