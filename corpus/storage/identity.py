"""Which stored article a new one is: by its id, its URL, or the place it was read from."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from corpus.types import ExtractedArticle, Metadata

_SAID = ("id", "title", "outlet", "byline", "published", "url", "language")


def article_digest(article: ExtractedArticle) -> str:
    """A fingerprint of everything an article says and is said to be."""
    said = (getattr(article.metadata, name) for name in _SAID)
    identity = [*said, article.body]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()


def find_stored(db: sqlite3.Connection, metadata: Metadata, *, source: str) -> int | None:
    """The number of the stored article that this one is, if any.

    An explicit id decides alone; then the URL, then the place.
    """
    if metadata.id is not None:
        return _number(db, "SELECT number FROM articles WHERE id = ?", metadata.id)
    if metadata.url is not None:
        sql = "SELECT number FROM article_versions WHERE current AND url = ?"
        number = _number(db, sql, metadata.url)
        if number is not None:
            return number
    return _number(db, "SELECT number FROM articles WHERE source = ?", source)


def find_copy(db: sqlite3.Connection, digest: str) -> int | None:
    """The number of a current article that is the same to the letter, if there is one."""
    return _number(db, "SELECT number FROM article_versions WHERE current AND digest = ?", digest)


def free_id(db: sqlite3.Connection, stem: str, source: str) -> str:
    """The stem, or the stem with a mark of its source where another article has it already."""
    if not db.execute("SELECT 1 FROM articles WHERE id = ?", [stem]).fetchone():
        return stem
    return f"{stem}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def _number(db: sqlite3.Connection, sql: str, value: str) -> int | None:
    row = db.execute(sql, [value]).fetchone()
    return int(row[0]) if row else None
