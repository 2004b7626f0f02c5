"""The screens of /who: whom the name means, where it may be several, and what they say.

The payload names the speakers, so that a button opens the one it was made for whatever has come
in since, and the newest paragraph there was, so that pages stay what they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.chat.answers.exchanges import Exchange
from bot.chat.answers.screens import Gone, Viewer, within
from bot.chat.layout.quotes_by_speaker import (
    MOST_QUOTES_A_PAGE,
    SPEAKERS_A_PAGE,
    no_quotes,
    quotes_page,
    speakers_page,
)
from bot.chat.service.messages import no_speaker
from bot.chat.telegram.compose import Message, one_line
from bot.chat.telegram.keyboards import Operation, Press, button, keyboard, pager
from bot.chat.telegram.screen import Screen
from corpus.errors import SpeakerNotFound
from index.answering.quotes_by_speaker import Quotes, quotes_by_speaker
from index.answering.speakers_meant import Meant
from index.search.full_text import full_text_of

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore

_NAME_UNITS = 40


def to_payload(
    meant: Sequence[Meant], *, name: str, topic: str, newest: int, is_near: bool
) -> dict[str, Any]:
    """What the screens need; no `name` for the most quoted. `is_near`: nobody is called so, and
    these are spelt nearly so."""
    speakers = [[one.name, list(one.names), one.party, one.statements] for one in meant]
    kept = {"name": name, "topic": topic, "newest": newest, "speakers": speakers}
    return kept | {"near": True} if is_near else kept


class SaidScreens:
    """See ScreenMaker."""

    def __init__(self, store: CorpusStore, viewer: Viewer) -> None:
        self._store = store
        self._viewer = viewer
        self._texts = viewer.texts

    def first(self, exchange: Exchange) -> Screen:
        return self._meant(exchange, 0) if _is_to_choose(exchange) else self._said(exchange, 0, 0)

    def show(self, exchange: Exchange, press: Press) -> Screen:
        match press.operation:
            case Operation.SAID:
                return self._said(exchange, press.number, press.page)
            case Operation.MEANT:
                return self._meant(exchange, press.number)
            case _:
                raise Gone("button_expired")

    def _meant(self, exchange: Exchange, page: int) -> Screen:
        """Speakers to choose from."""
        texts, payload, meant = self._texts, exchange.payload, _speakers_of(exchange)
        if not meant:
            return Screen(Message(texts("nobody_quoted")))
        pages = -(-len(meant) // SPEAKERS_A_PAGE)
        page = within(page, pages)
        start = page * SPEAKERS_A_PAGE
        shown = list(enumerate(meant))[start : start + SPEAKERS_A_PAGE]
        title: str = texts("most_quoted")
        if "near" in payload:
            near = [one.name for one in meant]
            title = no_speaker(SpeakerNotFound(payload["name"], near), texts)
        elif payload["name"]:
            title = texts("several_meant", n=len(meant), name=one_line(payload["name"], limit=60))
        rows = [
            [button(one_line(one.name, limit=_NAME_UNITS), Operation.SAID, exchange.id, at, 0)]
            for at, one in shown
        ]
        turn = pager(Operation.MEANT, exchange.id, page=page, pages=pages)
        message = speakers_page(title, [one for _, one in shown], texts, topic=payload["topic"])
        return Screen(message, keyboard(*rows, turn))

    def _said(self, exchange: Exchange, number: int, page: int) -> Screen:
        texts, topic, meant = self._texts, exchange.payload["topic"], _speakers_of(exchange)
        if not 0 <= number < len(meant):
            raise Gone("button_expired")
        size = min(self._viewer.profile.passages, MOST_QUOTES_A_PAGE)
        quotes = self._page(exchange, number, first=page * size, size=size)
        pages = -(-quotes.total // size)
        if page != within(page, pages):  # there is less than when the button was made
            page = within(page, pages)
            quotes = self._page(exchange, number, first=page * size, size=size)
        back = []
        if _is_to_choose(exchange):
            home = number // SPEAKERS_A_PAGE
            back = [button(texts("back"), Operation.MEANT, exchange.id, home)]
        if not quotes.total:
            return Screen(no_quotes(meant[number], texts, topic=topic), keyboard(back))
        turn = pager(Operation.SAID, exchange.id, page=page, pages=pages, number=number)
        if page == 0 and turn:
            turn = [button(texts("more"), Operation.SAID, exchange.id, number, 1)]
        message = quotes_page(meant[number], quotes, texts, topic=topic, bot=self._viewer.bot)
        return Screen(message, keyboard(turn, back))

    def _page(self, exchange: Exchange, number: int, *, first: int, size: int) -> Quotes:
        return quotes_by_speaker(
            self._store,
            full_text_of(self._store),
            _speakers_of(exchange)[number].names,
            about=exchange.payload["topic"],
            newest=exchange.payload["newest"],
            first=first,
            size=size,
        )


def _is_to_choose(exchange: Exchange) -> bool:
    """Whether the reader has to say who is meant."""
    payload = exchange.payload
    return not payload["name"] or len(payload["speakers"]) != 1 or "near" in payload


def _speakers_of(exchange: Exchange) -> list[Meant]:
    return [
        Meant(name, tuple(names), party, statements)
        for name, names, party, statements in exchange.payload["speakers"]
    ]
