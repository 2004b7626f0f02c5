"""Which articles wait for something: to be attributed, grouped, or read for their figures; and
whether one that was waited for is still there."""

from __future__ import annotations

import sqlite3


def waiting(
    db: sqlite3.Connection,
    *columns: str,
    table: str,
    by: str,
    name: str,
    limit: int,
    among: str = "",
) -> sqlite3.Cursor:
    """Number, version and these columns of current versions that `name` has not looked at, oldest
    first.

    `table` has a row for each version that was looked at, whose column `by` says by whom; `among`
    joins what a version has to have.
    """
    return db.execute(
        f"SELECT {', '.join(('number', 'versions.version', *columns))} FROM articles"
        " JOIN versions ON versions.article = number AND versions.version = articles.version"
        f" {among} LEFT JOIN {table} USING (article, version)"
        f" WHERE {by} IS NOT ? ORDER BY number LIMIT ?",
        [name, limit],
    )


def is_attributed_now(db: sqlite3.Connection, article: int, version: int) -> bool:
    """Whether a version is attributed, and still its article's current one."""
    row = db.execute(
        "SELECT 1 FROM attributed WHERE article = ? AND version = ?"
        " AND (article, version) IN (SELECT number, version FROM articles)",
        [article, version],
    ).fetchone()
    return row is not None
