"""Plain text, and what the lines at its head say of it."""

from __future__ import annotations

from dataclasses import asdict, replace

from corpus.formats.dates import parse_date
from corpus.formats.document_heads import describe
from corpus.formats.labelled_head import split_labelled_head
from corpus.formats.normalise import normalise
from corpus.formats.wrapping import unwrap
from corpus.types import Metadata


def read_plain(text: str) -> tuple[str, Metadata]:
    """The text without a labelled head, and what its head says of it: who published it, and when.

    Days on lines of their own further down are those of a timeline, which has no day.
    """
    labelled, text = split_labelled_head(normalise(text))
    lines = [line for line in unwrap(text).split("\n") if line.strip()]
    found = describe(lines)
    days = {day for day in map(parse_date, lines) if day is not None}
    is_timeline = found.outlet is None and len(days) > 1
    if is_timeline:
        found = replace(found, published=None)
    said = {name: value for name, value in asdict(labelled).items() if value}
    return text, replace(found, **said)
