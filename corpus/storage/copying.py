"""Whole databases: copied while they are in use, judged before they are used, and let go of."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.errors import StoreBroken
from corpus.storage.creation import flush
from corpus.storage.database import Database
from corpus.storage.schema import Schema, require_ours
from corpus.storage.sqlite import UNCHANGING, WRITABLE, translate_errors, uri_of


def copy_database(database: Database, target: Path) -> None:
    """A copy of how a database is now, in one file and on the disk, whoever works with it.

    Raises StoreError of the copy, and FileExistsError.
    """
    target.touch(exist_ok=False)
    with (
        database.read() as source,
        translate_errors(target, repair="choose another disk"),
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # or a reader would make files beside it
    flush(target)


def require_usable(path: Path, schema: Schema) -> None:
    """Raise StoreError unless a file at rest is intact, of this kind, and of no newer Dateline.

    Nothing is written, there or beside it.
    """
    with (
        translate_errors(path, repair="take another backup"),
        closing(sqlite3.connect(uri_of(path, UNCHANGING), uri=True)) as connection,
    ):
        require_ours(connection, schema, path)
        [found] = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise StoreBroken(str(path), "is damaged", fix="take another backup")


def let_go(path: Path) -> None:
    """Have all of a database in its one file, which nobody has open.

    Raises StoreBusy while somebody has, and another StoreError where it is no sound database.
    """
    with (
        translate_errors(path, repair="take another backup"),
        closing(sqlite3.connect(uri_of(path, WRITABLE), uri=True, timeout=0)) as connection,
    ):
        # Both need the file for themselves, so others that have it open are in the way.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
