"""`@bot question` in any chat, and the share button: passages to choose from, for readers only.

Every letter that somebody types is a query of its own. Only the last one that they leave standing
for a moment is searched for, and one at a time for each person; Telegram needs no answer to the
others.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from telegram import Bot, InlineQuery, InlineQueryResultsButton, Update
from telegram.error import BadRequest
from telegram.ext import ChosenInlineResultHandler, InlineQueryHandler

from bot.chat.answers import inline_results
from bot.chat.answers.chat_query import inquiry_for
from bot.chat.answers.exchanges import Kind
from bot.chat.answers.filters import parse
from bot.chat.answers.inline_results import Offers, Shared, notice
from bot.chat.answers.screens import Gone
from bot.chat.layout.answer_pages import standing_out
from bot.chat.people.profile import Manner
from bot.chat.people.quotas import Quota
from bot.chat.people.roles import Role
from bot.chat.service.request import App, Context
from bot.chat.service.service import Desk, explanation
from bot.chat.service.work import Busy
from bot.chat.telegram.compose import Message, Quotation, one_line
from bot.observability import metrics
from bot.texts import Texts, Told
from corpus.errors import DatelineError
from index.types import Answer, Reason

logger = logging.getLogger(__name__)

# Seconds for which a query has to stand before it is taken for the question.
PAUSE = 0.3
# Searches of one person: a question is often typed in several goes.
PER_MINUTE = 30
CACHED_FOR = 30
# What /start is sent with when somebody presses the button above the results.
START = "inline"


class Inline:
    """Answers inline queries, and notes what was chosen from the answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
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
        user = query.from_user
        manner = self._desk.manners.of(user.id, code=user.language_code)
        text = one_line(query.query, limit=2 * len(query.query) + 1)
        shared = inline_results.parse_shared(text)
        self._latest[user.id] = query.id
        if shared is not None:
            found = await self._find(
                update, manner, lambda: self._shared(shared, context.bot, manner)
            )
        elif sum(not letter.isspace() for letter in text) < inline_results.FEWEST_LETTERS:
            found = Offers((), manner.texts("inline_open"))
        else:
            await asyncio.sleep(PAUSE)
            async with self._turns[user.id]:
                if self._latest[user.id] != query.id:
                    return
                found = await self._asked(update, text, context.bot, manner)
        await answer(query, found, cache_time=CACHED_FOR if found.results else 0)

    async def on_chosen(self, update: Update, context: Context) -> None:
        """A result was sent somewhere. Telegram does not say where; that it was said is noted."""
        chosen = update.chosen_inline_result
        if chosen is None:
            return
        user, desk = chosen.from_user, self._desk
        manner = desk.manners.of(user.id, code=user.language_code)

        def quoted() -> Message:
            return self._quoted(chosen.result_id, context.bot, manner)

        try:
            message = await desk.work.record(quoted)
        except (Told, DatelineError) as error:
            logger.warning("update %s: no receipt of an inline result: %s",
                           update.update_id, error)  # fmt: skip
            return
        await desk.ledger.note_chosen(message.quotations, user=user.id)

    async def _asked(self, update: Update, text: str, bot: Bot, manner: Manner) -> Offers:
        user, now = update.effective_user, self._desk.clock()
        key = user.id if user else 0
        if seconds := self._quota.wait(key, now=now):
            wait = manner.texts("in_seconds", n=seconds)
            return notice(manner.texts("inline_wait", wait=wait))
        self._quota.count(key, now=now)
        metrics.QUESTIONS.inc()
        return await self._find(update, manner, lambda: self._searched(text, bot, manner))

    async def _find(self, update: Update, manner: Manner, work: Callable[[], Offers]) -> Offers:
        """What goes wrong in a known way becomes a notice."""
        try:
            return await self._desk.work.run(work)
        except (Busy, Told, DatelineError) as error:
            admin = self._desk.access.role_in(update) is Role.ADMIN
            told = explanation(error, manner.texts, update=update.update_id, admin=admin)
            return notice(told.text.splitlines()[0])

    def _searched(self, text: str, bot: Bot, manner: Manner) -> Offers:
        """Belongs in the pool; raises BadQuestion and what the engine raises."""
        desk, texts = self._desk, manner.texts
        filtered = parse(text)
        if not filtered.asks:
            return Offers((), texts("inline_open"))
        inquiry = inquiry_for(filtered, desk.engine)
        found = desk.engine.assess(
            inquiry.query, filters=inquiry.filters, limit=inline_results.MOST_PASSAGES
        )
        reply = replace(found.reply, question=inquiry.question)
        metrics.count(reply)
        screens = desk.screens(bot, manner)
        if isinstance(reply, Answer):
            # What is merely related would stand alone, without the better ones beside it.
            cited = inline_results.unlike(reply.citations[: standing_out(reply)])
            shown = [
                inline_results.passage_offer(each, screens.alone(each), texts) for each in cited
            ]
            return Offers(tuple(shown))
        if reply.reason is Reason.EMPTY_CORPUS:
            return notice(texts("empty"))  # nothing that one would send anybody
        screen = screens.abstained(reply, inquiry)
        return Offers((inline_results.abstention_offer(reply, screen, texts),))

    def _shared(self, shared: Shared, bot: Bot, manner: Manner) -> Offers:
        """An answer's page as it stands in the chat, then its passages one by one."""
        desk, texts = self._desk, manner.texts
        screens = desk.screens(bot, manner)
        exchange = desk.exchanges.get(shared.exchange)
        if exchange is None or exchange.kind not in (Kind.QUESTION, Kind.ALERT):
            raise Gone("button_expired")
        page = screens.page(exchange, shared.page)
        count = texts("passages", n=len(page.citations))
        cited = inline_results.unlike(page.citations)
        alone = [inline_results.passage_offer(each, screens.alone(each), texts) for each in cited]
        return Offers(
            (inline_results.page_offer(exchange, shared.page, page.message, count), *alone)
        )

    def _quoted(self, result: str, bot: Bot, manner: Manner) -> Message:
        """What was sent, by the id of the result; raises Gone."""
        shared, chosen = inline_results.parse_shared(result), inline_results.parse_chosen(result)
        screens = self._desk.screens(bot, manner)
        if shared is not None:
            exchange = self._desk.exchanges.get(shared.exchange)
            if exchange is None:
                raise Gone("button_expired")
            return screens.page(exchange, shared.page).message
        if chosen is None:
            return Message("")
        stored = self._desk.engine.store.passages([chosen.paragraph])
        if chosen.paragraph not in stored:
            raise Gone("article_removed")
        paragraph, article = stored[chosen.paragraph]
        return Message("", quotations=(Quotation(article, paragraph, chosen.span, 0),))


async def refuse(query: InlineQuery, texts: Texts) -> None:
    """A stranger is offered nothing but the way to the bot, where they may ask to be let in."""
    await answer(query, Offers((), texts("inline_open")), cache_time=0)


async def answer(query: InlineQuery, found: Offers, *, cache_time: int) -> None:
    """Offer results to this person alone; too late is no harm, as the next letter asks anew."""
    button = InlineQueryResultsButton(found.notice, start_parameter=START) if found.notice else None
    try:
        await query.answer(found.results, cache_time=cache_time, is_personal=True, button=button)
    except BadRequest as error:
        logger.info("inline query %s: %s", query.id, error.message)
