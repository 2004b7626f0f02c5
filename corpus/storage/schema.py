"""How a file comes to have its tables: migrations by name, applied once, whoever comes first."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import StoreError, StoreTooNew
from corpus.storage.sqlite import is_busy, is_read_only, tables_of, transaction

if TYPE_CHECKING:
    from sqlite_utils import Database

# Where sqlite-utils keeps its record. It is read without the library, which takes 110 ms to load:
# most commands open a file that is current.
_RECORD = "_sqlite_migrations"
# Seconds between two looks at a file that others are opening for the first time, too. Set by hand:
# 2,000 openings, 40 at a time, all succeeded with it.
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of a schema, as an SQL script. One that was released is never edited.

    `functions` are those of one text that the script calls and SQLite lacks, by their names.
    """

    name: str
    script: str
    functions: tuple[tuple[str, Callable[[str], str]], ...] = ()

    def apply(self, db: Database) -> None:
        """Statement by statement, because executescript would commit the transaction it is in."""
        for name, function in self.functions:
            db.conn.create_function(name, 1, function)
        statement = ""
        for piece in self.script.strip(" \n;").split(";"):
            statement += f"{piece};"
            if sqlite3.complete_statement(statement):
                db.execute(statement)
                statement = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """What tells one kind of file from others, and the migrations that make it, in order.

    `name` is what they are recorded under, `repair` what to do about a damaged file. `counted` is a
    table by which to know a file that has no application id, nor names of migrations, but counts
    those it has in `user_version`.
    """

    name: str
    application_id: int
    migrations: tuple[Migration, ...]
    repair: str
    counted: str | None = None


def bring_up_to_date(
    connection: sqlite3.Connection, schema: Schema, *, path: Path, seconds: float
) -> None:
    """Make the file what `schema` says, waiting up to `seconds` for others that do the same.

    Raises StoreError for somebody else's file, StoreTooNew for one of a later schema, and
    sqlite3.Error.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            _bring_up_to_date(connection, schema, path)
        except sqlite3.OperationalError as error:
            # SQLite waits for a lock by itself, but not for all that changing the journal needs.
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def require_ours(connection: sqlite3.Connection, schema: Schema, path: Path) -> None:
    """Raise StoreError for a file of another kind, StoreTooNew for one of a later schema."""
    _look(connection, schema, path)


def make_tables(connection: sqlite3.Connection, schema: Schema) -> None:
    """Fill a new file, which nobody else knows of yet and which must be flushed afterwards."""
    connection.execute("PRAGMA synchronous = OFF")
    with transaction(connection, write=True):
        _apply(connection, schema, counted=())
    connection.execute("PRAGMA journal_mode = WAL")


def _bring_up_to_date(connection: sqlite3.Connection, schema: Schema, path: Path) -> None:
    with transaction(connection, write=False):
        is_current = _look(connection, schema, path).is_current
    _write_ahead(connection, is_needed=not is_current)
    if is_current:
        return
    with transaction(connection, write=True):
        # Looked at again: another process may have been quicker.
        state = _look(connection, schema, path)
        if not state.is_current:
            _apply(connection, schema, counted=state.counted)


@dataclass(frozen=True, slots=True)
class _State:
    """How far a file is; `counted` are the migrations that it has without a record of them."""

    is_current: bool
    counted: tuple[str, ...]


def _look(connection: sqlite3.Connection, schema: Schema, path: Path) -> _State:
    """Raises StoreError and StoreTooNew for a file that must be left alone."""
    tables = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    names = [migration.name for migration in schema.migrations]
    kind, version = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    counts = kind == 0 and version > 0 and schema.counted in tables
    if not counts and (kind != schema.application_id or not tables):
        raise StoreError(
            str(path),
            "is not a Dateline database",
            fix="set DATELINE_DATA_DIR to another folder, or move the file away",
        )
    recorded = _recorded(connection, schema) if _RECORD in tables else []
    unknown = [name for name in recorded if name not in names]
    if unknown or version > len(names):
        later = unknown[-1] if unknown else f"version {version}"
        raise StoreTooNew(
            str(path),
            f"was written by a newer Dateline (it has {later})",
            fix="upgrade Dateline, or set DATELINE_DATA_DIR to another folder",
        )
    return _State(
        is_current=len(recorded) == len(names),
        counted=tuple(names[:version]) if counts else (),
    )


def _write_ahead(connection: sqlite3.Connection, *, is_needed: bool) -> None:
    """Readers and a writer in each other's way no more; a copy by VACUUM INTO has lost that."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if is_needed or not is_read_only(error):
            raise


def _apply(connection: sqlite3.Connection, schema: Schema, *, counted: Sequence[str]) -> None:
    from sqlite_utils import Migrations

    db, migrations = tables_of(connection), Migrations(schema.name)
    for migration in schema.migrations:
        migrations(name=migration.name)(migration.apply)
    migrations.ensure_migrations_table(db)
    now = str(datetime.now(UTC))
    db.table(_RECORD).insert_all(
        {"migration_set": schema.name, "name": name, "applied_at": now} for name in counted
    )
    migrations.apply(db)
    connection.execute(f"PRAGMA application_id = {schema.application_id}")
    # A Dateline from before the record goes by this number, and must not take it for its own.
    connection.execute(f"PRAGMA user_version = {len(schema.migrations)}")


def _recorded(connection: sqlite3.Connection, schema: Schema) -> list[str]:
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id"
    return [name for (name,) in connection.execute(sql, (schema.name,))]


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
