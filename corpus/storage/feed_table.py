"""The feeds, the hosts they are on, and what became of their entries."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from corpus.errors import FeedNotFound
from corpus.storage.database import Database
from corpus.storage.sqlite import marks

_KEPT_SECONDS = 30 * 86_400.0  # of the record of fetches; set by hand, not measured

_LATE = 3600.0  # seconds by which a feed that is due is behind. Set by hand; not measured.
_OPERATORS = ("id", "every", "full_text", "headers", "state", "added")


class FullText(StrEnum):
    """Where the text of a feed's articles is taken from."""

    AUTO = "auto"
    FEED = "feed"
    PAGE = "page"


class FeedState(StrEnum):
    """Whether a feed is fetched; of one that is gone, its server says that it is for good."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"


class EntryState(StrEnum):
    """What became of an entry: an article, or why not yet, or why never."""

    WAITING = "waiting"
    STORED = "stored"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed, with what its server last said. Moments are seconds since the epoch."""

    id: int
    key: str
    url: str
    title: str | None = None
    site: str | None = None
    kind: str | None = None
    every: float | None = None
    full_text: FullText = FullText.AUTO
    headers: Mapping[str, str] = field(default_factory=dict)
    state: FeedState = FeedState.ACTIVE
    etag: bytes | None = None
    last_modified: bytes | None = None
    validated: str | None = None
    moved_to: str | None = None
    moved_seen: int = 0
    added: float = 0.0
    last_attempt: float | None = None
    last_success: float | None = None
    last_status: str | None = None
    problem: str | None = None
    failing_since: float | None = None
    failures: int = 0
    next_at: float = 0.0
    is_whole: bool | None = None

    @property
    def name(self) -> str:
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries of a feed became articles, and how many did not."""

    articles: int = 0
    waiting: int = 0
    held: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class FeedsOverview:
    """All feeds at a glance. `behind` are due for more than an hour, `last_pass` is when one was
    last asked; `held` and `waiting` count entries."""

    feeds: int
    active: int
    failing: int
    gone: int
    behind: int
    held: int
    waiting: int
    last_pass: float | None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed. `item` is what the feed said of it, as JSON, while that is still needed;
    `digest` tells whether it says something else now. `source` is where its article was read,
    `updated` the day or moment that the feed gave it then.
    """

    id: int | None
    feed: int
    guid: str
    link_key: str | None
    digest: str
    state: EntryState = EntryState.WAITING
    reason: str | None = None
    item: str | None = None
    article: int | None = None
    source: str | None = None
    updated: str | None = None
    tries: int = 0
    next_at: float = 0.0
    first_seen: float = 0.0
    last_seen: float = 0.0


