"""Stored attributions: saved with an article's version, read by paragraph or by speaker."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.attribution.nations import nation_of, nations_in
from corpus.attribution.types import Act, Attribution, Kind, Statement
from corpus.storage.database import Database
from corpus.storage.sqlite import chunks, marks
from corpus.types import Span

_FIELDS = """
    spoken.id, paragraphs.id, paragraphs.start, paragraphs.stop, body,
    source_start, source_stop, cue_start, cue_stop, antecedent_start, antecedent_stop,
    speaker_name, speaker_party, act, kind, description_start, description_stop
    FROM spoken
    JOIN versions USING (article, version)
    JOIN attribution_contents ON attribution_contents.attribution = spoken.id
    JOIN paragraphs ON paragraphs.article = spoken.article
        AND paragraphs.version = spoken.version
        AND attribution_contents.start < paragraphs.stop
        AND attribution_contents.stop > paragraphs.start
"""


@dataclass(frozen=True, slots=True)
class Unattributed:
    """A version of an article that is still to be attributed."""

    article: int
    version: int
    body: str


class AttributionTable:
    """The attributions of a corpus. Raises as CorpusStore does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unattributed(self, attributor: str, *, limit: int) -> list[Unattributed]:
        """Current versions without attributions by `attributor`, oldest first."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT article, version, body FROM versions"
                " LEFT JOIN attributed USING (article, version)"
                " WHERE (article, version) IN (SELECT number, version FROM articles)"
                " AND attributor IS NOT ? ORDER BY article LIMIT ?",
                [attributor, limit],
            )
            return [Unattributed(*row) for row in rows]

    def count_unattributed(self, attributor: str) -> int:
        """How many articles have no attributions by `attributor` in their current version."""
        with self._database.read() as db:
            row = db.execute(
                "SELECT count(*) FROM articles LEFT JOIN attributed"
                " ON article = number AND attributed.version = articles.version"
                " WHERE attributor IS NOT ?",
                [attributor],
            ).fetchone()
        return int(row[0])

    def save(
        self, done: Iterable[tuple[Unattributed, Sequence[Attribution]]], *, attributor: str
    ) -> None:
        """Replace the attributions of these versions; an article removed meanwhile is passed by."""
        with self._database.write() as db:
            for unattributed, attributions in done:
                key = [unattributed.article, unattributed.version]
                db.execute("DELETE FROM attributed WHERE article = ? AND version = ?", key)
                known = db.execute(
                    "SELECT 1 FROM versions WHERE article = ? AND version = ?", key
                ).fetchone()
                if known is None:
                    continue
                db.execute("INSERT INTO attributed VALUES (?, ?, ?)", [*key, attributor])
                for attribution in attributions:
                    _insert(db, key, attribution, unattributed.body)

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
        if not names:
            return []
        listed = marks(names)
        return self._statements(
            f"WHERE live AND (speaker_name COLLATE NOCASE IN ({listed})"
            f" OR speaker_party COLLATE NOCASE IN ({listed}))",
            [*names, *names],
        )

    def paragraphs_of(self, acts: Collection[Act], *, limit: int) -> list[int]:
        """Live paragraphs in which somebody does one of these, the latest first."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT DISTINCT paragraphs.id FROM attributions"
                " JOIN attribution_contents ON attribution = attributions.id"
                " JOIN paragraphs USING (article, version)"
                " WHERE live AND act IN (SELECT value FROM json_each(?))"
                " AND attribution_contents.start < paragraphs.stop"
                " AND attribution_contents.stop > paragraphs.start"
                " ORDER BY paragraphs.id DESC LIMIT ?",
                [json.dumps([act.value for act in acts]), limit],
            )
            return [int(row[0]) for row in rows]

    def _statements(self, condition: str, parameters: Sequence[Any]) -> list[Statement]:
        sql = (
            f"SELECT attribution_contents.start, attribution_contents.stop, {_FIELDS} {condition}"
            " ORDER BY spoken.id, paragraphs.id, attribution_contents.start"
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
        return [_statement(rows[key], tuple(spans)) for key, spans in pieces.items()]


def _statement(row: Sequence[Any], content: tuple[Span, ...]) -> Statement:
    body = row[4]
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
    )


def _words(body: str, start: int | None, stop: int | None) -> str | None:
    return None if start is None or stop is None else body[start:stop]


def _insert(db: sqlite3.Connection, key: list[int], attribution: Attribution, body: str) -> None:
    number = db.execute(
        "INSERT INTO attributions (article, version, source_start, source_stop, cue_start,"
        " cue_stop, antecedent_start, antecedent_stop, speaker, party, act, kind,"
        " description_start, description_stop)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *key,
            *_ends(attribution.source),
            *_ends(attribution.cue),
            *_ends(attribution.antecedent),
            attribution.speaker,
            _party(attribution, body),
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


def _party(attribution: Attribution, body: str) -> str | None:
    """The nation that the speaker stands or speaks for, where the words name exactly one."""
    if attribution.speaker is None:
        return None
    nation = nation_of(attribution.speaker)
    if nation is not None:
        return nation
    described = attribution.speaker
    if attribution.source is not None:
        described += " " + attribution.source.of(body)
    nations = nations_in(described)
    return nations[0] if len(nations) == 1 else None
