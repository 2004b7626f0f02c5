"""Storing the short forms that articles give reason for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from corpus.languages.abbreviations import abbreviations_in


def add_abbreviations(db: sqlite3.Connection, article: int, texts: Iterable[str]) -> None:
    """Keep the short forms that an article gives reason for; they leave with it."""
    found = set().union(*map(abbreviations_in, texts))
    db.executemany(
        "INSERT OR IGNORE INTO abbreviations (short, name, article) VALUES (?, ?, ?)",
        [(short, name, article) for short, name in sorted(found)],
    )


def abbreviations_as_json(text: str) -> str:
    """For the migration that reads what is stored already."""
    return json.dumps(sorted(abbreviations_in(text)))
