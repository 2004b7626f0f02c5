"""The screens of /sides and /coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.answers.exchanges import Exchange
from bot.chat.answers.screens import Gone, within
from bot.chat.answers.story_screens import StoryScreens
from bot.chat.answers.topics import within_story
from bot.chat.layout.coverage import ROWS_A_PAGE, coverage_page
from bot.chat.layout.disputes import disputes_page, disputes_pages
from bot.chat.layout.sides import party_places, sides_page, sides_pages
from bot.chat.telegram.compose import one_line
from bot.chat.telegram.keyboards import Operation, Press, button, keyboard, pager
from bot.chat.telegram.screen import Screen
from index.claims.coverage import find_coverage
from index.claims.disputes.finding import Disputes, disputes_on
from index.claims.figures.finding import figures_on
from index.claims.frame import frame_of
from index.claims.sides import Sides, find_sides
from index.claims.story import Topic
from index.claims.topics import find_topic

if TYPE_CHECKING:
    from telegram import InlineKeyboardButton

# Buttons that lead to parties, how many stand beside each other, and how long their names are.
_MOST_PARTIES, _PER_ROW, _NAME_UNITS = 8, 2, 28


class _ClaimsScreens(StoryScreens):
    def _topic(self, exchange: Exchange) -> Topic:
        payload = exchange.payload
        topic = find_topic(self._store, payload["topic"], filters=within_story(exchange))
        if topic is None:
            raise Gone("article_removed")
        return topic

    def _sides(self, exchange: Exchange) -> Sides:
        return find_sides(self._topic(exchange), self._publishers)


class SidesScreens(_ClaimsScreens):
    """Who says what, party by party, with a way to where they do not agree."""

    def show(self, exchange: Exchange, press: Press) -> Screen:
        if press.operation is Operation.CONTEXT:
            return self._disputes(exchange, press.number)
        return super().show(exchange, press)

    def _disputes(self, exchange: Exchange, page: int) -> Screen:
        texts, topic = self._viewer.texts, exchange.payload["topic"]
        found = self._disputes_on(exchange, self._topic(exchange))
        if not found.all:
            raise Gone("article_removed")
        pages = len(disputes_pages(found))
        page = within(page, pages)
        message = disputes_page(topic, found, texts, page=page, bot=self._viewer.bot)
        turn = pager(Operation.CONTEXT, exchange.id, page=page, pages=pages)
        back = button(texts("back"), Operation.PAGE, exchange.id, 0)
        return Screen(message, keyboard(turn, [back]))

    def _disputes_on(self, exchange: Exchange, topic: Topic) -> Disputes:
        frame = frame_of(self._store, within_story(exchange))
        return disputes_on(topic, frame, self._publishers)

    def _flag(self, exchange: Exchange, sides: Sides) -> list[InlineKeyboardButton]:
        """A button to the disputes, where any are found."""
        found = self._disputes_on(exchange, sides.topic)
        if not found.all:
            return []
        label = f"⚑ {self._viewer.texts('disputes.title')}"
        return [button(label, Operation.CONTEXT, exchange.id, 0)]

    def _page(self, exchange: Exchange, page: int) -> Screen:
        sides = self._sides(exchange)
        pages = len(sides_pages(sides))
        page = within(page, pages)
        message = sides_page(sides, self._viewer.texts, page=page, bot=self._viewer.bot)
        turn = pager(Operation.PAGE, exchange.id, page=page, pages=pages)
        to_parties = self._to_parties(exchange, sides) if page == 0 else []
        flag = self._flag(exchange, sides) if page == 0 else []
        return Screen(message, keyboard(*to_parties, flag, turn))

    def _to_parties(self, exchange: Exchange, sides: Sides) -> list[list[InlineKeyboardButton]]:
        """Buttons for the first parties that begin on a later page."""
        places = [(name, page) for name, page in party_places(sides) if page > 0][:_MOST_PARTIES]
        return [
            [
                button(one_line(name, limit=_NAME_UNITS), Operation.PAGE, exchange.id, page)
                for name, page in places[start : start + _PER_ROW]
            ]
            for start in range(0, len(places), _PER_ROW)
        ]


class CoverageScreens(_ClaimsScreens):
    """Which outlets have which claims and figures."""

    def _page(self, exchange: Exchange, page: int) -> Screen:
        sides = self._sides(exchange)
        figures = figures_on(sides.topic, frame_of(self._store, within_story(exchange)))
        coverage = find_coverage(sides, figures, self._publishers)
        pages = max(1, -(-len(coverage.rows) // ROWS_A_PAGE))
        page = within(page, pages)
        message = coverage_page(coverage, self._viewer.texts, page=page, bot=self._viewer.bot)
        turn = pager(Operation.PAGE, exchange.id, page=page, pages=pages)
        return Screen(message, keyboard(turn))
