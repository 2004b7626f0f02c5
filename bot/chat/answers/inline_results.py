"""Messages to choose from, while somebody types to the bot in another chat. Pure.

A result's id says what it sends, so that the bot can write a receipt without storing what somebody
typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineQueryResultArticle, InputTextMessageContent

from bot.chat.answers.exchanges import Exchange
from bot.chat.layout.answer_pages import why_not
from bot.chat.layout.source_line import outlet_of
from bot.chat.telegram.compose import Message, one_line
from bot.texts import Texts
from bot.texts.speakers import who_says
from corpus.types import Span
from index.types import Abstention, Citation

# Set by hand; not measured.
FEWEST_LETTERS = 4
MOST_OFFERED = 5
TITLE_UNITS = 100
PREVIEW_UNITS = 200
BUTTON_UNITS = 60
_SHARED = re.compile(r"#([A-Za-z0-9_-]{8})(?:\.(\d{1,2}))?", re.ASCII)
_PASSAGE = re.compile(r"(\d{1,15})\.(\d{1,9})\.(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Offers:
    """The results of an inline query; `notice` stands on the button above them."""

    results: tuple[InlineQueryResultArticle, ...]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A page of an answer that was given before."""

    exchange: str
    page: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage that somebody chose: the paragraph's id, and the quoted part of it."""

    paragraph: int
    span: Span


def share_query(exchange: str, page: int) -> str:
    """What the share button types after the bot's name."""
    return f"#{exchange}.{page}" if page else f"#{exchange}"


def parse_shared(text: str) -> Shared | None:
    """The page of an answer that a query, or a result's id, stands for."""
    match = _SHARED.fullmatch(text)
    return Shared(match[1], int(match[2] or 0)) if match else None


def parse_chosen(result: str) -> Chosen | None:
    """The passage that a result's id stands for."""
    match = _PASSAGE.fullmatch(result)
    return Chosen(int(match[1]), Span(int(match[2]), int(match[3]))) if match else None


def page_offer(
    exchange: Exchange, page: int, shown: Message, count: str
) -> InlineQueryResultArticle:
    """A page of an answer as a whole; `count` says how much is on it."""
    return _offer(share_query(exchange.id, page), exchange.text, count, shown)


def passage_offer(citation: Citation, shown: Message, texts: Texts) -> InlineQueryResultArticle:
    """One passage; `shown` quotes it and nothing else."""
    article, paragraph = citation.passage.article, citation.passage.paragraph
    (quotation,) = shown.quotations
    span = quotation.span
    title = texts(
        "inline_where",
        outlet=outlet_of(article, texts),
        day=texts.day(article.published),
        position=str(paragraph.position),
    )
    speakers = who_says(citation.statements, texts)
    preview = f"{speakers}: {span.of(paragraph.text)}" if speakers else span.of(paragraph.text)
    return _offer(f"{paragraph.id}.{span.start}.{span.stop}", title, preview, shown)


def abstention_offer(reply: Abstention, shown: Message, texts: Texts) -> InlineQueryResultArticle:
    """That nothing answers, or what may; it can be sent on like an answer."""
    if reply.doubtful:
        best = reply.nearest[0].paragraph.text
        return _offer("none", texts("perhaps", n=len(reply.nearest)), best, shown)
    return _offer("none", texts("no_answer"), why_not(reply, texts), shown)


def notice(words: str) -> Offers:
    """Nothing to choose, and why."""
    return Offers((), one_line(words, limit=BUTTON_UNITS))


def _offer(identifier: str, title: str, preview: str, shown: Message) -> InlineQueryResultArticle:
    content = InputTextMessageContent(shown.text, entities=shown.entities)
    return InlineQueryResultArticle(
        identifier,
        one_line(title, limit=TITLE_UNITS),
        content,
        description=one_line(preview, limit=PREVIEW_UNITS),
    )


def unlike(citations: Sequence[Citation]) -> list[Citation]:
    """The first few, each paragraph once, as ids of results must differ."""
    found: dict[int, Citation] = {}
    for citation in citations:
        found.setdefault(citation.passage.paragraph.id, citation)
    return list(found.values())[:MOST_OFFERED]
