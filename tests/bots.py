"""The bot in this process, in a thread of its own, talking to the Telegram double."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from telegram import Bot

from bot.chat.answers import placeholder
from bot.chat.app import Runner
from bot.chat.articles.index_process import Rebuilder
from bot.chat.database import ChatDatabase
from bot.engine import Engine
from bot.settings import Settings
from corpus.fetching.pages import Fetcher
from corpus.types import Filters
from index.search.embedding import Embedder
from index.types import Assessment
from tests.botapi import BotApiDouble, Message, Person, Press
from tests.fakes import PatternAttributor
from tests.patience import PATIENCE

TOKEN = "5550001:AAF-the_token_of_these_tests_0123456789"
READER, COLLEAGUE, ADMIN, STRANGER = 77, 78, 1, 99
DESK = 5
DESK_ID = -1_001_000_000_000 - DESK
# A loaded machine takes its time, and only a few tests want to hear of it.
placeholder.PROMPT = PATIENCE


@dataclass
class Newsroom:
    """A Telegram with people in it, and the settings of the bot they talk to.

    `rebuild` is the code that a rebuild's process runs, `clock` the bot's time in seconds,
    `fetcher` the rules for pages where they are not those for the open web. With `menus`, it sets
    its menus, which takes longer than most tests.
    """

    folder: Path
    embedder: Embedder
    telegram: BotApiDouble = field(default_factory=lambda: BotApiDouble(token=TOKEN))
    options: dict[str, object] = field(default_factory=dict)
    rebuild: str = "pass"
    clock: Callable[[], float] = time.time
    fetcher: Fetcher | None = None
    menus: bool = False
    gates: list[threading.Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reader = self.telegram.user(READER, "Rea")
        self.colleague = self.telegram.user(COLLEAGUE, "Col")
        self.admin = self.telegram.user(ADMIN, "Ada")
        self.stranger = self.telegram.user(STRANGER, "Sam")
        self.desk = self.telegram.group(DESK, "Desk", [self.reader, self.colleague], topics=True)

    def settings(self, url: str) -> Settings:
        given: dict[str, object] = {
            "data_dir": self.folder / "data",
            "telegram_token": TOKEN,
            "telegram_api_url": url,
            "allowed_ids": frozenset({READER, DESK_ID}),
            "admin_ids": frozenset({ADMIN}),
            "passages": 2,
        }
        return Settings.model_validate({**given, **self.options})

    @contextmanager
    def open(self, *articles: Path) -> Iterator[Engine]:
        """The bot at work, over an index of articles if there are any, until the block ends; all
        its messages must have been clean."""
        with self.telegram.running() as url, self.serving(url) as engine:
            if articles:
                engine.ingest(articles)
                engine.rebuild()
            yield engine
        assert self.telegram.lint == []

    @contextmanager
    def serving(self, url: str) -> Iterator[Engine]:
        """One run of the bot, from start to stop."""
        settings = self.settings(url)
        with (
            Engine.open(
                settings,
                embedder=self.embedder,
                attributor=PatternAttributor(),
                fetcher=self.fetcher,
            ) as engine,
            closing(ChatDatabase.open(settings.chat_database)) as database,
        ):
            rebuilder = Rebuilder(settings, command=(sys.executable, "-c", self.rebuild))
            runner = Runner(settings, engine, database, rebuilder, token=TOKEN, clock=self.clock)
            if not self.menus:
                _set_no_menus(runner)
            loop = asyncio.new_event_loop()
            thread = threading.Thread(target=_serve, args=(runner, loop), daemon=True)
            thread.start()
            try:
                polled = self.telegram.world.updates.last_poll
                self.telegram.wait_for(
                    lambda d: (d.is_polled() and d.world.updates.last_poll != polled) or None
                )
                yield engine
            finally:
                for gate in self.gates:
                    gate.set()
                loop.call_soon_threadsafe(runner.stop)
                thread.join(PATIENCE)
                assert not thread.is_alive(), "the bot does not stop"

    def gate(self) -> threading.Event:
        """What work in the bot may wait for; it opens at the latest when the bot is to stop."""
        self.gates.append(gate := threading.Event())
        return gate

    def hold(self, engine: Engine) -> threading.Event:
        """From now on no question is answered until the event is set."""
        gate, assess = self.gate(), engine.assess

        def wait(
            question: str, *, filters: Filters | None = None, limit: int | None = None
        ) -> Assessment:
            gate.wait()
            return assess(question, filters=filters, limit=limit)

        engine.assess = wait  # type: ignore[method-assign]
        return gate

    def ask(self, text: str, *, who: Person | None = None) -> Message:
        """The bot's answer to a message in private."""
        return self.telegram.reply_to((who or self.reader).sends(text))

    def press(self, message: Message, label: str, *, who: Person | None = None) -> Message:
        """The message after one of its buttons was pressed."""
        person = who or self.reader
        current = self.now(message)
        person.presses(current, label)
        return self.telegram.edit_of(current)

    def toast(self, message: Message, data: str, *, who: Person | None = None) -> str:
        """What a press with this data is answered with."""
        return self.answered((who or self.reader).presses_data(message, data)).toast

    def answered(self, press: Press) -> Press:
        return self.telegram.answered(press)

    def now(self, message: Message) -> Message:
        return self.telegram.world.chats[message.chat_id].messages[message.id]


def _set_no_menus(runner: Runner) -> None:
    async def set_none(_: Bot) -> None:
        pass

    menus = runner._features.menus
    menus.announce = menus.update = set_none  # type: ignore[method-assign, assignment]


def _serve(runner: Runner, loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(runner.serve(poll=timedelta(seconds=1)))
    finally:
        loop.close()
        runner.close()
