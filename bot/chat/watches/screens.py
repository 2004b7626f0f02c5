"""The screens of alerts and briefings, and the buttons of watches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton
from telegram.constants import KeyboardButtonStyle

from bot.chat.answers.exchanges import Exchange
from bot.chat.answers.payload import from_payload
from bot.chat.answers.reply_screens import ReplyScreens, surroundings
from bot.chat.answers.screens import Gone, Viewer, within
from bot.chat.layout.answer_pages import BriefingPart, briefing_pages
from bot.chat.telegram.keyboards import Operation, Press, button, keyboard, pager
from bot.chat.telegram.screen import Screen
from bot.chat.watches import messages
from bot.texts import Texts
from index.types import Answer

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore

# More new passages than this come as one line and a button.
MOST_AT_ONCE = 5


class AlertScreens(ReplyScreens):
    """An alert is an answer that came by itself; see ScreenMaker."""

    def first(self, exchange: Exchange) -> Screen:
        """The passages, or where there are many, how many; they come on the next press."""
        records = exchange.payload["citations"]
        if len(records) <= MOST_AT_ONCE:
            return super().first(exchange)
        found = self._store.passages({record["paragraph"] for record in records}).values()
        articles = [article for _, article in found]
        message = messages.summary(exchange.text, articles, self._texts)
        main = KeyboardButtonStyle.PRIMARY
        show = button(self._texts("show_passages"), Operation.PAGE, exchange.id, style=main)
        watch = watch_buttons(exchange.payload["watch"], self._texts)
        return Screen(message, keyboard([show], watch))

    def page_rows(
        self, exchange: Exchange, page: int, *, asking: bool, share: Sequence[InlineKeyboardButton]
    ) -> list[Sequence[InlineKeyboardButton]]:
        """What can be done about the watch, in place of ratings."""
        return [[*watch_buttons(exchange.payload["watch"], self._texts), *share]]


class BriefingScreens:
    """The best of what is new, watch by watch; see ScreenMaker."""

    def __init__(self, store: CorpusStore, viewer: Viewer) -> None:
        self._store = store
        self._viewer = viewer

    def first(self, exchange: Exchange) -> Screen:
        return self._briefing(exchange, 0)

    def show(self, exchange: Exchange, press: Press) -> Screen:
        if press.operation is not Operation.PAGE:
            raise Gone("button_expired")
        return self._briefing(exchange, press.number)

    def _briefing(self, exchange: Exchange, number: int) -> Screen:
        parts = []
        for part in exchange.payload["parts"]:
            answer = from_payload(part["title"], part, store=self._store)
            if isinstance(answer, Answer):
                parts.append(BriefingPart(answer, part["total"]))
        if not parts:
            raise Gone("article_removed")
        texts, bot = self._viewer.texts, self._viewer.bot
        cited = [citation for part in parts for citation in part.answer.citations]
        around = surroundings(cited, self._store)
        found = briefing_pages(exchange.text, parts, texts, bot=bot, surroundings=around)
        number = within(number, len(found))
        turn = pager(Operation.PAGE, exchange.id, page=number, pages=len(found))
        return Screen(found[number], keyboard(turn))


def stop_button(number: int, texts: Texts) -> InlineKeyboardButton:
    """Stops the chat's watch with this number."""
    danger = KeyboardButtonStyle.DANGER
    return button(texts("stop_watching"), Operation.STOP_WATCH, "", number, style=danger)


def watch_buttons(number: int, texts: Texts) -> list[InlineKeyboardButton]:
    """What can be done about the chat's watch with this number."""
    return [button(texts("mute"), Operation.MUTE_WATCH, "", number), stop_button(number, texts)]
