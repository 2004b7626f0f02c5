"""Buttons of answers and articles: most show another screen in the same message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import telegram

from bot.chat.answers.exchanges import Exchange, ExchangeKind, Exchanges
from bot.chat.answers.handlers import Questions
from bot.chat.answers.posting import Posting, Shown
from bot.chat.answers.screens import Gone
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.keyboards import Operation, Press, parse_press
from bot.chat.telegram.toast import Toast

# Telegram forgets a press after some 15 seconds.
TOAST_WITHIN = 5.0
# Operations that show another screen of the same exchange.
_TURNING = (
    Operation.PAGE,
    Operation.CONTEXT,
    Operation.READ,
    Operation.SOURCES,
    Operation.SPEAKERS,
    Operation.NEAREST,
    Operation.LIST,
    Operation.ARTICLE,
    Operation.SAID,
    Operation.MEANT,
)


class AnswerButtons:
    """Turns to other screens, asks example questions, and asks follow-ups again of all articles."""

    def __init__(
        self, services: Services, posting: Posting, *, exchanges: Exchanges, questions: Questions
    ) -> None:
        self._services = services
        self._posting = posting
        self._exchanges = exchanges
        self._questions = questions

    def register(self, application: App) -> None:
        turning = dict.fromkeys(_TURNING, self.on_turn)
        own = {
            Operation.EXAMPLE: self.on_example,
            Operation.WIDEN: self.on_widen,
            Operation.AFRESH: self.on_afresh,
        }
        add_presses(application, self._services, turning | own)

    async def on_example(self, request: Request, press: Press, toast: Toast) -> None:
        """Ask the question that stands on the button, as if it had been typed."""
        question = _label_of(request.message, press)
        if question is None:
            await toast.show(request.texts("button_expired"))
            return
        await toast.show()
        await self._questions.ask(request, question)

    async def on_widen(self, request: Request, press: Press, toast: Toast) -> None:
        await self._ask_again(request, press, toast, self._questions.widen)

    async def on_afresh(self, request: Request, press: Press, toast: Toast) -> None:
        await self._ask_again(request, press, toast, self._questions.ask_afresh)

    async def _ask_again(
        self,
        request: Request,
        press: Press,
        toast: Toast,
        ask: Callable[[Request, Exchange], Awaitable[None]],
    ) -> None:
        """For whoever asked, and for administrators."""
        exchange = await self._services.work.record(self._exchanges.get, press.exchange)
        is_here = exchange is not None and exchange.chat == request.chat
        if exchange is None or not is_here or exchange.kind is not ExchangeKind.QUESTION:
            await toast.show(request.texts("button_expired"))
        elif exchange.user != request.user and not request.is_admin:
            await toast.show(request.texts("not_for_you"))
        else:
            await toast.show()  # at once: the answer may take a while
            await ask(request, exchange)

    async def on_turn(self, request: Request, press: Press, toast: Toast) -> None:
        def work() -> Shown:
            exchange = self._exchanges.get(press.exchange)
            if exchange is None or exchange.chat != request.chat:
                raise Gone("button_expired")
            # Alerts and briefings belong to the whole chat.
            if exchange.user not in (request.user, exchange.chat) and not request.is_admin:
                raise Gone("not_for_you")
            return self._posting.turned(request, exchange, press)

        producing = asyncio.ensure_future(self._posting.produce(request, work))
        prompt, _ = await asyncio.wait({producing}, timeout=TOAST_WITHIN)
        if not prompt:
            await toast.show()  # while Telegram still takes it
        shown = await producing
        if prompt:
            await toast.show("" if shown.exchange else shown.screen.message.text)
        if shown.exchange:
            await self._posting.amend(request, request.message.message_id, shown)


def _label_of(message: telegram.Message, press: Press) -> str | None:
    """The label of the button that was pressed; None where the message has no such button."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    for button in (each for row in rows for each in row):
        data = button.callback_data
        if isinstance(data, str) and parse_press(data) == press:
            return button.text
    return None
