"""What the measurements of the chat share: `dateline serve` over the demo articles, as a process of
its own, and people who ask it questions in the tests' Telegram (`tests.botapi`), which keeps to
Telegram's rules and can be told to fail."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.botapi import BotApiDouble, Message, Person
from tests.process import Operator

TOKEN = "5550001:AAF-the_token_of_these_tests_0123456789"  # noqa: S105
ADMIN = 1
FIRST_READER = 101
MARKS = "?!.…"
DEMO = Path("demo/articles")
SUBJECTS = (
    "Who claimed responsibility for breaking the gate?",
    "How many people were killed or injured?",
    "What do officials deny?",
    "Who closed the bridge?",
    "What is the best recipe for rhubarb crumble?",
)


@dataclass
class Newsroom:
    """A Telegram, readers in it, and the bot's folder and settings."""

    telegram: BotApiDouble
    operator: Operator
    readers: list[Person]
    admin: Person
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def question(self) -> str:
        """One that nobody has asked before, so that its answer can be told from all others: its
        number is in the marks at its end, which are nothing to search for."""
        number = next(self._numbers)
        marks = "".join(MARKS[number // len(MARKS) ** place % len(MARKS)] for place in range(6))
        return SUBJECTS[number % len(SUBJECTS)] + marks

    def asker(self, question: Message) -> Person:
        return next(one for one in self.readers if one.user.id == question.chat_id)

    def await_polling(self) -> None:
        polled = self.telegram.world.updates.last_poll
        self.telegram.wait_for(
            lambda double: double.world.updates.last_poll != polled or None, timeout=120
        )


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A file system of its own for the folder, which takes no more than that; needs root."""
    folder.mkdir()
    mount = ["/bin/mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "dateline", str(folder)]
    subprocess.run(mount, check=True)
    try:
        yield
    finally:
        subprocess.run(["/bin/umount", str(folder)], check=True)


@contextmanager
def newsroom(
    readers: int, *, megabytes: int | None = None, pace: float = 1.0, **settings: str
) -> Iterator[Newsroom]:
    """The demo articles ingested and indexed, and as many readers who are admitted; `megabytes`
    is the size of the disk that holds the data, `pace` how fast the bot's time passes."""
    telegram = BotApiDouble(token=TOKEN)
    telegram.api.pace = pace
    people = [telegram.user(FIRST_READER + n, f"Reader {n}") for n in range(readers)]
    admin = telegram.user(ADMIN, "Admin")
    with tempfile.TemporaryDirectory() as name, telegram.running() as url, ExitStack() as disk:
        folder = Path(name)
        given = {
            "data_dir": str(folder / "data"),
            "telegram_token": TOKEN,
            "telegram_api_url": url,
            "allowed_ids": ",".join(str(person.user.id) for person in people),
            "admin_ids": str(ADMIN),
            "questions_per_minute": "1000",
            "chat_questions_per_minute": "1000",
            **settings,
        }
        if megabytes is not None:
            disk.enter_context(small_disk(folder / "data", megabytes))
        operator = Operator(folder, given)
        shutil.copytree(DEMO, folder / "articles")
        for command in (("ingest", str(folder / "articles")), ("rebuild",)):
            result = operator.run(*command)
            assert result.returncode == 0, result.stderr
        yield Newsroom(telegram, operator, people, admin)


def answers(room: Newsroom, question: Message) -> list[Message]:
    """The messages that answer this question, as they are now."""
    sent = room.telegram.private(room.asker(question)).after(question)
    return [message for message in sent if question.text in message.marked("bold")]


class Answers:
    """Which messages have shown the answer to a question; reads every event once."""

    def __init__(self, telegram: BotApiDouble) -> None:
        self._world = telegram.world
        self._seen = 0
        self._shown: defaultdict[tuple[int, str], dict[int, float]] = defaultdict(dict)

    def to(self, question: Message) -> dict[int, float]:
        """The messages by number, each with the moment at which it was first seen to show it."""
        return self._shown[question.chat_id, question.text]

    def look(self) -> None:
        """Take in what has happened since the last look."""
        with self._world.changed:
            events = self._world.events[self._seen :]
            self._seen += len(events)
        now = time.monotonic()
        for event in events:
            message = event.message
            if message is None or event.kind not in ("sent", "edited"):
                continue
            if event.who.id == self._world.bot.id:
                for heading in message.marked("bold")[:1]:
                    self._shown[event.chat_id, heading].setdefault(message.id, now)
