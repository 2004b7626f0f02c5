"""Telling a chat what is new: its alerts, then its briefing, each once at most."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import telegram
from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.answers.screens import Gone, Screen, unconfirmed
from bot.chat.people.roles import Role
from bot.chat.service.service import Desk, Shown
from bot.chat.telegram.delivery import ANSWER_DELAYS, Place, Unconfirmed, send, send_once
from bot.chat.telegram.rate_limits import Priority
from bot.chat.watches import messages
from bot.chat.watches.alert_builder import Editor
from bot.verbatim import Misquoted

if TYPE_CHECKING:
    from bot.chat.answers.exchanges import Exchange
    from bot.chat.people.timetables import Timetable
    from bot.chat.watches.watches import Watch

logger = logging.getLogger(__name__)

_NO_TOPIC = ("topic_closed", "message thread not found")
_CLOSED = ("not enough rights", "chat not found")

# Told that a message leaves now (True), or that it did not arrive (False).
Note = Callable[[bool], Awaitable[None]]


class Teller:
    """Says what chats have not been told."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self) -> list[int]:
        """The chats with something to hear. Belongs in the pool."""
        desk, now = self._desk, self._desk.clock()
        alerts = [watch.chat for watch in desk.watches.with_news(now=now)]
        return list(dict.fromkeys([*alerts, *(t.chat for t in desk.timetables.due(now=now))]))

    async def tell(self, bot: Bot, chat: int) -> None:
        """Everything that a chat is to hear now."""
        try:
            await self._tell(bot, chat)
        except TelegramError as error:
            await self._give_up(chat, error)

    async def _tell(self, bot: Bot, chat: int) -> None:
        desk, now = self._desk, self._desk.clock()
        timetable = await desk.work.record(desk.timetables.of_chat, chat)
        quiet = timetable.is_quiet(now)
        if not quiet:
            for watch in await desk.work.record(desk.watches.with_news, now=now):
                if watch.chat == chat and self._is_admitted(chat, watch.user):
                    await self._alert(bot, watch, now=now)
        if timetable.due is not None and timetable.due <= now and self._is_admitted(chat):
            await self._brief(bot, timetable, now=now, silent=quiet)

    def _is_admitted(self, chat: int, user: int | None = None) -> bool:
        private = chat > 0
        asker = chat if private else user
        role = self._desk.access.role(user=asker, chat=chat, private=private)
        return role is not Role.STRANGER

    async def _give_up(self, chat: int, error: TelegramError) -> None:
        """For this round, or where the bot has been shut out, until it is let in again."""
        shut = isinstance(error, BadRequest) and error.message.lower().startswith(_CLOSED)
        if shut or isinstance(error, Forbidden):
            desk = self._desk
            await desk.work.record(desk.timetables.suspend, chat, now=desk.clock())
            logger.info("chat %s hears no more of its watches: %s", chat, error.message)
        else:
            logger.warning("chat %s was not told what is new: %s", chat, error.message)

    async def _alert(self, bot: Bot, watch: Watch, *, now: float) -> None:
        desk = self._desk
        hits = await desk.work.record(desk.watches.untold, watch)

        async def note(leaves: bool) -> None:
            await desk.work.record(desk.watches.told, watch, hits, at=now if leaves else None)

        shown = await self._produce(
            bot, watch.chat, lambda editor: editor.alert(watch, hits, now=now)
        )
        if shown is None:
            await note(True)
        else:
            await self._send(bot, Place(watch.chat, watch.thread, None), shown, note)

    async def _brief(self, bot: Bot, timetable: Timetable, *, now: float, silent: bool) -> None:
        desk = self._desk
        planned = replace(timetable.planned(now=now), since=now)

        async def note(leaves: bool) -> None:
            await desk.work.record(desk.timetables.plan, planned if leaves else timetable)

        shown = await self._produce(
            bot, timetable.chat, lambda editor: editor.briefing(timetable, now=now)
        )
        if shown is None and timetable.digest is not None and timetable.digest.is_weekly:
            texts = desk.manners.of(timetable.chat).texts
            shown = Shown(Screen(messages.nothing_new(texts)))
        if shown is None:
            await note(True)
        else:
            place = Place(timetable.chat, timetable.thread, None)
            await self._send(bot, place, shown, note, silent=silent)

    async def _produce(
        self, bot: Bot, chat: int, edit: Callable[[Editor], Exchange | None]
    ) -> Shown | None:
        """What the editor has, on its first screen; None where nothing can be shown."""
        desk = self._desk

        def work() -> Shown | None:
            manner, store = desk.manners.of(chat), desk.engine.store
            exchange = edit(Editor(store, desk.watches, desk.exchanges, manner.texts))
            return Shown(desk.screens(bot, manner).first(exchange), exchange) if exchange else None

        try:
            return await desk.work.record(work)
        except (Gone, Misquoted) as error:
            logger.error("something new is not told: %s", error)
            return None

    async def _send(
        self, bot: Bot, place: Place, shown: Shown, note: Note, *, silent: bool = False
    ) -> None:
        desk = self._desk
        receipts = await desk.ledger.note(shown.screen, chat=place.chat)
        try:
            sent = await self._send_to_topic(bot, place, shown.screen, note, silent=silent)
        except TelegramError as error:
            await desk.ledger.settle(receipts, message=None)
            reason = error.message.lower()
            # What Telegram will never take is not offered to it again.
            await note(type(error) is BadRequest and not reason.startswith(_CLOSED))
            raise
        except Unconfirmed:
            await self._offer(bot, place, shown, silent=silent)
            return
        await desk.ledger.settle(receipts, message=sent.message_id)
        if shown.exchange is not None:
            identifier, answer = shown.exchange.id, sent.message_id
            await desk.work.record(desk.exchanges.answered, identifier, answer=answer)

    async def _offer(self, bot: Bot, place: Place, shown: Shown, *, silent: bool) -> None:
        """What may not have arrived comes here, if it is wanted."""
        logger.warning("a message to chat %s may not have arrived", place.chat)
        if shown.exchange is not None:
            texts = self._desk.manners.of(place.chat).texts
            offer = unconfirmed(shown.exchange.id, texts("unconfirmed_news"), texts)
            await send(bot, place, offer, delays=ANSWER_DELAYS, silent=silent)

    async def _send_to_topic(
        self, bot: Bot, place: Place, screen: Screen, note: Note, *, silent: bool
    ) -> telegram.Message:
        """In the topic, or in the group itself where there is no such topic any more."""

        def sent_to(place: Place) -> Awaitable[telegram.Message]:
            return send_once(bot, place, screen, note, priority=Priority.NEWS, silent=silent)

        try:
            return await sent_to(place)
        except BadRequest as error:
            if place.thread is None or not error.message.lower().startswith(_NO_TOPIC):
                raise
            return await sent_to(replace(place, thread=None))
