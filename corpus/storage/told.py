"""What was said of an article by hand, kept for the next time that it is read."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from typing import Any

from corpus.storage.records import Told
from corpus.types import Metadata

_FIELDS = tuple(field.name for field in fields(Metadata))


def read_told(db: sqlite3.Connection, article: int) -> Told:
    rows = db.execute("SELECT edited, field, value FROM told WHERE article = ?", [article])
    said: dict[bool, dict[str, Any]] = {True: {}, False: {}}
    for edited, field, value in rows:
        said[bool(edited)][field] = value
    return Told(edited=Metadata(**said[True]), request=Metadata(**said[False]))


def write_told(
    db: sqlite3.Connection, article: int, metadata: Metadata, *, edited: bool = False
) -> None:
    """Keep what is said now; what was said before of other fields stays."""
    db.executemany(
        "INSERT OR REPLACE INTO told (article, edited, field, value) VALUES (?, ?, ?, ?)",
        [[article, edited, field, value] for field, value in said(metadata).items()],
    )


def said(metadata: Metadata) -> dict[str, Any]:
    """The fields that have a value."""
    return {field: value for field in _FIELDS if (value := getattr(metadata, field))}
