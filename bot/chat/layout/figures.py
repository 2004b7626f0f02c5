"""Figures of a story, a page at a time: by what they count, the newest first. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.layout.citations import QUESTION_UNITS, SHORTER_UNITS, SPEAKERS_UNITS, fitted
from bot.chat.layout.source_line import TITLE_LIMIT, credit
from bot.chat.telegram.clipping import clipped
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.links import paragraph_link
from bot.texts import Texts
from bot.texts.claims import as_of, unfound_told
from bot.texts.figures import group_title, spoken_by
from corpus.types import Span
from index.claims.figures.finding import Figures
from index.claims.figures.grouping import Group, Value

VALUES_A_PAGE = 5


@dataclass(frozen=True, slots=True)
class _Piece:
    """Values of one group that stand on a page."""

    group: Group
    values: tuple[Value, ...]
    begins: bool


def figures_pages(found: Figures) -> list[tuple[_Piece, ...]]:
    """Which values stand on which page: parts of larger figures come last."""
    pages: list[list[_Piece]] = [[]]
    for group in (*found.compared, *found.parts):
        values = group.shown
        for start in range(0, len(values), VALUES_A_PAGE):
            piece = _Piece(group, values[start : start + VALUES_A_PAGE], start == 0)
            room = VALUES_A_PAGE - sum(len(other.values) for other in pages[-1])
            if pages[-1] and len(piece.values) > room:
                pages.append([])
            pages[-1].append(piece)
    return [tuple(page) for page in pages if page]


def figures_page(topic: str, found: Figures, texts: Texts, *, page: int, bot: str) -> Message:
    """The page with this number, from 0."""
    pieces = figures_pages(found)[page]
    return fitted(
        lambda limit: _page(topic, found, pieces, texts, bot=bot, limit=limit), SHORTER_UNITS
    )


def _page(
    topic: str,
    found: Figures,
    pieces: Sequence[_Piece],
    texts: Texts,
    *,
    bot: str,
    limit: int,
) -> Message:
    composer = Composer().bold(one_line(topic, limit=QUESTION_UNITS)).line()
    told = [texts("figures.title"), texts("articles", n=found.articles), as_of(found.as_of, texts)]
    composer.italic(" · ".join(filter(None, told))).line()
    if unfound := unfound_told(found.unfound, texts):
        composer.italic(one_line(unfound, limit=TITLE_LIMIT)).line()
    are_parts = False
    for piece in pieces:
        composer.gap()
        if piece.group.slot.part and not are_parts:
            are_parts = True
            composer.italic(texts("figures.parts")).line()
        composer.bold(one_line(group_title(piece.group, texts), limit=TITLE_LIMIT))
        if not piece.begins:
            composer.text(f" · {texts('continued')}")
        for value in piece.values:
            _value(composer.line(), value, texts, bot=bot, limit=limit)
    return composer.message()


def _value(composer: Composer, value: Value, texts: Texts, *, bot: str, limit: int) -> None:
    reported = value.reported
    passage, quote, sentence = reported.passage, reported.quote, reported.sentence
    if passage is None or quote is None or sentence is None:
        return
    told = one_line(spoken_by(reported, texts), limit=SPEAKERS_UNITS)
    composer.line().italic(told)
    if value.superseded_by is not None:
        composer.text(f" · {texts('figures.superseded')}")
    text = passage.paragraph.text
    composer.quote(
        passage.article, passage.paragraph, _around(text, sentence, quote, limit), bold=quote
    )
    link = paragraph_link(passage.paragraph, bot=bot)
    composer.link(f"¶{passage.paragraph.position}", link).text(" · ")
    credit(composer, passage.article, texts, title=False)
    composer.line()


def _around(text: str, sentence: Span, figure: Span, limit: int) -> Span:
    """The sentence, cut so that the figure stays in it."""
    cut = clipped(text, sentence, limit=limit)
    if cut.stop >= figure.stop:
        return cut
    return clipped(text, Span(figure.start, sentence.stop), limit=limit)
