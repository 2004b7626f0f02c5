"""Notifying a chat of what is new: its alerts, then its briefing, each once at most."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.answers.exchanges import Exchanges
from bot.chat.answers.ledger import Ledger
from bot.chat.answers.posting import Shown
from bot.chat.answers.screens import Gone, Screens, Viewer
from bot.chat.people.roles import Role
from bot.chat.people.timetables import Timetables
from bot.chat.service.messages import unconfirmed
from bot.chat.service.request import Request
from bot.chat.service.services import Services
from bot.chat.telegram.delivery import NEWS_DELAYS, Place, Quote, Unconfirmed, send, send_news
from bot.chat.telegram.rate_limits import Departure
from bot.chat.telegram.screen import Screen
from bot.chat.watches import messages
from bot.chat.watches.alert_builder import AlertBuilder
from bot.chat.watches.watches import Watches
from bot.verbatim import Misquoted

if TYPE_CHECKING:
    from bot.chat.answers.exchanges import Exchange
    from bot.chat.people.timetables import Timetable
    from bot.chat.watches.watches import Watch

logger = logging.getLogger(__name__)

# Seconds that a briefing covers which is asked for where none is set.
UNSCHEDULED = 7 * 24 * 3600.0
_CLOSED = ("not enough rights", "chat not found")


class Notifier:
    """Sends what chats have not been notified of."""

    def __init__(
        self,
        services: Services,
        *,
        watches: Watches,
        timetables: Timetables,
        exchanges: Exchanges,
        screens: Screens,
        ledger: Ledger,
    ) -> None:
        self._services = services
        self._watches = watches
        self._timetables = timetables
        self._exchanges = exchanges
        self._screens = screens
        self._ledger = ledger

    def due(self) -> list[int]:
        """The chats with something to hear. Belongs in the pool."""
        now = self._services.clock()
        alerts = [watch.chat for watch in self._watches.with_news(now=now)]
        return list(dict.fromkeys([*alerts, *(t.chat for t in self._timetables.due(now=now))]))

    async def notify(self, bot: Bot, chat: int) -> None:
        """Send everything that a chat is to hear now."""
        try:
            await self._notify(bot, chat)
        except TelegramError as error:
            await self._give_up(chat, error)

    async def _notify(self, bot: Bot, chat: int) -> None:
        work, now = self._services.work, self._services.clock()
        timetable = await work.record(self._timetables.of_chat, chat)
        quiet = timetable.is_quiet(now)
        if not quiet:
            for watch in await work.record(self._watches.with_news, now=now):
                if watch.chat == chat and self._is_admitted(chat, watch.user):
                    await self._alert(bot, watch, now=now)
        if timetable.due is not None and timetable.due <= now and self._is_admitted(chat):
            await self._brief(bot, timetable, now=now, silent=quiet)

    def _is_admitted(self, chat: int, user: int | None = None) -> bool:
        private = chat > 0
        asker = chat if private else user
        role = self._services.access.role(user=asker, chat=chat, private=private)
        return role is not Role.STRANGER

    async def _give_up(self, chat: int, error: TelegramError) -> None:
        """For this round, or if the bot was removed, until it is added again."""
        shut = isinstance(error, BadRequest) and error.message.lower().startswith(_CLOSED)
        if shut or isinstance(error, Forbidden):
            now = self._services.clock()
            await self._services.work.record(self._timetables.suspend, chat, now=now)
            logger.info("chat %s hears no more of its watches: %s", chat, error.message)
        else:
            logger.warning("chat %s was not told what is new: %s", chat, error.message)

    async def _alert(self, bot: Bot, watch: Watch, *, now: float) -> None:
        work = self._services.work
        hits = await work.record(self._watches.unnotified, watch)

        async def note(leaves: bool) -> None:
            await work.record(self._watches.notified, watch, hits, at=now if leaves else None)

        shown = await self._produce(
            bot, watch.chat, lambda builder: builder.alert(watch, hits, now=now)
        )
        if shown is None:
            await note(True)
        else:
            quote = Quote(watch.question) if watch.message else None
            place = Place(watch.chat, watch.thread, watch.message, quote)
            await self._send(bot, place, shown, note)

    async def _brief(self, bot: Bot, timetable: Timetable, *, now: float, silent: bool) -> None:
        planned = replace(timetable.planned(now=now), since=now)

        async def note(leaves: bool) -> None:
            plan = planned if leaves else timetable
            await self._services.work.record(self._timetables.plan, plan)

        shown = await self._produce(
            bot, timetable.chat, lambda builder: builder.briefing(timetable, now=now)
        )
        if shown is None and timetable.digest is not None and timetable.digest.is_weekly:
            texts = self._services.profiles.of(timetable.chat).texts
            shown = Shown(Screen(messages.nothing_new(texts)))
        if shown is None:
            await note(True)
        else:
            place = Place(timetable.chat, timetable.thread, None)
            await self._send(bot, place, shown, note, silent=silent)

    async def brief_now(self, request: Request) -> None:
        """Send what a briefing would have now; the next one has it all the same."""
        work, now = self._services.work, self._services.clock()
        timetable = await work.record(self._timetables.of_chat, request.chat)
        if timetable.digest is None:
            timetable = replace(timetable, since=now - UNSCHEDULED)

        async def note(_: bool) -> None:
            """Nothing is to be noted: it may be asked for as often as anybody likes."""

        shown = await self._produce(
            request.bot,
            request.chat,
            lambda builder: builder.briefing(timetable, now=now, on_demand=True),
        )
        if shown is None:
            nothing = messages.nothing_new_since(timetable.since, request.texts)
            await request.send(Screen(nothing))
        else:
            await self._send(request.bot, request.place, shown, note)

    async def _produce(
        self, bot: Bot, chat: int, build: Callable[[AlertBuilder], Exchange | None]
    ) -> Shown | None:
        """What was built, on its first screen; None if nothing can be shown."""

        def work() -> Shown | None:
            profile, store = self._services.profiles.of(chat), self._services.engine.store
            builder = AlertBuilder(store, self._watches, self._exchanges, profile.texts)
            exchange = build(builder)
            if exchange is None:
                return None
            return Shown(self._screens.first(exchange, Viewer.of(bot, profile)), exchange)

        try:
            return await self._services.work.record(work)
        except (Gone, Misquoted) as error:
            logger.error("something new is not told: %s", error)
            return None

    async def _send(
        self, bot: Bot, place: Place, shown: Shown, note: Departure, *, silent: bool = False
    ) -> None:
        receipts = await self._ledger.note(shown.screen, chat=place.chat, thread=place.thread)
        try:
            sent = await send_news(bot, place, shown.screen, note, silent=silent)
        except TelegramError as error:
            await self._ledger.settle(receipts, message=None)
            reason = error.message.lower()
            # Do not try again what Telegram will never take.
            await note(type(error) is BadRequest and not reason.startswith(_CLOSED))
            raise
        except Unconfirmed:
            await self._offer(bot, place, shown, silent=silent)
            return
        await self._ledger.settle(receipts, message=sent.message_id)
        if shown.exchange is not None:
            identifier, answer = shown.exchange.id, sent.message_id
            await self._services.work.record(self._exchanges.answered, identifier, answer=answer)

    async def _offer(self, bot: Bot, place: Place, shown: Shown, *, silent: bool) -> None:
        """Offer again what may not have arrived."""
        logger.warning("a message to chat %s may not have arrived", place.chat)
        if shown.exchange is not None:
            texts = self._services.profiles.of(place.chat).texts
            offer = unconfirmed(shown.exchange.id, texts("unconfirmed_news"), texts)
            await send(bot, place, offer, delays=NEWS_DELAYS, silent=silent)
