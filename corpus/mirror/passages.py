"""What a mirror is searched by: the words of each live paragraph, weighed, and its vector.

    passages    a live paragraph: its words by place (those of its title have the weight A), their
                weights as sparse vectors
    vectors     its dense vector, and the digest of the text that this was made of
    words       each word with its number in the sparse vectors, and how many paragraphs have it

PostgreSQL's own ranking knows no rarity of words, and its stemmer is another than SQLite's, so it
is given both: words as SQLite's tokenizer finds them, and weights that make BM25 an inner product.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.mirror.connection import Reader
from corpus.storage.id_set import IdSet
from corpus.storage.tokens import words_of

WORDS = 1_000_000_000
"""The most numbers that words may have, which is PostgreSQL's own limit."""

_DEFINITION = """
CREATE TABLE passages (
    id bigint PRIMARY KEY,
    length integer NOT NULL,
    places tsvector NOT NULL,
    own public.sparsevec NOT NULL,
    whole public.sparsevec NOT NULL
);
CREATE TABLE vectors (
    id bigint PRIMARY KEY,
    digest bytea NOT NULL,
    dense public.vector(%d) NOT NULL
);
-- Beside their rows, each would be looked up by itself.
ALTER TABLE vectors ALTER COLUMN dense SET STORAGE PLAIN;

CREATE TABLE words (
    word text COLLATE "C" PRIMARY KEY,
    number integer NOT NULL UNIQUE,
    own integer NOT NULL,
    whole integer NOT NULL
);
CREATE VIEW terms AS SELECT word AS term FROM words WHERE whole > 0;
CREATE TABLE mirror (
    format integer NOT NULL, corpus text NOT NULL, mark text NOT NULL, revision bigint NOT NULL,
    noted bigint NOT NULL, schema text NOT NULL, embedder text NOT NULL, weights text NOT NULL,
    dimension integer NOT NULL, paragraphs bigint NOT NULL, length bigint NOT NULL,
    mean double precision NOT NULL, pushed text NOT NULL
);
CREATE FUNCTION often(places tsvector, phrase text[], titles boolean) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT
    BEGIN ATOMIC
        WITH stands AS (
            SELECT lexeme, position, weight FROM unnest(places), unnest(positions, weights)
                AS at (position, weight)
            WHERE lexeme = ANY (phrase) AND (titles OR weight != 'A')
        )
        SELECT count(*)::integer FROM stands AS first
        WHERE lexeme = phrase[1] AND NOT EXISTS (
            SELECT FROM generate_subscripts(phrase, 1) AS step WHERE NOT EXISTS (
                SELECT FROM stands AS next WHERE next.lexeme = phrase[step]
                AND next.position = first.position + step - 1 AND next.weight = first.weight
            )
        );
    END;
"""
INDEXES = (
    "CREATE INDEX IF NOT EXISTS passages_places ON passages USING gin (places)",
    "CREATE INDEX IF NOT EXISTS vectors_dense ON vectors USING hnsw (dense public.vector_ip_ops)",
)
"""By words, and by vectors."""


def definition(dimension: int) -> str:
    """What makes the tables that are searched, with vectors of so many dimensions."""
    return _DEFINITION % dimension


