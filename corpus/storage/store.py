"""The corpus database: articles, their versions, their paragraphs, and a feed of what changed."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.errors import (
    ArticleAmbiguous,
    ArticleChanged,
    ArticleClosed,
    ArticleNotFound,
    StoreMissing,
)
from corpus.storage.appearance_table import AppearanceTable
from corpus.storage.attribution_table import AttributionTable
from corpus.storage.closing import close, due, note_alteration, read_closing, reopen
from corpus.storage.copy_table import CopyTable
from corpus.storage.copying import copy_database
from corpus.storage.database import Database
from corpus.storage.dispute_table import DisputeTable
from corpus.storage.feed_table import FeedTable
from corpus.storage.figure_table import FigureTable
from corpus.storage.filtering import articles_listed, articles_within
from corpus.storage.id_set import IdSet
from corpus.storage.identity import recognise
from corpus.storage.kept import Kept, Value
from corpus.storage.migrations import CORPUS
from corpus.storage.records import (
    Alteration,
    AlterationKind,
    Arrival,
    Change,
    Closing,
    CorpusStats,
    OutletSummary,
    Saved,
    Told,
)
from corpus.storage.references import resolve
from corpus.storage.saving import edit_article, prose_of, save_article, take_back
from corpus.storage.soundness import find_faults
from corpus.storage.speaker_table import SpeakerTable
from corpus.storage.sqlite import chunks, marks
from corpus.storage.story_table import StoryTable
from corpus.storage.told import read_told
from corpus.storage.word_table import WordTable
from corpus.types import (
    Article,
    Block,
    ExtractedArticle,
    Filters,
    Metadata,
    Paragraph,
    Release,
    Shift,
    Status,
)

_ARTICLE = """
    SELECT number, id, version, path, title, outlet, byline, published, url, language, fetched,
        is_partial,
        EXISTS (
            SELECT 1 FROM attributed
            WHERE article = number AND attributed.version = article_versions.version
            AND reason IS NULL
        ),
        CASE WHEN title IS NULL THEN (
            SELECT substr(text, 1, 200) FROM paragraphs
            WHERE article = number AND paragraphs.version = article_versions.version
            AND NOT is_correction
            ORDER BY position, start LIMIT 1
        ) END,
        modified, note,
        (
            SELECT group_concat(id) FROM paragraphs
            WHERE article = number AND paragraphs.version = article_versions.version
            AND is_correction
        )
    FROM article_versions
"""
# The last day that an article can be of, seen from where it was taken in.
_LAST_DAY = "date(fetched, '+1 day')"
_NEWEST = f"coalesce(max(CASE WHEN day <= {_LAST_DAY} THEN published END), max(published))"
_PARAGRAPH = """
    SELECT id, article, version, position, section, text, is_correction FROM paragraphs
