"""Patience: a question that takes long gets a message that later becomes its answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from telegram.error import TelegramError

from bot.chat.admin import messages
from bot.chat.answers.screens import Screen
from bot.chat.service.request import Call
from bot.chat.service.service import Desk, Shown
from bot.chat.service.work import Turn, Withdrawn
from bot.chat.telegram.compose import Message
from bot.chat.telegram.delivery import send

logger = logging.getLogger(__name__)

PROMPT = 4.0


async def produce_or_ask_to_wait(
    desk: Desk, call: Call, turn: Turn, asked: str, work: Callable[[], Shown]
) -> tuple[Shown, int | None]:
    """What the work makes, and the message, if one was sent, that asked to wait for it.

    `turn` is the asker's, who typed `asked`. Where an earlier run has asked to wait, that message
    counts.
    """
    producing = asyncio.ensure_future(produce(desk, call, turn, asked, work))
    placeholder = await desk.inbox.placeholder(call.update)
    done, _ = await asyncio.wait({producing}, timeout=PROMPT)
    if not done and placeholder is None:
        placeholder = await _ask_to_wait(desk, call, turn)
    return await producing, placeholder


async def produce(
    desk: Desk, call: Call, turn: Turn, asked: str, work: Callable[[], Shown]
) -> Shown:
    """What the work makes, or a word that the question was withdrawn meanwhile."""
    try:
        return await turn.unless_withdrawn(desk.produce(call, work))
    except Withdrawn:
        logger.info("update %s: withdrawn", call.update)
        return Shown(Screen(messages.withdrawn(asked, call.texts)))


async def _ask_to_wait(desk: Desk, call: Call, turn: Turn) -> int | None:
    ahead, texts = desk.work.ahead_of(turn), call.texts
    words = texts("questions_ahead", n=ahead) if ahead else texts("still_looking")
    try:
        sent = await send(call.bot, call.place, Screen(Message(words)))
    except TelegramError as error:
        logger.info("update %s: could not ask for patience: %s", call.update, error)
        return None
    await desk.inbox.waits(call.update, sent.message_id)
    return sent.message_id
