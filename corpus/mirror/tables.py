"""The tables of a mirror: those of the corpus, under the same names, but for what is the writer's.

What is under embargo or withdrawn never leaves the writer, nor do the feeds and their addresses:
those tables are there, and empty, so that whoever asks for them finds nothing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.mirror.translation import translated

DIGESTED = "paragraphs"
"""Whose rows are each sent with the digest of their text."""
# Of full text, and SQLite's and the writer's own records.
_LEFT_OUT = re.compile(r"passages(_.*)?|terms|sqlite_.*|_sqlite_.*|mirrored")
_EMPTY = frozenset(
    (
        *("feeds", "feed_entries", "feed_fetches", "feed_hosts", "feed_pages"),
        *("sealed", "looks", "marks", "unlinked_keys", "ungrouped", "sketches", "firsts"),
    )
)
# Only who takes articles in looks them up so; some are longer than PostgreSQL indexes.
_WRITERS_INDEXES = frozenset(
    ("versions_digest", "versions_title", "versions_url", "places_digest", "sealed_digest")
)
_TYPES = {"INTEGER": "bigint", "REAL": "double precision", "BLOB": "bytea"}
_NOCASE = re.compile(r"(\w+) TEXT[^,]*COLLATE NOCASE")

# What SQLite has and PostgreSQL lacks, or has otherwise.
_FUNCTIONS = """
CREATE FUNCTION lower_of(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT
    RETURN pg_catalog.lower(value COLLATE pg_catalog.pg_c_utf8);
CREATE FUNCTION date(moment text, later text) RETURNS text LANGUAGE sql STABLE STRICT
    RETURN (substr(moment, 1, 10)::pg_catalog.date + later::interval)::pg_catalog.date::text;
CREATE FUNCTION list_of_bigint(listed text) RETURNS TABLE (value bigint)
    LANGUAGE sql IMMUTABLE STRICT
    BEGIN ATOMIC SELECT value::bigint FROM json_array_elements_text(listed::json); END;
CREATE FUNCTION list_of_text(listed text) RETURNS TABLE (value text)
    LANGUAGE sql IMMUTABLE STRICT
    BEGIN ATOMIC SELECT value FROM json_array_elements_text(listed::json); END;
CREATE FUNCTION list_of_json(listed text) RETURNS TABLE (value json)
    LANGUAGE sql IMMUTABLE STRICT
    BEGIN ATOMIC SELECT value FROM json_array_elements(listed::json); END;
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is mirrored: its columns with their types, and those by which a row is known.

    `is_empty`: none of its rows is.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    is_empty: bool

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)

    @property
    def stored(self) -> tuple[str, ...]:
        """The columns that the corpus has, too."""
        is_digested = self.name == DIGESTED
        return tuple(name for name in self.names if not (is_digested and name == "digest"))

    @property
    def definition(self) -> str:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in self.columns)
        keys = ", ".join(f'"{name}"' for name in self.key)
        return f"CREATE TABLE {self.name} ({columns}, PRIMARY KEY ({keys}))"


def tables_of(db: sqlite3.Connection) -> list[Table]:
    """The tables of a corpus that a mirror has."""
    rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [_table(db, *row) for row in rows.fetchall() if not _LEFT_OUT.fullmatch(row[0])]


def _table(db: sqlite3.Connection, name: str, sql: str) -> Table:
    folded = set(_NOCASE.findall(sql))
    columns, keys = [], {}
    for _, column, kind, _, _, place in db.execute(f"PRAGMA table_info({name})"):
        text = "citext" if column in folded else "text"
        columns.append((column, _TYPES.get(kind, f'{text} COLLATE "C"')))
        if place:
            keys[place] = column
    key = tuple(keys[place] for place in sorted(keys)) or ("rowid",)
    if key == ("rowid",) or name == "versions":  # statements find their version by it
        columns.append(("rowid", "bigint"))
    if name == DIGESTED:
        columns.append(("digest", "bytea"))
    return Table(name, tuple(columns), key, name in _EMPTY)


def creation(db: sqlite3.Connection, tables: Sequence[Table]) -> list[str]:
    """What makes the tables of a mirror and all that reads them, but for the indexes, in the schema
    that comes first."""
    views = db.execute("SELECT sql FROM sqlite_schema WHERE type = 'view' ORDER BY rowid")
    return [
        _FUNCTIONS,
        *(table.definition for table in tables),
        *(translated(sql).sql for (sql,) in views.fetchall()),
    ]


def indexes(db: sqlite3.Connection, tables: Sequence[Table]) -> list[str]:
    """The indexes of the corpus, to be made once there are rows."""
    names = {table.name for table in tables}
    written = [
        translated(sql.replace("UNIQUE ", "")).sql
        for name, table, sql in db.execute(
            "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        if table in names and name not in _WRITERS_INDEXES
    ]
    return [*written, "CREATE INDEX articles_id ON articles (id)"]
