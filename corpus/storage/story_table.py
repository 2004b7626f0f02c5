"""Stored stories: which articles tell of one event.

Only what hangs together with an article that came, went or changed is grouped anew, and the outcome
is that of grouping everything: a story never has articles that no chain of links joins.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.storage.database import Database
from corpus.storage.waiting import waiting
from corpus.stories.fingerprints import SAME_EVENT, Fingerprint
from corpus.stories.grouping import ALIKE, Told, group, is_within_days

_HAPPENING = "@"  # before what has happened, among the words of an article: no stem begins so


@dataclass(frozen=True, slots=True)
class Untold:
    """A version of an article of which it is still to be found what it is about."""

    article: int
    version: int
    title: str | None
    day: str | None
    prose: str


class StoryTable:
    """The stories of a corpus. Raises as CorpusStore does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Reading

    def of(self, articles: Iterable[int]) -> dict[int, int]:
        """The story of each of these articles; those not grouped yet are left out."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT article, story FROM stories"
                " WHERE article IN (SELECT value FROM json_each(?))",
                [json.dumps(sorted(set(articles)))],
            )
            return {int(row[0]): int(row[1]) for row in rows}

    def articles(self, story: int) -> list[int]:
        """The numbers of a story's articles, in order."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT article FROM stories WHERE story = ? ORDER BY article", [story]
            )
            return [int(row[0]) for row in rows]

    def count_ungrouped(self) -> int:
        """How many current articles are in no story yet."""
        with self._database.read() as db:
            row = db.execute(
                "SELECT count(*) FROM articles JOIN versions"
                " ON versions.article = number AND versions.version = articles.version"
                " WHERE number NOT IN (SELECT article FROM stories)"
            ).fetchone()
            return int(row[0])

    def told_by(self, word: str) -> dict[int, float]:
        """The articles that a word, given by its stem, is telling of: 1 where none is more."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT article, weight / (SELECT max(weight) FROM story_words AS all_of_them"
                " WHERE all_of_them.article = story_words.article"
                " AND substr(all_of_them.word, 1, 1) <> ?)"
                " FROM story_words WHERE word = ?",
                [_HAPPENING, word],
            )
            return {int(row[0]): float(row[1]) for row in rows}

    def holding(self, match: str) -> set[int]:
        """The articles with a live paragraph, or a title, that matches an FTS5 expression."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT DISTINCT article FROM passages JOIN paragraphs ON id = passages.rowid"
                " WHERE passages MATCH ?",
                [match],
            )
            return {int(row[0]) for row in rows}

    def told(self, versions: Mapping[int, int]) -> list[Told]:
        """What those articles are about whose version here is the one that is kept."""
        with self._database.read() as db:
            current = db.execute(
                "SELECT article, version FROM storied"
                " WHERE article IN (SELECT value FROM json_each(?))",
                [json.dumps(sorted(versions))],
            )
            return _load(db, {number for number, version in current if versions[number] == version})

    def links(self, articles: Iterable[int]) -> list[tuple[int, int]]:
        """Which of these articles are alike, and near each other in time."""
        listed = json.dumps(sorted(articles))
        with self._database.read() as db:
            rows = db.execute(
                "SELECT article, other FROM story_links WHERE article < other"
                " AND article IN (SELECT value FROM json_each(?))"
                " AND other IN (SELECT value FROM json_each(?))",
                [listed, listed],
            )
            return [(int(row[0]), int(row[1])) for row in rows]

    # Writing

    def untold(self, grouper: str, *, limit: int) -> list[Untold]:
        """Current versions that `grouper` has no fingerprint of, oldest first."""
        with self._database.read() as db:
            prose = (
                "coalesce((SELECT group_concat(text, char(10)) FROM (SELECT text FROM paragraphs"
                " WHERE paragraphs.article = number AND live AND NOT is_correction"
                " ORDER BY position, start)), '')"
            )
            columns = "title", "substr(published, 1, 10)", prose
            rows = waiting(db, *columns, table="storied", by="grouper", name=grouper, limit=limit)
            return [Untold(*row) for row in rows]

    def save(self, found: Iterable[tuple[Untold, Fingerprint]], *, grouper: str) -> None:
        """Replace these articles' fingerprints and links; one that changed meanwhile is left."""
        with self._database.write() as db:
            for untold, fingerprint in found:
                db.execute("DELETE FROM storied WHERE article = ?", [untold.article])
                known = db.execute(
                    "SELECT 1 FROM articles WHERE number = ? AND version = ?",
                    [untold.article, untold.version],
                ).fetchone()
                if known is None:
                    continue
                db.execute(
                    "INSERT INTO storied VALUES (?, ?, ?, ?)",
                    [untold.article, untold.version, grouper, untold.day],
                )
                db.executemany(
                    "INSERT INTO story_words VALUES (?, ?, ?)",
                    [(word, untold.article, weight) for word, weight in _rows_of(fingerprint)],
                )
                _link(db, untold.article, untold.day)

    def group_changed(self) -> int:
        """Group anew what hangs together with changed articles; returns how many articles."""
        regrouped = 0
        while True:
            with self._database.write() as db:
                row = db.execute("SELECT article FROM ungrouped LIMIT 1").fetchone()
                if row is None:
                    return regrouped
                regrouped += _regroup(db, _tied(db, [row[0]]) | {row[0]})


