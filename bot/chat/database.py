"""`chat.db`: what the chat remembers over a restart, in a small SQLite file of its own.

In every table, a column `user` is the Telegram id of the person whom a row belongs to, and a column
`chat` that of the chat: `/forget` and the moving of a group go by these names, so that a new table
is covered without another word.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from corpus.errors import StoreError
from corpus.storage.copying import copy_database
from corpus.storage.database import Database
from corpus.storage.schema import Migration, Schema

logger = logging.getLogger(__name__)

Parameters = Sequence[object]
Row = tuple[Any, ...]

# In a query whose first parameter is a chat: the id that it has now.
PRESENT_ID = "coalesce((SELECT new FROM moved WHERE old = ?1), ?1)"
# Another process holds the file for a moment at a time.
_BUSY_SECONDS = 5.0

MIGRATIONS = (
    Migration(
        "m001_exchanges",
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
    ),
    Migration(
        "m002_members_and_requests",
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
    ),
    Migration(
        "m003_receipts_and_ratings",
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
    ),
    Migration(
        "m004_inbox",
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
    ),
    Migration(
        "m005_watches_and_timetables",
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
    ),
    Migration(
        "m006_preferences",
        """
        CREATE TABLE preferences (
            chat INTEGER PRIMARY KEY,
            language TEXT,
            heard TEXT,
            passages INTEGER
        );
        """,
    ),
    Migration(
        "m007_menus",
        """
        CREATE TABLE menus (
            chat INTEGER PRIMARY KEY,
            role TEXT NOT NULL
        );
        """,
    ),
    Migration(
        "m008_inline_receipts",
        """
        ALTER TABLE receipts ADD COLUMN inline INTEGER NOT NULL DEFAULT 0;
        """,
    ),
    Migration(
        "m009_menu_languages",
        """
        ALTER TABLE menus ADD COLUMN language TEXT;
        """,
    ),
    Migration(
        "m010_kept_questions",
        """
        ALTER TABLE inbox ADD COLUMN due REAL;
        """,
    ),
    Migration(
        "m011_test_cases",
        """
        CREATE TABLE test_cases (
            exchange TEXT PRIMARY KEY REFERENCES exchanges (id) ON DELETE CASCADE,
            answerable INTEGER NOT NULL,
            made REAL NOT NULL
        );
        ALTER TABLE watches ADD COLUMN message INTEGER;
        """,
    ),
    Migration(
        "m012_moved_groups",
        """
        CREATE TABLE moved (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
        """,
    ),
    Migration(
        "m013_corrections",
        """
        ALTER TABLE receipts ADD COLUMN thread INTEGER;
        ALTER TABLE receipts ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX receipts_article ON receipts (article);
        ALTER TABLE preferences ADD COLUMN corrections INTEGER;
        CREATE TABLE corrections (
            id INTEGER PRIMARY KEY,
            chat INTEGER NOT NULL,
            message INTEGER,
            thread INTEGER,
            article INTEGER NOT NULL,
            alteration INTEGER NOT NULL,
            version INTEGER NOT NULL,
            change TEXT NOT NULL,
            at TEXT NOT NULL,
            note TEXT,
            quotations TEXT NOT NULL,
            found REAL NOT NULL,
            state TEXT NOT NULL,
            told REAL,
            UNIQUE (chat, article, alteration)
        );
        CREATE INDEX corrections_state ON corrections (state);
        CREATE TABLE corrections_seen (
            corpus TEXT PRIMARY KEY,
            alteration INTEGER NOT NULL
        );
        """,
    ),
)

CHAT = Schema(
    name="dateline.chat",
    application_id=0x44544C43,  # "DTLC"
    migrations=MIGRATIONS,
    repair="run: dateline restore DIR --replace with a backup, or move it away; then the buttons "
    "of earlier answers stop working, and whoever was admitted in the chat has to be let in again",
    counted="exchanges",
)


class ChatDatabase:
    """The file, open; may be used from many threads.

    Reading never waits for whoever is writing, here or in another process. Raises StoreError and
    its kin.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, made or brought up to date as needed; raises StoreError and its kin."""
        return cls(Database.open(path, CHAT, busy_seconds=_BUSY_SECONDS))

    def close(self) -> None:
        self._database.close()

    def read(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """The rows of a query; inside a transaction, as the transaction has left them so far."""
        with self._database.read() as db:
            return db.execute(sql, parameters).fetchall()

    def write(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Change something; the rows of its RETURNING clause."""
        with self._database.write(durable=False) as db:
            return db.execute(sql, parameters).fetchall()

    def write_durably(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Like write, and on the disk when it returns, as a power cut requires; takes some ms."""
        with self._database.write(durable=True) as db:
            return db.execute(sql, parameters).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What this thread writes inside happens as a whole or not at all."""
        with self._database.write(durable=False):
            yield

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

        Where the new chat has a row already of which there can be one only, that one stays. What
        still comes under the old id is known to be from the new one.
        """
        places = [(table, "chat") for table in self.tables_with("chat")]
        with self.transaction():
            self.write("INSERT OR REPLACE INTO moved (old, new) VALUES (?, ?)", (old, new))
            # Messages there have other numbers: a reply to one of them is none to one of these.
            self.write("UPDATE exchanges SET question = 0, answer = NULL WHERE chat = ?", (old,))
            self.write("UPDATE watches SET message = NULL WHERE chat = ?", (old,))
            self.write("UPDATE corrections SET message = NULL WHERE chat = ?", (old,))
            self.write("UPDATE receipts SET moved = 1 WHERE chat = ?", (old,))
            for table, column in [*places, ("members", "id"), ("requests", "id")]:
                where = f'"{table}" SET {column} = ? WHERE {column} = ?'
                self.write(f"UPDATE OR IGNORE {where}", (new, old))
                self.write(f'DELETE FROM "{table}" WHERE {column} = ?', (old,))  # noqa: S608

    def forget(self, user: int) -> None:
        """Delete what belongs to a person: what they did anywhere, and all of their private chat,
        which has their id. Nothing of it can be read in the file afterwards."""
        owned = [(table, name) for name in ("user", "chat") for table in self.tables_with(name)]
        with self.transaction():
            for table, column in owned:
                self.write(f'DELETE FROM "{table}" WHERE {column} = ?', (user,))  # noqa: S608
        self.overwrite_deleted()

    def copy_to(self, target: Path) -> None:
        """A copy of all that is stored now; raises StoreError of the copy, and FileExistsError."""
        copy_database(self._database, target)

    def require_intact(self) -> None:
        """Raise StoreBroken where the file is damaged anywhere."""
        self._database.require_intact()

    def overwrite_deleted(self) -> None:
        """Leave nothing of what was deleted in the file; where that fails, the log says so."""
        try:
            self._database.overwrite_deleted()
        except StoreError as error:
            logger.warning("what was deleted can still be read in the file: %s", error)
