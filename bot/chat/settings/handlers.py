"""/settings: one message in which a chat's language, clock, length of answers and quiet hours are
set by buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Bot

from bot.chat.people.preferences import Preferences
from bot.chat.people.schedule import UnknownZone
from bot.chat.people.timetables import Timetables
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.settings import messages
from bot.chat.settings.messages import MOST_PASSAGES, Aspect, Setup
from bot.chat.settings.timetable_messages import unknown_zone
from bot.chat.telegram.compose import Message
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast
from bot.texts import Texts


class ChatSettings:
    """In private everybody sets up their own chat; in a group its administrators do, and those of
    the bot."""

    def __init__(
        self,
        services: Services,
        *,
        preferences: Preferences,
        timetables: Timetables,
        update_menus: Callable[[Bot], Awaitable[None]],
    ) -> None:
        """`update_menus` puts the menu of a chat into the language that it has chosen."""
        self._services = services
        self._preferences = preferences
        self._timetables = timetables
        self._update_menus = update_menus

    def register(self, application: App) -> None:
        add_presses(application, self._services, {Operation.SET: self.on_press})

    async def on_settings(self, request: Request) -> None:
        """`/settings`, or all on one line: `/settings passages 2`, `/settings zone CITY`."""
        may_change = await request.manages_chat()
        word, _, value = request.argument.strip().partition(" ")
        if not word or not may_change:
            screen = await self._overview(request, may_change=may_change)
        else:
            screen = await self._set(request, word.lower(), value.strip())
        await request.send(screen)

    async def on_press(self, request: Request, press: Press, toast: Toast) -> None:
        if press.exchange not in ("", *Aspect):
            await toast.show(request.texts("button_expired"))
        elif not await request.manages_chat():
            await toast.show(request.texts("settings_for_admins"))
        else:
            await toast.show()
            screen = await self._pressed(request, press)
            await request.change(screen)

    async def _pressed(self, request: Request, press: Press) -> Screen:
        if not press.exchange:
            return await self._overview(request, may_change=True)
        aspect, now = Aspect(press.exchange), self._services.clock()
        if press.number == 0:
            setup = await self._services.work.record(self._setup, request)
            return messages.choosing(setup, aspect, request.texts, now=now)
        return await self._change(
            request, lambda setup: messages.chosen(setup, aspect, press.number, now=now) or setup
        )

    async def _set(self, request: Request, word: str, value: str) -> Screen:
        """Set what is typed, or say how it is to be typed."""
        now, texts = self._services.clock(), request.texts
        try:
            change = messages.typed(Aspect(word), value, now=now) if value else None
        except UnknownZone as error:
            return Screen(unknown_zone(error, texts))
        except ValueError:
            change = None
        if change is None:
            return Screen(Message(texts("settings_usage", most=MOST_PASSAGES)))
        return await self._change(request, change)

    async def _change(self, request: Request, change: Callable[[Setup], Setup]) -> Screen:
        def work() -> None:
            before = self._setup(request)
            after = change(before)
            if after.preference != before.preference:
                self._preferences.save(after.preference)
            if after.timetable != before.timetable:
                self._timetables.save(after.timetable)

        await self._services.work.record(work)
        await self._update_menus(request.bot)
        return await self._overview(request, may_change=True)

    async def _overview(self, request: Request, *, may_change: bool) -> Screen:
        def work() -> Screen:
            setup, texts = self._setup(request), self._texts(request)
            return messages.settings_screen(setup, texts, may_change=may_change)

        return await self._services.work.record(work)

    def _setup(self, request: Request) -> Setup:
        preference = self._preferences.of_chat(request.chat)
        passages = preference.passages or self._services.settings.passages
        return Setup(preference, self._timetables.of_chat(request.chat), passages)

    def _texts(self, request: Request) -> Texts:
        """As set by now."""
        return self._services.profiles.of(request.chat, code=request.code).texts
