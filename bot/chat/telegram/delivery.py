"""Putting screens into chats: sending, editing, and showing that the bot is at work."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import Context
from dataclasses import dataclass, replace
from typing import Self, TypeVar, cast

import telegram
from telegram import Bot, ForceReply, MessageEntity, ReplyParameters
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, ChatMigrated, NetworkError, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.chat.telegram.compose import Message
from bot.chat.telegram.rate_limits import Departure, Errand, Priority
from bot.chat.telegram.screen import Screen

logger = logging.getLogger(__name__)

T = TypeVar("T")

# Seconds. Set by hand; not measured.
RETRY_DELAYS = (1.0, 3.0)
# Somebody has waited for an answer, so we wait longer for it, too; after that it is kept
# (service/backlog.py), which news are not.
ANSWER_DELAYS = (1.0, 3.0, 10.0)
NEWS_DELAYS = (1.0, 3.0, 10.0, 30.0, 60.0)
# httpx's names for errors after which a request never reached Telegram.
_NEVER_LEFT = ("ConnectError", "ConnectTimeout", "PoolTimeout")
TYPING_AFTER = 1.0
TYPING_EVERY = 4.5
_UNCHANGED = "message is not modified"
_NO_TOPIC = ("topic_closed", "message thread not found")
_NOT_QUOTABLE = "quote_text_invalid"


class Unconfirmed(Exception):
    """A message was sent, and nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the message that is replied to, formatted as there."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes. In a group: silently, as a reply, in the topic of the question. With a
    `quote`, it replies to those very words."""

    chat: int
    thread: int | None
    reply_to: int | None
    quote: Quote | None = None
    is_silent: bool = False

    @classmethod
    def of(cls, message: telegram.Message) -> Self:
        private = message.chat.type == ChatType.PRIVATE
        return cls(
            chat=message.chat.id,
            thread=message.message_thread_id if message.is_topic_message else None,
            reply_to=None if private else message.message_id,
            is_silent=not private,
        )

    @property
    def reply(self) -> ReplyParameters | None:
        if self.reply_to is None:
            return None
        quote = self.quote or Quote("")
        return ReplyParameters(
            self.reply_to,
            allow_sending_without_reply=True,
            quote=quote.text or None,
            quote_entities=quote.entities or None,
        )


def is_from_bot(message: telegram.Message) -> bool:
    """Whether the bot itself wrote it."""
    return message.from_user is not None and message.from_user.id == message.get_bot().id


async def send(
    bot: Bot,
    place: Place,
    screen: Screen,
    *,
    delays: Sequence[float] = RETRY_DELAYS,
    silent: bool = False,
) -> telegram.Message:
    """Send a message, trying again after the delays (seconds) where that may help."""

    async def request(place: Place) -> telegram.Message:
        return await bot.send_message(
            chat_id=place.chat,
            message_thread_id=place.thread,
            text=screen.message.text,
            entities=screen.message.entities,
            reply_parameters=place.reply,
            disable_notification=silent or place.is_silent,
            reply_markup=screen.keyboard,
        )

    sent = await _insist(lambda: _quoting(place, request), delays)
    _compare(sent, screen.message)
    return sent


async def send_once(
    bot: Bot,
    place: Place,
    screen: Screen,
    note: Departure,
    *,
    priority: Priority = Priority.ANSWER,
    silent: bool = False,
) -> telegram.Message:
    """Send a message that must not come twice; raises Unconfirmed where trying again might do that.

    It is tried again only if no connection was made: a server that failed (5xx) may have passed the
    message on before. `note` learns when the message leaves, so that a crash can be told apart.
    """
    limited = cast(ExtBot[Errand], bot)

    async def request(place: Place) -> telegram.Message:
        try:
            return await limited.send_message(
                chat_id=place.chat,
                message_thread_id=place.thread,
                text=screen.message.text,
                entities=screen.message.entities,
                reply_parameters=place.reply,
                disable_notification=silent or place.is_silent,
                reply_markup=screen.keyboard,
                rate_limit_args=Errand(priority, note),
            )
        except NetworkError as error:
            if _may_have_arrived(error):
                raise Unconfirmed from error
            await note(False)
            raise

    sent = await _insist(lambda: _quoting(place, request), ANSWER_DELAYS)
    _compare(sent, screen.message)
    return sent


async def send_news(
    bot: Bot, place: Place, screen: Screen, note: Departure, *, silent: bool = False
) -> telegram.Message:
    """Send what nobody waits for, once at most: to the topic, or to the group itself if the topic
    is gone. Raises Unconfirmed."""

    async def sent_to(place: Place) -> telegram.Message:
        return await send_once(bot, place, screen, note, priority=Priority.NEWS, silent=silent)

    try:
        return await sent_to(place)
    except BadRequest as error:
        if place.thread is None or not error.message.lower().startswith(_NO_TOPIC):
            raise
        return await sent_to(replace(place, thread=None, reply_to=None, quote=None))


async def send_picture(bot: Bot, place: Place, picture: bytes, *, caption: str) -> None:
    """Send a PNG with one of the bot's own lines under it."""
    await _insist(
        lambda: bot.send_photo(
            chat_id=place.chat,
            message_thread_id=place.thread,
            photo=picture,
            caption=caption,
            reply_to_message_id=place.reply_to,
            disable_notification=place.reply_to is not None,
        )
    )


