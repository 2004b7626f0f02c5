"""What the bot does by itself: it looks for a new index, matches the watches, tells what is new.

Everything that is due is read from chat.db at each round, so what was due while the bot was down is
done once when it is up again: late, but not twice.
"""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from telegram import Bot

from bot.chat.service.service import Desk
from bot.chat.watches.matching import Edition, News, current_edition, matches, news_since
from bot.chat.watches.notifier import Teller
from bot.chat.watches.watches import Watch
from corpus.errors import DatelineError

logger = logging.getLogger(__name__)

INTERVAL = 10.0
GRACE = 10.0


class Jobs:
    """One round every ten seconds. Each chat is told in a task of its own, so that a chat that
    Telegram has paused holds up no other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._teller = Teller(desk)
        self._problem = ""
        self._telling: dict[int, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    @property
    def telling(self) -> int:
        """How many chats are being told something."""
        return len(self._telling)

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
            _, paused = await asyncio.wait(self._telling.values(), timeout=GRACE)
            for task in paused:
                task.cancel()  # nothing has left yet, so the next run tells it

    def close(self) -> None:
        """End after what is being sent."""
        self._stopping.set()

    async def work(self, bot: Bot) -> None:
        """One round: match what is new, and begin to tell it; menus follow what was decided in
        other processes."""
        try:
            await self._match()
            self._problem = ""
        except DatelineError as error:
            if str(error) != self._problem:  # said once, not at every round
                self._problem = str(error)
                logger.warning("the watches wait: %s", error)
        for chat in await self._desk.work.record(self._teller.waiting):
            if chat not in self._telling and not self._stopping.is_set():
                task = asyncio.create_task(self._teller.tell(bot, chat))
                self._telling[chat] = task
                task.add_done_callback(partial(self._told, chat))
        await self._desk.menus.update(bot)

    def _told(self, chat: int, task: asyncio.Task[None]) -> None:
        del self._telling[chat]
        if not task.cancelled() and task.exception() is not None:
            logger.error("telling chat %s failed", chat, exc_info=task.exception())

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
            hits = matches(desk.engine, watch.inquiry, known[watch.revision])
        desk.watches.matched(
            watch, hits, corpus=edition.corpus, revision=edition.revision, now=desk.clock()
        )
