"""Which stored article a new one is: by its id, its address or its place, and by its words.

What two articles have in common besides their text is a reason to compare them, and seldom more: a
site gives all its pages the address of one, a file is written over with another story, two lists
count their articles from 1. So whoever has other words is another article.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain, count
from typing import Any

from corpus.formats.web_addresses import address_key
from corpus.storage.closing import sealed_prose
from corpus.storage.likeness import runs_of_words, shared
from corpus.storage.records import Apart, Arrival, Evidence
from corpus.storage.told import read_told, said
from corpus.types import ExtractedArticle, Metadata

# Parts of the shorter text that the longer one has, too. Of the 7,503 pairs of 123 publishers'
# pages none shares more than .24; what is told again keeps most of its words, or its headline.
_MOSTLY = 0.5
_PARTLY = 0.25
# Runs of words below which a text is too short to tell by. Set by hand; not measured.
_FEWEST = 30
# More articles than this at one address or place say that it tells none of them. Set by hand; not
# measured.
_MOST_COMPARED = 8
_MARK = re.compile(r"-[0-9a-f]{8}(?:-\d+)?$")
# What is said of an article besides only counts where it is said, so that an article that was
# stored before Dateline knew of it has not changed for that.
METADATA = tuple(field.name for field in fields(Metadata) if field.name != "id")
"""The columns of `versions` that hold it."""
_IN_EVERY_DIGEST = ("id", "title", "outlet", "byline", "published", "url", "language")


@dataclass(frozen=True, slots=True)
class Recognition:
    """The number of the stored article that a new one is, if any.

    `is_held`: the place says what it said the last time. `apart` are those that only look like it.
    """

    number: int | None
    is_held: bool = False
    apart: tuple[Apart, ...] = ()


def article_digest(body: str, metadata: Metadata) -> str:
    """A fingerprint of everything an article says and is said to be."""
    identity = [*(getattr(metadata, name) for name in _IN_EVERY_DIGEST), body]
    identity += [pair for pair in said(metadata).items() if pair[0] not in _IN_EVERY_DIGEST]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()


def read_metadata(row: Mapping[str, Any]) -> Metadata:
    """What a row of `versions` says of its article; the id is another table's."""
    said_of_it = {name: row[name] for name in METADATA}
    return Metadata(**said_of_it | {"is_partial": bool(row["is_partial"]) or None})


def recognise(
    db: sqlite3.Connection, article: ExtractedArticle, prose: str, arrival: Arrival
) -> Recognition:
    """Which stored article this one is.

    The same place with the same text is the same article. An explicit id decides alone where the
    place or the words agree; without one the place is asked first, then the address.
    """
    held = _held_at(db, arrival)
    if held is not None and arrival.article in (None, held):
        return Recognition(held, is_held=True)
    if arrival.article is not None:
        return Recognition(arrival.article)
    comparison = _Comparison(db, article, prose, arrival)
    if article.metadata.id is not None:
        found = comparison.by_id(article.metadata.id)
        if found is None:
            comparison.by_address()  # another id is another article, and what it looks like is told
    else:
        found = comparison.by_place() or comparison.by_address() or comparison.by_title()
    return Recognition(found, apart=() if found else tuple(comparison.apart))


def find_copy(db: sqlite3.Connection, digest: str, arrival: Arrival) -> int | None:
    """The number of a current article that is the same to the letter, if there is one."""
    sql = "SELECT number FROM article_versions WHERE current AND digest = ?"
    if row := db.execute(sql, [digest]).fetchone():
        return int(row[0])
    rows = db.execute("SELECT article FROM places WHERE digest = ?", [arrival.digest])
    return next((number for (number,) in rows if _is_told(db, number, arrival.told)), None)


