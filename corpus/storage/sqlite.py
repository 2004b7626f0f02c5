"""What SQLite needs to be told or asked, whatever the file holds: transactions and errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from corpus.batches import batches
from corpus.errors import StoreBroken, StoreBusy, StoreError, StoreUnwritable

if TYPE_CHECKING:
    from sqlite_utils import Database

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_SHUT = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_BROKEN = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT}


# How to open a file: to be changed but not made, or as one that nobody changes.
WRITABLE = "mode=rw"
UNCHANGING = "immutable=1"
# Values for one IN, far below SQLite's limit on the parameters of a statement. Set by hand; not
# measured.
_CHUNK = 500


@contextmanager
def transaction(connection: sqlite3.Connection, *, write: bool) -> Iterator[None]:
    """One view of the file; with `write` its lock too, from the start, and all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Some errors, a full disk for one, have rolled it back already, and some have not.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def tables_of(connection: sqlite3.Connection) -> Database:
    """The connection as sqlite-utils has it, for writing; it keeps its settings."""
    from sqlite_utils import Database

    return Database(connection, recursive_triggers=False, execute_plugins=False)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another connection is in the way, for a while."""
    return _code(error) in _BUSY


def is_read_only(error: sqlite3.Error) -> bool:
    """Whether the file, or its folder, cannot be written."""
    return _code(error) == sqlite3.SQLITE_READONLY


def uri_of(path: Path, mode: str) -> str:
    """The name of a file for sqlite3.connect: how it is to be opened is part of it."""
    return f"file:{quote(str(path.absolute()))}?{mode}"


def beside(path: Path) -> list[Path]:
    """The files that SQLite keeps beside a database: its logs and what tells of them."""
    return [path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-journal", "-shm")]


def has_content(log: Path) -> bool:
    """Whether there is anything in a log; what `-shm` holds is only about one."""
    return not log.name.endswith("-shm") and log.exists() and log.stat().st_size > 0


def marks(values: Sequence[object]) -> str:
    """A question mark for each value, to stand between the brackets of IN."""
    return ", ".join("?" * len(values))


def chunks(values: Iterable[int]) -> Iterator[list[int]]:
    """The values, as many at a time as one statement takes."""
    return batches(values, _CHUNK)


@contextmanager
def translate_errors(path: Path, *, repair: str) -> Iterator[None]:
    """SQLite's errors as StoreErrors that name the file and the fix.

    `repair` is the fix of a file that is damaged.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, str(path), path.parent, repair) from error


def _translated(error: sqlite3.Error, path: str, folder: Path, repair: str) -> StoreError:
    code = _code(error)
    if code in _BUSY:
        return StoreBusy(
            path, "another process is writing to it", fix="wait for it to end and try again"
        )
    if code in _SHUT and Path(path).is_dir():
        return StoreUnwritable(
            path,
            "is a folder, where a database should be",
            fix="move it away, or set DATELINE_DATA_DIR",
        )
    if code in _SHUT:
        return StoreUnwritable(
            path,
            "cannot be written" if code == sqlite3.SQLITE_READONLY else "cannot be opened",
            fix=f"make {folder} writable for this user, or set DATELINE_DATA_DIR",
        )
    if code in _DISK:
        return StoreUnwritable(
            path, f"the disk refused a write ({error})", fix="free some space and try again"
        )
    if code in _BROKEN:
        return StoreBroken(path, f"is damaged ({error})", fix=repair)
    return StoreError(path, f"SQLite says: {error}", fix="run: dateline doctor")


def _code(error: sqlite3.Error) -> int:
    """The primary result code, without what SQLite adds in the higher bits."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF
