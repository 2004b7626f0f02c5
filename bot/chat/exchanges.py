"""What was asked in a chat and what its buttons need, kept in a small SQLite file.

Buttons carry an exchange's id, so they work after a restart and after a rebuild.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from corpus.errors import StoreError, StoreTooNew, StoreUnwritable

SCHEMA_VERSION = 1
_SCHEMA = """
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
"""


class Kind(StrEnum):
    """What the bot was asked to show."""

    QUESTION = "question"
    LISTING = "listing"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the message that shows its result.

    `question` and `answer` are message ids in `chat`; `user` asked; `asked` is in seconds since
    the epoch; `text` is what was typed; `payload` is JSON-ready and depends on the kind.
    """

    id: str
    kind: Kind
    chat: int
    user: int
    question: int
    answer: int | None
    asked: float
    text: str
    payload: dict[str, Any]


class Exchanges:
    """The table; may be used from many threads. Raises StoreError and its kin when opened."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._guard = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> Self:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        except (OSError, sqlite3.OperationalError) as error:
            raise StoreUnwritable(
                str(path),
                f"cannot be opened ({error})",
                mend="set DATELINE_DATA_DIR to a folder that this user may write",
            ) from error
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        with self._guard:
            self._connection.close()

    def add(
        self,
        kind: Kind,
        *,
        chat: int,
        user: int,
        question: int,
        asked: float,
        text: str,
        payload: dict[str, Any],
    ) -> Exchange:
        identifier = secrets.token_urlsafe(6)
        exchange = Exchange(identifier, kind, chat, user, question, None, asked, text, payload)
        self._write(
            "INSERT INTO exchanges VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?)",
            (identifier, kind, chat, user, question, asked, text, json.dumps(payload)),
        )
        return exchange

    def get(self, identifier: str) -> Exchange | None:
        return self._one("WHERE id = ?", (identifier,))

    def of_question(self, *, chat: int, question: int) -> Exchange | None:
        """The latest exchange that this message of a user began."""
        return self._one(
            "WHERE chat = ? AND question = ? ORDER BY asked DESC LIMIT 1", (chat, question)
        )

    def answered(self, identifier: str, *, answer: int) -> None:
        """Note which message shows the result."""
        self._write("UPDATE exchanges SET answer = ? WHERE id = ?", (answer, identifier))

    def revise(self, exchange: Exchange, *, text: str, payload: dict[str, Any]) -> Exchange:
        """The question was edited, and this is what it asks now."""
        self._write(
            "UPDATE exchanges SET text = ?, payload = ? WHERE id = ?",
            (text, json.dumps(payload), exchange.id),
        )
        return replace(exchange, text=text, payload=payload)

    def prune(self, *, before: float) -> None:
        """Forget what was asked before a time."""
        self._write("DELETE FROM exchanges WHERE asked < ?", (before,))

    def _write(self, sql: str, parameters: tuple[object, ...]) -> None:
        with self._guard:
            self._connection.execute(sql, parameters)

    def _one(self, condition: str, parameters: tuple[object, ...]) -> Exchange | None:
        sql = "SELECT id, kind, chat, user, question, answer, asked, text, payload FROM exchanges "
        with self._guard, closing(self._connection.execute(sql + condition, parameters)) as rows:
            row = rows.fetchone()
        if row is None:
            return None
        identifier, kind, chat, user, question, answer, asked, text, payload = row
        return Exchange(
            identifier, Kind(kind), chat, user, question, answer, asked, text, json.loads(payload)
        )


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    mend = "move the file away; only buttons of earlier answers depend on it"
    try:
        connection.execute("PRAGMA busy_timeout = 5000")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA_VERSION:
            raise StoreTooNew(str(path), "was written by a newer Dateline", mend=mend)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if version == 0:
            connection.executescript(
                f"BEGIN; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
            )
    except sqlite3.OperationalError as error:
        raise StoreUnwritable(
            str(path), f"cannot be written ({error})", mend="make it and its folder writable"
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(str(path), f"is no database ({error})", mend=mend) from error
