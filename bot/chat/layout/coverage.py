"""Which outlets have which claims, a page at a time. Pure."""

from __future__ import annotations

from bot.chat.layout.citations import MOST_OUTLETS, QUESTION_UNITS, fitted
from bot.chat.layout.source_line import NAME_LIMIT, TITLE_LIMIT
from bot.chat.telegram.clipping import clipped
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.links import paragraph_link
from bot.texts import Texts
from bot.texts.claims import story_told, unfound_told
from bot.texts.coverage import credit_of, row_title, share_of
from index.claims.coverage import Coverage, Row

ROWS_A_PAGE = 5
# Quotations are cut to the longest of these with which a page fits into a message.
_QUOTE_UNITS = (400, 300, 200, 120)
# Links of one outlet in a row, outlets in a row, and outlets that are named as without it.
_MOST_LINKS, _MOST_CELLS = 3, 8


def coverage_page(coverage: Coverage, texts: Texts, *, page: int, bot: str) -> Message:
    """The page with this number, from 0."""
    return fitted(
        lambda limit: _coverage_page(coverage, texts, page=page, bot=bot, limit=limit),
        _QUOTE_UNITS,
    )


def _coverage_page(coverage: Coverage, texts: Texts, *, page: int, bot: str, limit: int) -> Message:
    sides = coverage.sides
    composer = Composer().bold(one_line(sides.topic.text, limit=QUESTION_UNITS)).line()
    composer.italic(story_told(sides.topic.story, len(coverage.outlets), texts)).line()
    if told := unfound_told(sides.topic.unfound, texts):
        composer.italic(one_line(told, limit=TITLE_LIMIT)).line()
    for row in coverage.rows[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE]:
        _row(composer.gap(), row, coverage, texts, bot=bot, limit=limit)
    return composer.message()


def _row(
    composer: Composer, row: Row, coverage: Coverage, texts: Texts, *, bot: str, limit: int
) -> None:
    composer.bold(one_line(row_title(row, texts), limit=NAME_LIMIT))
    if via := credit_of(row):
        composer.text(f" ({one_line(via, limit=NAME_LIMIT)})")
    share = share_of(row, coverage, texts)
    composer.text(f" · {share}").line()
    passage = row.first.passage
    span = clipped(passage.paragraph.text, row.first.span, limit=limit)
    composer.quote(passage.article, passage.paragraph, span)
    for place, (outlet, places) in enumerate(list(row.outlets.items())[:_MOST_CELLS]):
        name = one_line(coverage.called[outlet], limit=NAME_LIMIT)
        composer.text(f"{' · ' if place else ''}{name}")
        for each in places[:_MOST_LINKS]:
            paragraph = each.passage.paragraph
            composer.text(" ").link(f"¶{paragraph.position}", paragraph_link(paragraph, bot=bot))
    missing = [coverage.called[outlet] for outlet in row.missing(coverage.outlets)]
    if missing and row.outlets:
        named = ", ".join(one_line(outlet, limit=NAME_LIMIT) for outlet in missing[:MOST_OUTLETS])
        if len(missing) > MOST_OUTLETS:
            named = f"{named} {texts('sides.more', n=len(missing) - MOST_OUTLETS)}"
        composer.line().italic(texts("coverage.missing", outlets=named))
    composer.line()
