"""A view of a story, a page at a time.

The payload has the topic and the articles of its story as they were, so that pages stay what they
are when further articles come in.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from bot.chat.answers.exchanges import Exchange
from bot.chat.answers.screens import Gone, Viewer
from bot.chat.telegram.compose import Message
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from index.claims.publishers import read_publishers

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore


class StoryScreens(ABC):
    """See ScreenMaker."""

    def __init__(self, store: CorpusStore, viewer: Viewer) -> None:
        self._store = store
        self._viewer = viewer
        self._publishers = read_publishers(store.path.parent)

    def first(self, exchange: Exchange) -> Screen:
        if not exchange.payload["articles"]:
            return Screen(Message(self._viewer.texts("sides.none")))
        return self._page(exchange, 0)

    def show(self, exchange: Exchange, press: Press) -> Screen:
        if press.operation is not Operation.PAGE:
            raise Gone("button_expired")
        return self._page(exchange, press.number)

    @abstractmethod
    def _page(self, exchange: Exchange, page: int) -> Screen:
        """The page with this number, or the nearest there is; raises Gone."""
