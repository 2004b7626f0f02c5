"""Stored attributions: saved with an article's version, read by paragraph or by speaker."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.attribution.types import (
    Act,
    Attribution,
    Found,
    Kind,
    NotAttributed,
    Reason,
    Statement,
)
from corpus.storage.database import Database
from corpus.storage.sqlite import chunks, marks
from corpus.storage.waiting import waiting
from corpus.types import Span

_FIELDS = """
    spoken.id, paragraphs.id, paragraphs.start, paragraphs.stop, versions.rowid,
    source_start, source_stop, cue_start, cue_stop, antecedent_start, antecedent_stop,
    speaker_name, speaker_party, act, kind, description_start, description_stop
"""
_SPOKEN = """
    FROM spoken
    JOIN versions USING (article, version)
    JOIN attribution_contents ON attribution_contents.attribution = spoken.id
    JOIN paragraphs ON paragraphs.article = spoken.article
        AND paragraphs.version = spoken.version
        AND attribution_contents.start < paragraphs.stop
        AND attribution_contents.stop > paragraphs.start
        AND NOT is_correction
"""


Place = tuple[int, int, int, int, str]
"""Where a statement stands: its id, the live paragraph, the first one that says the same (itself,
where it is no copy), the article, and when that was published, "" where it is not known. A mere
tuple, as there are tens of thousands of one speaker's."""


@dataclass(frozen=True, slots=True)
class Unattributed:
    """A version of an article that is still to be attributed."""

    article: int
    version: int
    body: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An article of which it could not be found who says what, and why."""

    number: int
    version: int
    id: str
    why: NotAttributed


class AttributionTable:
    """The attributions of a corpus. Raises as CorpusStore does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unattributed(
        self, attributor: str, *, limit: int, most_characters: int
    ) -> list[Unattributed]:
        """Current versions that `attributor` has not looked at, oldest first.

        At most `limit`, and at most so many characters of text where there is more than one.
        """
        found: list[Unattributed] = []
        room = most_characters
        with self._database.read() as db:
            rows = waiting(
                db, "body", table="attributed", by="attributor", name=attributor, limit=limit
            )
            for row in rows:
                room -= len(row[2])
                if found and room < 0:
                    break
                found.append(Unattributed(*row))
        return found

    def count_unattributed(self, attributor: str) -> int:
        """How many articles `attributor` has not looked at in their current version."""
        with self._database.read() as db:
            row = db.execute(
                "SELECT count(*) FROM articles JOIN versions"
                " ON versions.article = number AND versions.version = articles.version"
                " LEFT JOIN attributed"
                " ON attributed.article = number AND attributed.version = articles.version"
                " WHERE attributor IS NOT ?",
                [attributor],
            ).fetchone()
        return int(row[0])

    def save(self, done: Iterable[tuple[Unattributed, Found]], *, attributor: str) -> None:
        """Replace the attributions of these versions; an article removed meanwhile is passed by."""
        with self._database.write() as db:
            for unattributed, found in done:
                key = [unattributed.article, unattributed.version]
                db.execute("DELETE FROM attributed WHERE article = ? AND version = ?", key)
                known = db.execute(
                    "SELECT 1 FROM versions WHERE article = ? AND version = ?", key
                ).fetchone()
                if known is None:
                    continue
                why = found if isinstance(found, NotAttributed) else None
                db.execute(
                    "INSERT INTO attributed (article, version, attributor, reason, detail)"
                    " VALUES (?, ?, ?, ?, ?)",
                    [*key, attributor, why and why.reason.value, why and why.detail],
                )
                for attribution in () if isinstance(found, NotAttributed) else found:
                    _insert(db, key, attribution)

    def withdraw(self, article: int, version: int, why: NotAttributed) -> None:
        """Take back what was found in a version, for this reason."""
        with self._database.write() as db:
            key = [article, version]
            db.execute(
                "UPDATE attributed SET reason = ?, detail = ? WHERE article = ? AND version = ?",
                [why.reason.value, why.detail, *key],
            )
            db.execute("DELETE FROM attributions WHERE article = ? AND version = ?", key)

    def unread(self) -> list[Unread]:
        """The articles whose speakers could not be read, in the order of their numbers."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT number, articles.version, id, reason, detail FROM attributed"
                " JOIN articles ON article = number AND attributed.version = articles.version"
                " WHERE reason IS NOT NULL ORDER BY number"
            )
            return [
                Unread(number, version, id_, NotAttributed(Reason(reason), detail))
                for number, version, id_, reason, detail in rows
            ]

    def in_paragraphs(self, paragraphs: Sequence[int]) -> dict[int, tuple[Statement, ...]]:
        """What is said in each of these paragraphs, in the order of its content."""
        found: dict[int, list[Statement]] = {}
        for some in chunks(paragraphs):
            condition = f"WHERE paragraphs.id IN ({marks(some)})"
            for statement in self._statements(condition, some):
                found.setdefault(statement.paragraph, []).append(statement)
        return {
            paragraph: tuple(sorted(statements, key=lambda s: (s.content[0].start, s.id)))
            for paragraph, statements in found.items()
        }

    def said_by(self, names: Sequence[str]) -> list[Statement]:
        """What speakers or parties of these names say in live paragraphs."""
        return self._statements(*_by(names)) if names else []

    def places_said_by(self, names: Sequence[str]) -> list[Place]:
        """Where speakers or parties of these names say something, without a look at any text:
        newest first, undated last, an article's own in its order."""
        if not names:
            return []
        voices, parameters = _voices_of(names)
        with self._database.read() as db:
            rows = db.execute(
                "SELECT statement, quoted.paragraph, coalesce(first, quoted.paragraph), article,"
                " published FROM quoted LEFT JOIN copies ON copies.paragraph = quoted.paragraph"
                f" WHERE {voices} ORDER BY published DESC, article, quoted.paragraph",
                parameters,
            )
            return rows.fetchall()

    def paragraphs_said_by(self, names: Sequence[str]) -> list[int]:
        """The live paragraphs in which speakers or parties of these names say something, one as
        often as they do."""
        if not names:
            return []
        voices, parameters = _voices_of(names)
        with self._database.read() as db:
            sql = f"SELECT paragraph FROM quoted WHERE {voices} ORDER BY statement, paragraph"
            return [int(row[0]) for row in db.execute(sql, parameters)]

    def paragraphs_of(self, acts: Collection[Act], *, limit: int) -> list[int]:
        """Live paragraphs in which somebody does one of these, the latest first.

        Of more than `limit` of them those that were attributed last are looked at.
        """
        found: set[int] = set()
        with self._database.read() as db:
            # The way of the join is laid down: the planner, once it has statistics, begins with the
            # paragraphs, and looks at all of them. The order is that of the index, act by act, so
            # that it ends at the limit, however many there are.
            for act in acts:
                rows = db.execute(
                    "SELECT paragraphs.id FROM attributions INDEXED BY attributions_act"
                    " CROSS JOIN attribution_contents ON attribution = attributions.id"
                    " CROSS JOIN paragraphs ON paragraphs.article = attributions.article"
                    " AND paragraphs.version = attributions.version"
                    " WHERE live AND NOT is_correction AND act = ?"
                    " AND attribution_contents.start < paragraphs.stop"
                    " AND attribution_contents.stop > paragraphs.start"
                    " ORDER BY attributions.id DESC LIMIT ?",
                    [act.value, limit],
                )
                found.update(int(row[0]) for row in rows)
        return sorted(found, reverse=True)[:limit]

    def _statements(self, condition: str, parameters: Sequence[Any]) -> list[Statement]:
        sql = (
            f"SELECT attribution_contents.start, attribution_contents.stop, {_FIELDS} {_SPOKEN}"
            f" {condition} ORDER BY spoken.id, paragraphs.id, attribution_contents.start"
        )
        pieces: dict[tuple[int, int], list[Span]] = {}
        rows: dict[tuple[int, int], Any] = {}
        with self._database.read() as db:
            for start, stop, *row in db.execute(sql, list(parameters)):
                key = (row[0], row[1])
                low, high = row[2], row[3]
                span = Span(max(start, low) - low, min(stop, high) - low)
                pieces.setdefault(key, []).append(span)
                rows[key] = row
            # Once for each article: with every statement in it, a long one would fill the memory.
            bodies = {
                version: db.execute(
                    "SELECT body FROM versions WHERE rowid = ?", [version]
                ).fetchone()[0]
                for version in {row[4] for row in rows.values()}
            }
        return [
            _statement(rows[key], tuple(spans), bodies[rows[key][4]])
            for key, spans in pieces.items()
        ]


