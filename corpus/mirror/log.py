"""Which rows of the corpus have changed since they were mirrored: noted by triggers, which only a
corpus that is mirrored has."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from corpus.mirror.tables import Table, tables_of
from corpus.storage.database import Database
from corpus.storage.migrations import CORPUS
from corpus.storage.sqlite import transaction

_LOG = """
    CREATE TABLE IF NOT EXISTS mirrored (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL,
        key TEXT NOT NULL
    )
"""
SCHEMA_NAME = CORPUS.migrations[-1].name
"""By which tables it is known that a mirror has the same."""


class Snapshot:
    """The corpus as it is at one moment."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.tables = tables_of(db)
        self.last = _last(db)

    def noted(self, table: Table, *, after: int) -> list[list[Any]]:
        """The keys of a table's rows that have changed after that number, each once."""
        rows = self.db.execute(
            "SELECT DISTINCT key FROM mirrored WHERE id > ? AND source = ?", [after, table.name]
        )
        return [json.loads(key) for (key,) in rows]

    def rows(
        self, table: Table, keys: Sequence[Sequence[Any]] | None = None
    ) -> Iterator[Sequence[Any]]:
        """A table's rows: those with these keys, or all."""
        columns = ", ".join(f'"{name}"' for name in table.stored)
        sql = f"SELECT {columns} FROM {table.name}"
        if keys is None:
            yield from self.db.execute(sql)
            return
        condition = " AND ".join(f'"{name}" IS ?' for name in table.key)
        for key in keys:
            yield from self.db.execute(f"{sql} WHERE {condition}", list(key))


class Log:
    """What has changed in a corpus. Raises as CorpusStore does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self) -> None:
        """From now on, note every change."""
        with self._database.write() as db:
            db.execute(_LOG)
            for table in tables_of(db):
                if not table.is_empty:
                    _note(db, table)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One view of all that is stored, whoever writes meanwhile."""
        with self._database.read() as db, transaction(db, write=False):
            yield Snapshot(db)

    @property
    def last(self) -> int:
        """The number of the latest change; 0 before the first."""
        with self._database.read() as db:
            return _last(db)

    def reaches(self, noted: int) -> bool:
        """Whether every change after that number is still known."""
        with self._database.read() as db:
            [first] = db.execute("SELECT min(id) FROM mirrored WHERE id > ?", [noted]).fetchone()
            return _last(db) == noted if first is None else bool(first == noted + 1)

    def forget(self, *, until: int) -> None:
        """The changes up to that number are in the mirror."""
        with self._database.write() as db:
            db.execute("DELETE FROM mirrored WHERE id <= ?", [until])


def _note(db: sqlite3.Connection, table: Table) -> None:
    for event, rows in (("INSERT", ["new"]), ("UPDATE", ["old", "new"]), ("DELETE", ["old"])):
        keys = " UNION ".join(f"SELECT '{table.name}', {_key(table, row)}" for row in rows)
        db.execute(
            f"CREATE TRIGGER IF NOT EXISTS mirrored_{table.name}_{event.lower()}"
            f" AFTER {event} ON {table.name}"
            f" BEGIN INSERT INTO mirrored (source, key) {keys}; END"
        )


def _key(table: Table, row: str) -> str:
    return f"json_array({', '.join(f'{row}.{column}' for column in table.key)})"


def _last(db: sqlite3.Connection) -> int:
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'mirrored'").fetchone()
    return int(row[0]) if row else 0
