"""Writing an article: a new one, a new version of one that is there, or nothing at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus.formats.web_addresses import address_key
from corpus.storage.abbreviations import add_abbreviations
from corpus.storage.identity import (
    METADATA,
    article_digest,
    declared_ids,
    find_copy,
    free_id,
    is_shown_elsewhere,
    read_metadata,
    recognise,
)
from corpus.storage.likeness import is_beginning
from corpus.storage.records import Apart, Arrival, Outcome
from corpus.storage.sqlite import tables_of
from corpus.storage.told import said, write_told
from corpus.types import Block, BlockKind, ExtractedArticle, Metadata

_SECOND = len("2031-03-04T10:30:00")


def save_article(
    db: sqlite3.Connection, article: ExtractedArticle, blocks: Sequence[Block], arrival: Arrival
) -> tuple[int, Outcome, tuple[Apart, ...]]:
    """The article's number, or of a duplicate the number of what it repeats; the outcome; and of a
    new one those that it was not taken for."""
    prose = prose_of(article.body, blocks)
    found = recognise(db, article, prose, arrival)
    if found.number is not None and found.is_held:
        return found.number, Outcome.UNCHANGED, ()
    declared = article.metadata.url
    article = _with_own_address(db, article, arrival, found.number)
    digest = article_digest(article.body, article.metadata)
    if found.number is None:
        identifier = article.metadata.id
        copy = find_copy(db, digest, arrival) if identifier is None or found.apart else None
        if copy is not None:
            _add_place(db, copy, arrival)
            return copy, Outcome.DUPLICATE, ()
        number = _add(db, free_id(db, identifier or arrival.stem, arrival.source))
        version, outcome = 1, Outcome.ADDED
    else:
        number, latest = found.number, _latest(db, found.number)
        version, outcome = latest.version + 1, Outcome.UPDATED
        if latest.digest == digest:
            outcome = Outcome.UNCHANGED
        elif arrival.fetched is not None and arrival.fetched[:_SECOND] <= latest.fetched[:_SECOND]:
            _add_place(db, number, arrival)
            return number, Outcome.OLDER, ()
        elif _only_repeats(db, number, latest, article, prose, arrival):
            _add_place(db, number, arrival)
            return number, Outcome.DUPLICATE, ()
        else:
            _supersede(db, number, version)
    if outcome is not Outcome.UNCHANGED:
        _add_version(
            db,
            number,
            version,
            article,
            path=arrival.path,
            digest=digest,
            fetched=arrival.fetched,
        )
        _add_paragraphs(db, number, version, article.body, blocks)
    _remember(db, number, arrival, declared)
    return number, outcome, found.apart if outcome is Outcome.ADDED else ()


def edit_article(db: sqlite3.Connection, number: int, changes: Metadata) -> Outcome:
    """A new version with the same text, where what is said of it differs; kept for the next time
    that its source is read."""
    write_told(db, number, changes, edited=True)
    if changes.url:
        _add_address(db, number, changes.url, given=True)
    latest = _latest(db, number)
    if said(changes).items() <= said(latest.metadata).items():
        return Outcome.UNCHANGED
    metadata = replace(latest.metadata, **said(changes))
    _supersede(db, number, latest.version + 1)
    _add_version(
        db,
        number,
        latest.version + 1,
        ExtractedArticle(latest.body, metadata),
        path=latest.path,
        digest=article_digest(latest.body, metadata),
    )
    db.execute(
        "INSERT INTO paragraphs"
        " (article, version, position, start, stop, section, text, is_correction)"
        " SELECT article, ?, position, start, stop, section, text, is_correction FROM paragraphs"
        " WHERE article = ? AND version = ? ORDER BY id",
        [latest.version + 1, number, latest.version],
    )
    return Outcome.UPDATED


def prose_of(body: str, blocks: Sequence[Block]) -> str:
    """The text of the paragraphs."""
    return "\n\n".join(block.span.of(body) for block in blocks if block.kind is BlockKind.PROSE)


@dataclass(frozen=True, slots=True)
class _Version:
    version: int
    path: str
    digest: str
    body: str
    metadata: Metadata
    fetched: str


def _latest(db: sqlite3.Connection, number: int) -> _Version:
    cursor = db.execute(
        "SELECT articles.id, versions.* FROM versions JOIN articles"
        " ON article = number AND versions.version = articles.version WHERE number = ?",
        [number],
    )
    row = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    metadata = read_metadata(row)
    # An id that was only proposed for the article says nothing of it.
    may_be = (replace(metadata, id=own) for own in declared_ids(row["id"]))
    is_it = (each for each in may_be if article_digest(row["body"], each) == row["digest"])
    metadata = next(is_it, metadata)
    return _Version(
        row["version"], row["path"], row["digest"], row["body"], metadata, row["fetched"]
    )


def _with_own_address(
    db: sqlite3.Connection, article: ExtractedArticle, arrival: Arrival, number: int | None
) -> ExtractedArticle:
    """Without the address that a page gives itself where that is another article's."""
    url = article.metadata.url
    if url is None or arrival.url_is_given or not is_shown_elsewhere(db, url, number):
        return article
    return replace(article, metadata=replace(article.metadata, url=arrival.address))