@dataclass(frozen=True, slots=True)
class MirrorState:
    """What a mirror was made of: which corpus, known by its mark, after which change of a paragraph
    (`revision`) and of any row (`noted`), by which schema and embedder.

    `length` is that of all paragraphs in words, `mean` the mean length that the weights go by.
    """

    format: int
    corpus: str
    mark: str
    revision: int
    noted: int
    schema: str
    embedder: str
    weights: str
    dimension: int
    paragraphs: int
    length: int
    mean: float
    pushed: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or a phrase of several, with its weight in a question."""

    words: tuple[str, ...]
    weight: float


class MirrorPassages:
    """Searches the live paragraphs of a mirror. Raises as MirrorStore does."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def state(self) -> MirrorState:
        [row] = self._reader.execute("SELECT * FROM mirror").fetchall()
        return MirrorState(*row)

    def held(self, words: Iterable[str], *, titles: bool) -> dict[str, tuple[int, int]]:
        """The number of each word that there is, and how many paragraphs have it."""
        column = "whole" if titles else "own"
        rows = self._reader.execute(
            f"SELECT word, number, {column} FROM words WHERE word = ANY (%s)", [list(words)]
        )
        return {word: (number, count) for word, number, count in rows}

    def count(self, phrases: Sequence[tuple[str, ...]], *, titles: bool = True) -> int:
        """How many paragraphs have one of the phrases."""
        if not phrases:
            return 0
        row = self._reader.execute(
            "SELECT count(*) FROM passages WHERE places @@ %s::tsquery",
            [query_of(phrases, titles=titles)],
        ).fetchone()
        return int(row[0]) if row else 0

    def best(
        self,
        weights: Mapping[int, float],
        phrases: Sequence[Term],
        among: Sequence[tuple[str, ...]],
        *,
        titles: bool,
        mean: float,
        limit: int,
        within: Sequence[int] | None,
    ) -> list[tuple[int, float]]:
        """The paragraphs with the highest sum of weights among those that have one of the phrases
        `among`; `weights` are those of single words, by their numbers."""
        column = "whole" if titles else "own"
        given: dict[str, object] = {
            "query": query_of(among, titles=titles),
            "weights": _sparse(weights),
            "limit": limit,
        }
        score = f"-({column} <#> %(weights)s::sparsevec)" if weights else "0"
        for at, phrase in enumerate(phrases):
            given |= {f"w{at}": list(phrase.words), f"i{at}": phrase.weight}
            given |= {f"q{at}": query_of([phrase.words], titles=titles)}
            long = f"({_K * (1 - _B)} + {_K * _B} * length / {mean})"
            score += (
                f" + CASE WHEN places @@ %(q{at})s::tsquery THEN %(i{at})s * {_K + 1}"
                f" / (1 + {long} / often(places, %(w{at})s, {titles})) ELSE 0 END"
            )
        condition = "places @@ %(query)s::tsquery"
        if within is not None:
            condition += " AND id <@ %(within)s::int8multirange"
            given["within"] = _runs(within)
        rows = self._reader.execute(
            f"SELECT id, {score} AS score FROM passages WHERE {condition}"
            " ORDER BY score DESC, id LIMIT %(limit)s",
            given,
        )
        return [(int(id_), float(score)) for id_, score in rows]

    def nearest(
        self,
        vector: npt.NDArray[np.float32],
        *,
        limit: int,
        within: Sequence[int] | None,
    ) -> list[tuple[int, float, bytes]]:
        """The paragraphs whose vectors have the highest inner products, with their digests."""
        given: dict[str, object] = {"vector": dense(vector), "limit": limit}
        condition = "true"
        if within is not None:
            condition = "id <@ %(within)s::int8multirange"
            given["within"] = _runs(within)
        rows = self._reader.execute(
            "SELECT id, -(dense <#> %(vector)s::vector), digest FROM vectors"
            f" WHERE {condition} ORDER BY dense <#> %(vector)s::vector LIMIT %(limit)s",
            given,
        )
        found = [(int(id_), float(score), bytes(digest)) for id_, score, digest in rows]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def digest(self, id_: int) -> bytes | None:
        """Of the text that a paragraph's vector was made of."""
        row = self._reader.execute("SELECT digest FROM vectors WHERE id = %s", [id_]).fetchone()
        return bytes(row[0]) if row else None

    # What the tables of the store ask of SQLite's full text

    def has(self, word: str) -> bool:
        """Whether a word, in any of its forms, is anywhere."""
        return any(self.held(words_of(word), titles=True).values())

    def text_with(self, word: str) -> str:
        """A paragraph with a word, under its title; empty where there is none."""
        row = self._reader.execute(
            "SELECT coalesce(title, '') || ' ' || text FROM passages JOIN paragraphs USING (id)"
            " JOIN versions USING (article, version) WHERE places @@ %s::tsquery"
            " ORDER BY id LIMIT 1",
            [query_of([words_of(word)], titles=True)],
        ).fetchone()
        return str(row[0]) if row else ""

    def count_matching(self, match: str) -> int:
        """How many paragraphs match an FTS5 expression of quoted phrases."""
        return self.count(_phrases(match))

    def articles_matching(self, match: str) -> set[int]:
        """The articles that have such a paragraph."""
        phrases = _phrases(match)
        if not phrases:
            return set()
        rows = self._reader.execute(
            "SELECT DISTINCT article FROM passages JOIN paragraphs USING (id)"
            " WHERE places @@ %s::tsquery",
            [query_of(phrases, titles=True)],
        )
        return {int(row[0]) for row in rows}


# BM25 as FTS5 has it.
_K, _B = 1.2, 0.75
_PHRASE = re.compile(r'"([^"]*)"')


def saturated(often: int, *, length: int, mean: float) -> float:
    """What a word counts that stands so often in a text of such a length, but for its rarity."""
    return often * (_K + 1) / (often + _K * (1 - _B + _B * length / mean))


def query_of(phrases: Iterable[tuple[str, ...]], *, titles: bool) -> str:
    """A tsquery for any of the phrases; without `titles`, in the text alone."""
    label = "" if titles else ":D"
    written = (" <-> ".join(f"{quoted(word)}{label}" for word in phrase) for phrase in phrases)
    return " | ".join(f"({each})" for each in written if each)


def quoted(word: str) -> str:
    """A word as tsquery and tsvector read it."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _phrases(match: str) -> list[tuple[str, ...]]:
    return [words for phrase in _PHRASE.findall(match) if (words := words_of(phrase))]


def _sparse(weights: Mapping[int, float]) -> str:
    inside = ",".join(f"{number}:{weights[number]:.9g}" for number in sorted(weights))
    return f"{{{inside}}}/{WORDS}"


def dense(vector: npt.NDArray[np.float32]) -> str:
    """A vector as PostgreSQL reads it."""
    return f"[{','.join(f'{value:.9g}' for value in vector.tolist())}]"


def _runs(ids: Sequence[int]) -> str:
    """Many ids as a multirange: an article's paragraphs have neighbouring ids."""
    kept = np.asarray(IdSet.of(ids))
    if not len(kept):
        return "{}"
    breaks = np.flatnonzero(np.diff(kept) != 1)
    first = kept[np.concatenate([[0], breaks + 1])]
    last = kept[np.concatenate([breaks, [len(kept) - 1]])]
    return f"{{{','.join(f'[{a},{b}]' for a, b in zip(first, last, strict=True))}}}"
