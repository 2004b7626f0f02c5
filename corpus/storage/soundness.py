"""Checks that only the database itself can make: what should always hold of its rows."""

from __future__ import annotations

import sqlite3

_COUNTS = {
    "paragraphs that are not the span of their article's text": """
        SELECT count(*) FROM paragraphs JOIN versions USING (article, version)
        WHERE substr(body, start + 1, stop - start) != text OR text = ''
    """,
    "paragraphs whose version is superseded but that are searched, or the reverse": """
        SELECT count(*) FROM paragraphs JOIN articles ON number = article
        WHERE live != (paragraphs.version = articles.version)
    """,
    "paragraphs missing from, or left over in, the full-text table": """
        SELECT
            (SELECT count(*) FROM paragraphs
                WHERE live AND id NOT IN (SELECT rowid FROM passages))
            + (SELECT count(*) FROM passages
                WHERE rowid NOT IN (SELECT id FROM paragraphs WHERE live))
    """,
    "paragraphs missing from the change feed": """
        SELECT count(*) FROM paragraphs LEFT JOIN changes ON paragraph = paragraphs.id
        WHERE live AND action IS NOT 'add'
    """,
}


def find_faults(db: sqlite3.Connection) -> list[str]:
    """What is inconsistent, in words; empty when all is sound."""
    damage = [str(row[0]) for row in db.execute("PRAGMA integrity_check")]
    faults = [f"SQLite: {line}" for line in damage if line != "ok"]
    orphans = len(db.execute("PRAGMA foreign_key_check").fetchall())
    if orphans:
        faults.append(f"rows whose article is gone: {orphans}")
    for what, sql in _COUNTS.items():
        count = db.execute(sql).fetchone()[0]
        if count:
            faults.append(f"{what}: {count}")
    return faults
