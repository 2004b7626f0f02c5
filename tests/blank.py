"""New databases as copies: in one process the migrations of each schema run once."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.chat.database import CHAT
from corpus.storage import creation
from corpus.storage.migrations import CORPUS
from corpus.storage.schema import Schema, make_tables

_OWN = "UPDATE corpus SET id = lower(hex(randomblob(16)))"


@contextmanager
def migrations_run_once() -> Iterator[None]:
    """What `dateline` makes in this process, until the block ends; other schemas than its own are
    made as ever, and so is all that another process makes."""
    guard = threading.Lock()
    with (
        closing(_made(CORPUS)) as corpus,
        closing(_made(CHAT)) as chat,
        pytest.MonkeyPatch.context() as patch,
    ):
        blanks = {CORPUS: corpus, CHAT: chat}

        def copy(connection: sqlite3.Connection, schema: Schema) -> None:
            if schema not in blanks:
                make_tables(connection, schema)
                return
            with guard:
                blanks[schema].backup(connection)
            connection.execute("PRAGMA synchronous = OFF")
            if schema is CORPUS:
                connection.execute(_OWN)
            connection.execute("PRAGMA journal_mode = WAL")

        patch.setattr(creation, "make_tables", copy)
        yield


def _made(schema: Schema) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    make_tables(connection, schema)
    return connection
