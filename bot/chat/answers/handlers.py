"""Questions: asked, answered, and answered anew when they are edited."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import telegram
from telegram.ext import BaseHandler, CommandHandler, MessageHandler, filters

from bot.chat.answers.chat_query import Inquiry, follow_up, inquiry_for, inquiry_of
from bot.chat.answers.exchanges import Exchange, Kind
from bot.chat.answers.filters import BadQuestion, Filtered, parse
from bot.chat.answers.payload import to_payload
from bot.chat.answers.placeholder import produce, produce_or_ask_to_wait
from bot.chat.people.roles import Role
from bot.chat.service.request import App, Call, calling
from bot.chat.service.service import Desk, Shown
from bot.chat.service.work import StillAnswering, Turn
from bot.chat.telegram.compose import one_line
from bot.chat.telegram.delivery import invite, say, typing
from bot.observability import metrics
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
        plain = filters.TEXT & ~filters.COMMAND & ~filters.VIA_BOT
        other = ~filters.TEXT & ~filters.StatusUpdate.ALL
        edited = filters.UpdateType.EDITED_MESSAGE & private & filters.TEXT
        desk = self._desk
        handlers: list[BaseHandler[Any, Any, Any]] = [
            CommandHandler("ask", calling(self.on_command, desk), filters=new),
            MessageHandler(new & plain & meant_for_bot, calling(self.on_text, desk)),
            MessageHandler(edited, calling(self.on_edit, desk)),
            MessageHandler(new & private & filters.COMMAND, calling(self.on_unknown, desk)),
            MessageHandler(new & private & other, calling(self.on_other, desk)),
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
        earlier = await self._begun_by(message)
        if earlier is None or earlier.kind is not Kind.QUESTION:
            await self.ask(call, text)
        elif earlier.text != _asked(text):
            await self.ask(call, text, revising=earlier)

    async def _begun_by(self, question: telegram.Message) -> Exchange | None:
        """What a question led to."""
        chat, exchanges = question.chat.id, self._desk.exchanges
        return await self._noted(
            chat, lambda: exchanges.of_question(chat=chat, question=question.message_id)
        )

    async def _replied_to(self, call: Call) -> Exchange | None:
        """What the message of ours shows that the call replies to, if it does."""
        replied = call.message.reply_to_message
        if replied is None or not _is_own(replied):
            return None
        chat, exchanges = replied.chat.id, self._desk.exchanges
        return await self._noted(
            chat, lambda: exchanges.of_answer(chat=chat, answer=replied.message_id)
        )

    async def _noted(self, chat: int, look: Callable[[], Exchange | None]) -> Exchange | None:
        """An exchange with its answer; a quick reader may react before that is noted."""
        found = await self._desk.work.record(look)
        if found is None or found.answer is None:
            await self._desk.underway.noted(chat)
            found = await self._desk.work.record(look)
        return found

    async def on_unknown(self, call: Call) -> None:
        await say(call.bot, call.place, call.texts("unknown_command"))

    async def on_other(self, call: Call) -> None:
        await say(call.bot, call.place, call.texts("text_only"))

    async def ask(self, call: Call, text: str, *, revising: Exchange | None = None) -> None:
        """Answer a question, in a new message or in that of the exchange to revise; that one stays
        as it is where no answer is to take its place."""
        typed = _asked(text)
        try:
            filtered = parse(typed)
        except BadQuestion as refusal:
            await say(call.bot, call.place, refusal.words(call.texts))
            return
        if not filtered.asks:
            await invite(call.bot, call.place, call.texts("ask_what"))
            return
        await self._respond(call, typed, lambda: self._inquiry(call, filtered), revising)

    async def widen(self, call: Call, exchange: Exchange) -> None:
        """Ask a follow-up again of every article, in the message under which `call` stands."""
        shown_in = replace(exchange, answer=call.message.message_id)

        async def everywhere() -> Callable[[], Inquiry]:
            return lambda: inquiry_of(exchange).everywhere

        await self._respond(call, exchange.text, everywhere, shown_in)

    async def _respond(
        self,
        call: Call,
        typed: str,
        understand: Callable[[], Awaitable[Callable[[], Inquiry]]],
        revising: Exchange | None,
    ) -> None:
        """`understand` is awaited for what then works out, in the pool, what is asked.

        Nothing may be awaited before the user's turn is taken, or a later question could take it.
        """
        if not await self.is_within_quota(call):
            return
        with metrics.question():
            try:
                with self._desk.work.one_at_a_time(call.user, chat=call.message.chat.id) as turn:
                    inquiry = await understand()
                    shown, placeholder = await self._answer(call, turn, typed, inquiry, revising)
            except StillAnswering:
                await say(call.bot, call.place, call.texts("still_answering"))
                return
            if self._was_turned_away(call):
                logger.info("update %s: not answered, as user %s may not ask any more",
                            call.update, call.user)  # fmt: skip
            elif revising is not None and revising.answer is not None and shown.exchange:
                await self._desk.amend(call, revising.answer, shown)
            elif placeholder is not None:
                await self._desk.amend(call, placeholder, shown)
            else:
                await self._desk.post(call, shown)

    def _was_turned_away(self, call: Call) -> bool:
        """Whether an administrator decided so while the question waited."""
        chat, access = call.message.chat.id, self._desk.access
        return access.role(user=call.user, chat=chat, private=call.is_private) is Role.STRANGER

    async def is_within_quota(self, call: Call) -> bool:
        """Count the question; whoever has asked too many is told so once."""
        chat, now = call.message.chat.id, self._desk.clock()
        exceeded = self._desk.quotas.take(user=call.user, chat=chat, now=now)
        if exceeded is not None and exceeded.is_news:
            key = "chat_asked_too_much" if exceeded.shared else "asked_too_much"
            wait = call.texts("in_seconds", n=exceeded.seconds)
            await say(call.bot, call.place, call.texts(key, n=exceeded.limit, wait=wait))
        return exceeded is None

    async def _answer(
        self,
        call: Call,
        turn: Turn,
        typed: str,
        understand: Callable[[], Inquiry],
        revising: Exchange | None,
    ) -> tuple[Shown, int | None]:
        """The answer, and the message that asked to wait for it, if it took long."""
        desk, asked = self._desk, time.monotonic()

        def work() -> Shown:
            metrics.spent("waiting", time.monotonic() - asked)
            inquiry = understand()
            payload = to_payload(self._reply(call, inquiry)) | inquiry.to_payload()
            turn.check()
            if revising is not None:
                exchange = desk.exchanges.revise(revising, text=typed, payload=payload)
            else:
                exchange = desk.record(call, Kind.QUESTION, typed, payload)
            with metrics.stage("rendering"):
                return Shown(desk.screens(call.bot, call.manner).first(exchange), exchange)

        metrics.QUESTIONS.inc()
        async with typing(call.bot, call.place):
            if revising is not None and revising.answer is not None:
                return await produce(desk, call, turn, typed, work), None
            return await produce_or_ask_to_wait(desk, call, turn, typed, work)

    async def _inquiry(self, call: Call, filtered: Filtered) -> Callable[[], Inquiry]:
        """What is asked, as a reply to an earlier answer where it is one; raises BadQuestion when
        called."""
        engine, earlier = self._desk.engine, await self._replied_to(call)

        def understood() -> Inquiry:
            inquiry = inquiry_for(filtered, engine)
            return follow_up(inquiry, earlier, store=engine.store) if earlier else inquiry

        return understood

    def _reply(self, call: Call, inquiry: Inquiry) -> Reply:
        limit = min(PAGES * call.manner.passages, MOST_PASSAGES)
        start = time.monotonic()
        with metrics.stage("reading"):
            found = self._desk.engine.assess(inquiry.query, filters=inquiry.filters, limit=limit)
        reply = replace(found.reply, question=inquiry.question)
        metrics.count(reply)
        outcome = reply.reason if isinstance(reply, Abstention) else "answered"
        duration = 1_000 * (time.monotonic() - start)
        if self._desk.settings.log_questions:
            logger.info("update %s: asked %r", call.update, inquiry.query)
        logger.info("update %s: %s in %.0f ms", call.update, outcome, duration)
        return reply


def _asked(text: str) -> str:
    """The question as it is searched for and shown: one line, nothing invisible."""
    return one_line(text, limit=2 * len(text) + 1)


def _is_own(message: telegram.Message) -> bool:
    return message.from_user is not None and message.from_user.id == message.get_bot().id
