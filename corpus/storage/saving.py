"""Writing an article: a new one, a new version of one that is there, or nothing at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from corpus.storage.identity import article_digest, find_copy, find_stored, free_id
from corpus.storage.records import Outcome
from corpus.storage.sqlite import tables_of
from corpus.types import Block, BlockKind, ExtractedArticle


def save_article(
    db: sqlite3.Connection,
    article: ExtractedArticle,
    blocks: Sequence[Block],
    *,
    source: str,
    stem: str,
) -> tuple[int, Outcome]:
    """The article's number, or of a duplicate the number of what it repeats, and the outcome."""
    metadata, digest = article.metadata, article_digest(article)
    number = find_stored(db, metadata, source=source)
    if number is None:
        copy = find_copy(db, digest) if metadata.id is None else None
        if copy is not None:
            return copy, Outcome.DUPLICATE
        identifier = metadata.id or free_id(db, stem, source)
        number = _add(db, identifier, source)
        version, outcome = 1, Outcome.ADDED
    else:
        latest, known = db.execute(
            "SELECT version, digest FROM versions WHERE article = ? ORDER BY version DESC LIMIT 1",
            [number],
        ).fetchone()
        if known == digest:
            return number, Outcome.UNCHANGED
        version, outcome = latest + 1, Outcome.UPDATED
        _supersede(db, number, version, source)
    _add_version(db, number, version, article, source=source, digest=digest)
    _add_paragraphs(db, number, version, article.body, blocks)
    return number, outcome


def _add(db: sqlite3.Connection, identifier: str, source: str) -> int:
    sql = "INSERT INTO articles (id, source, version) VALUES (?, ?, 1) RETURNING number"
    return int(db.execute(sql, [identifier, source]).fetchone()[0])


def _supersede(db: sqlite3.Connection, number: int, version: int, source: str) -> None:
    db.execute("UPDATE paragraphs SET live = 0 WHERE article = ? AND live", [number])
    db.execute(
        "UPDATE articles SET version = ?, source = ? WHERE number = ?", [version, source, number]
    )


def _add_version(
    db: sqlite3.Connection,
    number: int,
    version: int,
    article: ExtractedArticle,
    *,
    source: str,
    digest: str,
) -> None:
    metadata = article.metadata
    tables_of(db).table("versions").insert(
        {
            "article": number,
            "version": version,
            "path": source.rpartition("::")[0] or source,
            "title": metadata.title,
            "outlet": metadata.outlet,
            "byline": metadata.byline,
            "published": metadata.published,
            "url": metadata.url,
            "language": metadata.language,
            "fetched": datetime.now(UTC).isoformat(timespec="seconds"),
            "digest": digest,
            "body": article.body,
            "partial": bool(metadata.is_partial),
        }
    )


def _add_paragraphs(
    db: sqlite3.Connection, number: int, version: int, body: str, blocks: Sequence[Block]
) -> None:
    tables_of(db).table("paragraphs").insert_all(
        {
            "article": number,
            "version": version,
            "position": block.position,
            "start": block.span.start,
            "stop": block.span.stop,
            "section": block.section,
            "text": block.span.of(body),
        }
        for block in blocks
        if block.kind is BlockKind.PROSE
    )