@dataclass(frozen=True, slots=True)
class FeedHost:
    """What is known of a host; `robots` is JSON that its reader understands."""

    host: str
    next_at: float = 0.0
    barred_until: float = 0.0
    robots: str = "{}"


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The page of an entry as it was last received; `gone`: its server says so, for good."""

    url: str
    host: str
    etag: bytes | None = None
    last_modified: bytes | None = None
    validated: str | None = None
    text_digest: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class FeedFetch:
    """One request for a feed, and what came of it."""

    feed: int
    at: float
    status: str
    bytes: int = 0
    added: int = 0
    updated: int = 0
    problem: str | None = None


class FeedTable:
    """Belongs to a store, whose file it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Feeds

    def add(self, feed: Subscription) -> tuple[Subscription, bool]:
        """The feed as it is stored, and whether it is new; its id is given here."""
        columns = [name for name in _columns(Subscription) if name != "id"]
        values = _row(feed)
        with self._database.write() as db:
            before = self._feeds(db, "WHERE key = ?", [feed.key])
            if not before:
                db.execute(
                    f"INSERT INTO feeds ({', '.join(columns)}) VALUES ({marks(columns)})",
                    [values[name] for name in columns],
                )
            [stored] = before or self._feeds(db, "WHERE key = ?", [feed.key])
        return stored, not before

    def all(self) -> list[Subscription]:
        """Every feed, in the order in which they were added."""
        with self._database.read() as db:
            return self._feeds(db, "ORDER BY id", [])

    def due(self, now: float) -> list[Subscription]:
        """Those to be fetched, and those with entries that are to be tried again."""
        with self._database.read() as db:
            return self._feeds(
                db,
                "WHERE state = 'active' AND (next_at <= ?1 OR id IN (SELECT feed FROM feed_entries"
                " WHERE state IN ('waiting', 'held') AND next_at <= ?1)) ORDER BY id",
                [now],
            )

    def find(self, reference: str) -> Subscription:
        """The feed with that id or address; raises FeedNotFound."""
        is_number = reference.removeprefix("#").isdecimal() and len(reference) < 19
        with self._database.read() as db:
            found = self._feeds(
                db,
                "WHERE id = ? OR url = ?",
                [int(reference.removeprefix("#")) if is_number else -1, reference],
            )
        if not found:
            raise FeedNotFound(reference)
        return found[0]

    def with_key(self, key: str) -> Subscription | None:
        with self._database.read() as db:
            found = self._feeds(db, "WHERE key = ?", [key])
        return found[0] if found else None

    def save(self, feed: Subscription) -> None:
        """Write what was seen of it; what an operator says of it is left as it is, and one that was
        removed meanwhile stays so."""
        columns = [name for name in _columns(Subscription) if name not in _OPERATORS]
        values = _row(feed)
        with self._database.write(durable=False) as db:
            db.execute(
                f"UPDATE feeds SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
                [*(values[name] for name in columns), feed.id],
            )

    def set_state(self, feed: int, state: FeedState) -> None:
        """Pause, resume or give up; who resumes wants it fetched now, whatever failed before."""
        with self._database.write() as db:
            db.execute("UPDATE feeds SET state = ? WHERE id = ?", [state, feed])
            if state is FeedState.ACTIVE:
                # Due now, not since ever: it is not behind.
                db.execute(
                    "UPDATE feeds SET next_at = CAST(strftime('%s', 'now') AS REAL), failures = 0"
                    " WHERE id = ?",
                    [feed],
                )

    def remove(self, feed: int) -> None:
        """Forget a feed and its entries; the articles stay."""
        with self._database.write() as db:
            db.execute("DELETE FROM feeds WHERE id = ?", [feed])

    def counts(self) -> dict[int, Counts]:
        """By the id of each feed that has entries."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT feed, count(DISTINCT article), sum(state = 'waiting'),"
                " sum(state = 'held'), sum(state = 'refused') FROM feed_entries GROUP BY feed"
            )
            return {row[0]: Counts(*row[1:]) for row in rows}

    def overview(self, *, now: float) -> FeedsOverview:
        with self._database.read() as db:
            row = db.execute(
                "SELECT count(*), total(state = 'active'),"
                " total(state = 'active' AND failing_since IS NOT NULL), total(state = 'gone'),"
                " total(state = 'active' AND next_at < ?), max(last_attempt) FROM feeds",
                [now - _LATE],
            ).fetchone()
            states = dict(
                db.execute(
                    "SELECT feed_entries.state, count(*) FROM feed_entries GROUP BY state"
                ).fetchall()
            )
        feeds, active, failing, gone, behind = map(int, row[:5])
        return FeedsOverview(
            feeds,
            active,
            failing,
            gone,
            behind,
            held=states.get("held", 0),
            waiting=states.get("waiting", 0),
            last_pass=row[5],
        )

    # Entries

    def entries(self, feed: int) -> list[FeedEntry]:
        return self._entries("WHERE feed = ? ORDER BY id", [feed])

    def open_entries(self, feed: int, *, until: float | None) -> list[int]:
        """The ids of those that are still to become articles; only those due by then, where it is
        said. A feed's items may be large, and all feeds wait at once."""
        due = "" if until is None else " AND next_at <= ?"
        with self._database.read() as db:
            rows = db.execute(
                "SELECT id FROM feed_entries WHERE feed = ? AND state IN ('waiting', 'held')"
                f" AND item IS NOT NULL{due} ORDER BY id",
                [feed] if until is None else [feed, until],
            )
            return [number for (number,) in rows]

    def entry(self, number: int) -> FeedEntry | None:
        found = self._entries("WHERE id = ?", [number])
        return found[0] if found else None

    def save_entries(self, entries: Iterable[FeedEntry]) -> None:
        columns = _columns(FeedEntry)
        new = [name for name in columns if name != "id"]
        with self._database.write(durable=False) as db:
            for entry in entries:
                values = _row(entry)
                if entry.id is None:
                    db.execute(
                        f"INSERT OR REPLACE INTO feed_entries ({', '.join(new)})"
                        f" SELECT {marks(new)} WHERE EXISTS (SELECT 1 FROM feeds WHERE id = ?)",
                        [*(values[name] for name in new), entry.feed],
                    )
                else:
                    changes = ", ".join(f"{name} = ?" for name in new)
                    db.execute(
                        f"UPDATE feed_entries SET {changes} WHERE id = ?",
                        [*(values[name] for name in new), entry.id],
                    )

    # Hosts and pages

    def host(self, name: str) -> FeedHost:
        with self._database.read() as db:
            row = db.execute(
                "SELECT host, next_at, barred_until, robots FROM feed_hosts WHERE host = ?", [name]
            ).fetchone()
        return FeedHost(*row) if row else FeedHost(name)

    def save_hosts(self, hosts: Iterable[FeedHost]) -> None:
        with self._database.write(durable=False) as db:
            db.executemany(
                "INSERT OR REPLACE INTO feed_hosts (host, next_at, barred_until, robots)"
                " VALUES (?, ?, ?, ?)",
                [(each.host, each.next_at, each.barred_until, each.robots) for each in hosts],
            )

    def page(self, url: str) -> FeedPage | None:
        with self._database.read() as db:
            row = db.execute(
                "SELECT url, host, etag, last_modified, validated, text_digest, gone"
                " FROM feed_pages WHERE url = ?",
                [url],
            ).fetchone()
        if row is None:
            return None
        url, host, etag, last_modified, validated, text_digest, gone = row
        return FeedPage(url, host, etag, last_modified, validated, text_digest, bool(gone))

    def save_page(self, page: FeedPage) -> None:
        with self._database.write(durable=False) as db:
            db.execute(
                "INSERT OR REPLACE INTO feed_pages"
                " (url, host, etag, last_modified, validated, text_digest, gone)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    page.url,
                    page.host,
                    page.etag,
                    page.last_modified,
                    page.validated,
                    page.text_digest,
                    page.gone,
                ],
            )

    def pages_with(self, host: str, text_digest: str, *, limit: int = 9) -> list[str]:
        """The addresses at a host under which the same text stood."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT url FROM feed_pages WHERE text_digest = ? AND host = ? LIMIT ?",
                [text_digest, host, limit],
            )
            return [url for (url,) in rows]

    # Fetches

    def record(self, fetch: FeedFetch) -> None:
        with self._database.write(durable=False) as db:
            db.execute(
                "INSERT INTO feed_fetches (feed, at, status, bytes, added, updated, problem)"
                " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS"
                " (SELECT 1 FROM feeds WHERE id = ?1)",
                [
                    fetch.feed,
                    fetch.at,
                    fetch.status,
                    fetch.bytes,
                    fetch.added,
                    fetch.updated,
                    fetch.problem,
                ],
            )
            db.execute("DELETE FROM feed_fetches WHERE at < ?", [fetch.at - _KEPT_SECONDS])

    def fetches(self, feed: int, *, limit: int = 10) -> list[FeedFetch]:
        """The latest first."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT feed, at, status, bytes, added, updated, problem FROM feed_fetches"
                " WHERE feed = ? ORDER BY at DESC, rowid DESC LIMIT ?",
                [feed, limit],
            )
            return [FeedFetch(*row) for row in rows]

    def _feeds(
        self, db: sqlite3.Connection, tail: str, parameters: Sequence[Any]
    ) -> list[Subscription]:
        columns = _columns(Subscription)
        rows = db.execute(f"SELECT {', '.join(columns)} FROM feeds {tail}", list(parameters))
        return [_subscription(dict(zip(columns, row, strict=True))) for row in rows]

    def _entries(self, tail: str, parameters: Sequence[Any]) -> list[FeedEntry]:
        columns = _columns(FeedEntry)
        with self._database.read() as db:
            rows = db.execute(
                f"SELECT {', '.join(columns)} FROM feed_entries {tail}", list(parameters)
            )
            found = [dict(zip(columns, row, strict=True)) for row in rows]
        return [FeedEntry(**row | {"state": EntryState(row["state"])}) for row in found]


def _columns(kind: type[Subscription | FeedEntry]) -> list[str]:
    return [each.name for each in fields(kind)]


def _row(value: Subscription | FeedEntry) -> dict[str, Any]:
    row = {each.name: getattr(value, each.name) for each in fields(value)}
    if "headers" in row:
        row["headers"] = json.dumps(dict(row["headers"]))
    return row


def _subscription(row: dict[str, Any]) -> Subscription:
    is_whole = row["is_whole"]
    return Subscription(
        **row
        | {
            "full_text": FullText(row["full_text"]),
            "headers": json.loads(row["headers"]),
            "state": FeedState(row["state"]),
            "is_whole": None if is_whole is None else bool(is_whole),
        }
    )
