"""Bring a mirror up to what the corpus is now: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import astuple
from types import TracebackType
from typing import Any

import numpy.typing as npt

from corpus.mirror.connection import SCHEMA, connect, translate_errors
from corpus.mirror.log import Snapshot
from corpus.mirror.passages import INDEXES, WORDS, MirrorState, definition, dense, quoted, saturated
from corpus.mirror.tables import DIGESTED, Table, creation, indexes
from corpus.storage.digests import text_digest

# Where a mirror is made that is to take the place of another.
_NEXT = f"{SCHEMA}_next"
# Two writers of one mirror would undo each other's work.
_LOCK = 0x646C696E
Vector = npt.NDArray[Any]
Passage = tuple[int, str, Sequence[str], Sequence[str], Vector]
"""A live paragraph: its id and text, the words of that and of its title, and its vector."""


class MirrorWriter(AbstractContextManager["MirrorWriter"]):
    """One transaction: what it does is seen by nobody until `commit`.

    Raises MirrorUnreachable and MirrorUnusable.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._db = connect(address, writes=True)
        self._is_anew = False

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._db.close()

    def state(self) -> MirrorState | None:
        """What the mirror was made of; None where there is none. Waits for another writer."""
        with translate_errors(self._address):
            self._db.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            [there] = self._one("SELECT to_regclass(%s)", [f"{SCHEMA}.mirror"])
            if there is None:
                return None
            return MirrorState(*self._one("SELECT * FROM mirror"))

    def begin_anew(self, corpus: Snapshot, *, dimension: int) -> None:
        """Empty tables in the place of what was there; who reads that, does so until the end."""
        with translate_errors(self._address):
            for extension in ("citext", "vector"):
                self._db.execute(f"CREATE EXTENSION IF NOT EXISTS {extension} SCHEMA public")
            self._db.execute(f"CREATE SCHEMA {_NEXT}")
            self._db.execute(f"SET LOCAL search_path = {_NEXT}, public, pg_catalog")
            self._is_anew = True
            for statement in [*creation(corpus.db, corpus.tables), definition(dimension)]:
                self._db.execute(statement)

    def copy_all(self, corpus: Snapshot) -> None:
        """Every row of the corpus, then the indexes."""
        with translate_errors(self._address):
            for table in corpus.tables:
                if not table.is_empty:
                    self._copy(table, corpus.rows(table))
            for statement in indexes(corpus.db, corpus.tables):
                self._db.execute(statement)

    def copy_changed(self, corpus: Snapshot, *, after: int) -> None:
        """The rows that have changed since, as they are now."""
        with translate_errors(self._address):
            for table in corpus.tables:
                if table.is_empty:
                    continue
                if keys := corpus.noted(table, after=after):
                    condition = " AND ".join(f'"{name}" = %s' for name in table.key)
                    delete = f"DELETE FROM {table.name} WHERE {condition}"
                    self._db.cursor().executemany(delete, keys)
                    self._copy(table, corpus.rows(table, keys))

    def remove_passages(self, ids: Sequence[int]) -> None:
        """Search these paragraphs no more."""
        with translate_errors(self._address):
            self._db.execute(
                "WITH gone AS (DELETE FROM passages WHERE id = ANY (%s) RETURNING places),"
                " counted AS (SELECT lexeme, count(*) AS whole,"
                "  count(*) FILTER (WHERE 'D' = ANY (weights)) AS own"
                "  FROM gone, unnest(places) GROUP BY lexeme)"
                " UPDATE words SET whole = words.whole - counted.whole,"
                " own = words.own - counted.own FROM counted WHERE word = lexeme",
                [list(ids)],
            )
            self._db.execute("DELETE FROM vectors WHERE id = ANY (%s)", [list(ids)])

    def add_passages(self, passages: Sequence[Passage], *, mean: float) -> None:
        """Search these from now on; `mean` is the length that the weights go by."""
        own, whole = _held(passages)
        with translate_errors(self._address):
            self._db.execute(
                "INSERT INTO words SELECT word, (SELECT coalesce(max(number), 0) FROM words)"
                " + row_number() OVER (ORDER BY word), 0, 0 FROM unnest(%s::text[]) AS new (word)"
                " WHERE NOT EXISTS (SELECT FROM words WHERE words.word = new.word)",
                [list(whole)],
            )
            self._db.execute(
                "UPDATE words SET whole = words.whole + more.whole, own = words.own + more.own"
                " FROM unnest(%s::text[], %s::int[], %s::int[]) AS more (word, whole, own)"
                " WHERE words.word = more.word",
                [list(whole), list(whole.values()), [own.get(word, 0) for word in whole]],
            )
            rows = self._db.execute(
                "SELECT word, number FROM words WHERE word = ANY (%s)", [list(whole)]
            )
            numbers: dict[str, int] = dict(rows.fetchall())
            with self._db.cursor().copy("COPY passages FROM STDIN") as copy:
                for passage in passages:
                    copy.write_row(_row(passage, numbers, mean))
            with self._db.cursor().copy("COPY vectors FROM STDIN") as copy:
                for id_, text, _, _, vector in passages:
                    copy.write_row((id_, text_digest(text), dense(vector)))

    def clear_passages(self) -> None:
        """Search nothing any more."""
        with translate_errors(self._address):
            for table in ("passages", "vectors", "words"):  # who reads them need not wait
                self._db.execute(f"DELETE FROM {table}")

    def index_passages(self, *, by_graph: bool) -> None:
        """Make what finds passages, where there is none yet; of vectors a graph only where it is
        worth it."""
        with translate_errors(self._address):
            for statement in INDEXES[: 1 + by_graph]:
                self._db.execute(statement)

    def size(self) -> tuple[int, int]:
        """How many paragraphs are searched, and how many words they have in all."""
        with translate_errors(self._address):
            count, length = self._one("SELECT count(*), coalesce(sum(length), 0) FROM passages")
            return int(count), int(length)

    def contents(self) -> dict[int, bytes]:
        """The digest of each paragraph that is searched."""
        with translate_errors(self._address):
            rows = self._db.execute("SELECT id, digest FROM vectors")
            return {int(id_): bytes(digest) for id_, digest in rows}

    def commit(self, state: MirrorState) -> None:
        """From now on this is what bots answer from."""
        with translate_errors(self._address):
            self._db.execute("DELETE FROM mirror")
            values = astuple(state)
            self._db.execute(
                f"INSERT INTO mirror VALUES ({', '.join(['%s'] * len(values))})", values
            )
            if self._is_anew:
                self._db.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
                self._db.execute(f"ALTER SCHEMA {_NEXT} RENAME TO {SCHEMA}")
            self._db.commit()

    def analyze(self) -> None:
        """Tell the planner what there is; after the commit."""
        with translate_errors(self._address):
            self._db.autocommit = True
            self._db.execute("ANALYZE")

    def _copy(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        names = ", ".join(f'"{name}"' for name in table.names)
        digested = table.name == DIGESTED
        at = table.names.index("text") if digested else 0
        with self._db.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([*row, text_digest(row[at])] if digested else row)

    def _one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        return self._db.execute(sql, parameters).fetchone()


def _held(passages: Iterable[Passage]) -> tuple[dict[str, int], dict[str, int]]:
    """How many of the paragraphs have each word: in the text, and there or in the title."""
    own: dict[str, int] = {}
    whole: dict[str, int] = {}
    for _, _, words, title, _ in passages:
        for word in set(words):
            own[word] = own.get(word, 0) + 1
        for word in {*words, *title}:
            whole[word] = whole.get(word, 0) + 1
    return own, whole


def _row(passage: Passage, numbers: Mapping[str, int], mean: float) -> Sequence[Any]:
    id_, _, words, titles, _ = passage
    length = len(words) + len(titles)
    return (
        id_,
        length,
        _places(words, titles),
        _weights(words, numbers, length=length, mean=mean),
        _weights([*titles, *words], numbers, length=length, mean=mean),
    )


# What a tsvector has room for.
_LAST_PLACE, _MOST_PLACES = 16_383, 255


def _places(words: Sequence[str], titles: Sequence[str]) -> str:
    """Words with their places as a tsvector; no phrase runs from the title into the text."""
    places: dict[str, list[str]] = {}
    for at, word in enumerate(titles, 1):
        places.setdefault(word, []).append(f"{min(at, _LAST_PLACE)}A")
    for at, word in enumerate(words, len(titles) + 2):
        places.setdefault(word, []).append(str(min(at, _LAST_PLACE)))
    return " ".join(f"{quoted(word)}:{','.join(at[:_MOST_PLACES])}" for word, at in places.items())


def _weights(words: Sequence[str], numbers: Mapping[str, int], *, length: int, mean: float) -> str:
    often: dict[int, int] = {}
    for word in words:
        often[numbers[word]] = often.get(numbers[word], 0) + 1
    inside = ",".join(
        f"{number}:{saturated(often[number], length=length, mean=mean):.7g}"
        for number in sorted(often)
    )
    return f"{{{inside}}}/{WORDS}"
