"""The words of texts exactly as SQLite's full text has them: by its own tokenizer, in memory."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache

from corpus.languages.en import ENGLISH


class Tokenizer:
    """May be used from many threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._db.execute(
            "CREATE VIRTUAL TABLE texts USING fts5 (text, title, content = '', columnsize = 0,"
            f" tokenize = '{ENGLISH.tokenizer}')"
        )
        self._db.execute("CREATE VIRTUAL TABLE tokens USING fts5vocab (texts, instance)")

    def read(self, rows: Iterable[tuple[int, str, str]]) -> Mapping[tuple[int, str], str]:
        """The words of texts and titles, in order, with spaces between them; by the id and "text"
        or "title". What has no words is left out."""
        with self._guard:
            self._db.execute("BEGIN")
            self._db.execute("INSERT INTO texts (texts) VALUES ('delete-all')")
            self._db.executemany("INSERT INTO texts (rowid, text, title) VALUES (?, ?, ?)", rows)
            self._db.execute("COMMIT")
            found = self._db.execute(
                "SELECT doc, col, group_concat(term, ' ')"
                " FROM (SELECT doc, col, term FROM tokens ORDER BY doc, col, offset)"
                " GROUP BY doc, col"
            )
            return {(id_, column): words for id_, column, words in found}


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a short text, kept, since the same are asked for again and again."""
    return tuple(_SHORT.read([(1, text, "")]).get((1, "text"), "").split())


_SHORT = Tokenizer()
