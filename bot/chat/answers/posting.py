"""Results into chats: each is sent once at most, and its message is stored."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from telegram import MessageEntity
from telegram.error import NetworkError, TelegramError

from bot.chat.answers.chat_query import query_of
from bot.chat.answers.exchanges import Exchange, ExchangeKind, Exchanges
from bot.chat.answers.in_flight import InFlight
from bot.chat.answers.ledger import Ledger
from bot.chat.answers.screens import Screens, Viewer
from bot.chat.layout.citations import QUESTION_UNITS
from bot.chat.people.roles import Role
from bot.chat.service.inbox import Inbox
from bot.chat.service.messages import unconfirmed
from bot.chat.service.request import Request
from bot.chat.service.services import Services
from bot.chat.telegram.compose import one_line
from bot.chat.telegram.delivery import (
    ANSWER_DELAYS,
    Place,
    Quote,
    Unconfirmed,
    edit,
    send,
    send_once,
)
from bot.chat.telegram.keyboards import Press
from bot.chat.telegram.rate_limits import TurnedAway
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.utf16 import units
from bot.observability import metrics
from corpus.errors import StoreError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen and the exchange it belongs to, if it can have buttons."""

    screen: Screen
    exchange: Exchange | None = None


class Posting:
    """Makes results, sends them, or puts them in place of earlier ones."""

    def __init__(
        self,
        services: Services,
        *,
        exchanges: Exchanges,
        screens: Screens,
        inbox: Inbox,
        ledger: Ledger,
    ) -> None:
        self._services = services
        self._exchanges = exchanges
        self._screens = screens
        self._inbox = inbox
        self._ledger = ledger
        self._in_flight = InFlight()

    # Making: what follows belongs in the pool

    def record(
        self, request: Request, kind: ExchangeKind, text: str, payload: dict[str, Any]
    ) -> Exchange:
        """Store what was asked.

        If it cannot be written, the answer still goes out, but its buttons are dead.
        """
        chat, question, now = request.chat, request.message.message_id, self._services.clock()
        try:
            return self._exchanges.add(
                kind,
                chat=chat,
                user=request.user,
                question=question,
                asked=now,
                text=text,
                payload=payload,
            )
        except StoreError as error:
            logger.error("update %s: what its buttons need was not kept: %s", request.update, error)
            return Exchange("", kind, chat, request.user, question, None, now, text, payload)

    def first(self, request: Request, exchange: Exchange) -> Shown:
        """An exchange on its first screen."""
        viewer = Viewer.of(request.bot, request.profile)
        return Shown(self._screens.first(exchange, viewer), exchange)

    def turned(self, request: Request, exchange: Exchange, press: Press) -> Shown:
        """An exchange on the screen that a button asks for."""
        viewer = Viewer.of(request.bot, request.profile)
        return Shown(self._screens.show(exchange, press, viewer), exchange)

    # Sending: for the event loop

    async def produce(self, request: Request, work: Callable[[], Shown]) -> Shown:
        """Do the work in the pool; a known error becomes a message about it."""
        made = await self._services.attempt(request, work)
        return Shown(made) if isinstance(made, Screen) else made

    async def reply(self, request: Request, work: Callable[[], Shown]) -> None:
        """Do the work in the pool and send what it makes."""
        await self.post(request, await self.produce(request, work))

    async def post(self, request: Request, shown: Shown) -> None:
        """Send a result, once at most, and store which message shows it."""
        if shown.exchange is None:
            await request.send(shown.screen)
            return
        with self._in_flight.to(request.chat):
            await self._post(request, shown.screen, shown.exchange)

    async def _post(self, request: Request, screen: Screen, exchange: Exchange) -> None:
        async def note(leaves: bool) -> None:
            if leaves and self.is_turned_away(request):
                raise TurnedAway("access was taken away meanwhile")
            await self._inbox.leaves(request.update, exchange.id if leaves else None)

        receipts = await self._ledger.note(screen, chat=request.chat, thread=request.place.thread)
        try:
            sent = await send_once(request.bot, _place(request, exchange), screen, note)
        except TelegramError:
            await self._ledger.settle(receipts, message=None)
            raise
        except Unconfirmed:
            metrics.UNCONFIRMED.inc()
            logger.warning("update %s: the answer may not have arrived", request.update)
            place = replace(request.place, reply_to=request.message.message_id)
            offer = unconfirmed(exchange.id, request.texts("unconfirmed"), request.texts)
            await send(request.bot, place, offer, delays=ANSWER_DELAYS)
        else:
            await self._note_answer(request, exchange, sent.message_id)
            await self._ledger.settle(receipts, message=sent.message_id)

    async def amend(self, request: Request, message: int, shown: Shown) -> None:
        """Show a result in an earlier message, or in a new one where that is gone."""
        with self._in_flight.to(request.chat):
            await self._amend(request, message, shown)

    async def _amend(self, request: Request, message: int, shown: Shown) -> None:
        receipts = await self._ledger.note(
            shown.screen, chat=request.chat, message=message, thread=request.place.thread
        )
        try:
            edited = await edit(request.bot, request.chat, message, shown.screen)
        except TelegramError as error:
            if not isinstance(error, NetworkError):  # after those, nobody knows
                await self._ledger.settle(receipts, message=None)
            raise
        if not edited:
            await self._ledger.settle(receipts, message=None)
            await self._inbox.waits(request.update, None)
            await self.post(request, shown)
        elif shown.exchange is not None and shown.exchange.answer != message:
            await self._note_answer(request, shown.exchange, message)

    async def _note_answer(self, request: Request, exchange: Exchange, answer: int) -> None:
        if laps := metrics.laps():
            logger.info("update %s: sent after %s", request.update, laps)
        # First of all: a crash from here on must not put the answer in doubt.
        await self._inbox.finish(request.update, now=self._services.clock())
        try:
            await self._services.work.record(self._exchanges.answered, exchange.id, answer=answer)
        except StoreError as error:
            logger.error("update %s: its answer was not noted: %s", request.update, error)

    # After an earlier try

    def is_turned_away(self, request: Request) -> bool:
        """Whether an administrator took the right to ask away while the question waited."""
        role = self._services.access.role(
            user=request.user, chat=request.chat, private=request.is_private
        )
        return role is Role.STRANGER

    def is_again(self, request: Request) -> bool:
        """Whether it was in work before, and did not get to its end."""
        return self._inbox.is_again(request.update)

    def put_off(self, request: Request) -> None:
        """Try it again in a moment."""
        self._inbox.put_off(request.update)

    # Finding again

    async def begun_by(self, chat: int, question: int) -> Exchange | None:
        """What a user's message led to."""
        return await self._noted(
            chat, lambda: self._exchanges.of_question(chat=chat, question=question)
        )

    async def shown_in(self, chat: int, answer: int) -> Exchange | None:
        """What a message of the bot shows."""
        return await self._noted(chat, lambda: self._exchanges.of_answer(chat=chat, answer=answer))

    async def latest_of(
        self, chat: int, user: int, *, before: int, since: float
    ) -> Exchange | None:
        """The last question of a user in a chat, as `Exchanges.latest_question` finds it."""
        return await self._noted(
            chat,
            lambda: self._exchanges.latest_question(
                chat=chat, user=user, before=before, since=since
            ),
        )

    async def _noted(self, chat: int, look: Callable[[], Exchange | None]) -> Exchange | None:
        """An exchange with its answer, even if that is still in flight."""
        found = await self._services.work.record(look)
        if found is None or found.answer is None:
            await self._in_flight.landed(chat)
            found = await self._services.work.record(look)
        return found


def _place(request: Request, exchange: Exchange) -> Place:
    """Where the answer goes: in private, one that goes on from an earlier answer replies to the
    question at its head."""
    query = query_of(exchange)
    if not request.is_private or query.after_answer is None:
        return request.place
    head = one_line(query.after, limit=QUESTION_UNITS)
    bold = MessageEntity(MessageEntity.BOLD, offset=0, length=units(head))
    return replace(request.place, reply_to=query.after_answer, quote=Quote(head, (bold,)))
