"""The words of the corpus, and what the short forms among them stand for."""

from __future__ import annotations

import json
from collections.abc import Sequence

from corpus.storage.database import Database

# So many of a kind are read at most, so that no corpus makes a question slow. Set by hand; not
# measured.
_MOST_NAMES, _MOST_TERMS = 40, 2_000


class WordTable:
    """Which words the live paragraphs and their titles have, and which short forms and names go
    together in articles, live or superseded. Raises as CorpusStore does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def beginning_with(self, prefix: str) -> list[str]:
        """The stems of words, as full-text search has them, that begin so."""
        if not prefix:
            return []
        stop = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        sql = "SELECT term FROM terms WHERE term >= ? AND term < ? LIMIT ?"
        with self._database.read() as db:
            return [term for (term,) in db.execute(sql, [prefix, stop, _MOST_TERMS])]

    def among(self, stems: Sequence[str]) -> list[str]:
        """Those of the stems that are in the corpus."""
        sql = (
            "SELECT value FROM json_each(?)"
            " WHERE EXISTS (SELECT 1 FROM passages WHERE passages MATCH '\"' || value || '\"')"
        )
        with self._database.read() as db:
            return [stem for (stem,) in db.execute(sql, [json.dumps(list(stems))])]

    def text_with(self, stem: str) -> str:
        """A live paragraph with a word of this stem, under its title; empty where there is none."""
        sql = (
            "SELECT coalesce(title, '') || ' ' || text FROM passages WHERE passages MATCH ? LIMIT 1"
        )
        with self._database.read() as db:
            row = db.execute(sql, [f'"{stem}"']).fetchone()
            return str(row[0]) if row else ""

    def names_of(self, short: str) -> list[str]:
        """What a short form, in lower case, may stand for, by how many articles have it."""
        sql = (
            "SELECT name FROM abbreviations WHERE short = ?"
            " GROUP BY name ORDER BY count(*) DESC, name LIMIT ?"
        )
        with self._database.read() as db:
            return [name for (name,) in db.execute(sql, [short, _MOST_NAMES])]

    def shorts_of(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """The short forms of these names, in any case, each with its name in lower case."""
        sql = (
            "SELECT DISTINCT short, lower(name) FROM abbreviations"
            " WHERE lower(name) IN (SELECT value FROM json_each(?)) LIMIT ?"
        )
        with self._database.read() as db:
            rows = db.execute(sql, [json.dumps([name.lower() for name in names]), _MOST_NAMES])
            return [(short, name) for short, name in rows]
