"""`chat.db`: what the chat remembers over a restart, in a small SQLite file of its own.

In every table, a column `user` is the Telegram id of the person whom a row belongs to, and a column
`chat` that of the chat: `/forget` and the moving of a group go by these names, so that a new table
is covered without another word.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from corpus.errors import StoreError, StoreTooNew, StoreUnwritable

Parameters = Sequence[object]
Row = tuple[Any, ...]

# Seconds; another process holds the file for a moment at a time.
BUSY_TIMEOUT = 5.0

_MEND = (
    "bring it back from a backup, or move it away; then the buttons of earlier answers stop "
    "working, and whoever was admitted in the chat has to be admitted again"
)

# One script for each version, in order; a script that was released never changes.
MIGRATIONS = (
    """
    CREATE TABLE exchanges (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        chat INTEGER NOT NULL,
        user INTEGER NOT NULL,
        question INTEGER NOT NULL,
        answer INTEGER,
        asked REAL NOT NULL,
        text TEXT NOT NULL,
        payload TEXT NOT NULL
    );
    CREATE INDEX exchanges_question ON exchanges (chat, question);
    CREATE INDEX exchanges_asked ON exchanges (asked);
    """,
    """
    CREATE TABLE members (
        id INTEGER PRIMARY KEY,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        decided REAL NOT NULL
    );
    CREATE TABLE requests (
        id INTEGER PRIMARY KEY,
        code TEXT UNIQUE,
        name TEXT NOT NULL,
        made REAL NOT NULL,
        expires REAL NOT NULL
    );
    """,
    """
    CREATE INDEX exchanges_answer ON exchanges (chat, answer);
    CREATE TABLE receipts (
        id INTEGER PRIMARY KEY,
        chat INTEGER NOT NULL,
        message INTEGER,
        article INTEGER NOT NULL,
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        position INTEGER NOT NULL,
        paragraph INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        sent REAL NOT NULL
    );
    CREATE UNIQUE INDEX receipts_quotation ON receipts (chat, message, paragraph, start, stop);
    CREATE INDEX receipts_sent ON receipts (sent);
    CREATE TABLE ratings (
        exchange TEXT NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE,
        user INTEGER NOT NULL,
        rating INTEGER NOT NULL,
        PRIMARY KEY (exchange, user)
    );
    """,
    """
    CREATE TABLE inbox (
        id INTEGER PRIMARY KEY,
        chat INTEGER NOT NULL,
        user INTEGER NOT NULL,
        payload TEXT NOT NULL,
        received REAL NOT NULL,
        crashes INTEGER NOT NULL DEFAULT 0,
        leaving TEXT,
        placeholder INTEGER,
        finished REAL
    );
    CREATE INDEX inbox_finished ON inbox (finished);
    """,
    """
    CREATE TABLE watches (
        id INTEGER PRIMARY KEY,
        chat INTEGER NOT NULL,
        number INTEGER NOT NULL,
        user INTEGER NOT NULL,
        thread INTEGER,
        question TEXT NOT NULL,
        inquiry TEXT NOT NULL,
        saved REAL NOT NULL,
        corpus TEXT NOT NULL,
        revision INTEGER NOT NULL,
        muted_until REAL NOT NULL DEFAULT 0,
        stopped REAL
    );
    CREATE INDEX watches_chat ON watches (chat, number);
    CREATE TABLE hits (
        watch INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
        passage TEXT NOT NULL,
        paragraph INTEGER NOT NULL,
        record TEXT NOT NULL,
        confidence REAL NOT NULL,
        found REAL NOT NULL,
        told REAL,
        PRIMARY KEY (watch, passage)
    );
    CREATE INDEX hits_untold ON hits (watch) WHERE told IS NULL;
    CREATE TABLE timetables (
        chat INTEGER PRIMARY KEY,
        thread INTEGER,
        zone TEXT NOT NULL,
        quiet TEXT,
        digest TEXT,
        due REAL,
        since REAL NOT NULL,
        suspended REAL
    );
    """,
    """
    CREATE TABLE preferences (
        chat INTEGER PRIMARY KEY,
        language TEXT,
        heard TEXT,
        passages INTEGER
    );
    """,
    """
    CREATE TABLE menus (
        chat INTEGER PRIMARY KEY,
        role TEXT NOT NULL
    );
    """,
    """
    ALTER TABLE receipts ADD COLUMN inline INTEGER NOT NULL DEFAULT 0;
    """,
    """
    ALTER TABLE menus ADD COLUMN language TEXT;
    """,
)


class ChatDatabase:
    """The file, open; may be used from many threads.

    Reading never waits for whoever is writing, here or in another process.
    """

    def __init__(self, reader: sqlite3.Connection, writer: sqlite3.Connection) -> None:
        self._reader = reader
        self._writer = writer
        self._reading = threading.Lock()
        self._writing = threading.RLock()
        self._here = threading.local()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, made or brought up to date as needed; raises StoreError and its kin."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = _connect(path)
        except (OSError, sqlite3.OperationalError) as error:
            raise StoreUnwritable(
                str(path),
                f"cannot be opened ({error})",
                mend="set DATELINE_DATA_DIR to a folder that this user may write",
            ) from error
        try:
            _prepare(writer, path)
            return cls(_connect(path), writer)
        except BaseException:
            writer.close()
            raise

    def close(self) -> None:
        with self._reading, self._writing:
            self._reader.close()
            self._writer.close()

    def read(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """The rows of a query; inside a transaction, as the transaction has left them so far."""
        if getattr(self._here, "in_transaction", False):
            return self.write(sql, parameters)
        with self._reading, closing(self._reader.execute(sql, parameters)) as rows:
            return rows.fetchall()

    def write(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Change something; the rows of its RETURNING clause."""
        with self._writing, closing(self._writer.execute(sql, parameters)) as rows:
            return rows.fetchall()

    def write_durably(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Like write, and on the disk when it returns, as a power cut requires; takes some ms."""
        with self._writing:
            self._writer.execute("PRAGMA synchronous = FULL")
            try:
                return self.write(sql, parameters)
            finally:
                self._writer.execute("PRAGMA synchronous = NORMAL")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What this thread writes inside happens as a whole or not at all."""
        with self._writing:
            self._writer.execute("BEGIN IMMEDIATE")
            self._here.in_transaction = True
            try:
                yield
                self._writer.execute("COMMIT")
            except BaseException:
                # Some errors, a full disk for one, have rolled it back already, and some have not.
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            finally:
                self._here.in_transaction = False

    def tables_with(self, column: str) -> list[str]:
        """The tables that have a column of this name."""
        sql = (
            "SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c"
            " WHERE t.type = 'table' AND c.name = ? ORDER BY t.name"
        )
        return [name for (name,) in self.read(sql, (column,))]

    # The names of tables and columns below are those of this very file, never anybody's input.

    def move_chat(self, old: int, new: int) -> None:
        """A group has got another id: every row of every table goes with it.

        Where the new chat has a row already of which there can be one only, that one stays.
        """
        places = [(table, "chat") for table in self.tables_with("chat")]
        with self.transaction():
            for table, column in [*places, ("members", "id"), ("requests", "id")]:
                where = f'"{table}" SET {column} = ? WHERE {column} = ?'
                self.write(f"UPDATE OR IGNORE {where}", (new, old))
                self.write(f'DELETE FROM "{table}" WHERE {column} = ?', (old,))  # noqa: S608

    def forget(self, user: int) -> None:
        """Delete what belongs to a person: what they did anywhere, and all of their private chat,
        which has their id."""
        owned = [(table, name) for name in ("user", "chat") for table in self.tables_with(name)]
        with self.transaction():
            for table, column in owned:
                self.write(f'DELETE FROM "{table}" WHERE {column} = ?', (user,))  # noqa: S608


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_TIMEOUT, check_same_thread=False, isolation_level=None
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite does not wait its busy_timeout for that, so wait here."""
    deadline = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    try:
        if _version(connection) > len(MIGRATIONS):
            raise StoreTooNew(str(path), "was written by a newer Dateline", mend=_MEND)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        if _version(connection) < len(MIGRATIONS):
            _migrate(connection)
    except sqlite3.OperationalError as error:
        raise StoreUnwritable(
            str(path), f"cannot be written ({error})", mend="make it and its folder writable"
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(str(path), f"is no database ({error})", mend=_MEND) from error


def _migrate(connection: sqlite3.Connection) -> None:
    """All missing versions at once. Another process that does the same waits, then has nothing to
    do."""
    connection.execute("BEGIN IMMEDIATE")
    for script in MIGRATIONS[_version(connection) :]:
        for statement in script.split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
