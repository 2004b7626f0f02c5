"""Stored copies: which paragraphs with statements say the same as an earlier one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.storage.database import Database
from corpus.storage.waiting import is_attributed_now, waiting

Sketch = tuple[int, ...]
"""Some of the runs of words of a paragraph, as numbers: of texts that have most runs in common,
most of these are the same."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A paragraph, and the first one that says the same; None where none did before."""

    paragraph: int
    first: int | None
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A version of an article in which copies are still to be looked for."""

    article: int
    version: int


class CopyTable:
    """The copies of a corpus, which can be found again: a power cut may take some along.

    Raises as CorpusStore does.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def unfolded(self, folder: str, *, limit: int) -> list[Unfolded]:
        """Attributed current versions that `folder` has not looked at, oldest first."""
        with self._database.read() as db:
            rows = waiting(
                db,
                table="folded",
                by="folder",
                name=folder,
                limit=limit,
                among="JOIN attributed USING (article, version)",
            )
            return [Unfolded(*row) for row in rows]

    def spoken_in(self, version: Unfolded) -> list[int]:
        """The paragraphs of a version in which somebody says something, in order."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT DISTINCT paragraph FROM attributions JOIN quoted ON statement = id"
                " WHERE attributions.article = ? AND version = ? ORDER BY paragraph",
                [version.article, version.version],
            )
            return [int(row[0]) for row in rows]

    def firsts_like(self, sketch: Sketch, *, least: int) -> list[int]:
        """The first ones whose sketches have so many runs of this one, oldest first."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT paragraph FROM sketches WHERE run IN (SELECT value FROM json_each(?))"
                " GROUP BY paragraph HAVING count(*) >= ? ORDER BY paragraph",
                [json.dumps(sketch), least],
            )
            return [int(row[0]) for row in rows]

    def forget(self, version: Unfolded) -> None:
        """What was found in the article before; of what said the same, the next is the first."""
        with self._database.write(durable=False) as db:
            of_article = "paragraph IN (SELECT id FROM paragraphs WHERE article = ?)"
            db.execute(f"DELETE FROM copies WHERE {of_article}", [version.article])
            db.execute(f"DELETE FROM firsts WHERE {of_article}", [version.article])

    def save(self, version: Unfolded, found: Iterable[Looked], *, folder: str) -> None:
        """What `folder` found in a version; one that is gone meanwhile is passed by."""
        with self._database.write(durable=False) as db:
            key = [version.article, version.version]
            if not is_attributed_now(db, *key):
                return
            db.execute("INSERT OR REPLACE INTO folded VALUES (?, ?, ?)", [*key, folder])
            for one in found:
                if one.first is None:
                    row = [one.paragraph, json.dumps(one.sketch)]
                    db.execute("INSERT INTO firsts VALUES (?, ?)", row)
                else:
                    row = [one.paragraph, one.first, json.dumps(one.sketch)]
                    db.execute("INSERT INTO copies VALUES (?, ?, ?)", row)
