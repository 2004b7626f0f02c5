"""Words of an article, as JSON has them. Pure."""

from __future__ import annotations

from typing import Any

from bot.terminal.offsets import Offsets
from corpus.types import Span
from index.types import Passage


def span_report(passage: Passage, span: Span, offsets: Offsets) -> dict[str, Any]:
    """Words of an article: where they stand in its text, and themselves."""
    place = offsets.of(passage, span)
    return {
        "article": passage.article.id,
        "version": passage.article.version,
        "paragraph": passage.paragraph.position,
        "start": place.start,
        "stop": place.stop,
        "quote": span.of(passage.paragraph.text),
    }
