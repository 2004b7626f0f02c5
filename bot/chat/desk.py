"""What every handler works with, and the steps that they share."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from telegram import Bot

from bot import messages, metrics
from bot.chat import notices
from bot.chat.access import Access, Refusals
from bot.chat.call import Call
from bot.chat.compose import Message, one_line
from bot.chat.delivery import Unconfirmed, edit, send, send_once
from bot.chat.exchanges import Exchange, Exchanges, Kind
from bot.chat.faults import Faults
from bot.chat.inbox import Inbox
from bot.chat.members import Members
from bot.chat.quotas import Quotas
from bot.chat.rebuilding import Rebuilder
from bot.chat.screens import Gone, Screen, Screens, unconfirmed
from bot.chat.work import Busy, WorkPool
from bot.verbatim import Misquoted
from corpus.errors import ArticleNotFound, DatelineError
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
    access: Access
    members: Members
    quotas: Quotas
    faults: Faults
    work: WorkPool
    rebuilder: Rebuilder
    silence: Callable[[], float | None] = lambda: None
    clock: Callable[[], float] = time.time
    refusals: Refusals = field(default_factory=Refusals)

    def screens(self, bot: Bot) -> Screens:
        """Opens the store, so it belongs in the pool."""
        return Screens(self.engine.store, size=self.settings.passages, bot=bot.username)

    def record(self, call: Call, kind: Kind, text: str, payload: dict[str, Any]) -> Exchange:
        """Note what was asked; belongs in the pool too."""
        return self.exchanges.add(
            kind,
            chat=call.message.chat.id,
            user=call.user,
            question=call.message.message_id,
            asked=self.clock(),
            text=text,
            payload=payload,
        )

    async def produce(self, call: Call, work: Callable[[], Shown]) -> Shown:
        """Do the work in the pool; what goes wrong in a known way becomes a message about it."""
        try:
            return await self.work.run(work)
        except (Busy, Gone, DatelineError) as error:
            return Shown(Screen(_explanation(error, call)))

    async def post(self, call: Call, shown: Shown) -> None:
        """Send a result, once at most, and note which message shows it."""
        exchange = shown.exchange
        if exchange is None:
            await send(call.bot, call.place, shown.screen)
            return

        async def note(leaves: bool) -> None:
            await self.inbox.leaves(call.update, exchange.id if leaves else None)

        try:
            sent = await send_once(call.bot, call.place, shown.screen, note)
        except Unconfirmed:
            metrics.UNCONFIRMED.inc()
            logger.warning("update %s: the answer may not have arrived", call.update)
            place = replace(call.place, reply_to=call.message.message_id)
            await send(call.bot, place, unconfirmed(exchange.id))
        else:
            await self._note_answer(call, exchange, sent.message_id)

    async def amend(self, call: Call, message: int, shown: Shown) -> None:
        """Show a result in an earlier message, or in a new one where that is gone."""
        if not await edit(call.bot, call.message.chat.id, message, shown.screen):
            await self.post(call, shown)
        elif shown.exchange is not None and shown.exchange.answer != message:
            await self._note_answer(call, shown.exchange, message)

    async def _note_answer(self, call: Call, exchange: Exchange, answer: int) -> None:
        # Before the pool's turn comes, a crash must not make the answer doubtful.
        await self.inbox.finish(call.update, now=self.clock())
        await self.work.record(self.exchanges.answered, exchange.id, answer=answer)


def _explanation(error: Busy | Gone | DatelineError, call: Call) -> Message:
    """What a reader is told of an error that has a name; the log has the rest."""
    match error:
        case Busy():
            return Message(messages.busy(error.waiting))
        case Gone():
            return Message(str(error))
        case ArticleNotFound():
            return Message(messages.no_article(one_line(error.reference, limit=60)))
        case IndexMissing():
            return notices.no_index(messages.NO_INDEX, admin=call.is_admin)
    logger.error("update %s: %s", call.update, error)
    match error:
        case IndexMismatch():
            return notices.no_index(messages.INDEX_UNFIT, admin=call.is_admin)
        case Misquoted():
            return Message(messages.NOT_VERBATIM)
        case _:
            return Message(messages.UNAVAILABLE)
