"""/watch: questions that are asked again whenever something new comes in."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.chat.answers.chat_query import ChatQuery, query_for, query_of
from bot.chat.answers.exchanges import Exchanges
from bot.chat.answers.filters import QuestionRefused, parse_question
from bot.chat.answers.handlers import Questions
from bot.chat.people.timetables import Timetables
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.compose import Message, one_line
from bot.chat.telegram.delivery import typing
from bot.chat.telegram.keyboards import Operation, Press, keyboard
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast
from bot.chat.watches import messages
from bot.chat.watches.matching import answering, current_edition
from bot.chat.watches.screens import stop_button
from bot.chat.watches.watches import MOST_WATCHES, AlreadyWatched, TooMany, Watch, Watches

MUTED_FOR = 24 * 3600.0
_STOP = re.compile(r"stop(?:\s+#?(\d{1,6}))?", re.ASCII | re.IGNORECASE)


class Watching:
    """Saves, lists and stops watches. In a group anyone may save one; whoever saved it, or an
    admin, may mute or stop it."""

    def __init__(
        self,
        services: Services,
        *,
        watches: Watches,
        exchanges: Exchanges,
        timetables: Timetables,
        questions: Questions,
    ) -> None:
        self._services = services
        self._watches = watches
        self._exchanges = exchanges
        self._timetables = timetables
        self._questions = questions

    def register(self, application: App) -> None:
        presses = {
            Operation.WATCH: self.on_watch_press,
            Operation.MUTE_WATCH: self.on_mute_press,
            Operation.STOP_WATCH: self.on_stop_press,
        }
        add_presses(application, self._services, presses)

    async def on_watch(self, request: Request) -> None:
        """`/watch QUESTION`, `/watch stop NUMBER`; alone, it lists."""
        text = one_line(request.argument, limit=2 * len(request.argument) + 1)
        stop = _STOP.fullmatch(text)
        if not text:
            await self._list(request)
        elif stop and not stop[1]:
            await request.say(request.texts("stop_which"))
        elif stop:
            stopped = await self._change(request, int(stop[1]), self._stop)
            await request.say(stopped)
        else:
            await self._save_typed(request, text)

    async def on_watch_press(self, request: Request, press: Press, toast: Toast) -> None:
        """Watch the question of an exchange of this chat."""
        await toast.show()  # at once: looking for what answers now may take a while
        exchange = await self._services.work.record(self._exchanges.get, press.exchange)
        if exchange is None or exchange.chat != request.chat:
            await request.say(request.texts("button_expired"))
        else:
            # Even if it was a follow-up, the watch is for all new articles.
            query = query_of(exchange).everywhere
            await self._save(request, exchange.text, lambda: query, message=exchange.question)

    async def on_mute_press(self, request: Request, press: Press, toast: Toast) -> None:
        await toast.show(await self._change(request, press.number, self._mute))

    async def on_stop_press(self, request: Request, press: Press, toast: Toast) -> None:
        await toast.show(await self._change(request, press.number, self._stop))

    async def _save_typed(self, request: Request, question: str) -> None:
        try:
            today = self._services.today(request.texts.zone)
            filtered = parse_question(question, today=today)
        except QuestionRefused as refusal:
            await request.say(refusal.words(request.texts))
            return
        if not filtered.asks:
            await request.say(request.texts("watch_usage"))
            return
        engine = self._services.engine
        zone = request.texts.zone
        await self._save(
            request,
            question,
            lambda: query_for(filtered, engine, zone=zone),
            message=request.message.message_id,
        )

    async def _save(
        self, request: Request, question: str, understand: Callable[[], ChatQuery], *, message: int
    ) -> None:
        """Watch a question for the chat, which stands in that message, and say how much answers it
        now."""
        if not await self._questions.is_within_quota(request):
            return  # the question is asked now, to see what answers it already
        async with typing(request.bot, request.place):
            screen = await self._services.attempt(
                request, lambda: self._saved(request, question, understand(), message)
            )
        await request.send(screen)

    async def _list(self, request: Request) -> None:
        found = await self._services.work.record(self._watches.of_chat, request.chat)
        listed = messages.watches(found, request.texts, now=self._services.clock())
        await request.send(Screen(listed))

    def _saved(self, request: Request, question: str, query: ChatQuery, message: int) -> Screen:
        """Belongs in the pool."""
        engine, texts = self._services.engine, request.texts
        edition = current_edition(engine)
        known = answering(engine, query)
        try:
            watch = self._watches.add(
                question,
                query,
                chat=request.chat,
                thread=request.place.thread,
                user=request.user,
                now=self._services.clock(),
                corpus=edition.corpus,
                revision=edition.revision,
                known=known,
                message=message,
            )
        except AlreadyWatched as error:
            return Screen(Message(texts("already_watched", number=error.watch.number)))
        except TooMany:
            return Screen(Message(texts("too_many_watches", n=MOST_WATCHES)))
        self._timetables.resume(request.chat)
        stop = keyboard([stop_button(watch.number, texts)])
        return Screen(messages.saved(watch, texts, matching=len(known)), stop)

    async def _change(self, request: Request, number: int, change: Callable[[Watch], str]) -> str:
        """Change the chat's watch with this number, and return what to say. `change` runs in the
        pool and returns the text's key."""
        work, texts = self._services.work, request.texts
        watch = await work.record(self._watches.get, request.chat, number)
        if watch is None:
            return texts("no_watch", number=number)
        if watch.user != request.user and not request.is_admin:
            return texts("not_your_watch")
        return texts(await work.record(change, watch), number=number)

    def _mute(self, watch: Watch) -> str:
        self._watches.mute(watch, until=self._services.clock() + MUTED_FOR)
        return "watch_muted"

    def _stop(self, watch: Watch) -> str:
        self._watches.stop(watch, now=self._services.clock())
        return "watch_stopped"
