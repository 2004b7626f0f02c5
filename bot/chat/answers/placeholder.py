"""A question that takes long gets a message that later becomes its answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from telegram.error import TelegramError

from bot.chat.answers.messages import withdrawn
from bot.chat.answers.posting import Posting, Shown
from bot.chat.service.inbox import Inbox
from bot.chat.service.request import Request
from bot.chat.service.work import Turn, Withdrawn, WorkPool
from bot.chat.telegram.compose import Message
from bot.chat.telegram.screen import Screen

logger = logging.getLogger(__name__)

# Seconds until the bot asks to wait. Set by hand; not measured.
PROMPT = 4.0


class Placeholders:
    """Waits for an answer, asks to wait when it takes long, and ends when it is withdrawn."""

    def __init__(self, posting: Posting, inbox: Inbox, work: WorkPool) -> None:
        self._posting = posting
        self._inbox = inbox
        self._work = work

    async def produce_or_ask_to_wait(
        self, request: Request, turn: Turn, asked: str, work: Callable[[], Shown]
    ) -> tuple[Shown, int | None]:
        """What the work makes, and the message that asked to wait for it, if there is one.

        `asked` is what was typed, `turn` the asker's. A message of an earlier run counts.
        """
        producing = asyncio.ensure_future(self.produce(request, turn, asked, work))
        placeholder = await self._inbox.placeholder(request.update)
        done, _ = await asyncio.wait({producing}, timeout=PROMPT)
        if not done and placeholder is None:
            placeholder = await self._ask_to_wait(request, turn)
        return await producing, placeholder

    async def produce(
        self, request: Request, turn: Turn, asked: str, work: Callable[[], Shown]
    ) -> Shown:
        """What the work makes, or a note that the question was withdrawn meanwhile."""
        try:
            return await turn.unless_withdrawn(self._posting.produce(request, work))
        except Withdrawn:
            logger.info("update %s: withdrawn", request.update)
            return Shown(Screen(withdrawn(asked, request.texts)))

    async def _ask_to_wait(self, request: Request, turn: Turn) -> int | None:
        ahead, texts = self._work.ahead_of(turn), request.texts
        words = texts("questions_ahead", n=ahead) if ahead else texts("still_looking")
        try:
            sent = await request.send(Screen(Message(words)))
        except TelegramError as error:
            logger.info("update %s: could not ask for patience: %s", request.update, error)
            return None
        await self._inbox.waits(request.update, sent.message_id)
        return sent.message_id
