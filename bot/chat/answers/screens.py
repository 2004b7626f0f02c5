"""What stands in a message at a moment: text and buttons, checked against the store.

Every screen with a quotation is made here, from an exchange and the button that was pressed, and
none leaves before each of its quotations has been sliced again from the store and compared with
the text that is to be sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.admin import messages
from bot.chat.answers.chat_query import Inquiry, inquiry_of
from bot.chat.answers.exchanges import Exchange, Kind
from bot.chat.answers.payload import from_payload
from bot.chat.answers.ratings import Rating
from bot.chat.layout import answer_pages as render
from bot.chat.layout import article_pages as pages
from bot.chat.layout import by_speaker
from bot.chat.people.profile import Manner
from bot.chat.telegram import keyboards
from bot.chat.telegram.compose import Message
from bot.chat.telegram.keyboards import Operation, Press, button, in_rows, keyboard, pager
from bot.chat.watches import messages as watche_messages
from bot.texts import Texts, Told
from bot.verbatim import verify_message
from corpus.types import Article, Paragraph, Span
from index.types import Abstention, Answer, Citation, Passage, Reply

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore


# More new passages than this come as one line and a button.
MOST_AT_ONCE = 5


class Gone(Told):
    """What a button or link points to is no longer there; the text says what."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A message and the buttons under it."""

    message: Message
    keyboard: InlineKeyboardMarkup | None = None


def unconfirmed(exchange: str, text: str, texts: Texts) -> Screen:
    """For an answer that may have got lost on its way: it comes here if it is wanted."""
    show = button(texts("show_answer"), Operation.PAGE, exchange, 0)
    return Screen(Message(text), keyboard([show]))


