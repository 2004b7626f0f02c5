"""The screens of exchanges: each kind is shown by the feature that it belongs to.

A screen follows from the exchange and the button that was pressed. Before it leaves, each of its
quotations is sliced again from the store and compared with the text to be sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

from telegram import Bot

from bot.chat.answers.exchanges import Exchange, ExchangeKind
from bot.chat.people.profile import ChatProfile
from bot.chat.telegram.keyboards import Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.verify import verify_message
from bot.texts import Texts, UserMessage

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.storage.store import CorpusStore


class Gone(UserMessage):
    """What a button or link points to is no longer there; the text says what."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whom screens are made for. `bot` is the bot's user name; `shares` says whether it answers in
    inline mode."""

    profile: ChatProfile
    bot: str
    shares: bool

    @classmethod
    def of(cls, bot: Bot, profile: ChatProfile) -> Self:
        return cls(profile, bot.username, bool(bot.supports_inline_queries))

    @property
    def texts(self) -> Texts:
        return self.profile.texts


class ScreenMaker(Protocol):
    """Makes the screens of one kind of exchange."""

    def first(self, exchange: Exchange) -> Screen:
        """The screen that an exchange begins with."""

    def show(self, exchange: Exchange, press: Press) -> Screen:
        """The screen that a button asks for; raises Gone where there is none any more."""


Makers = Mapping[ExchangeKind, Callable[["CorpusStore", Viewer], ScreenMaker]]


class Screens:
    """Makes the screens of all kinds, and checks them. Reads the store, so it belongs in the
    pool."""

    def __init__(self, engine: Engine, makers: Makers) -> None:
        self._engine = engine
        self._makers = makers

    def first(self, exchange: Exchange, viewer: Viewer) -> Screen:
        """The screen that an exchange begins with; raises Gone and Misquoted."""
        return self._checked(self._maker(exchange, viewer).first(exchange))

    def show(self, exchange: Exchange, press: Press, viewer: Viewer) -> Screen:
        """The screen that a button of the exchange asks for; raises Gone and Misquoted."""
        return self._checked(self._maker(exchange, viewer).show(exchange, press))

    def _maker(self, exchange: Exchange, viewer: Viewer) -> ScreenMaker:
        return self._makers[exchange.kind](self._engine.store, viewer)

    def _checked(self, screen: Screen) -> Screen:
        verify_message(self._engine.store, screen.message)
        return screen


def within(page: int, pages: int) -> int:
    """The page, or the nearest that exists."""
    return max(0, min(page, pages - 1))
