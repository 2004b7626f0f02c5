"""How rows of a coverage are called, in the words of a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import Texts
from bot.texts.figures import printed_of, slot_title

if TYPE_CHECKING:
    from index.claims.coverage import Coverage, Row


def row_title(row: Row, texts: Texts) -> str:
    """What is counted with its value, or whom a claim comes from."""
    if row.counted is not None:
        title = slot_title(row.counted.figure.slot, texts)
        printed = printed_of(row.counted)
        return title if printed is None else f"{title} · {printed}"
    if row.origin is None:
        return texts("sides.kind_unknown")
    return row.origin.speaker or row.origin.via or texts("sides.kind_unknown")


def credit_of(row: Row) -> str | None:
    """The agency that brought a speaker's words."""
    return row.origin.via if row.origin is not None and row.origin.speaker else None


def share_of(row: Row, coverage: Coverage, texts: Texts) -> str:
    """How many of the outlets have it; of the articles, where no known outlet has it."""
    if row.outlets:
        return texts("coverage.share", some=len(row.outlets), n=len(coverage.outlets))
    articles = len(coverage.sides.topic.story.articles)
    return texts("coverage.share_of_articles", some=row.articles, n=articles)
