"""/settings: one message in which a chat's language, clock, length of answers and quiet hours are
set by buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from telegram import ChatMember, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.answers.screens import Screen
from bot.chat.people.schedule import UnknownZone, find_zone
from bot.chat.service.request import App, Call, Context, call_of, calling
from bot.chat.service.service import Desk
from bot.chat.settings import messages
from bot.chat.settings.messages import Aspect, Setup
from bot.chat.telegram.delivery import edit, send
from bot.chat.telegram.keyboards import Operation, Press, parse
from bot.chat.telegram.toast import toast
from bot.chat.watches import messages as watche_messages
from bot.texts import Texts

_MAY = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


class SettingUp:
    """In private everybody sets up their own chat. In a group its administrators do, those that
    Telegram knows and the bot's own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, application: App) -> None:
        action, new = calling(self.on_settings, self._desk), filters.UpdateType.MESSAGE
        application.add_handler(CommandHandler("settings", action, filters=new))
        pattern = rf"^{Operation.SET}:"
        application.add_handler(CallbackQueryHandler(self.on_press, pattern=pattern))

    async def on_settings(self, call: Call) -> None:
        """`/settings`, and `/settings zone CITY` for a zone that has no button."""
        may_change = await self._may_change(call)
        word, _, city = call.argument.strip().partition(" ")
        if may_change and word.lower() == Aspect.ZONE and city:
            screen = await self._set_zone(call, city)
        else:
            screen = await self._overview(call, may_change=may_change)
        await send(call.bot, call.place, screen)

    async def on_press(self, update: Update, context: Context) -> None:
        query, desk = update.callback_query, self._desk
        if query is None:
            return
        press, call = parse(query.data), call_of(update, context.bot, desk)
        if call is None:
            await toast(query, desk.texts_for(query.from_user)("button_expired"))
        elif press is None or press.exchange not in ("", *Aspect):
            await toast(query, call.texts("button_expired"))
        elif not await self._may_change(call):
            await toast(query, call.texts("settings_for_admins"))
        else:
            await toast(query)
            screen = await self._pressed(call, press)
            await edit(call.bot, call.message.chat.id, call.message.message_id, screen)

    async def _pressed(self, call: Call, press: Press) -> Screen:
        if not press.exchange:
            return await self._overview(call, may_change=True)
        aspect, now = Aspect(press.exchange), self._desk.clock()
        if press.number == 0:
            setup = await self._desk.work.record(self._setup, call)
            return messages.choosing(setup, aspect, call.texts, now=now)
        return await self._change(
            call, lambda setup: messages.chosen(setup, aspect, press.number, now=now) or setup
        )

    async def _set_zone(self, call: Call, city: str) -> Screen:
        now = self._desk.clock()
        try:
            zone = find_zone(city).key
        except UnknownZone as error:
            return Screen(watche_messages.unknown_zone(error, call.texts))

        def moved(setup: Setup) -> Setup:
            timetable = replace(setup.timetable, zone=zone).planned(now=now)
            return replace(setup, timetable=timetable)

        return await self._change(call, moved)

    async def _change(self, call: Call, change: Callable[[Setup], Setup]) -> Screen:
        desk = self._desk

        def work() -> None:
            before = self._setup(call)
            after = change(before)
            if after.preference != before.preference:
                desk.preferences.save(after.preference)
            if after.timetable != before.timetable:
                desk.timetables.save(after.timetable)

        await desk.work.record(work)
        await desk.menus.update(call.bot)
        return await self._overview(call, may_change=True)

    async def _overview(self, call: Call, *, may_change: bool) -> Screen:
        def work() -> Screen:
            return messages.overview(self._setup(call), self._texts(call), may_change=may_change)

        return await self._desk.work.record(work)

    def _setup(self, call: Call) -> Setup:
        desk, chat = self._desk, call.message.chat.id
        preference = desk.preferences.of_chat(chat)
        passages = preference.passages or desk.settings.passages
        return Setup(preference, desk.timetables.of_chat(chat), passages)

    def _texts(self, call: Call) -> Texts:
        """As they are set by now."""
        return self._desk.manners.of(call.message.chat.id, code=call.code).texts

    async def _may_change(self, call: Call) -> bool:
        if call.is_private or call.is_admin:
            return True
        chat = call.message.chat
        sender = call.message.sender_chat
        if sender is not None and sender.id == chat.id:
            return True  # an administrator who stays anonymous
        try:
            member = await call.bot.get_chat_member(chat.id, call.user)
        except TelegramError:
            return False
        return member.status in _MAY
