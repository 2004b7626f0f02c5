"""What the bot does by itself: it looks for a new index, matches the watches, tells what is new.

Everything that is due is read from chat.db at each round, so what was due while the bot was down is
done once it is up, late and not at all twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot import messages
from bot.chat.access import Role
from bot.chat.compose import Message
from bot.chat.delivery import Place, Unconfirmed, send_once
from bot.chat.matching import Edition, News, current_edition, matches, news_since
from bot.chat.news import Editor
from bot.chat.screens import Screen
from bot.chat.timetables import Timetable
from bot.chat.watches import Watch
from corpus.errors import DatelineError

if TYPE_CHECKING:
    from bot.chat.desk import Desk

logger = logging.getLogger(__name__)

INTERVAL = 10.0
GRACE = 10.0
_NO_TOPIC = ("topic_closed", "message thread not found")
_CLOSED = ("not enough rights", "chat not found")

# Told that a message leaves now (True), or that it did not arrive (False).
Note = Callable[[bool], Awaitable[None]]


class Jobs:
    """One round every ten seconds; each chat is written to by a task of its own, so that a chat
    that Telegram has paused holds up no other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._editor: Editor | None = None
        self._problem = ""
        self._telling: dict[int, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    async def run(self, bot: Bot) -> None:
        """Until close is called."""
        while not self._stopping.is_set():
            try:
                await self.work(bot)
            except Exception:
                # Whatever it was, the next round may go well.
                logger.exception("a round of jobs failed")
            try:
                await asyncio.wait_for(self._stopping.wait(), INTERVAL)
            except TimeoutError:
                continue
        if self._telling:
            _, waiting = await asyncio.wait(self._telling.values(), timeout=GRACE)
            for task in waiting:
                task.cancel()  # Telegram has paused that chat; the next run tells it

    def close(self) -> None:
        """End after what is being sent."""
        self._stopping.set()

    async def work(self, bot: Bot) -> None:
        """One round: match what is new, then begin to tell it."""
        try:
            await self._match()
            self._problem = ""
        except DatelineError as error:
            if str(error) != self._problem:  # said once, not at every round
                self._problem = str(error)
                logger.warning("the watches wait: %s", error)
        for chat in await self._desk.work.record(self._chats_with_news):
            if chat not in self._telling and not self._stopping.is_set():
                task = asyncio.create_task(self._tell(bot, chat))
                self._telling[chat] = task
                task.add_done_callback(partial(self._told, chat))

    def _told(self, chat: int, task: asyncio.Task[None]) -> None:
        del self._telling[chat]
        if not task.cancelled() and task.exception() is not None:
            logger.error("telling chat %s failed", chat, exc_info=task.exception())

    # Matching

    async def _match(self) -> None:
        """A job of the pool for each watch, so that questions get their turn in between."""
        desk = self._desk
        edition = await desk.work.record(current_edition, desk.engine)
        known: dict[int, News] = {}
        for watch in await desk.work.record(
            desk.watches.behind, corpus=edition.corpus, revision=edition.revision
        ):
            if self._stopping.is_set():
                return
            await desk.work.record(self._match_one, watch, edition, known)

    def _match_one(self, watch: Watch, edition: Edition, known: dict[int, News]) -> None:
        desk, hits = self._desk, []
        if watch.corpus == edition.corpus:  # nothing of another corpus is news
            if watch.revision not in known:
                known[watch.revision] = news_since(
                    desk.engine.store, watch.revision, until=edition.revision
                )
            hits = matches(desk.engine, watch.question, known[watch.revision])
        desk.watches.matched(
            watch, hits, corpus=edition.corpus, revision=edition.revision, now=desk.clock()
        )

    # Telling

    def _chats_with_news(self) -> list[int]:
        desk, now = self._desk, self._desk.clock()
        alerts = [watch.chat for watch in desk.watches.with_news(now=now)]
        return list(dict.fromkeys([*alerts, *(t.chat for t in desk.timetables.due(now=now))]))

    async def _tell(self, bot: Bot, chat: int) -> None:
        """All alerts of a chat, then its briefing."""
        desk, now = self._desk, self._desk.clock()
        timetable = await desk.work.record(desk.timetables.of_chat, chat)
        quiet = timetable.is_quiet(now)
        try:
            if not quiet:
                for watch in await desk.work.record(desk.watches.with_news, now=now):
                    if watch.chat == chat and self._is_admitted(chat, watch.user):
                        await self._alert(bot, watch)
            if timetable.due is not None and timetable.due <= now and self._is_admitted(chat):
                await self._brief(bot, timetable, silent=quiet)
        except Unconfirmed:
            logger.warning("a message to chat %s may not have arrived", chat)
        except ChatMigrated as error:
            await desk.work.record(desk.database.move_chat, chat, error.new_chat_id)
            logger.info("group %s is now %s", chat, error.new_chat_id)
        except TelegramError as error:
            await self._give_up(chat, error)
        except DatelineError as error:
            logger.error("chat %s was not told what is new: %s", chat, error)

    def _is_admitted(self, chat: int, user: int | None = None) -> bool:
        private = chat > 0
        asker = chat if private else user
        role = self._desk.access.role(user=asker, chat=chat, private=private)
        return role is not Role.STRANGER

    async def _give_up(self, chat: int, error: TelegramError) -> None:
        """For this round, or where the bot has been shut out, until it is let in again."""
        shut = isinstance(error, BadRequest) and error.message.lower().startswith(_CLOSED)
        if shut or isinstance(error, Forbidden):
            desk = self._desk
            await desk.work.record(desk.timetables.suspend, chat, now=desk.clock())
            logger.info("chat %s hears no more of its watches: %s", chat, error.message)
        else:
            logger.warning("chat %s was not told what is new: %s", chat, error.message)

    async def _alert(self, bot: Bot, watch: Watch) -> None:
        desk, now = self._desk, self._desk.clock()
        editor = Editor(desk.engine.store, desk.watches, desk.exchanges)
        hits = await desk.work.record(desk.watches.untold, watch)
        told = desk.watches.told

        async def note(leaves: bool) -> None:
            await desk.work.record(told, watch, hits, at=now if leaves else None)

        def make() -> Screen | None:
            exchange = editor.alert(watch, hits, now=now)
            return desk.screens(bot).first(exchange) if exchange else None

        screen = await desk.work.record(make)
        if screen is None:
            await note(True)
        else:
            await self._send(bot, Place(watch.chat, watch.thread, None), screen, note)

    async def _brief(self, bot: Bot, timetable: Timetable, *, silent: bool) -> None:
        desk, now = self._desk, self._desk.clock()
        editor = Editor(desk.engine.store, desk.watches, desk.exchanges)
        planned = replace(timetable.planned(now=now), since=now)

        async def note(leaves: bool) -> None:
            await desk.work.record(desk.timetables.plan, planned if leaves else timetable)

        def make() -> Screen | None:
            exchange = editor.briefing(timetable, now=now)
            return desk.screens(bot).first(exchange) if exchange else None

        screen = await desk.work.record(make)
        if screen is None and timetable.digest is not None and timetable.digest.is_weekly:
            screen = Screen(Message(messages.NOTHING_NEW))
        if screen is None:
            await note(True)
        else:
            place = Place(timetable.chat, timetable.thread, None)
            await self._send(bot, place, screen, note, silent=silent)

    async def _send(
        self, bot: Bot, place: Place, screen: Screen, note: Note, *, silent: bool = False
    ) -> None:
        """Once at most, in the topic if there is one still."""
        try:
            await send_once(bot, place, screen, note, silent=silent)
        except BadRequest as error:
            reason = error.message.lower()
            if place.thread is not None and reason.startswith(_NO_TOPIC):
                await self._send(bot, replace(place, thread=None), screen, note, silent=silent)
                return
            # What Telegram will never take is not offered to it again.
            await note(not reason.startswith(_CLOSED))
            raise
        except TelegramError:
            await note(False)
            raise
