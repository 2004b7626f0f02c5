"""Stored figures: read off a version of an article, kept up with whoever reads them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.attribution.types import Act
from corpus.figures.types import Amount, Bound, Figure, Slot
from corpus.storage.database import Database
from corpus.storage.waiting import waiting
from corpus.types import Span

_INSERT = """
    INSERT INTO figures (
        article, version, start, stop, quote_start, quote_stop, low, high, bound, vague, kind, unit,
        who, place, event, part, sentence_start, sentence_stop
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SELECT = """
    SELECT figures.id, figures.article, figures.version, figures.start, figures.stop, quote_start,
        quote_stop, low, high, bound, vague, kind, unit, who, place, event, part, sentence_start,
        sentence_stop, paragraphs.id, coalesce(paragraphs.start, 0)
    FROM figures
    JOIN articles ON number = figures.article AND articles.version = figures.version
    LEFT JOIN paragraphs ON paragraphs.article = figures.article
        AND paragraphs.version = figures.version
        AND figures.start >= paragraphs.start AND figures.stop <= paragraphs.stop
    WHERE figures.article IN (SELECT value FROM json_each(?))
    AND (? OR kind IN (SELECT value FROM json_each(?)))
    ORDER BY figures.article, figures.start
"""


@dataclass(frozen=True, slots=True)
class Unfigured:
    """A version of an article whose figures are still to be read. `parts` are its title, where its
    body has one, and its paragraphs."""

    article: int
    version: int
    title: str | None
    day: str | None
    body: str
    parts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A figure of a current article.

    `speaker` is whose it is, None for the article's own voice or where the speaker could not be
    told, which `is_said` tells apart; `source` is what the article calls them. `paragraph` is the
    one that it stands in, which begins at `offset` of the body; None for a headline.
    """

    article: int
    version: int
    figure: Figure
    paragraph: int | None
    offset: int
    is_said: bool
    speaker: str | None
    party: str | None
    source: str | None


class FigureTable:
    """The figures of a corpus. Raises as CorpusStore does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unfigured(self, reader: str, *, limit: int) -> list[Unfigured]:
        """Current versions that `reader` has not read the figures of, oldest first."""
        with self._database.read() as db:
            columns = "title", "substr(published, 1, 10)", "body"
            rows = waiting(db, *columns, table="figured", by="reader", name=reader, limit=limit)
            return [
                Unfigured(
                    article, version, title, day, body, _parts(db, article, version, title, body)
                )
                for article, version, title, day, body in rows
            ]

    def save(
        self, done: Iterable[tuple[Unfigured, Sequence[Figure] | str]], *, reader: str
    ) -> None:
        """Replace the figures of these versions, or say why they could not be read; an article
        removed meanwhile is passed by."""
        with self._database.write() as db:
            for unfigured, figures in done:
                key = [unfigured.article, unfigured.version]
                db.execute("DELETE FROM figured WHERE article = ?", key[:1])
                known = db.execute(
                    "SELECT 1 FROM versions WHERE article = ? AND version = ?", key
                ).fetchone()
                if known is None:
                    continue
                problem = figures if isinstance(figures, str) else None
                db.execute("INSERT INTO figured VALUES (?, ?, ?, ?)", [*key, reader, problem])
                db.executemany(
                    _INSERT,
                    [] if isinstance(figures, str) else [(*key, *_row(each)) for each in figures],
                )

    def unread(self) -> list[tuple[str, str]]:
        """The ids of the articles whose figures could not be read, each with the reason."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT id, problem FROM figured JOIN articles"
                " ON number = article AND articles.version = figured.version"
                " WHERE problem IS NOT NULL ORDER BY number"
            )
            return [(str(row[0]), str(row[1])) for row in rows]

    def of(self, articles: Iterable[int], *, kinds: Iterable[str] = ()) -> list[StoredFigure]:
        """The figures of these articles' current versions, in the order of the texts; of these
        kinds only, where any are given. A figure is whose words it stands in, the innermost; what
        somebody denies is left out."""
        kinds = list(kinds)
        with self._database.read() as db:
            rows = db.execute(
                _SELECT,
                [json.dumps(sorted(set(articles))), not kinds, json.dumps(kinds)],
            ).fetchall()
            said = _said(db, {(row[1], row[2]) for row in rows})
        found = (_stored(row, said.get(row[1], ())) for row in rows)
        return [each for each in found if each is not None]

    def kept(self, versions: Mapping[int, int]) -> set[int]:
        """Those articles whose figures are kept in the version that each has here."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT article, version FROM figured"
                " WHERE article IN (SELECT value FROM json_each(?))",
                [json.dumps(sorted(versions))],
            )
            return {number for number, version in rows if versions[number] == version}

    def version(self, article: int, version: int) -> Unfigured:
        """A version of an article whose figures are not kept, such as a superseded one."""
        key = [article, version]
        with self._database.read() as db:
            title, day, body = db.execute(
                "SELECT title, substr(published, 1, 10), body FROM versions"
                " WHERE article = ? AND version = ?",
                key,
            ).fetchone()
            parts = _parts(db, article, version, title, body)
        return Unfigured(article, version, title, day, body, parts)

    def placed(self, read: Unfigured, figures: Iterable[Figure]) -> list[StoredFigure]:
        """Figures that were read off a version, as they would be stored."""
        key = (read.article, read.version)
        with self._database.read() as db:
            said = _said(db, {key}).get(read.article, ())
            paragraphs = db.execute(
                "SELECT id, start, stop FROM paragraphs WHERE article = ? AND version = ?", key
            ).fetchall()
        found = []
        for figure in figures:
            span = figure.amount.span
            at = [(id_, a) for id_, a, b in paragraphs if a <= span.start and span.stop <= b]
            paragraph, offset = at[0] if at else (None, 0)
            whose = _whose(said, span.start, span.stop)
            if whose is None:
                continue
            is_said, speaker, party, source = whose
            found.append(
                StoredFigure(*key, figure, paragraph, offset, is_said, speaker, party, source)
            )
        return found


