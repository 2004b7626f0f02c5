"""The screens of an answer, with all that its buttons open, and of an abstention.

Each screen is made from the stored payload, which names the passages: the reply is read from the
store again, and what was laid out is compared with the store once more before it leaves. Even the
first screen goes this way, right after the engine had the reply in hand. This buys buttons that
work after a restart and after a rebuild, for as long as the passages stand in the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton
from telegram.constants import KeyboardButtonStyle

from bot.chat.answers.buttons import rating_buttons, share_button, watch_button
from bot.chat.answers.chat_query import query_of
from bot.chat.answers.exchanges import Exchange
from bot.chat.answers.messages import between_days, empty_corpus
from bot.chat.answers.near_screens import ask_button
from bot.chat.answers.payload import compared, from_payload
from bot.chat.answers.ratings import Rating
from bot.chat.answers.screens import Gone, Viewer, within
from bot.chat.layout import answer_pages, article_pages, by_speaker
from bot.chat.layout.answer_pages import AnswerPage
from bot.chat.layout.copying import copy_button
from bot.chat.layout.source_line import source_of
from bot.chat.telegram.compose import Message
from bot.chat.telegram.keyboards import Operation, Press, button, in_rows, keyboard, pager
from bot.chat.telegram.links import Surroundings
from bot.chat.telegram.screen import Screen
from bot.texts import Texts
from corpus.types import Article, Paragraph, Span
from index.types import Abstention, Answer, Citation, Reason, Reply

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore


class ReplyScreens:
    """See ScreenMaker."""

    def __init__(self, store: CorpusStore, viewer: Viewer) -> None:
        self._store = store
        self._viewer = viewer
        self._texts = viewer.texts

    def first(self, exchange: Exchange) -> Screen:
        return self.show(exchange, Press(Operation.PAGE, exchange.id, 0))

    def show(self, exchange: Exchange, press: Press) -> Screen:
        reply = reply_of(exchange, self._store)
        match reply, press.operation:
            case Answer(), Operation.PAGE:
                return self._answer(exchange, reply, press.number)
            case Answer(), Operation.RATE:
                asking = press.number == Rating.WRONG
                return self._answer(exchange, reply, press.page, asking=asking)
            case _, Operation.CONTEXT:
                return self._context(exchange, reply, _nth(reply, press.number))
            case _, Operation.READ:
                return self._read(exchange, _nth(reply, press.number), press.page)
            case Answer(), Operation.SOURCES:
                return self._sources(exchange, reply, press.number)
            case Answer(), Operation.SPEAKERS:
                return self._speakers(exchange, reply, press.number, press.page)
            case Abstention(doubtful=True), Operation.RATE:
                return self._doubtful(exchange, reply, asking=press.number == Rating.WRONG)
            case Abstention(doubtful=True), Operation.PAGE:
                return self._doubtful(exchange, reply)
            case Abstention(), Operation.PAGE:
                return self._abstention(exchange, reply)
            case Abstention(), Operation.NEAREST:
                return self._nearest(exchange, reply)
            case _:
                raise Gone("button_expired")

    def page_rows(
        self, exchange: Exchange, page: int, *, asking: bool, share: Sequence[InlineKeyboardButton]
    ) -> list[Sequence[InlineKeyboardButton]]:
        """The last rows under a page of the answer; `asking` what is wrong with it."""
        return [
            [*rating_buttons(exchange.id, self._texts, page=page, asking=asking), *share],
            self._widening(exchange),
        ]

    def _answer(
        self, exchange: Exchange, answer: Answer, number: int, *, asking: bool = False
    ) -> Screen:
        texts, found = self._texts, pages_of(exchange, answer, self._store, self._viewer)
        number = within(number, len(found))
        page = found[number]
        context = [
            button(f"🔍 {citation.number}", Operation.CONTEXT, exchange.id, citation.number)
            for citation in page.citations
        ]
        turn = pager(Operation.PAGE, exchange.id, page=number, pages=len(found))
        if number == 0 and turn:
            turn = [button(texts("more"), Operation.PAGE, exchange.id, 1)]
        others = [button(texts("sources"), Operation.SOURCES, exchange.id, number)]
        if by_speaker.tells_apart(answer):
            label = texts("by_speaker")
            others.insert(0, button(label, Operation.SPEAKERS, exchange.id, number, 0))
        # All in one row would leave the labels too little room on a phone.
        ways = [[*turn, *others]] if len(turn) < 2 else [turn, others]
        shares = self._viewer.shares and exchange.id and not asking
        share = [share_button(exchange.id, texts, page=number)] if shares else []
        rows = self.page_rows(exchange, number, asking=asking, share=share)
        return Screen(page.message, keyboard(*in_rows(context), *ways, *rows))

    def _sources(self, exchange: Exchange, answer: Answer, number: int) -> Screen:
        texts, found = self._texts, pages_of(exchange, answer, self._store, self._viewer)
        number = within(number, len(found))
        cited = found[number].citations
        message = answer_pages.sources_page(answer, cited, texts, bot=self._viewer.bot)
        back = button(texts("back"), Operation.PAGE, exchange.id, number)
        return Screen(message, keyboard([back]))

    def _speakers(self, exchange: Exchange, answer: Answer, number: int, page: int) -> Screen:
        """A page of the answer's passages by speaker; `number` is the page to go back to."""
        limits = query_of(exchange).limits(self._texts)
        found = by_speaker.speaker_pages(
            answer,
            self._texts,
            bot=self._viewer.bot,
            limits=limits,
            surroundings=surroundings(answer.citations, self._store),
        )
        page, number = within(page, len(found)), max(0, number)
        turn = pager(Operation.SPEAKERS, exchange.id, page=page, pages=len(found), number=number)
        back = button(self._texts("back"), Operation.PAGE, exchange.id, number)
        return Screen(found[page], keyboard(turn, [back]))

    def _context(self, exchange: Exchange, reply: Reply, citation: Citation) -> Screen:
        passage = citation.passage
        paragraphs = paragraphs_of(passage.article, self._store)
        message = article_pages.context(
            passage.article,
            paragraphs,
            self._texts,
            focus=article_pages.index_of(paragraphs, passage.paragraph),
            excerpt=citation.excerpt,
            number=citation.number if isinstance(reply, Answer) else None,
        )
        home = 0
        if isinstance(reply, Answer):
            pages = pages_of(exchange, reply, self._store, self._viewer)
            home = next(n for n, page in enumerate(pages) if citation in page.citations)
        row = [
            button(self._texts("back"), Operation.PAGE, exchange.id, home),
            button(self._texts("read_article"), Operation.READ, exchange.id, citation.number),
        ]
        return Screen(message, keyboard(row, [copy_button(citation, self._texts)]))

    def _read(self, exchange: Exchange, citation: Citation, page: int) -> Screen:
        """A page of the whole article; a page below 0 is the one with the cited paragraph."""
        article, paragraph = citation.passage.article, citation.passage.paragraph
        found = article_pages.article_pages(paragraphs_of(article, self._store))
        if page < 0:
            page = article_pages.page_of(found, paragraph)
        page, number = within(page, len(found)), citation.number
        turn = pager(Operation.READ, exchange.id, page=page, pages=len(found), number=number)
        back = button(self._texts("back"), Operation.CONTEXT, exchange.id, number)
        message = article_pages.article_page(article, found[page], self._texts)
        return Screen(message, keyboard(turn, [back]))

    def _doubtful(self, exchange: Exchange, reply: Abstention, *, asking: bool = False) -> Screen:
        """What may answer, with the buttons of an answer; its passages have no numbers to go by."""
        context = _context_rows(exchange, _shown(reply), self._texts)
        instead, message = self._refusal(exchange, reply)
        respelt = [ask_button(instead, style=KeyboardButtonStyle.PRIMARY)] if instead else []
        rating = rating_buttons(exchange.id, self._texts, page=0, asking=asking)
        watch = watch_button(exchange.id, self._texts)
        rows = respelt, *context, rating, self._widening(exchange), [watch]
        return Screen(message, keyboard(*rows))

    def _refusal(self, exchange: Exchange, reply: Abstention) -> tuple[str, Message]:
        """What may have been meant, and the message."""
        instead = exchange.payload.get("instead", "")
        limits = query_of(exchange).limits(self._texts)
        return instead, abstained(reply, limits, self._store, self._viewer, instead=instead)

    def _abstention(self, exchange: Exchange, reply: Abstention) -> Screen:
        if not self._store.count_articles():
            return Screen(empty_corpus(self._texts))
        instead, message = self._refusal(exchange, reply)
        main = KeyboardButtonStyle.PRIMARY
        respelt = [ask_button(instead, style=main)] if instead else []
        style = None if instead else main
        nearest = [button(self._texts("show_nearest"), Operation.NEAREST, exchange.id, style=style)]
        watch = watch_button(exchange.id, self._texts)
        more = nearest if reply.nearest else []
        return Screen(message, keyboard(respelt, more, self._widening(exchange), [watch]))

    def _nearest(self, exchange: Exchange, reply: Abstention) -> Screen:
        """What is merely related, with the ways on that the abstention has."""
        back = button(self._texts("back"), Operation.PAGE, exchange.id)
        watch = watch_button(exchange.id, self._texts)
        message = answer_pages.nearest(reply, self._texts, bot=self._viewer.bot)
        return Screen(message, keyboard([back], self._widening(exchange), [watch]))

    def _widening(self, exchange: Exchange) -> list[InlineKeyboardButton]:
        """Under a follow-up, the ways out: of the articles that it is limited to, and of what it
        goes on from."""
        query, row = query_of(exchange), []
        if query.filters.articles:
            row.append(button(self._texts("search_everything"), Operation.WIDEN, exchange.id))
        if query.after:
            row.append(button(self._texts("ask_afresh"), Operation.AFRESH, exchange.id))
        return row


