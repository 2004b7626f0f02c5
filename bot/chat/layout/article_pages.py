"""Articles and their paragraphs as messages: one paragraph in context, or page by page. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.layout.source_line import TITLE_LIMIT, credit, title_of
from bot.chat.telegram.clipping import clipped, pieces
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.links import safe_url
from bot.chat.telegram.utf16 import units
from bot.texts import Texts
from corpus.types import Article, Paragraph, Span

PAGE_UNITS = 3_400
PAGE_PIECES = 30
NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph to be shown, or a part of a very long one: `note` stands after its number,
    `bold` is set in bold type. `continues`: it begins on an earlier page."""

    paragraph: Paragraph
    span: Span
    note: str = ""
    bold: Span | None = None
    continues: bool = False


Page = Sequence[Piece]


def context(
    article: Article,
    paragraphs: Sequence[Paragraph],
    texts: Texts,
    *,
    focus: int,
    excerpt: Span | None = None,
    number: int | None = None,
) -> Message:
    """A paragraph (`focus` is its index) among its neighbours, as many as one message holds.

    `excerpt` is set in bold type; `number` is its citation's.
    """
    note = f" · [{number}]" if number is not None else ""
    shown = [
        Piece(paragraphs[index], span, note, excerpt)
        if index == focus
        else Piece(paragraphs[index], span)
        for index, span in _around(paragraphs, focus, excerpt)
    ]
    return article_page(article, shown, texts)


def _around(
    paragraphs: Sequence[Paragraph], focus: int, excerpt: Span | None
) -> list[tuple[int, Span]]:
    """The focus and the neighbours that fit on both sides: their indices and spans, in order."""
    spans = {focus: _part_with(paragraphs[focus], excerpt)}
    room = PAGE_UNITS - _cost(paragraphs[focus], spans[focus])
    for distance in range(1, NEIGHBOURS + 1):
        for index in (focus - distance, focus + distance):
            inner = index + 1 if index < focus else index - 1
            if 0 <= index < len(paragraphs) and inner in spans:
                text = paragraphs[index].text
                span = clipped(text, Span(0, len(text)), limit=PAGE_UNITS)
                cost = _cost(paragraphs[index], span)
                if cost <= room:
                    spans[index] = span
                    room -= cost
    return sorted(spans.items())


def _part_with(paragraph: Paragraph, excerpt: Span | None) -> Span:
    """The whole paragraph, or of a very long one the part in which the excerpt begins."""
    parts = pieces(paragraph.text, limit=PAGE_UNITS)
    start = excerpt.start if excerpt else 0
    return next((part for part in parts if part.stop > start), parts[-1])


def beside(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph before and the one after, as far as there are any."""
    at = index_of(paragraphs, paragraph)
    return [*paragraphs[max(0, at - 1) : at], *paragraphs[at + 1 : at + 2]]


def index_of(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> int:
    """Where a paragraph stands among those of its article."""
    return next(n for n, other in enumerate(paragraphs) if other.id == paragraph.id)


def article_pages(paragraphs: Sequence[Paragraph]) -> list[Page]:
    """An article cut into messages between its paragraphs; at least one, if empty."""
    pages: list[Page] = []
    page: list[Piece] = []
    room = PAGE_UNITS
    for piece in _pieces(paragraphs):
        cost = _cost(piece.paragraph, piece.span)
        if page and (cost > room or len(page) == PAGE_PIECES):
            pages.append(tuple(page))
            page, room = [], PAGE_UNITS
        page.append(piece)
        room -= cost
    return [*pages, tuple(page)]


def page_of(pages: Sequence[Page], paragraph: Paragraph) -> int:
    """The index of the page on which a paragraph begins."""
    for index, page in enumerate(pages):
        if any(piece.paragraph.id == paragraph.id for piece in page):
            return index
    raise ValueError(f"paragraph {paragraph.id} is on none of these pages")


def article_page(article: Article, page: Page, texts: Texts) -> Message:
    """The article's title and source, and the pieces under their headings."""
    composer = Composer().bold(title_of(article, texts)).line()
    credit(composer, article, texts, headed=True)
    url = safe_url(article.url)
    if url:
        composer.text(" · ").link(texts("original"), url)
    section = None
    for piece in page:
        paragraph = piece.paragraph
        if paragraph.section != section:
            section = paragraph.section
            composer.gap().bold(one_line(section or "", limit=TITLE_LIMIT))
        continued = f", {texts('continued')}" if piece.continues else ""
        corrects = f" · {texts('outlet_correction')}" if paragraph.is_correction else ""
        composer.gap().text(f"¶{paragraph.position}{continued}{piece.note}{corrects}")
        composer.quote(article, paragraph, piece.span, bold=piece.bold)
    return composer.message()


def _pieces(paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    for paragraph in paragraphs:
        first, *rest = pieces(paragraph.text, limit=PAGE_UNITS)
        yield Piece(paragraph, first)
        for span in rest:
            yield Piece(paragraph, span, continues=True)


def _cost(paragraph: Paragraph, span: Span) -> int:
    """A little more than the units that a paragraph takes with its label and section."""
    return units(span.of(paragraph.text)) + 24 + min(len(paragraph.section or ""), 2 * TITLE_LIMIT)
