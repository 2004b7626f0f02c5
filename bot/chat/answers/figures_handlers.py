"""What is reported of a story, and where it does not agree: /figures, /disputes."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.answers.exchanges import ExchangeKind, Exchanges
from bot.chat.answers.figures_screens import picture_of
from bot.chat.answers.posting import Posting, Shown
from bot.chat.answers.screens import Gone
from bot.chat.answers.topics import asked_topic, to_payload
from bot.chat.layout.briefing_page import briefing_page, verify_page
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.delivery import send_page, send_picture
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
        asked = await asked_topic(request, self._services, otherwise="figures.which_topic")
        if asked is None:
            return

        def work() -> Shown:
            filters = asked.filters(request, self._services)
            found = find_figures(self._services.engine.store, asked.text, filters=filters)
            story = found and found.story
            payload = to_payload(asked.text, story.articles if story else (), filters)
            exchange = self._posting.record(request, ExchangeKind.FIGURES, asked.text, payload)
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

    async def on_brief(self, request: Request) -> None:
        """`/brief TOPIC`: the whole state of the claims as a page, sent as a document."""
        asked = await asked_topic(request, self._services, otherwise="brief.which_topic")
        if asked is None:
            return

        def work() -> bytes | None:
            engine = self._services.engine
            found = engine.claims(asked.text, filters=asked.filters(request, self._services))
            if found is None:
                return None
            around = engine.store.around([passage.paragraph.id for passage in found.passages])
            page = briefing_page(found, request.texts, surroundings=around)
            verify_page(engine.store, page)
            return page.html.encode()

        made = await self._services.attempt(request, work)
        if isinstance(made, Screen):
            await request.send(made)
        elif made is None:
            await request.say(request.texts("sides.none"))
        else:
            place = replace(request.place, reply_to=request.message.message_id)
            await send_page(request.bot, place, made, name="briefing.html")

    async def on_disputes(self, request: Request) -> None:
        """`/disputes TOPIC`: where the sides of a story do not agree."""
        asked = await asked_topic(request, self._services, otherwise="disputes.which_topic")
        if asked is None:
            return

        def work() -> Shown:
            filters = asked.filters(request, self._services)
            found = self._services.engine.disputes(asked.text, filters=filters)
            payload = to_payload(asked.text, found.story.articles if found else (), filters)
            exchange = self._posting.record(request, ExchangeKind.DISPUTES, asked.text, payload)
            return self._posting.first(request, exchange)

        await self._posting.reply(request, work)
