"""/watch: questions that are asked again whenever something new comes in."""

from __future__ import annotations

import re
from collections.abc import Callable

from telegram.ext import CommandHandler, filters

from bot.chat.answers.chat_query import Inquiry, inquiry_for, inquiry_of
from bot.chat.answers.filters import BadQuestion, parse
from bot.chat.answers.handlers import Questions
from bot.chat.answers.screens import Screen
from bot.chat.service.request import App, Call, calling
from bot.chat.service.service import Desk, Shown
from bot.chat.telegram import keyboards
from bot.chat.telegram.compose import Message, one_line
from bot.chat.telegram.delivery import say, send, typing
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.watches import messages
from bot.chat.watches.matching import answering, current_edition
from bot.chat.watches.watches import MOST_WATCHES, AlreadyWatched, TooMany

MUTED_FOR = 24 * 3600.0
_STOP = re.compile(r"stop(?:\s+#?(\d{1,6}))?", re.ASCII | re.IGNORECASE)


class Watching:
    """Saves, lists and stops watches. In a group anyone may save one; whoever saved it, or an
    admin, may mute or stop it."""

    def __init__(self, desk: Desk, questions: Questions) -> None:
        self._desk = desk
        self._questions = questions

    def register(self, application: App) -> None:
        action = calling(self.on_watch, self._desk)
        application.add_handler(CommandHandler("watch", action, filters=filters.UpdateType.MESSAGE))

    async def on_watch(self, call: Call) -> None:
        """`/watch QUESTION`, `/watch stop NUMBER`; alone, it lists."""
        text = one_line(call.argument, limit=2 * len(call.argument) + 1)
        stop = _STOP.fullmatch(text)
        if not text:
            await self._list(call)
        elif stop and not stop[1]:
            await say(call.bot, call.place, call.texts("stop_which"))
        elif stop:
            await say(
                call.bot, call.place, await self._change(call, int(stop[1]), Operation.STOP_WATCH)
            )
        else:
            await self.save(call, text)

    async def save(self, call: Call, question: str) -> None:
        """Watch a question for the chat, and say how much answers it now."""
        try:
            filtered = parse(question)
        except BadQuestion as refusal:
            await say(call.bot, call.place, refusal.words(call.texts))
            return
        if not filtered.asks:
            await say(call.bot, call.place, call.texts("watch_usage"))
            return

        def understood() -> Inquiry:
            return inquiry_for(filtered, self._desk.engine)

        await self._save(call, question, understood)

    async def _save(self, call: Call, question: str, understand: Callable[[], Inquiry]) -> None:
        if not await self._questions.is_within_quota(call):
            return  # a question is asked to see what answers it now
        async with typing(call.bot, call.place):
            shown = await self._desk.produce(
                call, lambda: self._saved(call, question, understand())
            )
        await send(call.bot, call.place, shown.screen)

    async def save_asked(self, call: Call, press: Press) -> None:
        """Watch the question of an exchange of this chat."""
        desk = self._desk
        exchange = await desk.work.record(desk.exchanges.get, press.exchange)
        if exchange is None or exchange.chat != call.message.chat.id:
            await say(call.bot, call.place, call.texts("button_expired"))
        else:
            # Whatever it was a follow-up to, the watch is for all that is new.
            inquiry = inquiry_of(exchange).everywhere
            await self._save(call, exchange.text, lambda: inquiry)

    async def change(self, call: Call, press: Press) -> str:
        """Mute or stop a watch by a button; what to answer it with."""
        return await self._change(call, press.number, press.operation)

    async def _list(self, call: Call) -> None:
        desk = self._desk
        found = await desk.work.record(desk.watches.of_chat, call.message.chat.id)
        await send(
            call.bot, call.place, Screen(messages.watches(found, call.texts, now=desk.clock()))
        )

    def _saved(self, call: Call, question: str, inquiry: Inquiry) -> Shown:
        """Belongs in the pool."""
        desk, chat, texts = self._desk, call.message.chat.id, call.texts
        edition = current_edition(desk.engine)
        known = answering(desk.engine, inquiry)
        try:
            watch = desk.watches.add(
                question,
                inquiry,
                chat=chat,
                thread=call.place.thread,
                user=call.user,
                now=desk.clock(),
                corpus=edition.corpus,
                revision=edition.revision,
                known=known,
            )
        except AlreadyWatched as error:
            return Shown(Screen(Message(texts("already_watched", number=error.watch.number))))
        except TooMany:
            return Shown(Screen(Message(texts("too_many_watches", n=MOST_WATCHES))))
        desk.timetables.resume(chat)
        stop = keyboards.keyboard([keyboards.stop_watch(watch.number, texts)])
        return Shown(Screen(messages.saved(watch, texts, matching=len(known)), stop))

    async def _change(self, call: Call, number: int, operation: Operation) -> str:
        """What has become of the chat's watch with this number, in words."""
        desk = self._desk
        watch = await desk.work.record(desk.watches.get, call.message.chat.id, number)
        if watch is None:
            return call.texts("no_watch", number=number)
        if watch.user != call.user and not call.is_admin:
            return call.texts("not_your_watch")
        now = desk.clock()
        if operation is Operation.MUTE_WATCH:
            await desk.work.record(desk.watches.mute, watch, until=now + MUTED_FOR)
            return call.texts("watch_muted", number=number)
        await desk.work.record(desk.watches.stop, watch, now=now)
        return call.texts("watch_stopped", number=number)