async def send_page(bot: Bot, place: Place, page: bytes, *, name: str) -> None:
    """Send an HTML page as a document."""
    await _insist(
        lambda: bot.send_document(
            chat_id=place.chat,
            message_thread_id=place.thread,
            document=page,
            filename=name,
            reply_to_message_id=place.reply_to,
            disable_notification=place.reply_to is not None,
        )
    )


async def say(bot: Bot, place: Place, text: str) -> None:
    """Send one of the bot's own sentences, without buttons."""
    await send(bot, place, Screen(Message(text)))


async def invite(bot: Bot, place: Place, text: str) -> None:
    """Send a sentence that opens a reply to itself in the reader's input field."""
    await bot.send_message(
        chat_id=place.chat,
        message_thread_id=place.thread,
        text=text,
        reply_to_message_id=place.reply_to,
        disable_notification=place.is_silent,
        reply_markup=ForceReply(selective=True),
    )


async def edit(bot: Bot, chat: int, message: int, screen: Screen) -> bool:
    """Change a message; False if Telegram does not let us."""
    try:
        edited = await _insist(
            lambda: bot.edit_message_text(
                chat_id=chat,
                message_id=message,
                text=screen.message.text,
                entities=screen.message.entities,
                reply_markup=screen.keyboard,
            )
        )
    except (BadRequest, ChatMigrated) as error:
        if _UNCHANGED in error.message.lower():
            return True
        logger.info("message %s in chat %s cannot be edited: %s", message, chat, error.message)
        return False
    if isinstance(edited, telegram.Message):
        _compare(edited, screen.message)
    return True


@asynccontextmanager
async def typing(bot: Bot, place: Place) -> AsyncIterator[None]:
    """Show "typing…" while the block runs, if it takes more than a second."""

    async def show() -> None:
        await asyncio.sleep(TYPING_AFTER)
        while True:
            try:
                await bot.send_chat_action(
                    place.chat, ChatAction.TYPING, message_thread_id=place.thread
                )
            except TelegramError as error:
                logger.debug("no typing action in chat %s: %s", place.chat, error)
            await asyncio.sleep(TYPING_EVERY)

    # It runs beside the question, so it must not count in its stages.
    task = asyncio.create_task(show(), context=Context())
    try:
        yield
    finally:
        task.cancel()


async def _quoting(place: Place, request: Callable[[Place], Awaitable[T]]) -> T:
    """As a reply to the quoted words; as no reply where they do not stand there any more."""
    try:
        return await request(place)
    except BadRequest as error:
        if place.quote is None or _NOT_QUOTABLE not in error.message.lower():
            raise
    return await request(replace(place, reply_to=None, quote=None))


async def _insist(request: Callable[[], Awaitable[T]], delays: Sequence[float] = RETRY_DELAYS) -> T:
    """Try again after a broken connection or a server error, but not after a time-out: the message
    may have arrived."""
    for delay in delays:
        try:
            return await request()
        except NetworkError as error:
            if isinstance(error, BadRequest) or (
                isinstance(error, TimedOut) and _may_have_arrived(error)
            ):
                raise
            await asyncio.sleep(delay)
    return await request()


def _may_have_arrived(error: NetworkError) -> bool:
    """Whether Telegram may have done what we asked, although its answer did not come."""
    if isinstance(error, BadRequest):
        return False
    return type(error.__cause__).__name__ not in _NEVER_LEFT


def _compare(sent: telegram.Message, wanted: Message) -> None:
    """Telegram drops some characters silently; if it ever does, the log says so."""
    if sent.text != wanted.text:
        logger.error(
            "Telegram changed the text of message %s in chat %s", sent.message_id, sent.chat.id
        )