def free_id(db: sqlite3.Connection, stem: str, source: str) -> str:
    """The stem, or the stem with a mark of its source where another article has it already."""
    mark = hashlib.sha256(source.encode()).hexdigest()[:8]
    names = chain((stem, f"{stem}-{mark}"), (f"{stem}-{mark}-{n}" for n in count(2)))
    taken = "SELECT 1 FROM articles WHERE id = ?"
    return next(name for name in names if not db.execute(taken, [name]).fetchone())


def came_with_id(db: sqlite3.Connection, identifier: str) -> list[int]:
    """The articles that came with this id: that has it, or was kept apart from one that has."""
    sql = "SELECT number, id FROM articles WHERE id = ?1 OR id LIKE ?1 || '-%' ORDER BY number"
    rows = db.execute(sql, [identifier]).fetchall()
    return [number for number, id_ in rows if identifier in (id_, _MARK.sub("", id_))]


def declared_ids(identifier: str) -> tuple[str | None, ...]:
    """What an article with this id may have come with: none, the id, or the id without a mark."""
    return (None, identifier, _MARK.sub("", identifier))


def is_shown_elsewhere(db: sqlite3.Connection, url: str, number: int | None) -> bool:
    """Whether another article than this one is the one at an address."""
    key = address_key(url)
    return any(
        address_key(shown) == key
        for (shown,) in db.execute(
            "SELECT article_versions.url FROM addresses JOIN article_versions ON number = article"
            " WHERE current AND article_versions.url IS NOT NULL AND key = ? AND number IS NOT ?",
            [key, number],
        )
    )


def _held_at(db: sqlite3.Connection, arrival: Arrival) -> int | None:
    rows = db.execute(
        "SELECT article FROM places WHERE source = ? AND digest = ?",
        [arrival.source, arrival.digest],
    ).fetchall()
    return next((number for (number,) in rows if _is_told(db, number, arrival.told)), None)


def _is_told(db: sqlite3.Connection, number: int, told: Metadata) -> bool:
    """Whether nothing is said by hand that was not said of it before."""
    return said(told).items() <= said(read_told(db, number).request).items()


