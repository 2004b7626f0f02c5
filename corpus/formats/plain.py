"""Plain text, and what the lines at its head say of it."""

from __future__ import annotations

from dataclasses import replace

from corpus.formats.dates import parse_date
from corpus.formats.document_heads import describe
from corpus.formats.normalise import normalise, unwrap
from corpus.types import Metadata


def read_plain(text: str) -> tuple[str, Metadata]:
    """The text as it is, and who published and wrote it when, where its head says so.

    Days on lines of their own further down are those of a timeline, which has no day.
    """
    lines = [line for line in unwrap(normalise(text)).split("\n") if line.strip()]
    found = describe(lines)
    days = {day for day in map(parse_date, lines) if day is not None}
    is_timeline = found.outlet is None and len(days) > 1
    return text, replace(found, published=None) if is_timeline else found