class Screens:
    """Makes screens; reads the store, so it belongs off the event loop.

    `bot` is the bot's user name; `shares` says whether it answers in inline mode.
    """

    def __init__(self, store: CorpusStore, manner: Manner, *, bot: str, shares: bool) -> None:
        self._shares = shares
        self._store = store
        self._size = manner.passages
        self._texts = manner.texts
        self._bot = bot

    def first(self, exchange: Exchange) -> Screen:
        """The screen that an exchange begins with."""
        match exchange.kind:
            case Kind.ALERT if len(exchange.payload["citations"]) > MOST_AT_ONCE:
                return self._summary(exchange)
            case Kind.QUESTION | Kind.ALERT | Kind.BRIEFING:
                return self.show(exchange, Press(Operation.PAGE, exchange.id, 0))
            case Kind.LISTING:
                return self.show(exchange, Press(Operation.LIST, exchange.id, 0))
            case Kind.ARTICLE if exchange.payload["paragraph"] is None:
                return self.show(exchange, Press(Operation.ARTICLE, exchange.id, 0))
            case Kind.ARTICLE:
                return self.show(exchange, Press(Operation.CONTEXT, exchange.id, 0))
            case _:
                assert_never(exchange.kind)

    def said(self, name: str, passages: list[Passage]) -> Screen:
        """What a speaker is quoted as saying; raises Misquoted."""
        message = render.said(name, passages, self._texts, bot=self._bot)
        verify_message(self._store, message)
        return Screen(message)

    def alone(self, citation: Citation) -> Message:
        """One passage, to be sent anywhere; raises Misquoted."""
        message = render.alone(citation, self._texts, bot=self._bot)
        verify_message(self._store, message)
        return message

    def page(self, exchange: Exchange, number: int) -> render.AnswerPage:
        """A page of an answer as its message shows it; raises Gone and Misquoted."""
        reply = self._recall(exchange)
        if not isinstance(reply, Answer):
            raise Gone("button_expired")
        found = self._pages(exchange, reply)
        page = found[_within(number, len(found))]
        verify_message(self._store, page.message)
        return page

    def abstained(self, reply: Abstention, inquiry: Inquiry) -> Message:
        """That nothing answers, and why."""
        articles, limits = self._store.count_articles(), inquiry.limits(self._texts)
        return render.abstention(reply, self._texts, articles=articles, limits=limits)

    def show(self, exchange: Exchange, press: Press) -> Screen:
        """The screen that a button of the exchange asks for.

        Raises Gone where it cannot be shown any more, and Misquoted.
        """
        screen = self._show(exchange, press)
        verify_message(self._store, screen.message)
        return screen

    def _show(self, exchange: Exchange, press: Press) -> Screen:
        match exchange.kind, press.operation:
            case ((Kind.QUESTION | Kind.ALERT), _):
                return self._of_reply(exchange, press)
            case Kind.BRIEFING, Operation.PAGE:
                return self._briefing(exchange, press.number)
            case Kind.LISTING, Operation.LIST:
                return self._listing(exchange, press.number)
            case Kind.ARTICLE, Operation.ARTICLE:
                return self._article(exchange, press.number)
            case Kind.ARTICLE, Operation.CONTEXT:
                return self._paragraph(exchange)
            case _:
                raise Gone("button_expired")

    # Answers

    def _of_reply(self, exchange: Exchange, press: Press) -> Screen:
        reply = self._recall(exchange)
        match reply, press.operation:
            case Answer(), Operation.PAGE:
                return self._answer(exchange, reply, press.number)
            case Answer(), Operation.RATE:
                asking = press.number == Rating.WRONG
                return self._answer(exchange, reply, press.page, asking=asking)
            case Answer(), Operation.CONTEXT:
                return self._context(exchange, reply, _nth(reply, press.number))
            case Answer(), Operation.READ:
                return self._read(exchange, _nth(reply, press.number), press.page)
            case Answer(), Operation.SOURCES:
                return self._sources(exchange, reply, press.number)
            case Answer(), Operation.SPEAKERS:
                return self._speakers(exchange, reply, press.number, press.page)
            case Abstention(), Operation.PAGE:
                return self._abstention(exchange, reply)
            case Abstention(), Operation.NEAREST:
                back = keyboard([button(self._texts("back"), Operation.PAGE, exchange.id)])
                return Screen(render.nearest(reply, self._texts, bot=self._bot), back)
            case _:
                raise Gone("button_expired")

    def _recall(self, exchange: Exchange) -> Reply:
        question = inquiry_of(exchange).question
        reply = from_payload(question, exchange.payload, store=self._store)
        if reply is None:
            raise Gone("article_removed")
        return reply

    def _answer(
        self, exchange: Exchange, answer: Answer, number: int, *, asking: bool = False
    ) -> Screen:
        """A page of the answer; `asking` what is wrong with it."""
        texts, found = self._texts, self._pages(exchange, answer)
        number = _within(number, len(found))
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
        shares = self._shares and exchange.id and not asking
        share = [keyboards.share(exchange.id, texts, page=number)] if shares else []
        if exchange.kind is Kind.ALERT:
            about = [[*keyboards.of_watch(exchange.payload["watch"], texts), *share]]
        else:
            about = [
                [*keyboards.ratings(exchange.id, texts, page=number, asking=asking), *share],
                self._widening(exchange),
            ]
        return Screen(page.message, keyboard(*in_rows(context), *ways, *about))

    def _sources(self, exchange: Exchange, answer: Answer, number: int) -> Screen:
        found = self._pages(exchange, answer)
        number = _within(number, len(found))
        message = render.sources_page(answer, found[number].citations, self._texts, bot=self._bot)
        return Screen(
            message, keyboard([button(self._texts("back"), Operation.PAGE, exchange.id, number)])
        )

    def _speakers(self, exchange: Exchange, answer: Answer, number: int, page: int) -> Screen:
        """A page of the answer's passages by speaker; `number` is the page to go back to."""
        found = by_speaker.speaker_pages(
            answer, self._texts, bot=self._bot, limits=inquiry_of(exchange).limits(self._texts)
        )
        page, number = _within(page, len(found)), max(0, number)
        turn = pager(Operation.SPEAKERS, exchange.id, page=page, pages=len(found), number=number)
        back = button(self._texts("back"), Operation.PAGE, exchange.id, number)
        return Screen(found[page], keyboard(turn, [back]))

    def _context(self, exchange: Exchange, answer: Answer, citation: Citation) -> Screen:
        message = self._around(citation.passage, citation.excerpt, number=citation.number)
        home = next(
            number
            for number, page in enumerate(self._pages(exchange, answer))
            if citation in page.citations
        )
        row = [
            button(self._texts("back"), Operation.PAGE, exchange.id, home),
            button(self._texts("read_article"), Operation.READ, exchange.id, citation.number),
        ]
        return Screen(message, keyboard(row))

    def _read(self, exchange: Exchange, citation: Citation, page: int) -> Screen:
        paragraph = citation.passage.paragraph
        found = pages.article_pages(self._paragraphs(citation.passage.article))
        if page < 0:
            page = pages.page_of(found, paragraph)
        page = _within(page, len(found))
        turn = pager(
            Operation.READ, exchange.id, page=page, pages=len(found), number=citation.number
        )
        back = button(self._texts("back"), Operation.CONTEXT, exchange.id, citation.number)
        message = pages.article_page(citation.passage.article, found[page], self._texts)
        return Screen(message, keyboard(turn, [back]))

    def _abstention(self, exchange: Exchange, reply: Abstention) -> Screen:
        articles = self._store.count_articles()
        if not articles:
            return Screen(messages.empty_corpus(self._texts))
        message = self.abstained(reply, inquiry_of(exchange))
        nearest = [button(self._texts("show_nearest"), Operation.NEAREST, exchange.id)]
        watch = keyboards.watch(exchange.id, self._texts)
        shown = nearest if reply.nearest else []
        return Screen(message, keyboard(shown, self._widening(exchange), [watch]))

    def _widening(self, exchange: Exchange) -> list[InlineKeyboardButton]:
        """Under a follow-up, the way out of the articles that it is limited to."""
        if not inquiry_of(exchange).filters.articles:
            return []
        return [button(self._texts("search_everything"), Operation.WIDEN, exchange.id)]

    # Watches

    def _summary(self, exchange: Exchange) -> Screen:
        """How many passages are new; they come on the next press."""
        cited = {record["paragraph"] for record in exchange.payload["citations"]}
        found = self._store.passages(cited).values()
        message = watche_messages.summary(
            exchange.text, [article for _, article in found], self._texts
        )
        of_watch = keyboards.of_watch(exchange.payload["watch"], self._texts)
        show = button(self._texts("show_passages"), Operation.PAGE, exchange.id)
        return Screen(message, keyboard([show], of_watch))

    def _briefing(self, exchange: Exchange, number: int) -> Screen:
        parts = []
        for part in exchange.payload["parts"]:
            answer = from_payload(part["title"], part, store=self._store)
            if isinstance(answer, Answer):
                parts.append(render.BriefingPart(answer, part["total"]))
        if not parts:
            raise Gone("article_removed")
        found = render.briefing_pages(exchange.text, parts, self._texts, bot=self._bot)
        number = _within(number, len(found))
        turn = pager(Operation.PAGE, exchange.id, page=number, pages=len(found))
        return Screen(found[number], keyboard(turn))

    def _pages(self, exchange: Exchange, answer: Answer) -> list[render.AnswerPage]:
        first = answer.citations[0].passage
        return render.answer_pages(
            answer,
            self._texts,
            size=self._size,
            bot=self._bot,
            limits=inquiry_of(exchange).limits(self._texts),
            beside=pages.beside(self._paragraphs(first.article), first.paragraph),
        )

    # Articles and lists

    def _article(self, exchange: Exchange, page: int) -> Screen:
        article = self._article_of(exchange)
        found = pages.article_pages(self._paragraphs(article))
        page = _within(page, len(found))
        turn = pager(Operation.ARTICLE, exchange.id, page=page, pages=len(found))
        opened_at = exchange.payload["paragraph"] is not None
        back = [button(self._texts("back"), Operation.CONTEXT, exchange.id)] if opened_at else []
        return Screen(pages.article_page(article, found[page], self._texts), keyboard(turn, back))

    def _paragraph(self, exchange: Exchange) -> Screen:
        article = self._article_of(exchange)
        paragraphs = self._paragraphs(article)
        wanted = exchange.payload["paragraph"]
        paragraph = next((p for p in paragraphs if p.position == wanted), None)
        if paragraph is None:
            raise Gone("no_paragraph", position=str(wanted))
        message = self._around(Passage(paragraph, article, score=0.0))
        home = pages.page_of(pages.article_pages(paragraphs), paragraph)
        read = button(self._texts("read_article"), Operation.ARTICLE, exchange.id, home)
        return Screen(message, keyboard([read]))

    def _listing(self, exchange: Exchange, page: int) -> Screen:
        text, store = exchange.text, self._store
        total = store.count_articles(text=text)
        if not total:
            return Screen(
                messages.nothing_listed(text, self._texts)
                if text
                else messages.empty_corpus(self._texts)
            )
        count = -(-total // messages.LISTED)
        page = _within(page, count)
        found = messages.Listing(
            text=text,
            total=total,
            articles=tuple(
                store.articles(text=text, limit=messages.LISTED, offset=page * messages.LISTED)
            ),
            outlets=() if text or page else tuple(store.outlets()),
        )
        turn = pager(Operation.LIST, exchange.id, page=page, pages=count)
        return Screen(messages.listing(found, store.stats(), self._texts), keyboard(turn))

    def _around(
        self, passage: Passage, excerpt: Span | None = None, *, number: int | None = None
    ) -> Message:
        paragraphs = self._paragraphs(passage.article)
        focus = next(n for n, p in enumerate(paragraphs) if p.id == passage.paragraph.id)
        return pages.context(
            passage.article, paragraphs, self._texts, focus=focus, excerpt=excerpt, number=number
        )

    def _article_of(self, exchange: Exchange) -> Article:
        wanted = exchange.payload
        for article in self._store.versions(wanted["article"]):
            if article.version == wanted["version"]:
                return article
        raise Gone("article_removed")

    def _paragraphs(self, article: Article) -> list[Paragraph]:
        return self._store.paragraphs(article.number, version=article.version)


def _nth(answer: Answer, number: int) -> Citation:
    for citation in answer.citations:
        if citation.number == number:
            return citation
    raise Gone("button_expired")


def _within(page: int, pages_: int) -> int:
    """The page, or the nearest that exists."""
    return max(0, min(page, pages_ - 1))
