"""Stored disputes: where claims of a story oppose each other, kept up with whoever finds them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.figures.types import Slot
from corpus.storage.database import Database
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class StoredSide:
    """One side of a stored dispute: words of a paragraph, and who says them, as they are shown."""

    paragraph: int
    span: Span
    speaker: str | None
    party: str | None
    source: str | None
    act: str | None
    statement: int | None


@dataclass(frozen=True, slots=True)
class Echo:
    """Where a side, the first (0) or the second (1), says the same in other words of the store."""

    side: int
    paragraph: int
    span: Span


@dataclass(frozen=True, slots=True)
class StoredDispute:
    """Two claims of a story that oppose each other; `slot` is what figures are of. Echoes are
    written, to be found as opposed, and not read again."""

    kind: str
    issue: str
    score: float
    slot: Slot | None
    one: StoredSide
    two: StoredSide
    echoes: tuple[Echo, ...] = ()


@dataclass(frozen=True, slots=True)
class Opposed:
    """Words of a paragraph that are one side of a dispute in this story."""

    paragraph: int
    span: Span
    story: int


class DisputeTable:
    """The disputes of a corpus. Raises as CorpusStore does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def undisputed(self, finder: str, *, limit: int) -> list[tuple[int, dict[int, int]]]:
        """The stories that `finder` has not compared, each with the versions of its articles."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT DISTINCT story FROM stories LEFT JOIN disputed USING (story)"
                " WHERE finder IS NOT ? ORDER BY story LIMIT ?",
                [finder, limit],
            ).fetchall()
            return [(int(row[0]), _versions(db, row[0])) for row in rows]

    def save(
        self,
        done: Iterable[tuple[int, Mapping[int, int], Sequence[StoredDispute] | str]],
        *,
        finder: str,
    ) -> None:
        """Replace the disputes of these stories, or say why they could not be found; a story whose
        articles are others than these by now is passed by."""
        with self._database.write() as db:
            for story, versions, found in done:
                db.execute("DELETE FROM disputed WHERE story = ?", [story])
                if _versions(db, story) != versions:
                    continue
                problem = found if isinstance(found, str) else None
                db.execute("INSERT INTO disputed VALUES (?, ?, ?)", [story, finder, problem])
                for dispute in () if isinstance(found, str) else found:
                    _insert(db, story, dispute)

    def of(self, story: int, finder: str) -> list[StoredDispute] | None:
        """The disputes of a story in the order in which they were found; None where `finder` has
        yet to find them, or could not."""
        with self._database.read() as db:
            known = db.execute(
                "SELECT 1 FROM disputed WHERE story = ? AND finder = ? AND problem IS NULL",
                [story, finder],
            ).fetchone()
            if known is None:
                return None
            rows = db.execute(
                "SELECT kind, issue, score, slot, paragraph, start, stop, speaker, party, source,"
                " act, statement FROM disputes JOIN dispute_sides ON dispute = disputes.id"
                " WHERE story = ? AND place = 0 ORDER BY disputes.id, side",
                [story],
            ).fetchall()
        return [_dispute(one, two) for one, two in zip(rows[::2], rows[1::2], strict=True)]

    def opposed(self, paragraphs: Collection[int], *, as_of: str | None = None) -> list[Opposed]:
        """What in these paragraphs is one side of a dispute.

        As of a moment only where both sides had been published in these versions by then, in one
        article or in two that are alike by themselves, so that no later one joins them.
        """
        with self._database.read() as db:
            rows = db.execute(
                "SELECT here.paragraph, here.start, here.stop, story FROM dispute_sides AS here"
                " JOIN disputes ON disputes.id = here.dispute"
                " JOIN dispute_sides AS there"
                "  ON there.dispute = here.dispute AND there.side != here.side"
                " JOIN paragraphs AS mine ON mine.id = here.paragraph"
                " JOIN paragraphs AS theirs ON theirs.id = there.paragraph"
                " WHERE here.paragraph IN (SELECT value FROM json_each(?))"
                " AND (? IS NULL OR NOT EXISTS ("
                "  SELECT 1 FROM version_moments WHERE (article, version)"
                "  IN (VALUES (mine.article, mine.version), (theirs.article, theirs.version))"
                "  AND moment > substr(?, 1, length(moment)))"
                " AND (mine.article = theirs.article OR EXISTS (SELECT 1 FROM story_links"
                "  WHERE story_links.article = mine.article AND other = theirs.article)))"
                " ORDER BY here.dispute, here.side, here.place",
                [json.dumps(sorted(paragraphs)), as_of, as_of],
            ).fetchall()
        return [Opposed(row[0], Span(row[1], row[2]), row[3]) for row in rows]

    def unread(self) -> list[tuple[int, str]]:
        """The stories whose claims could not be compared, each with the reason."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT story, problem FROM disputed WHERE problem IS NOT NULL ORDER BY story"
            )
            return [(int(row[0]), str(row[1])) for row in rows]


def _versions(db: sqlite3.Connection, story: int) -> dict[int, int]:
    rows = db.execute(
        "SELECT number, version FROM articles JOIN stories ON article = number WHERE story = ?",
        [story],
    )
    return {int(row[0]): int(row[1]) for row in rows}


def _insert(db: sqlite3.Connection, story: int, dispute: StoredDispute) -> None:
    slot = None if dispute.slot is None else json.dumps(asdict(dispute.slot))
    number = db.execute(
        "INSERT INTO disputes (story, kind, issue, score, slot) VALUES (?, ?, ?, ?, ?)",
        [story, dispute.kind, dispute.issue, dispute.score, slot],
    ).lastrowid
    sides = [
        (
            *(number, side, 0, told.paragraph, told.span.start, told.span.stop),
            *(told.speaker, told.party, told.source, told.act, told.statement),
        )
        for side, told in enumerate((dispute.one, dispute.two))
    ]
    echoes = [
        (number, echo.side, place, echo.paragraph, echo.span.start, echo.span.stop)
        for place, echo in enumerate(dispute.echoes, start=1)
    ]
    db.executemany(
        "INSERT INTO dispute_sides VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*sides, *((*echo, None, None, None, None, None) for echo in echoes)],
    )


def _dispute(one: Sequence[Any], two: Sequence[Any]) -> StoredDispute:
    kind, issue, score, slot = one[:4]
    return StoredDispute(
        kind, issue, score, Slot(**json.loads(slot)) if slot else None, _side(one), _side(two)
    )


def _side(row: Sequence[Any]) -> StoredSide:
    paragraph, start, stop, *said = row[4:]
    return StoredSide(paragraph, Span(start, stop), *said)
