"""/feeds: where articles come from by themselves, for editors."""

from __future__ import annotations

import logging

from bot.chat.feeds.messages import PAGE, PAUSE, RESUME, feed_list
from bot.chat.people.roles import Role
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast
from bot.texts import Texts
from corpus.storage.feed_table import FeedState

logger = logging.getLogger(__name__)

_STATES = {PAUSE: FeedState.PAUSED, RESUME: FeedState.ACTIVE}


class Feeds:
    """Lists the feeds, and pauses and resumes them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def register(self, application: App) -> None:
        add_presses(application, self._services, {Operation.FEED: self.on_press})

    async def on_feeds(self, request: Request) -> None:
        """`/feeds`."""
        screen = await self._services.attempt(
            request, lambda: self._page(request.texts, 0), at_once=True
        )
        await request.send(screen)

    async def on_press(self, request: Request, press: Press, toast: Toast) -> None:
        """Another page, or a feed to be paused or resumed."""
        if request.role < Role.EDITOR:
            await toast.show(request.texts("editors_only"))
            return
        if press.exchange not in (*_STATES, PAGE):
            await toast.show(request.texts("button_expired"))
            return
        await toast.show()

        def work() -> Screen:
            if press.exchange == PAGE:
                return self._page(request.texts, press.number)
            self._services.engine.store.feeds.set_state(press.number, _STATES[press.exchange])
            logger.info("user %s: %s feed %s", request.user, press.exchange, press.number)
            return self._page(request.texts, press.page)

        await request.change(await self._services.attempt(request, work, at_once=True))

    def _page(self, texts: Texts, page: int) -> Screen:
        table = self._services.engine.store.feeds
        return feed_list(
            table.all(),
            table.counts(),
            table.overview(now=self._services.clock()),
            texts,
            page=page,
            is_on=self._services.settings.fetch_pages,
        )
