"""What every handler works with, and the steps that they share."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from telegram import Bot, User
from telegram.error import NetworkError, TelegramError

from bot.chat.admin import messages
from bot.chat.admin.menus import Menus
from bot.chat.answers.exchanges import Exchange, Exchanges, Kind
from bot.chat.answers.in_flight import Underway
from bot.chat.answers.ledger import Ledger
from bot.chat.answers.ratings import Ratings
from bot.chat.answers.screens import Screen, Screens, unconfirmed
from bot.chat.articles.index_process import Rebuilder
from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.preferences import Preferences
from bot.chat.people.profile import Manner, Manners
from bot.chat.people.quotas import Quotas
from bot.chat.people.roles import Access, Refusals
from bot.chat.people.timetables import Timetables
from bot.chat.service.inbox import Inbox
from bot.chat.service.recent_errors import Faults
from bot.chat.service.request import Call
from bot.chat.service.work import Busy, WorkPool
from bot.chat.telegram.compose import Message, one_line
from bot.chat.telegram.delivery import ANSWER_DELAYS, Unconfirmed, edit, send, send_once
from bot.chat.watches.watches import Watches
from bot.observability import metrics
from bot.texts import Texts, Told
from bot.verbatim import Misquoted
from corpus.errors import ArticleNotFound, DatelineError, SpeakerNotFound, StoreError
from index.errors import IndexMismatch, IndexMissing

if TYPE_CHECKING:
    from bot.engine import Engine
    from bot.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen and the exchange it belongs to, if it can have buttons."""

    screen: Screen
    exchange: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of a running bot. `silence` tells the seconds since Telegram was last heard."""

    settings: Settings
    engine: Engine
    exchanges: Exchanges
    inbox: Inbox
    ledger: Ledger
    ratings: Ratings
    access: Access
    members: Members
    menus: Menus
    quotas: Quotas
    faults: Faults
    work: WorkPool
    rebuilder: Rebuilder
    database: ChatDatabase
    watches: Watches
    timetables: Timetables
    preferences: Preferences
    silence: Callable[[], float | None] = lambda: None
    clock: Callable[[], float] = time.time
    refusals: Refusals = field(default_factory=Refusals)
    underway: Underway = field(default_factory=Underway)

    @property
    def manners(self) -> Manners:
        """How chats are answered."""
        return Manners(self.preferences, self.timetables, self.settings.passages)

    def texts_for(self, user: User) -> Texts:
        """How somebody is spoken to outside of any chat that is known."""
        return self.manners.of(user.id, code=user.language_code).texts

    def screens(self, bot: Bot, manner: Manner) -> Screens:
        """Opens the store, so it belongs in the pool."""
        return Screens(
            self.engine.store, manner, bot=bot.username, shares=bool(bot.supports_inline_queries)
        )

    def move_chat(self, old: int, new: int) -> None:
        """A group has got another id: whatever is stored of it goes along, and so does the right
        that the settings give it; belongs in the pool."""
        listed = self.access.listed(old)
        self.database.move_chat(old, new)
        if listed and self.access.of(new) < listed and not self.access.is_denied(new):
            self.members.decide(new, listed, now=self.clock())
        logger.log(
            logging.WARNING if listed else logging.INFO,
            "group %s is now %s%s",
            old,
            new,
            ": put the new id into the settings, where the old one is" if listed else "",
        )

    def record(self, call: Call, kind: Kind, text: str, payload: dict[str, Any]) -> Exchange:
        """Note what was asked; belongs in the pool too.

        Where it cannot be written, the answer goes out all the same, only its buttons are dead.
        """
        chat, question, now = call.message.chat.id, call.message.message_id, self.clock()
        try:
            return self.exchanges.add(
                kind,
                chat=chat,
                user=call.user,
                question=question,
                asked=now,
                text=text,
                payload=payload,
            )
        except StoreError as error:
            logger.error("update %s: what its buttons need was not kept: %s", call.update, error)
            return Exchange("", kind, chat, call.user, question, None, now, text, payload)

    async def produce(
        self, call: Call, work: Callable[[], Shown], *, at_once: bool = False
    ) -> Shown:
        """Do the work in the pool, or `at_once` beside it, however many questions wait; what goes
        wrong in a known way becomes a message about it."""
        try:
            return await (self.work.record(work) if at_once else self.work.run(work))
        except (Busy, Told, DatelineError) as error:
            told = explanation(error, call.texts, update=call.update, admin=call.is_admin)
            return Shown(Screen(told))

    async def post(self, call: Call, shown: Shown) -> None:
        """Send a result, once at most, and note which message shows it."""
        if shown.exchange is None:
            await send(call.bot, call.place, shown.screen)
            return
        with self.underway.to(call.place.chat):
            await self._post(call, shown.screen, shown.exchange)

    async def _post(self, call: Call, screen: Screen, exchange: Exchange) -> None:
        async def note(leaves: bool) -> None:
            await self.inbox.leaves(call.update, exchange.id if leaves else None)

        receipts = await self.ledger.note(screen, chat=call.place.chat)
        try:
            sent = await send_once(call.bot, call.place, screen, note)
        except TelegramError:
            await self.ledger.settle(receipts, message=None)
            raise
        except Unconfirmed:
            metrics.UNCONFIRMED.inc()
            logger.warning("update %s: the answer may not have arrived", call.update)
            place = replace(call.place, reply_to=call.message.message_id)
            offer = unconfirmed(exchange.id, call.texts("unconfirmed"), call.texts)
            await send(call.bot, place, offer, delays=ANSWER_DELAYS)
        else:
            await self._note_answer(call, exchange, sent.message_id)
            await self.ledger.settle(receipts, message=sent.message_id)

    async def amend(self, call: Call, message: int, shown: Shown) -> None:
        """Show a result in an earlier message, or in a new one where that is gone."""
        with self.underway.to(call.message.chat.id):
            await self._amend(call, message, shown)

    async def _amend(self, call: Call, message: int, shown: Shown) -> None:
        chat = call.message.chat.id
        receipts = await self.ledger.note(shown.screen, chat=chat, message=message)
        try:
            edited = await edit(call.bot, chat, message, shown.screen)
        except TelegramError as error:
            if not isinstance(error, NetworkError):  # after those, nobody knows
                await self.ledger.settle(receipts, message=None)
            raise
        if not edited:
            await self.ledger.settle(receipts, message=None)
            await self.post(call, shown)
        elif shown.exchange is not None and shown.exchange.answer != message:
            await self._note_answer(call, shown.exchange, message)

    async def _note_answer(self, call: Call, exchange: Exchange, answer: int) -> None:
        if laps := metrics.laps():
            logger.info("update %s: sent after %s", call.update, laps)
        # Before the pool's turn comes, a crash must not make the answer doubtful.
        await self.inbox.finish(call.update, now=self.clock())
        try:
            await self.work.record(self.exchanges.answered, exchange.id, answer=answer)
        except StoreError as error:
            logger.error("update %s: its answer was not noted: %s", call.update, error)


def explanation(
    error: Busy | Told | DatelineError, texts: Texts, *, update: int, admin: bool
) -> Message:
    """What a reader is told of an error that has a name; the log has the rest."""
    match error:
        case Busy():
            return Message(texts("busy", n=error.waiting))
        case Told():
            return Message(error.words(texts))
        case ArticleNotFound():
            return Message(texts("no_article", reference=one_line(error.reference, limit=60)))
        case SpeakerNotFound():
            return Message(texts("no_speaker", name=one_line(error.name, limit=60)))
        case IndexMissing():
            return messages.no_index(texts("no_index"), texts, admin=admin)
    logger.error("update %s: %s", update, error)
    match error:
        case IndexMismatch():
            return messages.no_index(texts("index_unfit"), texts, admin=admin)
        case Misquoted():
            return Message(texts("not_verbatim"))
        case _:
            return Message(texts("unavailable"))