def _only_repeats(
    db: sqlite3.Connection,
    number: int,
    latest: _Version,
    article: ExtractedArticle,
    prose: str,
    arrival: Arrival,
) -> bool:
    """Whether it says what is stored already, or the beginning of it."""
    is_elsewhere = _is_elsewhere(db, number, arrival)
    if is_elsewhere and article.body == latest.body:
        return True
    is_less = bool(article.metadata.is_partial) and not latest.metadata.is_partial
    stored = "\n\n".join(
        text
        for (text,) in db.execute(
            "SELECT text FROM paragraphs WHERE article = ? AND version = ?"
            " AND NOT is_correction ORDER BY position, start",
            [number, latest.version],
        )
    )
    return (is_elsewhere or is_less) and is_beginning(prose, of=stored, is_partial=is_less)


def _is_elsewhere(db: sqlite3.Connection, number: int, arrival: Arrival) -> bool:
    """Whether it is a copy, known by nothing but the address that it gives itself."""
    if arrival.url_is_given or arrival.address is not None:
        return False
    sql = "SELECT 1 FROM versions WHERE article = ? AND path = ?"
    return db.execute(sql, [number, arrival.path]).fetchone() is None


def _remember(db: sqlite3.Connection, number: int, arrival: Arrival, declared: str | None) -> None:
    """By what the article can be known again, and what was said of it."""
    _add_place(db, number, arrival)
    if declared:
        _add_address(db, number, declared, given=arrival.url_is_given)
    if arrival.address:
        _add_address(db, number, arrival.address, given=True)
    write_told(db, number, arrival.told)


def _add_place(db: sqlite3.Connection, number: int, arrival: Arrival) -> None:
    """A copy is remembered too: read again after the article has changed, it changes nothing."""
    db.execute(
        "INSERT OR REPLACE INTO places (source, article, digest) VALUES (?, ?, ?)",
        [arrival.source, number, arrival.digest],
    )


def _add_address(db: sqlite3.Connection, number: int, url: str, *, given: bool) -> None:
    db.execute(
        "INSERT INTO addresses (key, article, url, given) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET given = max(given, excluded.given)",
        [address_key(url), number, url, given],
    )


def _add(db: sqlite3.Connection, identifier: str) -> int:
    sql = "INSERT INTO articles (id, version) VALUES (?, 1) RETURNING number"
    return int(db.execute(sql, [identifier]).fetchone()[0])


def _supersede(db: sqlite3.Connection, number: int, version: int) -> None:
    db.execute("UPDATE paragraphs SET live = 0 WHERE article = ? AND live", [number])
    db.execute("UPDATE articles SET version = ? WHERE number = ?", [version, number])


def _add_version(
    db: sqlite3.Connection,
    number: int,
    version: int,
    article: ExtractedArticle,
    *,
    path: str,
    digest: str,
    fetched: str | None = None,
) -> None:
    metadata = article.metadata
    tables_of(db).table("versions").insert(
        {
            "article": number,
            "version": version,
            "path": path,
            **{name: getattr(metadata, name) for name in METADATA},
            "fetched": fetched or datetime.now(UTC).isoformat(timespec="seconds"),
            "digest": digest,
            "body": article.body,
        }
    )


def _add_paragraphs(
    db: sqlite3.Connection, number: int, version: int, body: str, blocks: Sequence[Block]
) -> None:
    stored = (BlockKind.PROSE, BlockKind.CORRECTION)
    kept = [block for block in blocks if block.kind in stored]
    add_abbreviations(db, number, (block.span.of(body) for block in kept))
    tables_of(db).table("paragraphs").insert_all(
        {
            "article": number,
            "version": version,
            "position": block.position,
            "start": block.span.start,
            "stop": block.span.stop,
            "section": block.section,
            "text": block.span.of(body),
            "is_correction": block.kind is BlockKind.CORRECTION,
        }
        for block in kept
    )
