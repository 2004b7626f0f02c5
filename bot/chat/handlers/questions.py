"""Questions: asked, answered, and answered anew when they are edited."""

from __future__ import annotations

import logging
import time
from typing import Any

import telegram
from telegram.ext import BaseHandler, CommandHandler, MessageHandler, filters

from bot import messages, metrics
from bot.chat.call import App, Call, calling
from bot.chat.compose import one_line
from bot.chat.delivery import invite, say, typing
from bot.chat.desk import Desk, Shown
from bot.chat.exchanges import Exchange, Kind
from bot.chat.recall import to_payload
from bot.chat.waiting import produce_or_ask_to_wait
from bot.chat.work import StillAnswering
from index.types import Abstention, Reply

logger = logging.getLogger(__name__)

# An answer has this many pages of passages at most.
PAGES = 3
MOST_PASSAGES = 20
EDITABLE_FOR = 600.0


class _ReplyToBot(filters.MessageFilter):
    """A reply to one of the bot's own messages; a topic's opening does not count as one."""

    def filter(self, message: telegram.Message) -> bool:
        original = message.reply_to_message
        return original is not None and _is_own(original) and not original.forum_topic_created


class Questions:
    """Takes `/ask`, plain text in private, and replies to the bot in groups."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, application: App) -> None:
        new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
        meant_for_bot = private | (filters.ChatType.GROUPS & _ReplyToBot())
        plain = filters.TEXT & ~filters.COMMAND
        other = ~filters.TEXT & ~filters.StatusUpdate.ALL
        edited = filters.UpdateType.EDITED_MESSAGE & private & filters.TEXT
        access = self._desk.access
        handlers: list[BaseHandler[Any, Any, Any]] = [
            CommandHandler("ask", calling(self.on_command, access), filters=new),
            MessageHandler(new & plain & meant_for_bot, calling(self.on_text, access)),
            MessageHandler(edited, calling(self.on_edit, access)),
            MessageHandler(new & private & filters.COMMAND, calling(self.on_unknown, access)),
            MessageHandler(new & private & other, calling(self.on_other, access)),
        ]
        application.add_handlers(handlers)

    async def on_command(self, call: Call) -> None:
        """`/ask QUESTION`; as a reply to somebody's text, that text is the question."""
        text = call.argument
        replied = call.message.reply_to_message
        if not text and replied and not _is_own(replied):
            text = replied.text or ""
        await self.ask(call, text)

    async def on_text(self, call: Call) -> None:
        await self.ask(call, call.message.text or "")

    async def on_edit(self, call: Call) -> None:
        """Answer the edited question in the message that answered the first one."""
        message, text = call.message, call.message.text or ""
        if text.startswith("/"):
            if text.split()[0].partition("@")[0] != "/ask":
                return
            text = call.argument
        edited = message.edit_date or message.date
        if (edited - message.date).total_seconds() > EDITABLE_FOR:
            return
        earlier = await self._desk.work.record(
            self._desk.exchanges.of_question, chat=message.chat.id, question=message.message_id
        )
        if earlier is None or earlier.kind is not Kind.QUESTION:
            await self.ask(call, text)
        elif earlier.text != _asked(text):
            await self.ask(call, text, revising=earlier)

    async def on_unknown(self, call: Call) -> None:
        await say(call.bot, call.place, messages.UNKNOWN_COMMAND)

    async def on_other(self, call: Call) -> None:
        await say(call.bot, call.place, messages.TEXT_ONLY)

    async def ask(self, call: Call, text: str, *, revising: Exchange | None = None) -> None:
        """Answer a question, in a new message or in that of the exchange to revise."""
        question = _asked(text)
        if not any(map(str.isalnum, question)):
            await invite(call.bot, call.place, messages.ASK_WHAT)
            return
        if len(question) > messages.QUESTION_LIMIT:
            await say(call.bot, call.place, messages.too_long(len(question)))
            return
        try:
            with self._desk.work.one_at_a_time(call.user):
                shown, placeholder = await self._answer(call, question, revising)
        except StillAnswering:
            await say(call.bot, call.place, messages.STILL_ANSWERING)
            return
        with metrics.stage("sending"):
            if revising is not None and revising.answer is not None:
                await self._desk.amend(call, revising.answer, shown)
            elif placeholder is not None:
                await self._desk.amend(call, placeholder, shown)
            else:
                await self._desk.post(call, shown)

    async def _answer(
        self, call: Call, question: str, revising: Exchange | None
    ) -> tuple[Shown, int | None]:
        """The answer, and the message that asked to wait for it, if it took long."""
        desk, asked = self._desk, time.monotonic()

        def work() -> Shown:
            metrics.STAGES.labels("waiting").observe(time.monotonic() - asked)
            payload = to_payload(self._reply(call, question))
            if revising is not None:
                exchange = desk.exchanges.revise(revising, text=question, payload=payload)
            else:
                exchange = desk.record(call, Kind.QUESTION, question, payload)
            with metrics.stage("rendering"):
                return Shown(desk.screens(call.bot).first(exchange), exchange)

        metrics.QUESTIONS.inc()
        async with typing(call.bot, call.place):
            if revising is not None and revising.answer is not None:
                return await desk.produce(call, work), None
            return await produce_or_ask_to_wait(desk, call, work)

    def _reply(self, call: Call, question: str) -> Reply:
        limit = min(PAGES * self._desk.settings.passages, MOST_PASSAGES)
        start = time.monotonic()
        with metrics.stage("reading"):
            reply = self._desk.engine.assess(question, limit=limit).reply
        metrics.count(reply)
        outcome = reply.reason if isinstance(reply, Abstention) else "answered"
        duration = 1_000 * (time.monotonic() - start)
        if self._desk.settings.log_questions:
            logger.info("update %s: asked %r", call.update, question)
        logger.info("update %s: %s in %.0f ms", call.update, outcome, duration)
        return reply


def _asked(text: str) -> str:
    """The question as it is searched for and shown: one line, nothing invisible."""
    return one_line(text, limit=2 * len(text) + 1)


def _is_own(message: telegram.Message) -> bool:
    return message.from_user is not None and message.from_user.id == message.get_bot().id
