"""What is reported of a story, and where it does not agree: /figures, /disputes."""

from __future__ import annotations

from bot.chat.answers.claims_screens import to_payload
from bot.chat.answers.exchanges import ExchangeKind
from bot.chat.answers.library_handlers import SEARCH_LIMIT
from bot.chat.answers.posting import Posting, Shown
from bot.chat.service.request import Request
from bot.chat.service.services import Services
from bot.chat.telegram.compose import one_line
from index.claims.figures.finding import find_figures


class Claims:
    """Shows the figures of a story, and its disputes."""

    def __init__(self, services: Services, posting: Posting) -> None:
        self._services = services
        self._posting = posting

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