def _rows_of(fingerprint: Fingerprint) -> Iterable[tuple[str, float]]:
    """Words with their weights, and happenings so that two articles with one are linked where that
    makes them alike. With several they may be linked too often, which changes no story."""
    yield from fingerprint.weights.items()
    for happening in fingerprint.happenings:
        yield f"{_HAPPENING}{happening}", math.sqrt(SAME_EVENT)


def _link(db: sqlite3.Connection, article: int, day: str | None) -> None:
    """Link an article with those that are like it, and near it in time."""
    rows = db.execute(
        "SELECT theirs.article, storied.day, sum(mine.weight * theirs.weight) AS likeness"
        " FROM story_words AS mine JOIN story_words AS theirs USING (word)"
        " JOIN storied ON storied.article = theirs.article"
        " WHERE mine.article = ? AND theirs.article != mine.article"
        " GROUP BY theirs.article HAVING likeness >= ?",
        [article, ALIKE],
    ).fetchall()
    near = [other for other, theirs, _ in rows if is_within_days(day, theirs)]
    pairs = [pair for other in near for pair in ((article, other), (other, article))]
    db.executemany("INSERT OR IGNORE INTO story_links VALUES (?, ?)", pairs)


def _tied(db: sqlite3.Connection, articles: Sequence[int]) -> set[int]:
    """All that any chain of links joins to these."""
    rows = db.execute(
        "WITH RECURSIVE tied (article) AS ("
        " SELECT value FROM json_each(?) UNION"
        " SELECT other FROM story_links JOIN tied USING (article)) SELECT article FROM tied",
        [json.dumps(articles)],
    )
    return {int(row[0]) for row in rows}


def _regroup(db: sqlite3.Connection, articles: set[int]) -> int:
    told = _load(db, articles)
    found = group(told)
    listed = json.dumps(sorted(articles))
    # The trigger on leaving a story would note all of them again.
    db.executemany(
        "INSERT INTO stories VALUES (?, ?)"
        " ON CONFLICT (article) DO UPDATE SET story = excluded.story",
        sorted(found.items()),
    )
    db.execute("DELETE FROM ungrouped WHERE article IN (SELECT value FROM json_each(?))", [listed])
    return len(told)


def _load(db: sqlite3.Connection, articles: Iterable[int]) -> list[Told]:
    listed = json.dumps(sorted(articles))
    words: dict[int, dict[str, float]] = {}
    happenings: dict[int, set[str]] = {}
    for word, article, weight in db.execute(
        "SELECT word, article, weight FROM story_words"
        " WHERE article IN (SELECT value FROM json_each(?))",
        [listed],
    ):
        if word.startswith(_HAPPENING):
            happenings.setdefault(article, set()).add(word.removeprefix(_HAPPENING))
        else:
            words.setdefault(article, {})[word] = weight
    return [
        Told(
            article,
            Fingerprint(words.get(article, {}), frozenset(happenings.get(article, ()))),
            day,
        )
        for article, day in db.execute(
            "SELECT article, day FROM storied WHERE article IN (SELECT value FROM json_each(?))",
            [listed],
        )
    ]
