"""What the bot does unasked: it looks for a new index, matches watches, and notifies chats.

Each round reads from chat.db what is due, so what was due while the bot was down is done once when
it is up again: late, but not twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Bot

from bot.chat.service.services import Services
from bot.chat.watches.changes import fresh
from bot.chat.watches.matching import (
    Edition,
    News,
    current_edition,
    matches,
    news_since,
    texts_of,
)
from bot.chat.watches.notifier import Notifier
from bot.chat.watches.watches import Watch, Watches
from corpus.errors import DatelineError

logger = logging.getLogger(__name__)

# Seconds. Set by hand; not measured.
INTERVAL = 10.0
GRACE = 10.0


class Jobs:
    """One round every ten seconds. Each chat is notified in its own task, so that one that Telegram
    has paused holds up no other."""

    def __init__(
        self,
        services: Services,
        notifier: Notifier,
        *,
        watches: Watches,
        update_menus: Callable[[Bot], Awaitable[None]],
    ) -> None:
        """`update_menus` lets menus follow what was decided in other processes."""
        self._services = services
        self._notifier = notifier
        self._watches = watches
        self._update_menus = update_menus
        self._problem = ""
        self._notifying: dict[int, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    @property
    def notifying(self) -> int:
        """How many chats are being notified."""
        return len(self._notifying)

    async def run(self, bot: Bot) -> None:
        """Until close is called."""
        while not self._stopping.is_set():
            try:
                await self.work(bot)
            except Exception:
                # The next round may go well.
                logger.exception("a round of jobs failed")
            try:
                await asyncio.wait_for(self._stopping.wait(), INTERVAL)
            except TimeoutError:
                continue
        if self._notifying:
            _, paused = await asyncio.wait(self._notifying.values(), timeout=GRACE)
            for task in paused:
                task.cancel()  # nothing has left yet, so the next run sends it

    def close(self) -> None:
        """End after what is being sent."""
        self._stopping.set()

    async def work(self, bot: Bot) -> None:
        """One round: match what is new, and begin to notify chats of it."""
        try:
            await self._match()
            self._problem = ""
        except DatelineError as error:
            if str(error) != self._problem:  # said once, not at every round
                self._problem = str(error)
                logger.warning("the watches wait: %s", error)
        for chat in await self._services.work.record(self._notifier.due):
            if chat not in self._notifying and not self._stopping.is_set():
                task = asyncio.create_task(self._notifier.notify(bot, chat))
                self._notifying[chat] = task
                task.add_done_callback(partial(self._notified, chat))
        await self._update_menus(bot)

    def _notified(self, chat: int, task: asyncio.Task[None]) -> None:
        del self._notifying[chat]
        if not task.cancelled() and task.exception() is not None:
            logger.error("telling chat %s failed", chat, exc_info=task.exception())

    async def _match(self) -> None:
        """One job in the pool for each watch, so that questions get their turn in between."""
        work, engine = self._services.work, self._services.engine
        edition = await work.record(current_edition, engine)
        known: dict[int, News] = {}
        for watch in await work.record(
            self._watches.behind, corpus=edition.corpus, revision=edition.revision
        ):
            if self._stopping.is_set():
                return
            await work.record(self._match_one, watch, edition, known)

    def _match_one(self, watch: Watch, edition: Edition, known: dict[int, News]) -> None:
        engine, hits = self._services.engine, []
        if watch.corpus == edition.corpus:  # nothing of another corpus is news
            if watch.revision not in known:
                known[watch.revision] = news_since(
                    engine.store, watch.revision, until=edition.revision
                )
            found = matches(engine, watch.query, known[watch.revision])
            earlier = self._watches.all_hits(watch)
            hits = fresh(found, earlier, texts_of([*found, *earlier], engine.store))
        self._watches.matched(
            watch,
            hits,
            corpus=edition.corpus,
            revision=edition.revision,
            now=self._services.clock(),
        )
