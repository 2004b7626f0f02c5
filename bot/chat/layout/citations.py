"""Quotations in messages: who says it above, the stored words, where they stand below. Pure.

A passage is never split over two pages; a long one is cut at a sentence and says so. A block
quotation holds stored text and nothing else, but a folded one numbers its paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bot.chat.layout.source_line import dated, outlet_of
from bot.chat.telegram.clipping import clipped
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.links import Surroundings, paragraph_link, passage_link
from bot.texts import Texts
from bot.texts.speakers import speakers_in
from corpus.attribution.types import Statement
from corpus.types import Article, Span
from index.types import Citation, Passage

QUOTE_UNITS = 1_200
# On a page of several, quotations are cut to the longest of these with which it fits.
SHORTER_UNITS = (600, 450, 300, 200, 120)
QUESTION_UNITS = 600
SPEAKERS_UNITS = 200
CORRECTION_UNITS = 400
MOST_CORRECTIONS = 2
MOST_OUTLETS = 3

Item = TypeVar("Item")


def paged(
    items: Sequence[Item], make: Callable[[Sequence[Item]], Message], *, most: int
) -> list[tuple[Message, Sequence[Item]]]:
    """Messages with the items in each: up to `most`, fewer where a message would be too long."""
    found: list[tuple[Message, Sequence[Item]]] = []
    while items:
        for length in range(min(most, len(items)), 0, -1):
            message = make(items[:length])
            if message.fits:
                break
        found.append((message, items[:length]))
        items = items[length:]
    return found


def fitted(make: Callable[[int], Message], sizes: Iterable[int]) -> Message:
    """The message made in the first of these sizes in which it fits, or else in the last."""
    for size in sizes:
        message = make(size)
        if message.fits:
            break
    return message


def headed(question: str, limits: str) -> Composer:
    """The question, and where the search looked."""
    return Composer().bold(one_line(question, limit=QUESTION_UNITS)).line().italic(limits).line()


def cite(
    composer: Composer, citation: Citation, texts: Texts, *, bot: str, surroundings: Surroundings
) -> None:
    """One numbered quotation: who says it above the quotation, its place below."""
    composer.gap()
    show_speakers(composer, citation.passage.article, citation.statements, texts)
    quote(composer, citation, texts, bot=bot, surroundings=surroundings)


def show_speakers(
    composer: Composer, article: Article, said: Sequence[Statement], texts: Texts
) -> None:
    """Who says what in a passage, on a line of its own; nothing where nobody says anything."""
    told = one_line(speakers_in(article, said, texts), limit=SPEAKERS_UNITS)
    if said:
        composer.bold(told).line()
    elif told:
        composer.italic(told).line()


def quote(
    composer: Composer,
    citation: Citation,
    texts: Texts,
    *,
    bot: str,
    surroundings: Surroundings,
    with_day: bool = False,
) -> None:
    """The quotation with its number and place below, and its article's day, if wanted."""
    article, paragraph = citation.passage.article, citation.passage.paragraph
    span = clipped(paragraph.text, citation.excerpt, limit=QUOTE_UNITS)
    composer.quote(article, paragraph, span, bold=citation.highlight)
    numbered_link(composer, citation, bot=bot)
    composer.text(" · ")
    url = passage_link(article, paragraph, span, surroundings=surroundings)
    if url:
        composer.link(outlet_of(article, texts), url)
    else:
        composer.text(outlet_of(article, texts))
    if with_day:
        dated(composer.text(" · "), article, texts)
    place_notes(composer, citation.passage, span, texts)


def show_corrections(composer: Composer, article: Article, texts: Texts) -> None:
    """What the outlet itself says was wrong in the article; of many corrections the last."""
    for correction in article.corrections[-MOST_CORRECTIONS:]:
        whole = Span(0, len(correction.text))
        span = clipped(correction.text, whole, limit=CORRECTION_UNITS)
        composer.line().italic(texts("outlet_correction")).quote(article, correction, span)


def numbered_link(composer: Composer, citation: Citation, *, bot: str) -> None:
    """[n] ¶k, which opens the paragraph."""
    paragraph = citation.passage.paragraph
    composer.link(f"[{citation.number}] ¶{paragraph.position}", paragraph_link(paragraph, bot=bot))


def place_notes(composer: Composer, passage: Passage, span: Span, texts: Texts) -> None:
    if len(span) < len(passage.paragraph.text.strip()):
        composer.text(f" · {texts('in_part')}")
    others = list(dict.fromkeys(outlet_of(article, texts) for article in passage.also_in))
    if others:
        composer.text(f" · {_also_in(others, texts)}")


def _also_in(outlets: Sequence[str], texts: Texts) -> str:
    named = ", ".join(outlets[:MOST_OUTLETS])
    more = len(outlets) - MOST_OUTLETS
    if more <= 0:
        return texts("also_in", outlets=named)
    return texts("also_in_more", outlets=named, n=more)
