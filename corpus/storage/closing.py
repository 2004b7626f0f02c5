"""Articles that must not be quoted, and their texts, which nothing else can read.

While an article is not live it has no row in `versions` or `paragraphs`, nor in anything that was
made of these: full text, vectors, statements, figures, stories. So whatever reads articles, now or
one day, need not know of this.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any

from corpus.storage.abbreviations import add_abbreviations
from corpus.storage.records import AlterationKind, Closing
from corpus.storage.releases import compare
from corpus.types import Release, Status

_KINDS = {
    Status.EMBARGOED: AlterationKind.EMBARGOED,
    Status.WITHHELD: AlterationKind.WITHHELD,
    Status.WITHDRAWN: AlterationKind.WITHDRAWN,
    Status.GONE: AlterationKind.GONE,
}
# What ends by itself, or by the text being there again; then all versions are what they were.
_FOR_A_WHILE = (Status.EMBARGOED, Status.GONE)


def now() -> str:
    return f"{datetime.now(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def read_closing(db: sqlite3.Connection, article: int) -> Closing | None:
    """Why an article is not live; None where it is."""
    row = db.execute(
        "SELECT status, until, since, revision, modified, note FROM closed WHERE article = ?",
        [article],
    ).fetchone()
    return None if row is None else Closing(Status(row[0]), *row[1:])


def close(db: sqlite3.Connection, article: int, status: Status, release: Release) -> None:
    """From now on nothing of it can be read."""
    moment = now()
    _seal(db, article)
    before = read_closing(db, article)
    db.execute(
        "INSERT OR REPLACE INTO closed (article, status, until, since, revision, modified, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            article,
            status,
            release.until if status is Status.EMBARGOED else None,
            moment,
            release.revision,
            release.modified,
            release.note,
        ],
    )
    if before is None or before.status is not status:
        note_alteration(db, article, _KINDS[status], note=release.note, at=moment)


def reopen(db: sqlite3.Connection, article: int, *, released: str | None = None) -> None:
    """It is live again: with all versions that only had to wait (until `released`), with none of
    those that were taken back."""
    closing = read_closing(db, article)
    if closing is None:
        return
    db.execute("DELETE FROM closed WHERE article = ?", [article])
    if closing.status in _FOR_A_WHILE:
        _unseal(db, article, released)
    else:
        db.execute("UPDATE sealed SET for_good = 1 WHERE article = ?", [article])


def due(db: sqlite3.Connection, moment: str) -> list[int]:
    """The articles whose embargo has ended by then."""
    sql = "SELECT article FROM closed WHERE status = ? AND until <= ? ORDER BY until, article"
    return [number for (number,) in db.execute(sql, [Status.EMBARGOED, moment])]


def may_reopen(closing: Closing, release: Release) -> bool:
    """Whether a text that comes now may be quoted, by what is said of it.

    What was taken back stays so unless something says that this came later: the old text may be on
    its way by many roads.
    """
    if closing.status is Status.GONE:
        return True
    order = compare(
        release, Release(revision=closing.revision, modified=closing.modified or closing.since)
    )
    if closing.status is Status.WITHDRAWN or order:
        return order > 0
    is_same = release.revision is not None and release.revision == closing.revision
    return release.status is Status.LIVE and not is_same


def sealed_prose(db: sqlite3.Connection, article: int) -> tuple[dict[str, Any], list[str]] | None:
    """What is said of the latest version of an article that is not live, and its paragraphs: to
    know it again by, never to show."""
    sql = "SELECT record FROM sealed WHERE article = ? ORDER BY version DESC LIMIT 1"
    row = db.execute(sql, [article]).fetchone()
    if row is None:
        return None
    record = json.loads(row[0])
    return record["version"], [paragraph["text"] for paragraph in record["paragraphs"]]


def sealed_copy(db: sqlite3.Connection, digest: str) -> int | None:
    """The article with a version that is the same to the letter and must not be quoted."""
    sql = "SELECT article FROM sealed WHERE digest = ?"
    row = db.execute(sql, [digest]).fetchone()
    return None if row is None else int(row[0])


def note_alteration(
    db: sqlite3.Connection,
    article: int,
    kind: AlterationKind,
    *,
    note: str | None = None,
    at: str | None = None,
) -> None:
    """Write down what became of an article."""
    db.execute(
        "INSERT INTO alterations (article, version, change, at, note)"
        " SELECT number, version, ?, ?, ? FROM articles WHERE number = ?",
        [kind, at or now(), note, article],
    )


def _seal(db: sqlite3.Connection, article: int) -> None:
    for version in _rows(db, "versions", "article = ?", [article]):
        condition = "article = ? AND version = ?"
        key = [article, version["version"]]
        record = {
            "version": version,
            "paragraphs": _rows(db, "paragraphs", condition, key),
            "shifts": _rows(db, "shifts", condition, key),
        }
        db.execute(
            "INSERT OR REPLACE INTO sealed (article, version, digest, record) VALUES (?, ?, ?, ?)",
            [
                article,
                version["version"],
                version["digest"],
                json.dumps(record),
            ],
        )
    # The triggers take paragraphs out of full text and index, and the keys all that was made of it.
    db.execute("DELETE FROM versions WHERE article = ?", [article])
    db.execute("DELETE FROM abbreviations WHERE article = ?", [article])


def _unseal(db: sqlite3.Connection, article: int, released: str | None) -> None:
    [current] = db.execute("SELECT version FROM articles WHERE number = ?", [article]).fetchone()
    sql = "SELECT record FROM sealed WHERE article = ? AND NOT for_good ORDER BY version"
    for (text,) in db.execute(sql, [article]).fetchall():
        record = json.loads(text)
        version = record["version"]
        _insert(db, "versions", version | ({"released": released} if released else {}))
        is_current = version["version"] == current
        for paragraph in record["paragraphs"]:
            _insert(db, "paragraphs", paragraph | {"live": is_current})
        for shift in record["shifts"]:
            _insert(db, "shifts", shift)
        add_abbreviations(db, article, (each["text"] for each in record["paragraphs"]))
    db.execute("DELETE FROM sealed WHERE article = ? AND NOT for_good", [article])


# The names of tables and columns below are those of this very file, never anybody's input.


def _rows(
    db: sqlite3.Connection, table: str, condition: str, parameters: list[int]
) -> list[dict[str, Any]]:
    cursor = db.execute(f"SELECT * FROM {table} WHERE {condition}", parameters)  # noqa: S608
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    columns, places = ", ".join(row), ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(row.values()))  # noqa: S608
