"""The screens of /figures and /disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.answers.exchanges import Exchange
from bot.chat.answers.screens import Gone, within
from bot.chat.answers.story_screens import StoryScreens
from bot.chat.answers.topics import within_story
from bot.chat.layout.disputes import disputes_page, disputes_pages, issue_places, no_disputes
from bot.chat.layout.figures import figures_page, figures_pages
from bot.chat.telegram.compose import Message
from bot.chat.telegram.keyboards import Operation, button, keyboard, pager
from bot.chat.telegram.screen import Screen
from bot.plots import can_be_drawn, draw
from bot.texts import Texts
from bot.verbatim import verify_passages
from index.claims.disputes.finding import find_disputes
from index.claims.figures.finding import find_figures

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore

# Buttons that a phone shows beside each other.
_PER_ROW = 2


def picture_of(exchange: Exchange, store: CorpusStore, texts: Texts) -> bytes | None:
    """The values over time as PNG; None where there are no longer two to see. Raises Misquoted."""
    found = find_figures(store, exchange.payload["topic"], filters=within_story(exchange))
    if found is None:
        return None
    verify_passages(store, found.passages)
    return draw(found.compared, texts=texts, form="png")


class FiguresScreens(StoryScreens):
    """What the articles count."""

    def _page(self, exchange: Exchange, page: int) -> Screen:
        texts, topic = self._viewer.texts, exchange.payload["topic"]
        found = find_figures(self._store, topic, filters=within_story(exchange))
        if found is None:
            raise Gone("article_removed")
        pages = len(figures_pages(found))
        if not pages:
            told = texts("figures.none", articles=texts("articles", n=found.articles))
            return Screen(Message(told))
        page = within(page, pages)
        message = figures_page(topic, found, texts, page=page, bot=self._viewer.bot)
        turn = pager(Operation.PAGE, exchange.id, page=page, pages=pages)
        drawn = any(map(can_be_drawn, found.compared))
        picture = (
            [button(texts("figures.picture"), Operation.PICTURE, exchange.id)] if drawn else []
        )
        return Screen(message, keyboard([*turn, *picture]))


class DisputesScreens(StoryScreens):
    """Where the sides do not agree."""

    def _page(self, exchange: Exchange, page: int) -> Screen:
        texts, topic = self._viewer.texts, exchange.payload["topic"]
        found = find_disputes(self._store, topic, self._publishers, filters=within_story(exchange))
        if found is None:
            raise Gone("article_removed")
        pages = len(disputes_pages(found))
        if not pages:
            return Screen(no_disputes(topic, found, texts))
        page = within(page, pages)
        message = disputes_page(topic, found, texts, page=page, bot=self._viewer.bot)
        places = [(name, at) for name, at in issue_places(found, texts) if at > 0 and page == 0]
        issues = [
            [
                button(name, Operation.PAGE, exchange.id, at)
                for name, at in places[start : start + _PER_ROW]
            ]
            for start in range(0, len(places), _PER_ROW)
        ]
        turn = pager(Operation.PAGE, exchange.id, page=page, pages=pages)
        return Screen(message, keyboard(*issues, turn))
