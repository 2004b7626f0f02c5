"""A newsroom with a clock of its own, into which news come while people watch for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from telegram import Bot

from bot.chat.watches import jobs
from bot.chat.watches.jobs import Jobs
from bot.engine import Engine
from tests.botapi import Message, Room
from tests.bots import Newsroom

GUST = "What gust did the weather station on the mole measure?"


def gust_of(speed: int) -> str:
    """A passage that answers GUST."""
    return f"The weather station on the mole measured a gust of {speed} kilometres an hour."


@dataclass
class Watchroom:
    """A newsroom in which rounds of jobs follow each other at once.

    `now` is the bot's time in ISO 8601; `rounds` has, for each round that began, how many chats
    were still being told what an earlier one had found.
    """

    room: Newsroom
    now: str = "2031-03-05T12:00:00+00:00"
    rounds: list[int] = field(default_factory=list)

    def hurry(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(jobs, "INTERVAL", 0.02)
        monkeypatch.setattr(jobs, "GRACE", 0.1)
        work = Jobs.work

        async def counted(itself: Jobs, bot: Bot) -> None:
            self.rounds.append(itself.notifying)
            await work(itself, bot)

        monkeypatch.setattr(Jobs, "work", counted)
        self.room.clock = lambda: datetime.fromisoformat(self.now).timestamp()

    @contextmanager
    def open(self) -> Iterator[Engine]:
        """The bot at work over two old articles."""
        self.write("old", "The lighthouse keeper retired on Monday after forty years.")
        self.gust("gale", 141)
        with self.room.open() as engine:
            self.publish(engine)
            yield engine

    def write(self, name: str, *paragraphs: str) -> None:
        """An article that is not taken in yet."""
        folder = self.room.folder / "wire"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")

    def gust(self, name: str, speed: int) -> None:
        """An article that answers GUST in its first paragraph only."""
        self.write(name, gust_of(speed), "Nobody was hurt, and every ferry kept to its time.")

    def publish(self, engine: Engine) -> None:
        """Take in and index what is written, and let the jobs see to it."""
        engine.ingest([self.room.folder / "wire"])
        engine.rebuild()
        self.settle()

    def settle(self) -> None:
        """Wait until whatever is due by now has been said."""
        begun = len(self.rounds)  # the round after the current one sees everything
        self.room.telegram.wait_for(
            lambda _: (len(self.rounds) >= begun + 3 and self.rounds[-1] == 0) or None
        )

    def heard(self, *, where: Room | None = None) -> list[Message]:
        """What the bot has said by itself, to the reader unless a room is named."""
        place = where or self.room.telegram.private(self.room.reader)
        return [message for message in place.from_bot if message.text[:1] in "🔔🗞"]
