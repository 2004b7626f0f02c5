"""A SQLite file of ours, open: a connection for each thread, and one writer at a time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from corpus.errors import StoreBroken, StoreBusy, StoreUnwritable
from corpus.storage.creation import make_where_missing
from corpus.storage.read_only import Unchanging
from corpus.storage.schema import Schema, bring_up_to_date
from corpus.storage.sqlite import UNCHANGING, WRITABLE, transaction, translate_errors, uri_of

# Set by hand; not measured.
BUSY_SECONDS = 10.0
"""How long another process may keep the file to itself, unless it is said otherwise."""


class Database:
    """May be used from many threads. Reading never waits for whoever writes, here or elsewhere.

    Every error of SQLite comes out as a StoreError or one of its kin.
    """

    def __init__(
        self, path: Path, schema: Schema, *, busy_seconds: float, unchanging: Unchanging | None
    ) -> None:
        self.path = path
        self._unchanging = unchanging
        self._schema = schema
        self._busy_seconds = busy_seconds
        self._writing = threading.RLock()
        self._here = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()

    @classmethod
    def open(cls, path: Path, schema: Schema, *, busy_seconds: float = BUSY_SECONDS) -> Self:
        """The file at `path`, made where missing and brought up to date.

        Raises StoreError for somebody else's file, StoreTooNew, StoreUnwritable, StoreBusy and
        StoreBroken.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with translate_errors(path, repair=schema.repair):
                make_where_missing(path, schema, seconds=busy_seconds)
            is_empty = not path.stat().st_size
            unchanging = Unchanging.of(path)
        except OSError as error:
            raise StoreUnwritable(
                str(path),
                f"cannot be made or looked at ({error.strerror})",
                fix="set DATELINE_DATA_DIR to a folder that this user may write",
            ) from error
        if is_empty:
            raise StoreBroken(
                str(path),
                "is empty, which Dateline never leaves it: whatever was in it is lost",
                fix=f"{schema.repair}; if nothing ever was: rm {path}",
            )
        database = cls(path, schema, busy_seconds=busy_seconds, unchanging=unchanging)
        try:
            with database.read() as connection:
                bring_up_to_date(connection, schema, path=path, seconds=busy_seconds)
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Close every thread's connection."""
        with self._writing, self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._here = threading.local()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection; within `write`, with what that has written so far."""
        with translate_errors(self.path, repair=self._schema.repair):
            yield self._connection()
            if self._unchanging is not None:
                self._unchanging.require()

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """A transaction, or the one that this thread is in already; all of it happens or nothing.

        It has the lock from its start, so it can't fail half-way for another writer. `durable`: it
        is on the disk afterwards, as a power cut requires, which takes some ms.
        """
        with translate_errors(self.path, repair=self._schema.repair), self._writing:
            connection = self._connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            with transaction(connection, write=True):
                yield connection

    def require_intact(self) -> None:
        """Raise StoreBroken where a page of the file is damaged: a look at all of it, but not yet
        the proof that `dateline verify` has."""
        with self.read() as db:
            [found] = db.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            where = str(found).splitlines()[-1]  # the first says only that it is this file
            raise StoreBroken(str(self.path), f"is damaged ({where})", fix=self._schema.repair)

    def overwrite_deleted(self) -> None:
        """Leave nothing of what was deleted in the file or its log; raises StoreBusy for a reader.

        Overwriting alone does not do: where SQLite moves rows between pages it leaves copies.
        """
        with translate_errors(self.path, repair=self._schema.repair), self._writing:
            connection = self._connection()
            connection.execute("VACUUM")
            [is_busy, *_] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise StoreBusy(
                str(self.path), "its log is being read", fix="wait for that to end and try again"
            )

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._here, "connection", None)
        if connection is None:
            # Never made here, where it would be empty: it may have been taken away meanwhile.
            mode = WRITABLE if self._unchanging is None else UNCHANGING
            # close() runs on whichever thread shuts things down, hence check_same_thread.
            connection = sqlite3.connect(
                uri_of(self.path, mode),
                uri=True,
                timeout=self._busy_seconds,
                check_same_thread=False,
                isolation_level=None,
            )
            connection.execute("PRAGMA foreign_keys = ON")
            # What is deleted is overwritten, not only left out: people's questions are among it.
            connection.execute("PRAGMA secure_delete = ON")
            # SQLite's own knows the case of ASCII letters only; callers compare with str.lower().
            connection.create_function("lower", 1, _lower, deterministic=True)
            self._here.connection = connection
            with self._guard:
                self._opened.append(connection)
        return connection


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()
