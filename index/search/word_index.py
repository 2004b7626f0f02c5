"""An index of the words of a large corpus (tantivy), made by the change feed; SQLite has the truth.

It answers for the one state of the corpus that it was made of. That state is written in one commit
with what makes it, so a run that is killed leaves the one before. Scores are those of SQLite's BM25
but for rounded lengths.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import tantivy

from corpus.batches import batches
from corpus.storage.id_set import IdSet
from corpus.storage.tokens import Tokenizer, words_of
from index.query.terms import written_forms
from index.search.engines import Hits

FORMAT = 1
# What a paragraph is searched by: its own words, or its title's with them.
_TEXT, _WHOLE = "text", "whole"
_ID, _DIGEST, _STATE = "id", "digest", "state"
# Stands in for each word of the title where only the text is searched: for SQLite, too, a paragraph
# is as long as with its title. No word is written so.
_TITLE_WORD = "."
_WRITER_BYTES = 64_000_000
# Texts whose words are found at a time: some 3 MB.
_BATCH = 2_000
# So few ids are looked up; of more, what is found is limited to them afterwards. Of 480,000
# paragraphs, looking up takes 1.7, 7.7 and 28 ms for 560, 4,300 and 20,600 ids, limiting 91, 40
# and 10 ms, and 2.4 ms for 258,000.
_FEW = 10_000
# Segments lie in another order in each index. Where what is equally good is cut, one in ten real
# questions over 20,000 paragraphs, it is looked at so many times as deep at most.
_DEEPEST = 64

# The rarity of what most paragraphs have, as SQLite has it.
_LEAST_IDF = 1e-6

Row = tuple[int, str, str]
"""A paragraph's id, its text, and its article's title."""


@dataclass(frozen=True, slots=True)
class State:
    """What an index was made of: which corpus, known by its mark, after which change."""

    format: int
    corpus: str
    mark: str
    revision: int


class WordIndex:
    """The `FullTextIndex` of one state of a corpus. Immutable, so threads may share it."""

    def __init__(self, index: tantivy.Index) -> None:
        self._searcher = index.searcher()
        self._schema = index.schema
        self.state = self._read_state()
        self._counted = lru_cache(maxsize=8192)(self._count)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Raises ValueError and OSError where there is none that can be read."""
        return cls(tantivy.Index.open(str(folder)))

    def search(
        self,
        words: Sequence[str],
        *,
        limit: int,
        titles: bool = False,
        within: Sequence[int] | None = None,
    ) -> Hits:
        query = self._any_of(words, _WHOLE if titles else _TEXT)
        if query is None or (within is not None and not within):
            return []
        if within is None:
            return self._hits(query, limit)
        if len(within) <= _FEW:
            return self._hits(self._limited(query, within), limit)
        return self._most(query, limit, IdSet.of(within))

    def count(self, *words: str) -> int:
        return self._counted(words)

    def _count(self, words: tuple[str, ...]) -> int:
        query = self._any_of(words, _WHOLE)
        return 0 if query is None else self._held(query)

    def contents(self) -> dict[int, int]:
        """The digest of what each paragraph was indexed by, by its id."""
        everything = tantivy.Query.range_query(self._schema, _ID, tantivy.FieldType.Integer, 0)
        found = self._searcher.search(everything, limit=max(1, self._searcher.num_docs))
        places = [place for _, place in found.hits]
        return dict(zip(self._values(_ID, places), self._values(_DIGEST, places), strict=True))

    def __len__(self) -> int:
        return int(self._searcher.num_docs) - 1  # one has the state

    def _read_state(self) -> State:
        anything = tantivy.Query.term_query(self._schema, _STATE, _STATE)
        hits = self._searcher.search(anything, limit=1).hits
        if not hits:
            raise ValueError("the word index has no state")
        [written] = self._searcher.doc(hits[0][1])["written"]
        try:
            return State(**json.loads(written))
        except TypeError as error:
            raise ValueError("the word index has a state of another kind") from error

    def _any_of(self, words: Sequence[str], field: str) -> tantivy.Query | None:
        phrases = [words_of(form) for form in written_forms(words)]
        parts = [self._phrase(field, phrase) for phrase in phrases if phrase]
        should = tantivy.Occur.Should
        return tantivy.Query.boolean_query([(should, part) for part in parts]) if parts else None

    def _phrase(self, field: str, words: tuple[str, ...]) -> tantivy.Query:
        """One that scores by the rarity that SQLite finds: that of the phrase, not of its words."""
        frequencies = [self._searcher.doc_freq(field, word) for word in words]
        if len(words) == 1:
            query = tantivy.Query.term_query(self._schema, field, words[0], "freq")
            [held] = frequencies
        else:
            query = tantivy.Query.phrase_query(self._schema, field, list(words))
            held = self._held(query)
        own = sum(math.log1p(self._odds(frequency)) for frequency in frequencies)
        rarity = max(_LEAST_IDF, math.log(self._odds(held)))
        return tantivy.Query.boost_query(query, rarity / own)

    def _odds(self, held: int) -> float:
        """How many paragraphs lack what so many have, for each that has it."""
        return (max(0, len(self) - held) + 0.5) / (held + 0.5)

    def _held(self, query: tantivy.Query) -> int:
        found: Any = self._searcher.search(query, limit=1)  # its types leave the count out
        return int(found.count)

    def _limited(self, query: tantivy.Query, ids: Sequence[int]) -> tantivy.Query:
        among = tantivy.Query.term_set_query(self._schema, _ID, list(ids))
        must = tantivy.Occur.Must
        unscored = tantivy.Query.const_score_query(among, 0.0)
        return tantivy.Query.boolean_query([(must, query), (must, unscored)])

    def _most(self, query: tantivy.Query, limit: int, within: IdSet) -> Hits:
        """The best of those within: as deep as they take, for a share as large as theirs."""
        deep = limit * (len(self) // len(within) + 2)
        while True:
            hits = self._hits(query, deep)
            kept = within.among([id_ for id_, _ in hits])
            if np.count_nonzero(kept) >= limit or len(hits) < deep:
                return [hit for hit, is_kept in zip(hits, kept, strict=True) if is_kept][:limit]
            deep *= 4

    def _hits(self, query: tantivy.Query, limit: int) -> Hits:
        """The best; of what is equally good, the lowest ids, whatever segments they lie in."""
        deep = limit + 1
        while True:
            hits = self._searcher.search(query, limit=deep, count=False).hits
            tied = len(hits) == deep and hits[limit - 1][0] == hits[-1][0]
            if not tied or deep > limit * _DEEPEST:
                break
            deep *= 4
        ids = self._values(_ID, [place for _, place in hits])
        found = [(id_, score) for id_, (score, _) in zip(ids, hits, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:limit]

    def _values(self, field: str, places: list[tantivy.DocAddress]) -> list[int]:
        values: Any = self._searcher.fast_field_values(field, places)
        found: list[int] = values
        return found


class Writer:
    """One commit to the index in a folder, made there where there is none."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError and OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        # One thread: with more, what is equally good would come in another order each time.
        self._writer = tantivy.Index(_schema(), path=str(folder)).writer(_WRITER_BYTES, 1)
        # A run that was killed may have written files by the names that this one gives.
        self._writer.garbage_collect_files()
        self._tokenizer = Tokenizer()

    def clear(self) -> None:
        """Leave out all that was there."""
        self._writer.delete_all_documents()

    def remove(self, ids: Iterable[int]) -> None:
        for id_ in ids:
            self._writer.delete_documents_by_term(_ID, id_)

    def add(self, rows: Iterable[Row]) -> None:
        for batch in batches(rows, _BATCH):
            words = self._tokenizer.read(batch)
            for row in batch:
                text, title = (words.get((row[0], column), "") for column in ("text", "title"))
                document = tantivy.Document()
                document.add_integer(_ID, row[0])
                document.add_integer(_DIGEST, digest(row))
                document.add_text(_TEXT, text)
                document.add_text(_TEXT, f"{_TITLE_WORD} " * len(title.split()))
                document.add_text(_WHOLE, title)
                document.add_text(_WHOLE, text)
                self._writer.add_document(document)

    def commit(self, state: State) -> None:
        """From now on this is what answers; nothing of it before."""
        self._writer.delete_documents_by_term(_STATE, _STATE)
        document = tantivy.Document()
        document.add_text(_STATE, _STATE)
        document.add_text("written", json.dumps(asdict(state)))
        self._writer.add_document(document)
        self._writer.commit()
        self._writer.wait_merging_threads()


def digest(row: Row) -> int:
    """By which what was indexed is known again."""
    found = hashlib.blake2b(f"{row[1]}\0{row[2]}".encode(), digest_size=8).digest()
    return int.from_bytes(found, "big", signed=True)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(_ID, indexed=True, fast=True)
    builder.add_integer_field(_DIGEST, fast=True)
    for field in (_TEXT, _WHOLE):
        builder.add_text_field(field, tokenizer_name="whitespace")
    builder.add_text_field(_STATE, tokenizer_name="raw")
    builder.add_text_field("written", stored=True, tokenizer_name="raw")
    return builder.build()