class _Comparison:
    """One article against those that are stored; `apart` grows by those that it is not."""

    def __init__(
        self, db: sqlite3.Connection, article: ExtractedArticle, prose: str, arrival: Arrival
    ) -> None:
        self._db = db
        self._metadata = article.metadata
        self._prose = prose
        self._arrival = arrival
        self.apart: list[Apart] = []

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        """Made only where there is something to compare: for most new articles there is not."""
        return runs_of_words(self._prose)

    def by_id(self, identifier: str) -> int | None:
        """One that was kept apart from another with its id has the id with a mark."""
        found = self._numbers(
            "SELECT number FROM articles WHERE id = ?1 UNION"
            " SELECT number FROM articles JOIN places ON article = number"
            " WHERE source = ?2 AND id LIKE ?1 || '-%' ORDER BY number LIMIT ?3",
            [identifier, self._arrival.source, _MOST_COMPARED],
        )
        return self._first_alike([(number, self._is_told_again) for number in found], Evidence.ID)

    def by_place(self) -> int | None:
        """A place that has only ever repeated an article may well become another."""
        found = self._numbers(
            "SELECT article FROM places WHERE source = ?1 AND EXISTS (SELECT 1 FROM versions"
            " WHERE versions.article = places.article AND path = ?2)"
            " ORDER BY article DESC LIMIT ?3",
            [self._arrival.source, self._arrival.path, _MOST_COMPARED],
        )
        return self._first_alike(
            [(number, self._is_still_here) for number in found], Evidence.PLACE
        )

    def by_address(self) -> int | None:
        candidates: list[tuple[int, _Test]] = []
        for url in dict.fromkeys(filter(None, (self._metadata.url, self._arrival.address))):
            sql = "SELECT article, given FROM addresses WHERE key = ? ORDER BY article LIMIT ?"
            rows = self._db.execute(sql, [address_key(url), _MOST_COMPARED + 1]).fetchall()
            if len(rows) > _MOST_COMPARED:
                self.apart.append(Apart(rows[0][0], Evidence.ADDRESS))
                continue
            given = self._arrival.url_is_given or url == self._arrival.address
            candidates += [
                (number, self._is_told_again if given and was_given else self._is_mostly_alike)
                for number, was_given in rows
            ]
        return self._first_alike(candidates, Evidence.ADDRESS)

    def by_title(self) -> int | None:
        """A line that has moved in its file."""
        if not self._arrival.is_line or not self._metadata.title:
            return None
        found = self._numbers(
            "SELECT number FROM article_versions WHERE current AND title = ? AND path = ?"
            " ORDER BY number LIMIT ?",
            [self._metadata.title, self._arrival.path, _MOST_COMPARED],
        )
        alike = [stored for stored in map(self._stored, found) if stored.likeness >= _MOSTLY]
        return max(alike, key=lambda stored: stored.likeness).number if alike else None

    def _numbers(self, sql: str, parameters: list[Any]) -> list[int]:
        return [number for (number,) in self._db.execute(sql, parameters)]

    def _first_alike(self, candidates: list[tuple[int, _Test]], evidence: Evidence) -> int | None:
        """The one with the most words in common, of those that pass."""
        seen = [(self._stored(number), passes) for number, passes in candidates]
        alike = [stored for stored, passes in seen if passes(stored)]
        if alike:
            return max(alike, key=lambda stored: stored.likeness).number
        self.apart += [Apart(stored.number, evidence) for stored, _ in seen]
        return None

    def _is_told_again(self, stored: _Stored) -> bool:
        """Of what has been said to be one article: its headline or a part of its words is here. A
        source that says which versions may be used does not give an id twice."""
        return (
            self._arrival.release.status is not None
            or stored.likeness >= _PARTLY
            or self._has_title_of(stored)
            or (stored.is_short and not (stored.title and self._metadata.title))
        )

    def _is_still_here(self, stored: _Stored) -> bool:
        """Of one that was read from the same place."""
        one, other = self._metadata.url, stored.url
        if one and other and address_key(one) != address_key(other):
            return stored.likeness >= _MOSTLY
        if self._arrival.is_line:
            return stored.likeness >= _PARTLY or self._has_title_of(stored)
        return self._is_told_again(stored)

    def _is_mostly_alike(self, stored: _Stored) -> bool:
        """Of one to which a page gives its own address: another outlet's copy is not that page."""
        one, other = self._metadata.outlet, stored.outlet
        differ = one and other and one.casefold() != other.casefold()
        return stored.likeness >= _MOSTLY and not differ

    def _has_title_of(self, stored: _Stored) -> bool:
        """The name of the site above every page is no title."""
        title = self._metadata.title
        return title is not None and title == stored.title and title != self._metadata.outlet

    def _stored(self, number: int) -> _Stored:
        row = self._db.execute(
            "SELECT version, title, outlet, url FROM article_versions WHERE current AND number = ?",
            [number],
        ).fetchone()
        if row is None:
            version, texts = sealed_prose(self._db, number) or ({}, [])
            title, outlet, url = (version.get(name) for name in ("title", "outlet", "url"))
        else:
            title, outlet, url = row[1:]
            found = self._db.execute(
                "SELECT text FROM paragraphs WHERE article = ? AND version = ?"
                " AND NOT is_correction ORDER BY position, start",
                [number, row[0]],
            )
            texts = [text for (text,) in found]
        runs = runs_of_words("\n\n".join(texts))
        return _Stored(
            number,
            title=title,
            outlet=outlet,
            url=url,
            likeness=shared(runs, self._runs),
            is_short=min(len(runs), len(self._runs)) < _FEWEST,
        )


@dataclass(frozen=True, slots=True)
class _Stored:
    """A stored article beside the new one."""

    number: int
    title: str | None
    outlet: str | None
    url: str | None
    likeness: float
    is_short: bool


_Test = Callable[[_Stored], bool]
