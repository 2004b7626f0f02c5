"""chat.db: one connection for the tables of the chats, shared by all threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from corpus.errors import StoreUnwritable

Row = tuple[Any, ...]


class ChatDatabase:
    """A connection and the lock that every statement goes through.

    Whoever keeps a table in it makes the table; the column that holds a chat's id is called `chat`
    in all of them, so that a chat can be given another id.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._guard = threading.RLock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Raises StoreUnwritable."""
        try:
            connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            connection.execute("PRAGMA busy_timeout = 5000")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error as error:
            raise StoreUnwritable(
                str(path), f"cannot be opened ({error})", mend="make it and its folder writable"
            ) from error
        return cls(connection)

    def close(self) -> None:
        with self._guard:
            self._connection.close()

    def read(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        with self._guard:
            return self._connection.execute(sql, parameters).fetchall()

    def write(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """How many rows were changed."""
        with self._guard:
            return self._connection.execute(sql, parameters).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's statements, or none."""
        with self._guard:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def move_chat(self, old: int, new: int) -> None:
        """A group has got another id: every row of every table goes with it.

        Where the new chat has a row already of which there can be one only, that one stays.
        """
        with self.transaction():
            tables = self.read(
                "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c"
                " WHERE m.type = 'table' AND c.name = 'chat'"
            )
            for (table,) in tables:
                self.write(f'UPDATE OR IGNORE "{table}" SET chat = ? WHERE chat = ?', (new, old))
                self.write(f'DELETE FROM "{table}" WHERE chat = ?', (old,))
