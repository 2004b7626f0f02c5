"""Between receiving and handling: each question is stored before Telegram may forget it.

python-telegram-bot awaits a put into its queue for each update, and only then confirms the updates
to Telegram, by polling as by webhook. So a put that writes first is early enough.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import telegram
from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.chat.people.roles import Access
from bot.chat.service.inbox import Inbox
from bot.chat.service.wants import Wants, wants_of

logger = logging.getLogger(__name__)


class UpdateQueue(asyncio.Queue[object]):
    """The application's queue of updates; questions pass through the inbox."""

    def __init__(self, inbox: Inbox, access: Access, clock: Callable[[], float]) -> None:
        super().__init__()
        self._inbox = inbox
        self._access = access
        self._clock = clock

    async def put(self, item: object) -> None:
        """Enqueue; a question only after it is stored, and never twice."""
        if not isinstance(item, Update) or await self._is_new(item):
            await super().put(item)
        else:
            logger.info("update %s was delivered again", item.update_id)

    async def put_again(self, update: Update) -> None:
        """Enqueue a question that was stored before."""
        await super().put(update)

    async def _is_new(self, update: Update) -> bool:
        try:
            return await self._keep(update)
        except Exception:
            # An error here would end the polling for good.
            logger.exception("update %s is handled without having been kept", update.update_id)
            return True

    async def _keep(self, update: Update) -> bool:
        """Whether to handle the update: it need not be kept, or is new and was stored now."""
        message, user = update.effective_message, update.effective_user
        if not isinstance(message, telegram.Message) or wants_of(update) is Wants.NOTHING:
            return True
        if not self._access.is_heard(update):
            return True
        return await self._inbox.receive(
            update.update_id,
            chat=message.chat.id,
            user=user.id if user else message.chat.id,
            payload=json.dumps(update.to_dict(), default=_moment),
            now=self._clock(),
        )


class UpdateProcessor(BaseUpdateProcessor):
    """Handles up to `limit` updates at once, and finishes each question after its handler, or
    keeps it for another try."""

    __slots__ = ("_clock", "_end", "_inbox", "_limits")

    def __init__(self, limit: int, inbox: Inbox, clock: Callable[[], float]) -> None:
        super().__init__(limit)
        self._inbox = inbox
        self._clock = clock
        self._end: float | None = None
        self._limits: set[asyncio.Timeout] = set()

    def end_by(self, moment: float) -> None:
        """Cut off what is not done by then, on the event loop's clock; questions are kept."""
        self._end = moment
        for limit in self._limits:
            limit.reschedule(moment)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """See BaseUpdateProcessor; errors of handlers were reported inside the coroutine."""
        try:
            await self._in_time(coroutine)
        except TimeoutError:
            if isinstance(update, Update):
                self._inbox.fails(update.update_id)
        if isinstance(update, Update):
            await self._inbox.conclude(update.update_id, now=self._clock())

    async def _in_time(self, coroutine: Awaitable[Any]) -> None:
        async with asyncio.timeout_at(self._end) as limit:
            self._limits.add(limit)
            try:
                await coroutine
            finally:
                self._limits.discard(limit)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""


def _moment(value: object) -> int:
    """The library turns the time of a date entity into a datetime; Telegram has seconds."""
    if isinstance(value, datetime):
        return int(value.timestamp())
    raise TypeError(f"{value!r} is nothing that Telegram sends")
