"""Buttons: each is answered at once, and most show another screen in the same message."""

from __future__ import annotations

import asyncio

from telegram import CallbackQuery, Update
from telegram.ext import CallbackQueryHandler

from bot.chat.answers.exchanges import Kind
from bot.chat.answers.handlers import Questions
from bot.chat.answers.rating_handlers import Opinions
from bot.chat.answers.screens import Gone
from bot.chat.articles.rebuild_handlers import Running
from bot.chat.service.request import App, Call, Context, call_of
from bot.chat.service.service import Desk, Shown
from bot.chat.telegram.keyboards import EXAMPLES, Operation, Press, parse
from bot.chat.telegram.toast import toast
from bot.chat.watches.handlers import Watching

# Telegram forgets a press after some 15 seconds.
PATIENCE = 5.0


class Buttons:
    """Takes every button press."""

    def __init__(
        self, desk: Desk, questions: Questions, running: Running, watching: Watching
    ) -> None:
        self._desk = desk
        self._questions = questions
        self._running = running
        self._opinions = Opinions(desk)
        self._watching = watching

    def register(self, application: App) -> None:
        application.add_handler(CallbackQueryHandler(self.on_press))

    async def on_press(self, update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        press, call = parse(query.data), call_of(update, context.bot, self._desk)
        if call is None:
            await toast(query, self._desk.texts_for(query.from_user)("button_expired"))
        elif press is None:
            await toast(query, call.texts("button_expired"))
        elif press.operation is Operation.EXAMPLE:
            await self._example(query, call, press)
        elif press.operation is Operation.RATE:
            await self._opinions.rate(query, call, press)
        elif press.operation is Operation.WIDEN:
            await self._widen(query, call, press)
        elif press.operation is Operation.CANCEL_REBUILD:
            await toast(query, self._running.cancel(call))
        elif press.operation is Operation.WATCH:
            await toast(query)  # at once: looking for what answers now may take a while
            await self._watching.save_asked(call, press)
        elif press.operation in (Operation.MUTE_WATCH, Operation.STOP_WATCH):
            await toast(query, await self._watching.change(call, press))
        else:
            await self._turn(query, call, press)

    async def _example(self, query: CallbackQuery, call: Call, press: Press) -> None:
        """Ask one of the greeting's questions, as if it had been typed."""
        if not call.is_private or not 0 <= press.number < len(EXAMPLES):
            await toast(query, call.texts("button_expired"))
            return
        await toast(query)
        await self._questions.ask(call, EXAMPLES[press.number])

    async def _widen(self, query: CallbackQuery, call: Call, press: Press) -> None:
        """Ask a follow-up again, of everything."""
        exchange = await self._desk.work.record(self._desk.exchanges.get, press.exchange)
        here = call.message.chat.id
        if exchange is None or exchange.chat != here or exchange.kind is not Kind.QUESTION:
            await toast(query, call.texts("button_expired"))
        elif exchange.user != call.user and not call.is_admin:
            await toast(query, call.texts("not_for_you"))
        else:
            await toast(query)  # at once: the answer may take a while
            await self._questions.widen(call, exchange)

    async def _turn(self, query: CallbackQuery, call: Call, press: Press) -> None:
        """Show another screen of the exchange that the button belongs to."""
        desk = self._desk

        def work() -> Shown:
            exchange = desk.exchanges.get(press.exchange)
            if exchange is None or exchange.chat != call.message.chat.id:
                raise Gone("button_expired")
            # What came by itself belongs to the whole chat.
            if exchange.user not in (call.user, exchange.chat) and not call.is_admin:
                raise Gone("not_for_you")
            return Shown(desk.screens(call.bot, call.manner).show(exchange, press), exchange)

        producing = asyncio.ensure_future(desk.produce(call, work))
        prompt, _ = await asyncio.wait({producing}, timeout=PATIENCE)
        if not prompt:
            await toast(query)  # while Telegram still takes it
        shown = await producing
        if prompt:
            await toast(query, "" if shown.exchange else shown.screen.message.text)
        if shown.exchange:
            await desk.amend(call, call.message.message_id, shown)
