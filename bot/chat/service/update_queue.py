"""Between receiving and handling: each question is stored before Telegram may forget it.

python-telegram-bot awaits a put into its queue for each update, and only then confirms the updates
to Telegram, by polling as by webhook. So a put that writes first is early enough.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any

import telegram
from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

from bot.chat.people.profile import ChatProfiles
from bot.chat.people.roles import Access, Role
from bot.chat.service.inbox import Inbox
from bot.chat.service.messages import unconfirmed
from bot.chat.telegram.compose import Message
from bot.chat.telegram.delivery import Place, send
from bot.chat.telegram.screen import Screen
from bot.texts import Texts

logger = logging.getLogger(__name__)

# Later than this (seconds) an answer would puzzle more than it helps. Set by hand; not measured.
STALE_AFTER = 15 * 60.0
# A question that was in work at more crashes than this may be their cause.
MOST_CRASHES = 2


class UpdateQueue(asyncio.Queue[object]):
    """The application's queue of updates; questions pass through the inbox."""

    def __init__(
        self, inbox: Inbox, access: Access, profiles: ChatProfiles, clock: Callable[[], float]
    ) -> None:
        super().__init__()
        self._inbox = inbox
        self._access = access
        self._profiles = profiles
        self._clock = clock

    async def put(self, item: object) -> None:
        """Enqueue; a question only after it is stored, and never twice."""
        if not isinstance(item, Update) or await self._is_new(item):
            await super().put(item)
        else:
            logger.info("update %s was delivered again", item.update_id)

    async def resume(self, bot: Bot) -> list[Coroutine[Any, Any, None]]:
        """Enqueue what earlier runs left, before this one receives anything.

        What is no longer to be answered gets a message instead: these are returned, to be awaited
        in any order.
        """
        said: list[Coroutine[Any, Any, None]] = []
        late: dict[int, list[Update]] = {}
        for left in await self._inbox.unfinished():
            update = Update.de_json(left.payload, bot)
            message = update.effective_message
            if message is None or self._access.role_in(update) is Role.STRANGER:
                await self._inbox.finish(left.update, now=self._clock())
            elif left.leaving is not None and left.placeholder is None:
                texts = self._texts(update)
                screen = unconfirmed(left.leaving, texts("unconfirmed"), texts)
                said.append(self._say(bot, [update], screen))
            elif left.crashes > MOST_CRASHES:
                logger.error("update %s: given up after %s crashes", left.update, left.crashes)
                text = self._texts(update)("failed", update=str(left.update))
                said.append(self._say(bot, [update], Screen(Message(text))))
            elif self._clock() - left.received > STALE_AFTER:
                late.setdefault(message.chat.id, []).append(update)
            else:
                logger.info("update %s is taken up again", left.update)
                await super().put(update)
        said += [self._say(bot, updates, self._too_late(updates)) for updates in late.values()]
        return said

    def _too_late(self, updates: list[Update]) -> Screen:
        texts, several = self._texts(updates[-1]), len(updates) - 1
        words = texts("too_late_several", n=several) if several else texts("too_late")
        return Screen(Message(words))

    def _texts(self, update: Update) -> Texts:
        chat, user = update.effective_chat, update.effective_user
        code = user.language_code if user else None
        return self._profiles.of(chat.id if chat else 0, code=code).texts

    async def _is_new(self, update: Update) -> bool:
        try:
            return await self._keep(update)
        except Exception:
            # An error here would end the polling for good.
            logger.exception("update %s is handled without having been kept", update.update_id)
            return True

    async def _keep(self, update: Update) -> bool:
        """Whether to handle the update: it is no question, or a new one, which is stored now."""
        message, user = update.effective_message, update.effective_user
        if not isinstance(message, telegram.Message) or not asks_something(update):
            return True
        if self._access.role_in(update) is Role.STRANGER:
            return True
        return await self._inbox.receive(
            update.update_id,
            chat=message.chat.id,
            user=user.id if user else message.chat.id,
            payload=json.dumps(update.to_dict(), default=_moment),
            now=self._clock(),
        )

    async def _say(self, bot: Bot, updates: list[Update], screen: Screen) -> None:
        """Reply to the last of a chat's questions, and finish all of them."""
        message = updates[-1].effective_message
        if message is not None:
            place = replace(Place.of(message), reply_to=message.message_id)
            try:
                await send(bot, place, screen)
            except TelegramError as error:
                logger.warning("update %s: %s", updates[-1].update_id, error)
        for update in updates:
            await self._inbox.finish(update.update_id, now=self._clock())


class UpdateProcessor(BaseUpdateProcessor):
    """Handles up to `limit` updates at once, and finishes each question after its handler."""

    __slots__ = ("_clock", "_inbox")

    def __init__(self, limit: int, inbox: Inbox, clock: Callable[[], float]) -> None:
        super().__init__(limit)
        self._inbox = inbox
        self._clock = clock

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """See BaseUpdateProcessor; errors of handlers were reported inside the coroutine."""
        await coroutine
        if isinstance(update, Update) and asks_something(update):
            await self._inbox.finish(update.update_id, now=self._clock())

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""


def _moment(value: object) -> int:
    """The library turns the time of a date entity into a datetime; Telegram has seconds."""
    if isinstance(value, datetime):
        return int(value.timestamp())
    raise TypeError(f"{value!r} is nothing that Telegram sends")


def asks_something(update: Update) -> bool:
    """Whether the update asks something: `/ask`, text in private, or a reply to a bot in a group;
    an inline result that somebody chose does not."""
    message = update.message or update.edited_message
    if message is None or not message.text or message.via_bot is not None:
        return False
    if message.text.startswith("/"):
        return message.text.split(None, 1)[0].partition("@")[0] == "/ask"
    replied = message.reply_to_message
    to_bot = replied is not None and replied.from_user is not None and replied.from_user.is_bot
    return message.chat.type == ChatType.PRIVATE or to_bot
