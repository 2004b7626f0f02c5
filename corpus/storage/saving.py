"""Writing an article: a new one, a new version of one that is there, or nothing at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus.errors import ArticleClosed
from corpus.formats.web_addresses import address_key
from corpus.storage.abbreviations import add_abbreviations
from corpus.storage.closing import (
    close,
    may_reopen,
    note_alteration,
    now,
    read_closing,
    reopen,
    sealed_copy,
)
from corpus.storage.identity import (
    METADATA,
    article_digest,
    came_with_id,
    declared_ids,
    find_copy,
    free_id,
    is_shown_elsewhere,
    read_metadata,
    recognise,
)
from corpus.storage.likeness import is_beginning
from corpus.storage.records import AlterationKind, Apart, Arrival, Closing, Outcome
from corpus.storage.releases import compare
from corpus.storage.sqlite import tables_of
from corpus.storage.told import said, write_told
from corpus.types import (
    Block,
    BlockKind,
    ExtractedArticle,
    Metadata,
    Release,
    Shift,
    Status,
)

_SECOND = len("2031-03-04T10:30:00")


def save_article(
    db: sqlite3.Connection, article: ExtractedArticle, blocks: Sequence[Block], arrival: Arrival
) -> tuple[int, Outcome, tuple[Apart, ...]]:
    """The article's number, or of a duplicate the number of what it repeats; the outcome; and of a
    new one those that it was not taken for.

    Of what may not be quoted yet or any more, nothing can be read afterwards (see closing).
    """
    prose = prose_of(article.body, blocks)
    found = recognise(db, article, prose, arrival)
    if found.number is not None and found.is_held:
        return found.number, Outcome.UNCHANGED, ()
    closing = None if found.number is None else read_closing(db, found.number)
    if found.number is not None and closing is not None:
        outcome = _kept_closed(db, found.number, closing, arrival)
        if outcome is not None:
            return found.number, outcome, ()
    declared = article.metadata.url
    article = _with_own_address(db, article, arrival, found.number)
    digest = article_digest(article.body, article.metadata)
    if found.number is None:
        identifier = article.metadata.id
        if (taken_back := sealed_copy(db, digest)) is not None:
            _add_place(db, taken_back, arrival)
            return taken_back, _closed_outcome(db, taken_back), ()
        copy = find_copy(db, digest, arrival) if identifier is None or found.apart else None
        if copy is not None:
            _add_place(db, copy, arrival)
            return copy, Outcome.DUPLICATE, ()
        number = _add(db, free_id(db, identifier or arrival.stem, arrival.source))
        version, outcome = 1, Outcome.ADDED
    else:
        number, latest = found.number, _latest(db, found.number)
        version, outcome = _next_version(db, number), Outcome.UPDATED
        if latest is None:
            _supersede(db, number, version)
        elif latest.digest == digest:
            outcome = Outcome.UNCHANGED
            _renew(db, number, latest, arrival.release)
        elif _is_older_copy(latest, arrival) or _is_older(db, number, latest, article, arrival):
            _add_place(db, number, arrival)
            return number, Outcome.OLDER, ()
        elif not _is_newer(latest, arrival) and _only_repeats(
            db, number, latest, article, prose, arrival
        ):
            _add_place(db, number, arrival)
            return number, Outcome.DUPLICATE, ()
        else:
            _supersede(db, number, version)
    if outcome is not Outcome.UNCHANGED:
        _add_version(db, number, version, article, arrival, digest=digest)
        _add_shifts(db, number, version, article.shifts)
        _add_paragraphs(db, number, version, article.body, blocks)
    _remember(db, number, arrival, declared)
    release = arrival.release
    if release.until is not None and release.until > now():
        close(db, number, Status.EMBARGOED, release)
        outcome = outcome if outcome is Outcome.UNCHANGED else Outcome.EMBARGOED
    elif outcome is Outcome.UPDATED or closing is not None:
        note_alteration(db, number, AlterationKind.UPDATED, note=release.note)
        outcome = Outcome.UPDATED
    return number, outcome, found.apart if outcome is Outcome.ADDED else ()


def take_back(
    db: sqlite3.Connection, arrival: Arrival, *, identifier: str, outlet: str | None
) -> tuple[int, Outcome]:
    """A story is not to be used any more, or for now. What was never heard of is remembered, for
    its text may come later."""
    release = arrival.release
    status = release.status or Status.WITHDRAWN
    numbers = [number for number in came_with_id(db, identifier) if _is_by(db, number, outlet)] or [
        _add(db, identifier, version=0)
    ]
    outcome = Outcome.OLDER
    for number in numbers:
        closing, latest = read_closing(db, number), _latest(db, number)
        before = Release(revision=closing.revision, modified=closing.modified) if closing else None
        if latest is not None:
            before = latest.release
        if before is not None and compare(release, before) < 0:
            continue
        close(db, number, status, release)
        is_known = closing is not None and closing.status is status
        outcome = Outcome.UNCHANGED if is_known else Outcome(status.value)
    for number in numbers:
        _add_place(db, number, arrival)
    return numbers[0], outcome


def _is_by(db: sqlite3.Connection, number: int, outlet: str | None) -> bool:
    """Whether an article may be of that outlet."""
    sql = "SELECT outlet FROM article_versions WHERE current AND number = ?"
    row = db.execute(sql, [number]).fetchone()
    is_unknown = outlet is None or row is None or row[0] is None
    return is_unknown or row[0].casefold() == str(outlet).casefold()


def _kept_closed(
    db: sqlite3.Connection, number: int, closing: Closing, arrival: Arrival
) -> Outcome | None:
    """What the arrival of a text came to where it changes nothing; None where it is to be stored,
    for which the article is open again."""
    release = arrival.release
    if closing.status is Status.EMBARGOED and release.until is not None:
        before = Release(revision=closing.revision, modified=closing.modified)
        if compare(release, before) < 0:
            _add_place(db, number, arrival)
            return Outcome.OLDER
        reopen(db, number)
        return None
    if not may_reopen(closing, release):
        _add_place(db, number, arrival)
        return Outcome(closing.status.value)
    reopen(db, number, released=now())
    return None


def _closed_outcome(db: sqlite3.Connection, number: int) -> Outcome:
    """Of a copy of what must not be quoted; where a later version may be, of an older copy."""
    closing = read_closing(db, number)
    return Outcome.OLDER if closing is None else Outcome(closing.status.value)


def edit_article(db: sqlite3.Connection, number: int, changes: Metadata) -> Outcome:
    """A new version with the same text, where what is said of it differs; kept for the next time
    that its source is read."""
    write_told(db, number, changes, edited=True)
    if changes.url:
        _add_address(db, number, changes.url, given=True)
    latest = _latest(db, number)
    if latest is None:
        raise ArticleClosed(*_named(db, number))
    if said(changes).items() <= said(latest.metadata).items():
        return Outcome.UNCHANGED
    metadata = replace(latest.metadata, **said(changes))
    _supersede(db, number, latest.version + 1)
    _add_version(
        db,
        number,
        latest.version + 1,
        ExtractedArticle(latest.body, metadata),
        Arrival(latest.path, stem="", digest="", release=latest.release),
        digest=article_digest(latest.body, metadata),
        released=latest.released,
    )
    db.execute(
        "INSERT INTO shifts SELECT article, ?, start, by FROM shifts"
        " WHERE article = ? AND version = ?",
        [latest.version + 1, number, latest.version],
    )
    db.execute(
        "INSERT INTO paragraphs"
        " (article, version, position, start, stop, section, text, is_correction)"
        " SELECT article, ?, position, start, stop, section, text, is_correction FROM paragraphs"
        " WHERE article = ? AND version = ? ORDER BY id",
        [latest.version + 1, number, latest.version],
    )
    note_alteration(db, number, AlterationKind.EDITED)
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
    release: Release
    released: str | None
    fetched: str


def _latest(db: sqlite3.Connection, number: int) -> _Version | None:
    """The current version; None of an article that is not live."""
    cursor = db.execute(
        "SELECT articles.id, versions.* FROM versions JOIN articles"
        " ON article = number AND versions.version = articles.version WHERE number = ?",
        [number],
    )
    if (found := cursor.fetchone()) is None:
        return None
    row = dict(zip((column[0] for column in cursor.description), found, strict=True))
    metadata = read_metadata(row)
    # An id that was only proposed for the article says nothing of it.
    may_be = (replace(metadata, id=own) for own in declared_ids(row["id"]))
    is_it = (each for each in may_be if article_digest(row["body"], each) == row["digest"])
    metadata = next(is_it, metadata)
    release = Release(revision=row["revision"], modified=row["modified"], note=row["note"])
    return _Version(
        row["version"],
        row["path"],
        row["digest"],
        row["body"],
        metadata,
        release,
        row["released"],
        row["fetched"],
    )


def _named(db: sqlite3.Connection, number: int) -> tuple[str, str]:
    """The id of an article that is not live, and why."""
    sql = "SELECT id, status FROM articles JOIN closed ON article = number WHERE number = ?"
    [id_, status] = db.execute(sql, [number]).fetchone()
    return id_, status


def _next_version(db: sqlite3.Connection, number: int) -> int:
    [version] = db.execute("SELECT version FROM articles WHERE number = ?", [number]).fetchone()
    return int(version) + 1


def _renew(db: sqlite3.Connection, number: int, latest: _Version, release: Release) -> None:
    """The same text as a later version, so that what comes between the two is known for older."""
    if compare(release, latest.release, published=(None, latest.metadata.published)) > 0:
        db.execute(
            "UPDATE versions SET revision = coalesce(?, revision), modified = coalesce(?, modified)"
            " WHERE article = ? AND version = ?",
            [release.revision, release.modified, number, latest.version],
        )


def _is_newer(latest: _Version, arrival: Arrival) -> bool:
    """Whether its source says so, and knows it for a version rather than a copy."""
    return compare(arrival.release, latest.release) > 0


def _is_older_copy(latest: _Version, arrival: Arrival) -> bool:
    """Whether it was got from its publisher before what is stored."""
    return arrival.fetched is not None and arrival.fetched[:_SECOND] <= latest.fetched[:_SECOND]


def _is_older(
    db: sqlite3.Connection,
    number: int,
    latest: _Version,
    article: ExtractedArticle,
    arrival: Arrival,
) -> bool:
    """Whether it came later than a version that it precedes, by what its source says; without a
    word on that, whether it is an older text that comes from another place."""
    if article.body == latest.body and arrival.release == Release():
        return False
    days = (article.metadata.published, latest.metadata.published)
    order = compare(arrival.release, latest.release, published=days)
    if order:
        return order < 0
    if arrival.path == latest.path or arrival.article is not None:
        return False
    sql = "SELECT body FROM versions WHERE article = ? AND version < ?"
    earlier = [body for (body,) in db.execute(sql, [number, latest.version])]
    return article.body in earlier and article.body != latest.body


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


def _add(db: sqlite3.Connection, identifier: str, *, version: int = 1) -> int:
    sql = "INSERT INTO articles (id, version) VALUES (?, ?) RETURNING number"
    return int(db.execute(sql, [identifier, version]).fetchone()[0])


def _supersede(db: sqlite3.Connection, number: int, version: int) -> None:
    db.execute("UPDATE paragraphs SET live = 0 WHERE article = ? AND live", [number])
    db.execute("UPDATE articles SET version = ? WHERE number = ?", [version, number])


def _add_version(
    db: sqlite3.Connection,
    number: int,
    version: int,
    article: ExtractedArticle,
    arrival: Arrival,
    *,
    digest: str,
    released: str | None = None,
) -> None:
    metadata, release = article.metadata, arrival.release
    tables_of(db).table("versions").insert(
        {
            "article": number,
            "version": version,
            "path": arrival.path,
            **{name: getattr(metadata, name) for name in METADATA},
            "fetched": arrival.fetched or datetime.now(UTC).isoformat(timespec="seconds"),
            "digest": digest,
            "body": article.body,
            "revision": release.revision,
            "modified": release.modified,
            "note": release.note,
            "released": release.until or released,
        }
    )


def _add_shifts(db: sqlite3.Connection, number: int, version: int, shifts: Sequence[Shift]) -> None:
    db.executemany(
        "INSERT INTO shifts VALUES (?, ?, ?, ?)",
        [(number, version, shift.start, shift.by) for shift in shifts],
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
