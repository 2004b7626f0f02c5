"""Checks that only the database itself can make: what should always hold of its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from corpus.storage.identity import METADATA, article_digest, declared_ids, read_metadata
from corpus.storage.sqlite import is_read_only
from corpus.types import Metadata

_COUNTS = {
    "paragraphs whose version is superseded but that are searched, or the reverse": """
        SELECT count(*) FROM paragraphs JOIN articles ON number = article
        WHERE live != (paragraphs.version = articles.version)
    """,
    "paragraphs missing from, or left over in, the full-text table": """
        SELECT
            (SELECT count(*) FROM paragraphs
                WHERE live AND id NOT IN (SELECT rowid FROM passages))
            + (SELECT count(*) FROM passages
                WHERE rowid NOT IN (SELECT id FROM paragraphs WHERE live))
    """,
    "paragraphs that are searched by another text or title than theirs": """
        SELECT count(*) FROM paragraphs
        JOIN versions USING (article, version) JOIN passages ON passages.rowid = paragraphs.id
        WHERE passages.text IS NOT paragraphs.text
            OR passages.title IS NOT coalesce(versions.title, '')
    """,
    "articles that must not be quoted and can be, or have no text without a reason": """
        SELECT count(*) FROM articles
        WHERE (number IN (SELECT article FROM closed)) = (number IN (SELECT article FROM versions))
    """,
    "statements that are counted under another name than theirs, or in other numbers": """
        SELECT
            (SELECT count(*) FROM heard LEFT JOIN voices ON voices.id = voice
                WHERE voices.speaker COLLATE BINARY IS NOT heard.speaker
                OR voices.origin COLLATE BINARY IS NOT heard.origin
                OR voices.party COLLATE BINARY IS NOT heard.party
                OR voices.kind IS NOT heard.kind OR voices.live IS NOT heard.live)
            + (SELECT count(*) FROM voices WHERE statements
                != (SELECT count(*) FROM attributions WHERE voice = voices.id))
    """,
    "statements that are listed elsewhere than they stand": """
        SELECT
            (SELECT count(*) FROM standing WHERE NOT EXISTS (
                SELECT 1 FROM quoted WHERE quoted.voice = standing.voice
                AND quoted.published = standing.published AND quoted.article = standing.article
                AND quoted.paragraph = standing.paragraph
                AND quoted.statement = standing.statement))
            + (SELECT count(*) FROM quoted WHERE NOT EXISTS (
                SELECT 1 FROM standing WHERE standing.statement = quoted.statement
                AND standing.paragraph = quoted.paragraph))
    """,
    "paragraphs missing from the change feed": """
        SELECT count(*) FROM paragraphs LEFT JOIN changes ON paragraph = paragraphs.id
        WHERE live AND action IS NOT 'add'
    """,
}
# Where the spans of a version are, as pairs of columns; of these tables all rows have a version.
_SPANS = {
    "attributions": ("source", "cue", "antecedent", "description"),
    "appearances": ("party",),
}
# Articles that a fault names.
_NAMED = 3


def find_faults(db: sqlite3.Connection) -> list[str]:
    """What is inconsistent, in words; empty when all is sound."""
    damage = [str(row[0]) for row in db.execute("PRAGMA integrity_check")]
    faults = [f"SQLite: {line}" for line in damage if line != "ok"]
    if faults:
        return faults  # what can't be read can't be compared
    orphans = len(db.execute("PRAGMA foreign_key_check").fetchall())
    if orphans:
        faults.append(f"rows whose article is gone: {orphans}")
    for what, sql in _COUNTS.items():
        count = db.execute(sql).fetchone()[0]
        if count:
            faults.append(f"{what}: {count}")
    return [*faults, *_faults_of_words(db), *_faults_of_versions(db)]


def _faults_of_words(db: sqlite3.Connection) -> Iterator[str]:
    """Whether the full-text table finds its rows by the words that are in them."""
    try:
        db.execute("INSERT INTO passages (passages) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        # The check is a command, which a file that can't be written doesn't take.
        if not is_read_only(error):
            yield f"the words by which paragraphs are searched: {error}"


def _faults_of_versions(db: sqlite3.Connection) -> Iterator[str]:
    """Each version's text and metadata by their digest, and all spans by the text."""
    altered: list[str] = []
    cut: list[str] = []
    astray: list[str] = []
    with _whatever_is_there(db):
        rows = db.execute(
            f"SELECT article, versions.version, id, digest, body, {', '.join(METADATA)}"  # noqa: S608
            " FROM versions JOIN articles ON number = article ORDER BY article, versions.version"
        )
        for article, version, id_, digest, body, *values in rows:
            name = f"{id_} version {version}"
            metadata = read_metadata(dict(zip(METADATA, values, strict=True)))
            if digest not in _digests(id_, str(body), metadata):
                altered.append(name)
            if not _are_paragraphs_spans(db, article, version, str(body)):
                cut.append(name)
            if not _are_within(db, article, version, len(str(body))):
                astray.append(name)
    for what, found in (
        ("articles whose text or metadata is not what was read", altered),
        ("articles with paragraphs that are not the span of their text", cut),
        ("articles with attributions outside their text", astray),
    ):
        if found:
            more = ", …" if len(found) > _NAMED else ""
            yield f"{what}: {len(found)} ({', '.join(found[:_NAMED])}{more})"


def _digests(id_: str, body: str, metadata: Metadata) -> set[str]:
    """What the digest may be: an article has the id that it came with, or was given one."""
    return {article_digest(body, replace(metadata, id=own)) for own in declared_ids(id_)}


def _are_paragraphs_spans(db: sqlite3.Connection, article: int, version: int, body: str) -> bool:
    sql = "SELECT start, stop, text FROM paragraphs WHERE article = ? AND version = ?"
    return all(
        text and body[start:stop] == text and 0 <= start < stop
        for start, stop, text in db.execute(sql, [article, version])
    )


def _are_within(db: sqlite3.Connection, article: int, version: int, length: int) -> bool:
    sql = (
        "SELECT start, stop FROM attribution_contents"
        " WHERE attribution IN (SELECT id FROM attributions WHERE article = ? AND version = ?)"
    )
    if not _all_within(db.execute(sql, [article, version]), length):
        return False
    for table, names in _SPANS.items():
        columns = ", ".join(f"{name}_start, {name}_stop" for name in names)
        sql = f"SELECT {columns} FROM {table} WHERE article = ? AND version = ?"  # noqa: S608
        for row in db.execute(sql, [article, version]):
            if not _all_within(zip(row[::2], row[1::2], strict=True), length):
                return False
    return True


def _all_within(spans: Iterator[Sequence[Any]] | sqlite3.Cursor, length: int) -> bool:
    """Whether each is a span of so long a text, or is none at all."""
    return all(
        (start is None and stop is None)
        or (isinstance(start, int) and isinstance(stop, int) and 0 <= start < stop <= length)
        for start, stop in spans
    )


@contextmanager
def _whatever_is_there(db: sqlite3.Connection) -> Iterator[None]:
    """Text that is no valid UTF-8 any more is read too, and differs from what it was."""
    usual = db.text_factory
    db.text_factory = lambda stored: stored.decode("utf-8", "replace")
    try:
        yield
    finally:
        db.text_factory = usual