def reply_of(exchange: Exchange, store: CorpusStore) -> Reply:
    """The exchange's reply, read from the store again; raises Gone and Misquoted."""
    reply = from_payload(query_of(exchange).question, exchange.payload, store=store)
    if reply is None:
        raise Gone("article_removed")
    return reply


def pages_of(
    exchange: Exchange, answer: Answer, store: CorpusStore, viewer: Viewer
) -> list[AnswerPage]:
    """The answer in pages of the viewer's size."""
    first = answer.citations[0].passage
    return answer_pages.answer_pages(
        answer,
        viewer.texts,
        size=viewer.profile.passages,
        bot=viewer.bot,
        limits=query_of(exchange).limits(viewer.texts),
        beside=article_pages.beside(paragraphs_of(first.article, store), first.paragraph),
        surroundings=surroundings(answer.citations, store),
        before=compared(exchange.payload, store=store),
    )


def surroundings(citations: Sequence[Citation], store: CorpusStore) -> Surroundings:
    """What stands around the quotations in their articles, where these have pages to link to."""
    passages = (citation.passage for citation in citations)
    return store.around([one.paragraph.id for one in passages if one.article.url])


def abstained(
    reply: Abstention, limits: str, store: CorpusStore, viewer: Viewer, *, instead: str = ""
) -> Message:
    """That nothing answers, and why, or what may answer; `instead` is what may be meant."""
    if reply.doubtful:
        return answer_pages.doubtful(
            reply, viewer.texts, bot=viewer.bot, limits=limits, instead=instead
        )
    stats = store.stats()
    is_outside = reply.reason is Reason.OUTSIDE_DATES and stats.newest is not None
    return answer_pages.abstention(
        reply,
        viewer.texts,
        articles=stats.articles,
        days=between_days(stats, viewer.texts) if is_outside else "",
        limits=limits,
        instead=instead,
    )