def _by(names: Sequence[str]) -> tuple[str, list[str]]:
    """The condition for what speakers or parties of these names say in live paragraphs."""
    voices, parameters = _voices_of(names)
    return f"WHERE paragraphs.live AND {voices}", parameters


def _voices_of(names: Sequence[str]) -> tuple[str, list[str]]:
    """The condition for current statements of speakers or parties of these names."""
    listed = marks(names)
    voices = (
        "SELECT voice FROM called WHERE live"
        f" AND (speaker_name COLLATE NOCASE IN ({listed})"
        f" OR speaker_party COLLATE NOCASE IN ({listed}))"
    )
    return f"voice IN ({voices})", [*names, *names]


def _statement(row: Sequence[Any], content: tuple[Span, ...], body: str) -> Statement:
    return Statement(
        id=row[0],
        paragraph=row[1],
        content=content,
        source=_words(body, row[5], row[6]),
        cue=_words(body, row[7], row[8]),
        antecedent=_words(body, row[9], row[10]),
        speaker=row[11],
        party=row[12],
        act=Act(row[13]),
        kind=Kind(row[14]),
        description=_words(body, row[15], row[16]),
        source_span=_inside(row[5], row[6], low=row[2], high=row[3]),
    )


def _inside(start: int | None, stop: int | None, *, low: int, high: int) -> Span | None:
    """A span of the body as one of the paragraph from `low` to `high`, where it stands in that."""
    if start is None or stop is None or start < low or stop > high:
        return None
    return Span(start - low, stop - low)


def _words(body: str, start: int | None, stop: int | None) -> str | None:
    return None if start is None or stop is None else body[start:stop]


def _insert(db: sqlite3.Connection, key: list[int], attribution: Attribution) -> None:
    number = db.execute(
        "INSERT INTO attributions (article, version, source_start, source_stop, cue_start,"
        " cue_stop, antecedent_start, antecedent_stop, speaker, act, kind,"
        " description_start, description_stop)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *key,
            *_ends(attribution.source),
            *_ends(attribution.cue),
            *_ends(attribution.antecedent),
            attribution.speaker,
            attribution.act.value,
            attribution.kind.value,
            *_ends(attribution.description),
        ],
    ).lastrowid
    db.executemany(
        "INSERT INTO attribution_contents VALUES (?, ?, ?)",
        [(number, span.start, span.stop) for span in attribution.content],
    )


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.stop) if span else (None, None)
