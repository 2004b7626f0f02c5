"""`@bot question` in any chat, and the share button: passages to choose from, for readers only.

Telegram sends a query for each letter that somebody types. The bot searches only for one that
stands for a moment, and for one at a time for each person; the others need no answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import (
    Bot,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    Update,
    User,
)
from telegram.error import BadRequest
from telegram.ext import ChosenInlineResultHandler, InlineQueryHandler

from bot.chat.answers import inline_results
from bot.chat.answers.chat_query import query_for
from bot.chat.answers.exchanges import Exchange, ExchangeKind, Exchanges
from bot.chat.answers.filters import parse_question
from bot.chat.answers.inline_results import Offers, Shared, notice
from bot.chat.answers.ledger import Ledger
from bot.chat.answers.reply_screens import abstained, pages_of, reply_of, surroundings
from bot.chat.answers.screens import Gone, Viewer, within
from bot.chat.layout.answer_pages import AnswerPage, alone
from bot.chat.people.quotas import Quota
from bot.chat.people.roles import Role
from bot.chat.service.messages import explanation
from bot.chat.service.request import App, Context
from bot.chat.service.services import Services
from bot.chat.service.work import Busy
from bot.chat.telegram.compose import Message, QuotedSpan, one_line
from bot.chat.telegram.verify import verify_message
from bot.observability import metrics
from bot.texts import Texts, UserMessage
from corpus.errors import DatelineError
from index.types import Answer, Citation, Reason

logger = logging.getLogger(__name__)

# Seconds for which a query has to stand before it is taken for the question; this and the rest were
# set by hand, not measured.
PAUSE = 0.3
# Searches a minute for one person, who often types a question in several goes.
PER_MINUTE = 30
CACHED_FOR = 30
# What /start is sent with when somebody presses the button above the results.
START = "inline"


class Inline:
    """Answers inline queries, and stores receipts of what was chosen from the answers."""

    def __init__(self, services: Services, *, exchanges: Exchanges, ledger: Ledger) -> None:
        self._services = services
        self._exchanges = exchanges
        self._ledger = ledger
        self._quota = Quota(PER_MINUTE)
        self._latest: dict[int, str] = {}
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def register(self, application: App) -> None:
        application.add_handler(InlineQueryHandler(self.on_query))
        application.add_handler(ChosenInlineResultHandler(self.on_chosen))

    async def on_query(self, update: Update, context: Context) -> None:
        query = update.inline_query
        if query is None:
            return
        user, viewer = query.from_user, self._viewer(query.from_user, context.bot)
        text = one_line(query.query, limit=2 * len(query.query) + 1)
        shared = inline_results.parse_shared(text)
        self._latest[user.id] = query.id
        if shared is not None:
            found = await self._find(update, viewer, lambda: self._shared(shared, viewer))
        elif sum(not letter.isspace() for letter in text) < inline_results.FEWEST_LETTERS:
            found = Offers((), viewer.texts("inline_open"))
        else:
            await asyncio.sleep(PAUSE)
            async with self._turns[user.id]:
                if self._latest[user.id] != query.id:
                    return
                found = await self._asked(update, text, viewer)
        await answer(query, found, cache_time=CACHED_FOR if found.results else 0)

    async def on_chosen(self, update: Update, context: Context) -> None:
        """A result was sent somewhere. Telegram does not say where, but a receipt is kept."""
        chosen = update.chosen_inline_result
        if chosen is None:
            return
        user, viewer = chosen.from_user, self._viewer(chosen.from_user, context.bot)
        try:
            message = await self._services.work.record(self._quoted, chosen.result_id, viewer)
        except (UserMessage, DatelineError) as error:
            logger.warning("update %s: no receipt of an inline result: %s",
                           update.update_id, error)  # fmt: skip
            return
        await self._ledger.note_chosen(message.quotations, user=user.id)

    def _viewer(self, user: User, bot: Bot) -> Viewer:
        return Viewer.of(bot, self._services.profiles.of(user.id, code=user.language_code))

    async def _asked(self, update: Update, text: str, viewer: Viewer) -> Offers:
        user, now = update.effective_user, self._services.clock()
        key = user.id if user else 0
        if seconds := self._quota.wait(key, now=now):
            wait = viewer.texts("in_seconds", n=seconds)
            return notice(viewer.texts("inline_wait", wait=wait))
        self._quota.count(key, now=now)
        metrics.QUESTIONS.inc()
        return await self._find(update, viewer, lambda: self._searched(text, viewer))

    async def _find(self, update: Update, viewer: Viewer, work: Callable[[], Offers]) -> Offers:
        """What goes wrong in a known way becomes a notice."""
        try:
            return await self._services.work.run(work)
        except (Busy, UserMessage, DatelineError) as error:
            admin = self._services.access.role_in(update) is Role.ADMIN
            message = explanation(error, viewer.texts, update=update.update_id, admin=admin)
            return notice(message.text.splitlines()[0])

    def _searched(self, text: str, viewer: Viewer) -> Offers:
        """Belongs in the pool; raises QuestionRefused, Misquoted and what the engine raises."""
        engine, texts = self._services.engine, viewer.texts
        filtered = parse_question(text, today=self._services.today(texts.zone))
        if not filtered.asks:
            return Offers((), texts("inline_open"))
        query = query_for(filtered, engine, zone=texts.zone)
        found = engine.assess(
            query.search_text, filters=query.filters, limit=inline_results.MOST_OFFERED
        )
        reply = replace(found.reply, question=query.question)
        metrics.count_reply(reply)
        if isinstance(reply, Answer):
            # Sent alone, a merely related passage would have no better one beside it.
            return Offers(self._passages(reply.sure or reply.citations[:1], viewer))
        if reply.reason is Reason.EMPTY_CORPUS:
            return notice(texts("empty"))  # nobody would send that on
        message = abstained(reply, query.limits(texts), engine.store, viewer)
        verify_message(engine.store, message)
        return Offers((inline_results.abstention_offer(reply, message, texts),))

    def _shared(self, shared: Shared, viewer: Viewer) -> Offers:
        """An answer's page as it stands in the chat, then its passages one by one."""
        exchange = self._exchanges.get(shared.exchange)
        if exchange is None or exchange.kind not in (ExchangeKind.QUESTION, ExchangeKind.ALERT):
            raise Gone("button_expired")
        page = self._page(exchange, shared.page, viewer)
        count = viewer.texts("passages", n=len(page.citations))
        whole = inline_results.page_offer(exchange, shared.page, page.message, count)
        return Offers((whole, *self._passages(page.citations, viewer)))

    def _passages(
        self, citations: Sequence[Citation], viewer: Viewer
    ) -> tuple[InlineQueryResultArticle, ...]:
        """One by one, each as a message that explains itself; raises Misquoted."""
        offers = []
        for citation in inline_results.unlike(citations):
            store = self._services.engine.store
            around = surroundings([citation], store)
            message = alone(citation, viewer.texts, bot=viewer.bot, surroundings=around)
            verify_message(store, message)
            offers.append(inline_results.passage_offer(citation, message, viewer.texts))
        return tuple(offers)

    def _page(self, exchange: Exchange, number: int, viewer: Viewer) -> AnswerPage:
        """A page of an answer as its message shows it; raises Gone and Misquoted."""
        store = self._services.engine.store
        reply = reply_of(exchange, store)
        if not isinstance(reply, Answer):
            raise Gone("button_expired")
        found = pages_of(exchange, reply, store, viewer)
        page = found[within(number, len(found))]
        verify_message(store, page.message)
        return page

    def _quoted(self, result: str, viewer: Viewer) -> Message:
        """What was sent, by the id of the result; raises Gone."""
        shared, chosen = inline_results.parse_shared(result), inline_results.parse_chosen(result)
        if shared is not None:
            exchange = self._exchanges.get(shared.exchange)
            if exchange is None:
                raise Gone("button_expired")
            return self._page(exchange, shared.page, viewer).message
        if chosen is None:
            return Message("")
        stored = self._services.engine.store.passages([chosen.paragraph])
        if chosen.paragraph not in stored:
            raise Gone("article_removed")
        paragraph, article = stored[chosen.paragraph]
        return Message("", quotations=(QuotedSpan(article, paragraph, chosen.span, 0),))


async def refuse(query: InlineQuery, texts: Texts) -> None:
    """Offer a stranger nothing but the way to the bot, where they may ask for access."""
    await answer(query, Offers((), texts("inline_open")), cache_time=0)


async def answer(query: InlineQuery, found: Offers, *, cache_time: int) -> None:
    """Offer results to this person alone. If it is too late, the next letter asks again."""
    button = InlineQueryResultsButton(found.notice, start_parameter=START) if found.notice else None
    try:
        await query.answer(found.results, cache_time=cache_time, is_personal=True, button=button)
    except BadRequest as error:
        logger.info("inline query %s: %s", query.id, error.message)
