"""What is reported of a story, and where it does not agree: /figures, /disputes."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.answers.exchanges import ExchangeKind, Exchanges
from bot.chat.answers.figures_screens import picture_of, to_payload
from bot.chat.answers.library_handlers import SEARCH_LIMIT
from bot.chat.answers.posting import Posting, Shown
from bot.chat.answers.screens import Gone
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.compose import one_line
from bot.chat.telegram.delivery import send_picture
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast
from index.claims.figures.finding import find_figures


class Claims:
    """Shows the figures of a story, and its disputes."""

    def __init__(self, services: Services, posting: Posting, *, exchanges: Exchanges) -> None:
        self._services = services
        self._posting = posting
        self._exchanges = exchanges

    def register(self, application: App) -> None:
        add_presses(application, self._services, {Operation.PICTURE: self.on_picture})

    async def on_figures(self, request: Request) -> None:
        """`/figures TOPIC`: the figures of a story by what they count, the newest first."""
        topic = one_line(request.argument, limit=SEARCH_LIMIT)
        if not topic:
            await request.say(request.texts("figures.which_topic"))
            return

        def work() -> Shown:
            found = find_figures(self._services.engine.store, topic)
            story = found and found.story
            payload = to_payload(topic, story.articles if story else ())
            exchange = self._posting.record(request, ExchangeKind.FIGURES, topic, payload)
            return self._posting.first(request, exchange)

        await self._posting.reply(request, work)

    async def on_picture(self, request: Request, press: Press, toast: Toast) -> None:
        """Send the values over time as a picture, to whoever may see the figures."""

        def work() -> bytes | None:
            exchange = self._exchanges.get(press.exchange)
            if exchange is None or exchange.chat != request.chat:
                raise Gone("button_expired")
            if exchange.kind is not ExchangeKind.FIGURES:
                raise Gone("button_expired")
            return picture_of(exchange, self._services.engine.store, request.texts)

        made = await self._services.attempt(request, work)
        if isinstance(made, Screen):
            await toast.show(made.message.text)
        elif made is None:
            await toast.show(request.texts("button_expired"))
        else:
            await toast.show()
            place = replace(request.place, reply_to=request.message.message_id)
            await send_picture(
                request.bot, place, made, caption=request.texts("figures.picture_of")
            )

    async def on_disputes(self, request: Request) -> None:
        """`/disputes TOPIC`: where the sides of a story do not agree."""
        topic = one_line(request.argument, limit=SEARCH_LIMIT)
        if not topic:
            await request.say(request.texts("disputes.which_topic"))
            return

        def work() -> Shown:
            found = self._services.engine.disputes(topic)
            payload = to_payload(topic, found.story.articles if found else ())
            exchange = self._posting.record(request, ExchangeKind.DISPUTES, topic, payload)
            return self._posting.first(request, exchange)

        await self._posting.reply(request, work)
