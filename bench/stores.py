"""Question sets as corpora that the product itself has ingested and indexed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.ingest import ingest
from corpus.storage.digests import text_digest
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.errors import IndexMissing
from index.evaluation.judged_questions import JudgedQuestion, read_questions
from index.search.embedding import Embedder, Vectors, load_embedder
from index.search.full_text import SqliteFullText
from index.search.retrieve import Retriever
from index.search.segment import merged
from index.search.sync import rebuild
from index.search.vectors import IndexFolder, SegmentedIndex

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DATELINE_BENCH_DATA", REPOSITORY.parent / "shared" / "data"))
# Our own questions over articles of our own, made like those of SHARED / "questions".
OURS = REPOSITORY / "bench" / "questions"
CACHE = REPOSITORY / "data" / "bench"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A store, its vectors and a retriever over both, and judged questions."""

    name: str
    store: CorpusStore
    vectors: SegmentedIndex
    embedder: Embedder
    retriever: Retriever
    questions: list[JudgedQuestion]

    def without(self, question: JudgedQuestion) -> Filters:
        """Filters that leave out every article that answers the question."""
        gold = set(question.articles)
        return Filters(
            articles=tuple(
                sorted(
                    article.number for article in self.store.articles() if article.id not in gold
                )
            )
        )


class Remembering:
    """An embedder that takes from an index what that has, and embeds the rest.

    A corpus drawn from another costs no second embedding.
    """

    def __init__(self, embedder: Embedder, index: SegmentedIndex) -> None:
        self.name, self.weights = embedder.name, embedder.weights
        self.dimension = embedder.dimension
        self._embedder = embedder
        self._known = {
            bytes(digest): vector
            for texts, vectors in merged(index.segments)
            for digest, vector in zip(texts["digest"], vectors, strict=True)
        }

    def embed_query(self, text: str) -> Vectors:
        return self._embedder.embed_query(text)

    def embed_passages(
        self, texts: Sequence[str], *, on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        digests = [text_digest(text) for text in texts]
        new = [text for text, key in zip(texts, digests, strict=True) if key not in self._known]
        made = dict(zip(map(text_digest, new), self._embedder.embed_passages(new), strict=True))
        if on_done is not None:
            on_done(len(texts))
        return np.stack([made[key] if key in made else self._known[key] for key in digests])


def open_set(name: str, *, embedder: Embedder | None = None) -> QuestionSet:
    """A set by its folder's name ("demo" is the repository's own), ingested at first use."""
    articles, questions = files_of(name)
    embedder = embedder or load_embedder()
    return open_corpus(
        name,
        CACHE / name,
        articles=articles,
        questions=read_questions(questions),
        embedder=embedder,
    )


def open_corpus(
    name: str,
    folder: Path,
    *,
    articles: Path,
    questions: list[JudgedQuestion],
    embedder: Embedder,
) -> QuestionSet:
    """Questions with their corpus, which is ingested into a folder at first use."""
    folder.mkdir(parents=True, exist_ok=True)
    store = CorpusStore.open(folder / "corpus.db")
    indexes = IndexFolder(folder / "index")
    try:
        generation = indexes.open(corpus=store.corpus_id, embedder=embedder)
    except IndexMissing:
        ingest(store, [articles])
        rebuild(store, indexes, embedder)
        generation = indexes.open(corpus=store.corpus_id, embedder=embedder)
    return QuestionSet(
        name=name,
        store=store,
        vectors=generation.vectors,
        embedder=embedder,
        retriever=Retriever(store, SqliteFullText(store), generation.vectors, embedder),
        questions=questions,
    )


def is_here(name: str) -> bool:
    """Whether the set's files are on this machine."""
    return all(path.exists() for path in files_of(name))


def is_ours(name: str) -> bool:
    """Whether the set's articles were written for this."""
    return (OURS / f"{name}.articles.jsonl").exists()


def files_of(name: str) -> tuple[Path, Path]:
    """Where a set's articles and questions are."""
    if name == "demo":
        return REPOSITORY / "demo" / "articles", REPOSITORY / "demo" / "questions.jsonl"
    if name.startswith("group"):
        folder = OURS if is_ours(name) else SHARED / "questions"
        return folder / f"{name}.articles.jsonl", folder / f"{name}.questions.jsonl"
    return SHARED / "qa" / name / "articles.jsonl", SHARED / "qa" / name / "questions.jsonl"


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files, in hexadecimal."""
    found = hashlib.sha256()
    for path in paths:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