def paragraphs_of(article: Article, store: CorpusStore) -> list[Paragraph]:
    """All of the article, in its own version."""
    return store.paragraphs(article.number, version=article.version)


def _shown(reply: Reply) -> Sequence[Citation]:
    """The passages that a reply begins with; those that merely may answer are quoted whole."""
    match reply:
        case Answer():
            return reply.citations
        case Abstention(doubtful=True):
            return [
                Citation(number, passage, Span(0, len(passage.paragraph.text)), None)
                for number, passage in enumerate(reply.nearest, start=1)
            ]
        case _:
            return ()


def _context_rows(
    exchange: Exchange, citations: Sequence[Citation], texts: Texts
) -> list[Sequence[InlineKeyboardButton]]:
    """A button for each passage without a number, by its paragraph; where two articles have the
    same, by its source too, as the message has it: a row for each, in the message's order."""
    places = [f"🔍 ¶{each.passage.paragraph.position}" for each in citations]
    is_plain = len(set(places)) == len(places)
    if not is_plain:
        places = [
            f"{place} · {source_of(each.passage.article, texts)}"
            for place, each in zip(places, citations, strict=True)
        ]
    buttons = [
        button(place, Operation.CONTEXT, exchange.id, each.number)
        for place, each in zip(places, citations, strict=True)
    ]
    return in_rows(buttons) if is_plain else [[each] for each in buttons]


def _nth(reply: Reply, number: int) -> Citation:
    for citation in _shown(reply):
        if citation.number == number:
            return citation
    raise Gone("button_expired")
