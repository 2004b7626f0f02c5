"""The message that follows a rebuild or sync of the index."""

from __future__ import annotations

import logging
from collections.abc import Callable

from telegram.error import TelegramError

from bot.chat.articles.index_process import Stage, State
from bot.chat.service.request import Request
from bot.chat.telegram.delivery import edit, send
from bot.chat.telegram.screen import Screen

logger = logging.getLogger(__name__)

# Seconds between two edits. Set by hand, not measured; Telegram takes 20 messages a minute in a
# group.
_PRIVATE_INTERVAL = 3.0
_GROUP_INTERVAL = 5.0


class Ticker:
    """Sent with the first state, edited with the others.

    `message` is one to begin with, where there is one.
    """

    def __init__(
        self, request: Request, render: Callable[[State], Screen], *, message: int | None = None
    ) -> None:
        self._request = request
        self._render = render
        self._message = message
        self._shown: Screen | None = None

    @property
    def interval(self) -> float:
        """How often it may be shown."""
        return _PRIVATE_INTERVAL if self._request.is_private else _GROUP_INTERVAL

    async def show(self, state: State) -> bool:
        """Whether the state can be seen now."""
        running, screen = state.stage is Stage.RUNNING, self._render(state)
        if screen == self._shown:
            return True
        self._shown = screen
        bot, place = self._request.bot, self._request.place
        try:
            if self._message is None:
                self._message = (await send(bot, place, screen)).message_id
            elif not await edit(bot, place.chat, self._message, screen) and not running:
                await send(bot, place, screen)
        except TelegramError as error:
            logger.warning("the state of the rebuild could not be shown: %s", error)
            return False
        return True
