"""Questions: asked, answered, and answered anew when they are edited."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import telegram
from telegram.ext import MessageHandler, filters

from bot.chat.answers.chat_query import ChatQuery, follow_up, going_on, query_for, query_of
from bot.chat.answers.exchanges import Exchange, ExchangeKind, Exchanges
from bot.chat.answers.filters import Filtered, QuestionRefused, UnknownOutlet, parse_question
from bot.chat.answers.near_screens import did_you_mean
from bot.chat.answers.payload import to_payload
from bot.chat.answers.placeholder import Placeholders
from bot.chat.answers.posting import Posting, Shown
from bot.chat.people.quotas import Quotas
from bot.chat.service.handling import on_request
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.service.work import StillAnswering, Turn
from bot.chat.telegram.compose import one_line
from bot.chat.telegram.delivery import invite, is_from_bot, typing
from bot.observability import metrics
from bot.texts.small_talk import SmallTalk, small_talk
from corpus.errors import SpeakerNotFound
from index.query.going_on import goes_on
from index.types import Abstention

logger = logging.getLogger(__name__)

# An answer has this many pages at most, and so many passages; a question may be edited for so
# many seconds. Set by hand; not measured.
PAGES = 3
MOST_CITED = 20
EDITABLE_FOR = 600.0
# For so many seconds "why?" goes on from the last answer.
GOES_ON_FOR = 600.0


class _ReplyToBot(filters.MessageFilter):
    """A reply to one of the bot's own messages; a topic's opening does not count as one."""

    def filter(self, message: telegram.Message) -> bool:
        original = message.reply_to_message
        return original is not None and is_from_bot(original) and not original.forum_topic_created


class Questions:
    """Takes `/ask`, plain text in private, and replies to the bot in groups."""

    def __init__(
        self,
        services: Services,
        posting: Posting,
        *,
        exchanges: Exchanges,
        placeholders: Placeholders,
        quotas: Quotas,
    ) -> None:
        self._services = services
        self._posting = posting
        self._exchanges = exchanges
        self._placeholders = placeholders
        self._quotas = quotas

    def register(self, application: App) -> None:
        """Belongs after all others: takes whatever text is left."""
        new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
        meant_for_bot = private | (filters.ChatType.GROUPS & _ReplyToBot())
        plain = filters.TEXT & ~filters.COMMAND & ~filters.VIA_BOT
        other = ~filters.TEXT & ~filters.StatusUpdate.ALL
        edited = filters.UpdateType.EDITED_MESSAGE & private & filters.TEXT
        for wanted, action in (
            (new & plain & meant_for_bot, self.on_text),
            (edited, self.on_edit),
            (new & private & filters.COMMAND, self.on_unknown),
            (new & private & other, self.on_other),
        ):
            application.add_handler(MessageHandler(wanted, on_request(self._services, action)))

    async def on_command(self, request: Request) -> None:
        """`/ask QUESTION`; as a reply to somebody's text, that text is the question."""
        text = request.argument
        replied = request.message.reply_to_message
        if not text and replied and not is_from_bot(replied):
            text = replied.text or ""
        await self.ask(request, text)

    async def on_as_of(self, request: Request) -> None:
        """`/asof MOMENT QUESTION`: as `as-of:MOMENT QUESTION`, but not without a moment."""
        if not request.argument:
            await request.say(request.texts("as_of_what"))
            return
        await self.ask(request, f"as-of:{request.argument}")

    async def on_text(self, request: Request) -> None:
        await self.ask(request, request.message.text or "")

    async def on_edit(self, request: Request) -> None:
        """Answer the edited question in the message that answered the first one."""
        message, text = request.message, request.message.text or ""
        if text.startswith("/"):
            if text.split()[0].partition("@")[0] != "/ask":
                return
            text = request.argument
        edited = message.edit_date or message.date
        if (edited - message.date).total_seconds() > EDITABLE_FOR:
            return
        earlier = await self._posting.begun_by(request.chat, message.message_id)
        if earlier is None or earlier.kind is not ExchangeKind.QUESTION:
            await self.ask(request, text)
        elif earlier.text != _asked(text) or self._posting.is_again(request):
            await self.ask(request, text, revising=earlier)

    async def on_unknown(self, request: Request) -> None:
        await request.say(request.texts("unknown_command"))

    async def on_other(self, request: Request) -> None:
        await request.say(request.texts("text_only"))

    async def ask(self, request: Request, text: str, *, revising: Exchange | None = None) -> None:
        """Answer a question, in a new message or in place of the exchange to revise, which stays if
        there is no answer."""
        typed = _asked(text)
        if said := small_talk(typed):
            await self._answer_small_talk(request, said)
            return
        if revising is None and self._posting.is_again(request):
            revising = await self._earlier_try(request, typed)
        try:
            today = self._services.today(request.texts.zone)
            filtered = parse_question(typed, today=today)
        except QuestionRefused as refusal:
            await request.say(refusal.words(request.texts))
            return
        if not filtered.asks:
            await invite(request.bot, request.place, request.texts("ask_what"))
            return
        await self._respond(request, typed, lambda: self._understand(request, filtered), revising)

    async def _answer_small_talk(self, request: Request, said: SmallTalk) -> None:
        """A friendly line; in a group, where it was said to people, only if it was a command."""
        is_command = (request.message.text or "").startswith("/")
        if request.is_private or is_command:
            await request.say(request.texts(f"small_talk.{said}"))

    async def widen(self, request: Request, exchange: Exchange) -> None:
        """Ask a follow-up again of all articles, and answer in the same message."""
        shown_in = replace(exchange, answer=request.message.message_id)

        async def everywhere() -> Callable[[], ChatQuery]:
            return lambda: query_of(exchange).everywhere

        await self._respond(request, exchange.text, everywhere, shown_in)

    async def ask_afresh(self, request: Request, exchange: Exchange) -> None:
        """Ask what goes on from an earlier question again by itself, and answer in the same
        message."""
        shown_in = replace(exchange, answer=request.message.message_id)
        zone = request.texts.zone
        filtered = parse_question(exchange.text, today=self._services.today(zone))

        async def alone() -> Callable[[], ChatQuery]:
            return lambda: query_for(filtered, self._services.engine, zone=zone)

        await self._respond(request, exchange.text, alone, shown_in)

    async def _respond(
        self,
        request: Request,
        typed: str,
        understand: Callable[[], Awaitable[Callable[[], ChatQuery]]],
        revising: Exchange | None,
    ) -> None:
        """`understand` returns a function that works out, in the pool, what is asked.

        Take the user's turn before awaiting anything, or a later question could take it.
        """
        if not await self.is_within_quota(request):
            return
        with metrics.question():
            try:
                with self._services.work.one_at_a_time(request.user, chat=request.chat) as turn:
                    query = await understand()
                    shown, placeholder = await self._answer(request, turn, typed, query, revising)
            except StillAnswering:
                if self._posting.is_again(request):
                    self._posting.put_off(request)
                    return
                await request.say(request.texts("still_answering"))
                return
            if self._posting.is_turned_away(request):
                logger.info("update %s: not answered, as user %s may not ask any more",
                            request.update, request.user)  # fmt: skip
            elif revising is not None and revising.answer is not None and shown.exchange:
                await self._posting.amend(request, revising.answer, shown)
            elif placeholder is not None:
                await self._posting.amend(request, placeholder, shown)
            else:
                await self._posting.post(request, shown)

    async def _earlier_try(self, request: Request, typed: str) -> Exchange | None:
        """The same question, as it was stored when its answer could not be sent."""
        earlier = await self._posting.begun_by(request.chat, request.message.message_id)
        if earlier is None or earlier.kind is not ExchangeKind.QUESTION or earlier.text != typed:
            return None
        return earlier

    async def is_within_quota(self, request: Request) -> bool:
        """Count the question; say once if somebody asks too many. It counts once, however often it
        is tried."""
        if self._posting.is_again(request):
            return True
        now = self._services.clock()
        exceeded = self._quotas.take(user=request.user, chat=request.chat, now=now)
        if exceeded is not None and exceeded.is_news:
            key = "chat_asked_too_much" if exceeded.shared else "asked_too_much"
            wait = request.texts("in_seconds", n=exceeded.seconds)
            text = request.texts(key, n=exceeded.limit, wait=wait)
            await request.say(text)
        return exceeded is None

    async def _answer(
        self,
        request: Request,
        turn: Turn,
        typed: str,
        understand: Callable[[], ChatQuery],
        revising: Exchange | None,
    ) -> tuple[Shown, int | None]:
        """The answer, and the message that asked to wait for it, if it took long."""
        asked = time.monotonic()

        def work() -> Shown:
            metrics.spent("waiting", time.monotonic() - asked)
            try:
                query = understand()
            except (SpeakerNotFound, UnknownOutlet) as error:
                return Shown(did_you_mean(typed, error, request.texts))
            # From here on only the payload counts: each screen is made from it, the first one now
            # and others when a button is pressed, perhaps in a later run (reply_screens.py).
            payload = self._reply(request, query) | query.to_payload()
            payload["seconds"] = round(time.monotonic() - asked, 2)
            turn.check()
            if revising is not None:
                exchange = self._exchanges.revise(revising, text=typed, payload=payload)
            else:
                exchange = self._posting.record(request, ExchangeKind.QUESTION, typed, payload)
            with metrics.stage("rendering"):
                return self._posting.first(request, exchange)

        metrics.QUESTIONS.inc()
        async with typing(request.bot, request.place):
            if revising is not None and revising.answer is not None:
                return await self._placeholders.produce(request, turn, typed, work), None
            return await self._placeholders.produce_or_ask_to_wait(request, turn, typed, work)

    async def _understand(self, request: Request, filtered: Filtered) -> Callable[[], ChatQuery]:
        """What is asked, as a follow-up if it replies to an answer or goes on from the last one.
        The returned function raises QuestionRefused."""
        engine, replied = self._services.engine, request.message.reply_to_message
        earlier = last = None
        if replied is not None and is_from_bot(replied):
            earlier = await self._posting.shown_in(replied.chat.id, replied.message_id)
        elif replied is None and goes_on(filtered.question):
            last = await self._posting.latest_of(
                request.chat,
                request.user,
                before=request.message.message_id,
                since=self._services.clock() - GOES_ON_FOR,
            )

        def understood() -> ChatQuery:
            query = query_for(filtered, engine, zone=request.texts.zone)
            if earlier is not None:
                return follow_up(query, earlier, store=engine.store)
            return query if last is None else going_on(query, last)

        return understood

    def _reply(self, request: Request, query: ChatQuery) -> dict[str, Any]:
        """The reply, as payloads have it, with the question to ask instead where it has none and
        a name in it is misspelt."""
        limit = min(PAGES * request.profile.passages, MOST_CITED)
        start = time.monotonic()
        with metrics.stage("reading"):
            found = self._services.engine.assess(
                query.search_text, filters=query.filters, limit=limit
            )
        reply = replace(found.reply, question=query.question)
        metrics.count_reply(reply)
        outcome = reply.reason if isinstance(reply, Abstention) else "answered"
        duration = 1_000 * (time.monotonic() - start)
        if self._services.settings.log_questions:
            logger.info("update %s: asked %r", request.update, query.search_text)
        logger.info("update %s: %s in %.0f ms", request.update, outcome, duration)
        instead = None
        if isinstance(reply, Abstention):
            instead = self._services.engine.respelt(query.question)
        return to_payload(reply) | ({"instead": instead} if instead else {})


def _asked(text: str) -> str:
    """The question as the bot searches for it and shows it: one line, nothing invisible."""
    return one_line(text, limit=2 * len(text) + 1)
