"""The screens of the library: an article page by page, one paragraph in context, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.answers import messages
from bot.chat.answers.exchanges import Exchange
from bot.chat.answers.messages import ARTICLES_A_PAGE, Listing
from bot.chat.answers.reply_screens import paragraphs_of
from bot.chat.answers.screens import Gone, Viewer, within
from bot.chat.layout import article_pages
from bot.chat.telegram.keyboards import Operation, Press, button, keyboard, pager
from bot.chat.telegram.screen import Screen
from corpus.types import Article

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore


class ArticleScreens:
    """An article, from its beginning or opened at a paragraph; see ScreenMaker."""

    def __init__(self, store: CorpusStore, viewer: Viewer) -> None:
        self._store = store
        self._texts = viewer.texts

    def first(self, exchange: Exchange) -> Screen:
        whole = exchange.payload["paragraph"] is None
        return self._article(exchange, 0) if whole else self._paragraph(exchange)

    def show(self, exchange: Exchange, press: Press) -> Screen:
        match press.operation:
            case Operation.ARTICLE:
                return self._article(exchange, press.number)
            case Operation.CONTEXT:
                return self._paragraph(exchange)
            case _:
                raise Gone("button_expired")

    def _article(self, exchange: Exchange, page: int) -> Screen:
        article = self._article_of(exchange)
        found = article_pages.article_pages(paragraphs_of(article, self._store))
        page = within(page, len(found))
        turn = pager(Operation.ARTICLE, exchange.id, page=page, pages=len(found))
        opened_at = exchange.payload["paragraph"] is not None
        back = [button(self._texts("back"), Operation.CONTEXT, exchange.id)] if opened_at else []
        message = article_pages.article_page(article, found[page], self._texts)
        return Screen(message, keyboard(turn, back))

    def _paragraph(self, exchange: Exchange) -> Screen:
        article = self._article_of(exchange)
        paragraphs = paragraphs_of(article, self._store)
        wanted = exchange.payload["paragraph"]
        paragraph = next((p for p in paragraphs if p.position == wanted), None)
        if paragraph is None:
            last = max(each.position for each in paragraphs)
            raise Gone("no_paragraph", position=str(wanted), last=str(last))
        focus = article_pages.index_of(paragraphs, paragraph)
        message = article_pages.context(article, paragraphs, self._texts, focus=focus)
        home = article_pages.page_of(article_pages.article_pages(paragraphs), paragraph)
        read = button(self._texts("read_article"), Operation.ARTICLE, exchange.id, home)
        return Screen(message, keyboard([read]))

    def _article_of(self, exchange: Exchange) -> Article:
        wanted = exchange.payload
        for article in self._store.versions(wanted["article"]):
            if article.version == wanted["version"]:
                return article
        raise Gone("article_removed")


class ListingScreens:
    """The articles that there are, or those with a text in title or outlet; see ScreenMaker."""

    def __init__(self, store: CorpusStore, viewer: Viewer) -> None:
        self._store = store
        self._texts = viewer.texts

    def first(self, exchange: Exchange) -> Screen:
        return self._listing(exchange, 0)

    def show(self, exchange: Exchange, press: Press) -> Screen:
        if press.operation is not Operation.LIST:
            raise Gone("button_expired")
        return self._listing(exchange, press.number)

    def _listing(self, exchange: Exchange, page: int) -> Screen:
        text, store, texts = exchange.text, self._store, self._texts
        live = store.count_articles(text=text)
        closed = store.closed() if exchange.payload.get("closed") else []
        closed = [each for each in closed if text.casefold() in each.id.casefold()]
        total = live + len(closed)
        if not total:
            nothing = messages.nothing_listed(text, texts) if text else messages.empty_corpus(texts)
            return Screen(nothing)
        count = -(-total // ARTICLES_A_PAGE)
        page = within(page, count)
        start = page * ARTICLES_A_PAGE
        listed = store.articles(text=text, limit=ARTICLES_A_PAGE, offset=start)
        outlets = () if text or page else tuple(store.outlets())
        behind = slice(max(start - live, 0), max(start + ARTICLES_A_PAGE - live, 0))
        shown = tuple(closed[behind])
        found = Listing(text, live, tuple(listed), outlets, shown, len(closed))
        turn = pager(Operation.LIST, exchange.id, page=page, pages=count)
        return Screen(messages.listing(found, store.stats(), texts), keyboard(turn))