_Said = tuple[int, int, str | None, str | None, str | None, bool]


def _said(db: sqlite3.Connection, versions: Collection[tuple[int, int]]) -> dict[int, list[_Said]]:
    """What is said in each article, of which there is one version here: where, by whom, for whom,
    how the article calls them, and whether they deny it."""
    found: dict[int, list[_Said]] = {}
    for article, *said in db.execute(
        "SELECT spoken.article, attribution_contents.start, attribution_contents.stop,"
        " speaker_name, speaker_party,"
        " substr(body, source_start + 1, source_stop - source_start), act = ?"
        " FROM json_each(?) AS wanted JOIN spoken ON spoken.article = wanted.value ->> 0"
        "  AND spoken.version = wanted.value ->> 1"
        " JOIN versions ON versions.article = spoken.article"
        "  AND versions.version = spoken.version"
        " JOIN attribution_contents ON attribution = spoken.id",
        [Act.DENIES.value, json.dumps(sorted(versions))],
    ):
        found.setdefault(article, []).append(tuple(said))
    return found


def _stored(row: Sequence[Any], said: Sequence[_Said]) -> StoredFigure | None:
    whose = _whose(said, row[3], row[4])
    if whose is None:
        return None
    return StoredFigure(row[1], row[2], _figure(row[3:-2]), row[-2], row[-1], *whose)


def _whose(
    said: Sequence[_Said], start: int, stop: int
) -> tuple[bool, str | None, str | None, str | None] | None:
    """Whether somebody says it, who, for whom and by which name; None where they deny it: what
    is denied is nobody's figure."""
    around = [each for each in said if each[0] <= start and stop <= each[1]]
    if not around:
        return False, None, None, None
    _, _, speaker, party, source, is_denied = min(around, key=lambda each: each[1] - each[0])
    return None if is_denied else (True, speaker, party, source)


def _parts(
    db: sqlite3.Connection, article: int, version: int, title: str | None, body: str
) -> tuple[Span, ...]:
    paragraphs = [
        Span(*row)
        for row in db.execute(
            "SELECT start, stop FROM paragraphs WHERE article = ? AND version = ?"
            " AND NOT is_correction ORDER BY position, start",
            [article, version],
        )
    ]
    # A title that the body does not have is not a part of it, and no figure can be shown there.
    at = body.find(title) if title else -1
    first = paragraphs[0].start if paragraphs else len(body)
    if title and at >= 0 and at + len(title) <= first:
        return (Span(at, at + len(title)), *paragraphs)
    return tuple(paragraphs)


def _row(figure: Figure) -> tuple[object, ...]:
    amount, slot = figure.amount, figure.slot
    return (
        *(amount.span.start, amount.span.stop, amount.quote.start, amount.quote.stop),
        *(amount.low, amount.high, amount.bound.value, amount.vague),
        *(slot.kind, slot.unit, slot.who, slot.place, slot.event, int(slot.part)),
        *(figure.sentence.start, figure.sentence.stop),
    )


def _figure(row: Sequence[Any]) -> Figure:
    (start, stop, quote_start, quote_stop, low, high, bound, vague, *slot, first, last) = row
    kind, unit, who, place, event, part = slot
    return Figure(
        Amount(Span(start, stop), Span(quote_start, quote_stop), low, high, Bound(bound), vague),
        Slot(kind, unit, who, place, event, bool(part)),
        Span(first, last),
    )
