"""Opening SQLite: one connection a thread, migrations, and the one place that reads its errors."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from corpus.errors import StoreBroken, StoreBusy, StoreError, StoreTooNew, StoreUnwritable
from corpus.storage.migrations import APPLICATION_ID, MIGRATIONS

BUSY_TIMEOUT_S = 10.0


class Connections:
    """A file's connections, one for each thread that asks; all are closed together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[Database] = []
        self._lock = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Database]:
        """This thread's connection; SQLite's errors come out as StoreErrors."""
        with translate_errors(self.path):
            yield self._database()

    @contextmanager
    def write(self) -> Iterator[Database]:
        """A transaction that holds the write lock from its start, so it can't fail half-way."""
        with translate_errors(self.path):
            database = self._database()
            database.conn.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.conn.rollback()
                raise
            database.conn.commit()

    def close(self) -> None:
        with self._lock:
            for database in self._opened:
                database.conn.close()
            self._opened.clear()
            self._local = threading.local()

    def _database(self) -> Database:
        database: Database | None = getattr(self._local, "database", None)
        if database is None:
            # close() runs on whichever thread shuts the store down, hence check_same_thread.
            connection = sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
            connection.execute("PRAGMA foreign_keys = ON")
            # SQLite's own knows the case of ASCII letters only; callers compare with str.lower().
            connection.create_function("lower", 1, _lower, deterministic=True)
            database = Database(connection)
            self._local.database = database
            with self._lock:
                self._opened.append(database)
        return database


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def prepare(path: Path, connections: Connections) -> None:
    """Check that the file is ours and not newer than this program, then migrate it."""
    with connections.read() as database:
        application_id = database.execute("PRAGMA application_id").fetchone()[0]
        empty = not database.table_names()
        if not empty and application_id != APPLICATION_ID:
            raise StoreError(
                str(path),
                "is not a Dateline database",
                mend="set DATELINE_DATA_DIR to another folder",
            )
        known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
        unknown = [m.name for m in MIGRATIONS.applied(database) if m.name not in known]
        if unknown:
            raise StoreTooNew(
                str(path),
                f"was written by a newer Dateline (it has {unknown[-1]})",
                mend="upgrade Dateline, or set DATELINE_DATA_DIR to another folder",
            )
        if MIGRATIONS.pending(database):
            database.enable_wal()
            MIGRATIONS.apply(database)


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as StoreErrors that name the file and the mend."""
    try:
        yield
    except sqlite3.OperationalError as error:
        message = str(error).lower()
        if "readonly" in message or "unable to open" in message:
            raise StoreUnwritable(
                str(path),
                "cannot be written" if "readonly" in message else "cannot be opened",
                mend=f"make {path.parent} writable for this user, or set DATELINE_DATA_DIR",
            ) from error
        if "disk is full" in message or "disk i/o" in message:
            raise StoreUnwritable(
                str(path), f"the disk refused a write ({error})", mend="free some space, then retry"
            ) from error
        if "locked" in message or "busy" in message:
            raise StoreBusy(
                str(path),
                "another process is writing to it",
                mend="wait for it to end, then retry",
            ) from error
        raise
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise StoreBroken(
                str(path),
                f"is damaged ({error})",
                mend="move it away and ingest the articles again",
            ) from error
        raise
