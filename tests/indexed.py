"""A test's corpus with its index: what answers from it, with everything real but the model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from corpus.storage.store import CorpusStore
from index.answering.answer import Answerer
from index.search.full_text import SqliteFullText
from index.search.retrieve import Retriever
from index.search.sync import rebuild
from index.search.vectors import IndexFolder
from tests.fakes import HashedEmbedder


def open_retriever(store: CorpusStore) -> Retriever:
    """Search over the corpus as it is now."""
    folder = IndexFolder(store.path.parent / "index")
    rebuild(store, folder, HashedEmbedder())
    vectors = folder.open(corpus=store.corpus_id).vectors
    return Retriever(store, SqliteFullText(store), vectors, HashedEmbedder())


def open_answerer(store: CorpusStore, *, today: Callable[[], date] | None = None) -> Answerer:
    """What answers from the corpus as it is now; `today` is that of the clock where not given."""
    retriever = open_retriever(store)
    return Answerer(store, retriever, today=today) if today else Answerer(store, retriever)