"""

# A folder has one index; a copy of it may lag behind.
_MARKS_KEPT = 100


class CorpusStore:
    """Articles in SQLite. Safe to share between threads: each gets a connection of its own.

    Use as a context manager, or call close(). Whatever is asked of it raises StoreBroken where the
    file is damaged and StoreUnwritable where it cannot be opened; whatever changes it also
    StoreBusy where another process keeps it for too long. What else is raised stands with each.
    """

    def __init__(self, database: Database) -> None:
        self.path = database.path
        self._database = database
        self._kept = Kept(database)

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Self:
        """The database at `path`, made where missing and brought up to date.

        Raises StoreMissing where it may not be made, StoreTooNew where a later Dateline wrote it,
        StoreError where it is somebody else's, and as the class says.
        """
        if not create and not path.exists():
            raise StoreMissing(str(path))
        return cls(Database.open(path, CORPUS))

    def close(self) -> None:
        """Close the connections of all threads."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def database(self) -> Database:
        """The file, for whoever mirrors it."""
        return self._database

    @property
    def attributions(self) -> AttributionTable:
        """Who said what in the articles."""
        return AttributionTable(self._database)

    @property
    def appearances(self) -> AppearanceTable:
        """The speakers of each article, and who they are over the corpus."""
        return AppearanceTable(self._database)

    @property
    def figures(self) -> FigureTable:
        """The figures of the articles."""
        return FigureTable(self._database)

    @property
    def speakers(self) -> SpeakerTable:
        """Those who are quoted, across articles."""
        return SpeakerTable(self._database)

    @property
    def words(self) -> WordTable:
        """The words of the corpus, and its short forms."""
        return WordTable(self._database)

    @property
    def stories(self) -> StoryTable:
        """Which articles tell of one event."""
        return StoryTable(self._database)

    @property
    def copies(self) -> CopyTable:
        """Which paragraphs with statements say the same."""
        return CopyTable(self._database)

    @property
    def disputes(self) -> DisputeTable:
        """Where the claims of a story oppose each other."""
        return DisputeTable(self._database)

    @property
    def feeds(self) -> FeedTable:
        """Where articles come from by themselves."""
        return FeedTable(self._database)

    # Writing

    def save(self, article: ExtractedArticle, blocks: Sequence[Block], arrival: Arrival) -> Saved:
        """Store an article, or a new version of it if it changed; all of it or nothing.

        It is known again by its explicit id, else by the place where it was read or its address,
        and by its words. Raises ValueError where a block runs past the end of the body.
        """
        with self._database.write() as db:
            number, outcome, apart = save_article(db, article, blocks, arrival)
            stored = self._entry(number)
        return Saved(stored, outcome, apart)

    def take_back(self, identifier: str, arrival: Arrival, *, outlet: str | None = None) -> Saved:
        """A story is withdrawn or withheld by its source, as `arrival.release` says: from now on
        nothing of it can be read here."""
        with self._database.write() as db:
            number, outcome = take_back(db, arrival, identifier=identifier, outlet=outlet)
            stored = self._entry(number)
        return Saved(stored, outcome)

    def note_gone(self, article: int) -> None:
        """The page of an article is there no more: nothing of it is read until it is back."""
        with self._database.write() as db:
            if self.numbered(article) is not None:
                close(db, article, Status.GONE, Release())

    def looked(self, article: int, *, now: float, is_missing: bool) -> float | None:
        """Note that the page of an article was looked at; since when it has been missing. Moments
        are seconds since the epoch."""
        with self._database.write(durable=False) as db:
            rows = db.execute(
                "INSERT INTO looks VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET looked = ?2,"
                " missing_since = CASE WHEN ?3 IS NOT NULL THEN coalesce(missing_since, ?3) END"
                " RETURNING missing_since",
                [article, now, now if is_missing else None],
            ).fetchall()
        since: float | None = rows[0][0]
        return since

    def to_look_at(
        self, articles: Collection[int], *, now: float, after: Sequence[float], again: float
    ) -> list[Article]:
        """Those of these articles whose pages are due to be looked at: so many seconds `after` they
        were taken in, and where a page was missing, `again` so much later."""
        sql = (
            "SELECT number FROM article_versions LEFT JOIN looks ON looks.article = number"
            " WHERE current AND number IN (SELECT value FROM json_each(?1))"
            " AND path LIKE 'http%://%' AND NOT EXISTS (SELECT 1 FROM feed_entries"
            " WHERE feed_entries.article = number AND source = 'feed')"
            " AND (missing_since + ?4 <= ?2 OR EXISTS (SELECT 1 FROM json_each(?3), versions"
            " WHERE versions.article = number AND versions.version = 1"
            " AND unixepoch(versions.fetched) + value <= ?2"
            " AND unixepoch(versions.fetched) + value > coalesce(looked, 0)))"
        )
        given = [json.dumps(sorted(articles)), now, json.dumps(after), again]
        with self._database.read() as db:
            numbers = [number for (number,) in db.execute(sql, given)]
        return [article for number in numbers if (article := self.numbered(number))]

    def note_held(self, article: int, *, note: str | None = None) -> None:
        """Something came in an article's place that was not taken for it."""
        with self._database.write() as db:
            note_alteration(db, article, AlterationKind.HELD, note=note)

    def count_due(self, *, moment: str) -> int:
        """How many embargoes have ended by a moment and still hold."""
        with self._database.read() as db:
            return len(due(db, moment))

    def release_due(self, *, moment: str) -> list[Article]:
        """Open the articles whose embargo has ended by a moment (UTC, 2031-03-04T10:00:00Z)."""
        with self._database.read() as db:
            if not due(db, moment):
                return []
        with self._database.write() as db:
            numbers = due(db, moment)
            for number in numbers:
                closing = read_closing(db, number)
                reopen(db, number, released=closing.until if closing else None)
                note_alteration(db, number, AlterationKind.RELEASED)
        return [article for number in numbers if (article := self.numbered(number))]

    def told(self, article: ExtractedArticle, blocks: Sequence[Block], arrival: Arrival) -> Told:
        """What was said by hand of the stored article that this one is."""
        with self._database.read() as db:
            prose = prose_of(article.body, blocks)
            number = recognise(db, article, prose, arrival).number
            return Told() if number is None else read_told(db, number)

    def edit(self, article: int, changes: Metadata) -> Saved:
        """Correct what is said of an article, now and whenever its source is read again."""
        with self._database.write() as db:
            outcome = edit_article(db, article, changes)
            [stored] = self._articles("WHERE current AND number = ?", [article])
        return Saved(stored, outcome)

    def remove(self, article: int) -> None:
        """Forget an article with all its versions; raises ArticleNotFound."""
        with self._database.write() as db:
            if not db.execute("DELETE FROM articles WHERE number = ?", [article]).rowcount:
                raise ArticleNotFound(str(article))

    def remove_shown(self, articles: Sequence[Article]) -> None:
        """Forget articles if they still are what was shown; else ArticleNotFound or ArticleChanged,
        and nothing is removed."""
        with self._database.write() as db:
            for shown in articles:
                sql = "SELECT id, version FROM articles WHERE number = ?"
                if db.execute(sql, [shown.number]).fetchone() not in (
                    None,
                    (shown.id, shown.version),
                ):
                    raise ArticleChanged(shown.id)
                self.remove(shown.number)

    def remove_all(self, articles: Sequence[int]) -> None:
        """Forget articles with all their versions; those that are gone already are passed over."""
        with self._database.write() as db:
            db.executemany("DELETE FROM articles WHERE number = ?", [[each] for each in articles])

    # Reading articles

    def find(self, reference: str) -> Article:
        """The article that a number, an id or an address names; raises ArticleNotFound,
        ArticleAmbiguous where it may be several, and ArticleClosed where it is not live."""
        found = self.find_any(reference)
        if found.status is not Status.LIVE:
            raise ArticleClosed(found.id, found.status)
        return found

    def find_any(self, reference: str) -> Article:
        """Like find, but also an article that is not live, of which nothing but its id is told."""
        with self._database.read() as db:
            number = resolve(db, reference)
        return self._entry(number)

    def closing(self, article: int) -> Closing | None:
        """Why an article is not live; None where it is."""
        with self._database.read() as db:
            return read_closing(db, article)

    def closed(self) -> list[Article]:
        """The articles that are not live, those that were closed last first."""
        with self._database.read() as db:
            sql = "SELECT article FROM closed ORDER BY since DESC, article DESC"
            numbers = [number for (number,) in db.execute(sql)]
        return [self._entry(number) for number in numbers]

    def alterations(
        self, *, after: int = 0, article: int | None = None, since: str | None = None
    ) -> list[Alteration]:
        """What became of articles, in the order in which it was found out: after the alteration
        with that id, of one article, from a moment on."""
        sql = (
            "SELECT id, article, version, change, at, note FROM alterations WHERE id > ?1"
            " AND article = coalesce(?2, article) AND at >= coalesce(?3, '') ORDER BY id"
        )
        with self._database.read() as db:
            return [
                Alteration(row[0], row[1], row[2], AlterationKind(row[3]), row[4], row[5])
                for row in db.execute(sql, [after, article, since])
            ]

    @property
    def last_alteration(self) -> int:
        """The id of the latest; 0 before the first."""
        with self._database.read() as db:
            row = db.execute("SELECT coalesce(max(id), 0) FROM alterations").fetchone()
            return int(row[0])

    def addresses(self, article: int) -> list[str]:
        """All addresses that an article was ever given, its own and those that are another's."""
        with self._database.read() as db:
            sql = "SELECT url FROM addresses WHERE article = ? ORDER BY url"
            return [url for (url,) in db.execute(sql, [article])]

    def at_address(self, address: str) -> Article | None:
        """The current article that is shown with this address, in any spelling, if it is one."""
        with self._database.read() as db:
            try:
                number = resolve(db, address)
            except (ArticleNotFound, ArticleAmbiguous):
                return None
        found = self._articles("WHERE current AND number = ?", [number])
        return found[0] if found else None

    def numbered(self, number: int) -> Article | None:
        """The current article with this number, if there is one."""
        found = self._articles("WHERE current AND number = ?", [number])
        return found[0] if found else None

    def articles(
        self,
        *,
        text: str = "",
        outlet: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Article]:
        """Current articles, newest first, undated last.

        `text` is looked for in title, outlet, id and path.
        """
        condition, parameters = articles_listed(text=text, outlet=outlet)
        return self._articles(
            f"WHERE {condition} ORDER BY published IS NULL, published DESC, number"
            " LIMIT ? OFFSET ?",
            [*parameters, -1 if limit is None else limit, offset],
        )

    def articles_within(self, filters: Filters) -> list[Article]:
        """Current articles within `filters`, whoever speaks in them, newest first, undated last."""
        condition, parameters = articles_within(filters)
        order = "ORDER BY published IS NULL, published DESC, number"
        return self._articles(f"WHERE {condition} {order}", parameters)

    def count_articles(self, *, text: str = "", outlet: str | None = None) -> int:
        """How many articles there are to list, by the same limits."""
        condition, parameters = articles_listed(text=text, outlet=outlet)
        sql = f"SELECT count(*) FROM article_versions WHERE {condition}"
        with self._database.read() as db:
            return int(db.execute(sql, parameters).fetchone()[0])

    def versions(self, article: int) -> list[Article]:
        """Every version of an article, oldest first."""
        return self._articles("WHERE number = ? ORDER BY version", [article])

    def paragraphs(self, article: int, *, version: int | None = None) -> list[Paragraph]:
        """An article's paragraphs in order, of its current version unless another is named."""
        return self._paragraphs(
            "WHERE article = ? AND version ="
            " coalesce(?, (SELECT version FROM articles WHERE number = article))"
            " ORDER BY position, start",
            [article, version],
        )

    def paragraph(self, article: int, position: int) -> Paragraph | None:
        """The current paragraph whose number, as a reader counts, is `position`."""
        found = self._paragraphs(
            "WHERE article = ? AND live AND position <= ? ORDER BY position DESC, start LIMIT 1",
            [article, position],
        )
        return found[0] if found else None

    def passages(
        self, ids: Iterable[int], *, live_only: bool = False
    ) -> dict[int, tuple[Paragraph, Article]]:
        """The paragraphs with these ids, superseded ones too unless `live_only`, each with its
        article's version."""
        condition = " AND live" if live_only else ""
        found: dict[int, tuple[Paragraph, Article]] = {}
        for some in chunks(ids):
            paragraphs = self._paragraphs(f"WHERE id IN ({marks(some)}){condition}", some)
            numbers = sorted({paragraph.article for paragraph in paragraphs})
            articles = {
                (article.number, article.version): article
                for article in self._articles(f"WHERE number IN ({marks(numbers)})", numbers)
            }
            for paragraph in paragraphs:
                article = articles[paragraph.article, paragraph.version]
                found[paragraph.id] = (paragraph, article)
        return found

    def starts(self, ids: Iterable[int]) -> dict[int, int]:
        """Where each of these paragraphs begins in its article's text, by their ids."""
        found: dict[int, int] = {}
        with self._database.read() as db:
            for some in chunks(ids):
                rows = db.execute(
                    f"SELECT id, start FROM paragraphs WHERE id IN ({marks(some)})", some
                )
                found.update((int(row[0]), int(row[1])) for row in rows)
        return found

    def shifts(self, articles: Iterable[int]) -> dict[tuple[int, int], tuple[Shift, ...]]:
        """How far words of these articles stood elsewhere in the texts that were given, by article
        and version; those whose words did not are left out."""
        found: dict[tuple[int, int], tuple[Shift, ...]] = {}
        with self._database.read() as db:
            for some in chunks(articles):
                sql = f"SELECT * FROM shifts WHERE article IN ({marks(some)}) ORDER BY start"
                for article, version, start, by in db.execute(sql, some):
                    key = int(article), int(version)
                    found[key] = (*found.get(key, ()), Shift(int(start), int(by)))
        return found

    def around(self, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """What was stored before and after each of these paragraphs in its article's text, whatever
        it is; by their ids."""
        sql = (
            "SELECT id, substr(body, 1, start), substr(body, stop + 1) FROM paragraphs"
            " JOIN versions USING (article, version) WHERE id IN "
        )
        found: dict[int, tuple[str, str]] = {}
        with self._database.read() as db:
            for some in chunks(ids):
                rows = db.execute(f"{sql}({marks(some)})", some)
                found.update((int(row[0]), (row[1], row[2])) for row in rows)
        return found

    # Searching

    def search(
        self, match: str, *, limit: int, within: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Live paragraph ids with their BM25 scores, best first; higher is better.

        `match` is an FTS5 expression over the columns `text` and `title`; `within` limits the
        search to these ids. Raises StoreError where the expression is none.
        """
        # The plus keeps SQLite from looking every id up in the full-text index one by one, which
        # takes a minute where the limits leave 20,000 paragraphs.
        limited = "" if within is None else " AND +rowid IN (SELECT value FROM json_each(?))"
        parameters: list[Any] = [match] if within is None else [match, json.dumps(list(within))]
        with self._database.read() as db:
            return [
                (int(row[0]), -float(row[1]))
                for row in db.execute(
                    f"SELECT rowid, rank FROM passages WHERE passages MATCH ?{limited}"
                    " ORDER BY rank, rowid LIMIT ?",
                    [*parameters, limit],
                )
            ]

    def searched_texts(self, ids: Iterable[int] | None = None) -> Iterator[tuple[int, str, str]]:
        """The live paragraphs as they are searched: id, text, title (empty where there is none), in
        order; of these ids only, where they are given."""
        sql = "SELECT rowid, text, title FROM passages"
        if ids is None:
            with self._database.read() as db:
                yield from db.execute(f"{sql} ORDER BY rowid")
            return
        for some in chunks(sorted(ids)):
            with self._database.read() as db:
                yield from db.execute(f"{sql} WHERE rowid IN ({marks(some)}) ORDER BY rowid", some)

    def document_frequency(self, match: str) -> int:
        """How many live paragraphs match an FTS5 expression; raises StoreError where it is none."""
        with self._database.read() as db:
            row = db.execute("SELECT count(*) FROM passages WHERE passages MATCH ?", [match])
            return int(row.fetchone()[0])

    def newest(self, filters: Filters = Filters()) -> str | None:
        """When the latest of the current articles within `filters` was published, whoever speaks.

        Days ahead of their articles count only where there are no others.
        """
        condition, parameters = articles_within(filters)

        def find(db: sqlite3.Connection) -> str | None:
            sql = f"SELECT {_NEWEST} FROM article_versions WHERE {condition}"
            published: str | None = db.execute(sql, parameters).fetchone()[0]
            return published

        return self._found("newest", replace(filters, by=()), find)

    def live_ids(self, filters: Filters = Filters()) -> list[int]:
        """Ids of the live paragraphs within `filters`, in order."""
        return list(self.ids_within(filters))

    def ids_within(self, filters: Filters) -> IdSet:
        """`live_ids` as they are searched."""
        unspoken = replace(filters, by=())
        ids = self._found("ids", unspoken, lambda db: self._ids(db, unspoken, live=True))
        return self._said_by(filters.by, ids)

    def superseded_ids(self, filters: Filters) -> IdSet:
        """Ids of paragraphs within `filters` that were live at the moment that they name."""
        if not filters.as_of:
            return IdSet.of_runs([])
        with self._database.read() as db:
            return self._said_by(filters.by, self._ids(db, filters, live=False))

    def _ids(self, db: sqlite3.Connection, filters: Filters, *, live: bool) -> IdSet:
        condition, parameters = articles_within(filters)
        # The paragraphs of a version are stored in one go, so their ids are all between the first
        # and the last: 480,000 paragraphs are 24,000 rows.
        return IdSet.of_runs(
            db.execute(
                "SELECT min(paragraphs.id), max(paragraphs.id) FROM article_versions"
                " CROSS JOIN paragraphs INDEXED BY paragraphs_version"
                " ON article = number AND paragraphs.version = article_versions.version"
                f" WHERE {condition} AND {'' if live else 'NOT '}current"
                " GROUP BY number, article_versions.version",
                parameters,
            )
        )

    def _said_by(self, names: Sequence[str], ids: IdSet) -> IdSet:
        """Of these ids, those of paragraphs in which speakers or parties say something."""
        return ids.intersection(self.attributions.paragraphs_said_by(names)) if names else ids

    def _found(
        self, what: str, filters: Filters, find: Callable[[sqlite3.Connection], Value]
    ) -> Value:
        """What is found within `filters`, whoever speaks; kept where nothing but articles makes it
        another."""
        if filters.as_of:
            with self._database.read() as db:
                return find(db)
        return self._kept.get((what, filters), find)

    def live_texts(self, ids: Iterable[int] | None = None) -> Iterator[tuple[int, str]]:
        """The live paragraphs' ids and texts, in order; of these ids only, where they are given."""
        sql = "SELECT id, text FROM paragraphs WHERE live"
        if ids is None:
            with self._database.read() as db:
                yield from db.execute(f"{sql} ORDER BY id")
            return
        for some in chunks(sorted(ids)):
            with self._database.read() as db:
                yield from db.execute(f"{sql} AND id IN ({marks(some)}) ORDER BY id", some)

    # What has changed, and how much there is

    @property
    def corpus_id(self) -> str:
        """A random name given to the database when it was made."""
        with self._database.read() as db:
            return str(db.execute("SELECT id FROM corpus").fetchone()[0])

    @property
    def revision(self) -> int:
        """The number of the latest change; 0 before the first."""
        with self._database.read() as db:
            row = db.execute("SELECT coalesce(max(revision), 0) FROM changes").fetchone()
            return int(row[0])

    def changes(self, *, after: int) -> list[Change]:
        """What has changed since revision `after`, oldest first, one change a paragraph."""
        with self._database.read() as db:
            return [
                Change(revision=row[0], paragraph=row[1], added=row[2] == "add")
                for row in db.execute(
                    "SELECT revision, paragraph, action FROM changes WHERE revision > ?"
                    " ORDER BY revision",
                    [after],
                )
            ]

    def mark(self) -> tuple[str, int]:
        """Mark the corpus as it is now; the mark and the revision.

        Whoever finds the mark again has the same corpus or what became of it.
        """
        mark = secrets.token_hex(8)
        with self._database.write() as db:
            db.execute("INSERT INTO marks (mark) VALUES (?)", [mark])
            db.execute(
                "DELETE FROM marks WHERE number <= (SELECT max(number) FROM marks) - ?",
                [_MARKS_KEPT],
            )
            return mark, self.revision

    def is_marked(self, mark: str) -> bool:
        with self._database.read() as db:
            return db.execute("SELECT 1 FROM marks WHERE mark = ?", [mark]).fetchone() is not None

    def taken_in(self, *, before: str) -> list[int]:
        """The numbers of current articles whose version was stored before a moment."""
        sql = "SELECT number FROM article_versions WHERE current AND fetched < ? ORDER BY number"
        with self._database.read() as db:
            return [number for (number,) in db.execute(sql, [before])]

    def count_added(self, *, since: str) -> int:
        """How many articles were new from a moment on."""
        sql = "SELECT count(*) FROM versions WHERE version = 1 AND fetched >= ?"
        with self._database.read() as db:
            return int(db.execute(sql, [since]).fetchone()[0])

    def corrections(self, outlets: Sequence[str], *, limit: int) -> list[int]:
        """Ids of what these outlets, or all if none is given, say now of their own mistakes, the
        latest first."""
        of_outlets = f"AND a.outlet IN ({marks(outlets)})" if outlets else ""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT p.id FROM paragraphs p JOIN article_versions a"
                " ON a.number = p.article AND a.version = p.version"
                f" WHERE p.is_correction AND p.live {of_outlets} ORDER BY p.id DESC LIMIT ?",
                [*outlets, limit],
            )
            return [id_ for (id_,) in rows]

    def outlets(self) -> list[OutletSummary]:
        """Outlets with their article counts, most articles first, the unknown outlet last."""
        with self._database.read() as db:
            return [
                OutletSummary(outlet=row[0], articles=row[1], newest=row[2])
                for row in db.execute(
                    "SELECT outlet, count(*), max(published) FROM article_versions WHERE current"
                    " GROUP BY outlet ORDER BY outlet IS NULL, count(*) DESC, outlet"
                )
            ]

    def dated_ahead(self) -> list[Article]:
        """Current articles whose day lies ahead (see Article.is_dated_ahead)."""
        return self._articles(f"WHERE current AND day > {_LAST_DAY} ORDER BY day, number", [])

    def stats(self) -> CorpusStats:
        """How much there is, and from when to when."""

        def find(db: sqlite3.Connection) -> CorpusStats:
            row = db.execute(
                f"SELECT count(*), count(DISTINCT outlet), min(published), {_NEWEST},"
                " (SELECT count(*) FROM versions), (SELECT count(*) FROM paragraphs WHERE live)"
                " FROM article_versions WHERE current"
            ).fetchone()
            return CorpusStats(
                articles=row[0],
                outlets=row[1],
                oldest=row[2],
                newest=row[3],
                versions=row[4],
                paragraphs=row[5],
                revision=self.revision,
            )

        return self._kept.get("stats", find)

    @property
    def repair(self) -> str:
        """What to do where the file is damaged."""
        return CORPUS.repair

    def copy_to(self, target: Path) -> None:
        """A copy of all that is stored now; raises StoreError of the copy, and FileExistsError."""
        copy_database(self._database, target)

    def require_intact(self) -> None:
        """Raise StoreBroken where the file is damaged anywhere."""
        self._database.require_intact()

    def faults(self) -> list[str]:
        """What is inconsistent in the database, in words; empty when it is sound."""
        with self._database.read() as db:
            return find_faults(db)

    def _articles(self, tail: str, parameters: Sequence[Any]) -> list[Article]:
        with self._database.read() as db:
            rows = db.execute(_ARTICLE + tail, list(parameters))
            return [self._article(*row) for row in rows.fetchall()]

    def _article(self, *row: Any) -> Article:
        *said, is_partial, speakers_read, opening, modified, note, corrections = row
        ids = [int(id_) for id_ in (corrections or "").split(",") if id_]
        found = self._paragraphs(f"WHERE id IN ({marks(ids)}) ORDER BY id", ids) if ids else []
        known = (*said, bool(is_partial), bool(speakers_read), opening, modified, note)
        return Article(*(*known, Status.LIVE, tuple(found)))

    def _entry(self, number: int) -> Article:
        """The current version, or the bare name of an article that is not live."""
        if (found := self.numbered(number)) is not None:
            return found
        with self._database.read() as db:
            [id_, version, status, since] = db.execute(
                "SELECT id, version, status, since FROM articles JOIN closed ON article = number"
                " WHERE number = ?",
                [number],
            ).fetchone()
        return Article(
            number,
            id_,
            version,
            path=id_,
            title=None,
            outlet=None,
            byline=None,
            published=None,
            url=None,
            language=None,
            fetched=since,
            status=Status(status),
        )

    def _paragraphs(self, tail: str, parameters: Sequence[Any]) -> list[Paragraph]:
        with self._database.read() as db:
            rows = db.execute(f"{_PARAGRAPH} {tail}", list(parameters))
            return [Paragraph(*(*row[:-1], bool(row[-1]))) for row in rows]
