"""What codes and the index of words miss of what comparing everything finds, in one corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.languages.sentences import split_sentences
from corpus.storage.store import CorpusStore
from index.answering.answer import Answerer
from index.ranking.decision_model import load_decision_model
from index.search.embedding import load_embedder
from index.search.full_text import FullText, SqliteFullText, words_in
from index.search.retrieve import Retriever
from index.search.segment import Segment
from index.search.vectors import IndexFolder, SegmentedIndex
from index.types import Assessment

DEPTHS = (10, 50, 100)


def compare(folder: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Recall of the nearest vectors, and how many questions have the same first passage as without
    codes and with SQLite's words; `shares` counts those too that share a sentence, which in
    recombined corpora are as good."""
    embedder = load_embedder()
    model = load_decision_model(embedder.name)
    with CorpusStore.open(folder / "corpus.db") as store:
        indexes = IndexFolder(folder / "index")
        coded = indexes.open(corpus=store.corpus_id, embedder=embedder).vectors
        flat = SegmentedIndex([_without_codes(segment) for segment in coded.segments])
        words = FullText(store, words_in(folder / "index"))

        def answerer(full_text: FullText | SqliteFullText, vectors: SegmentedIndex) -> Answerer:
            return Answerer(store, Retriever(store, full_text, vectors, embedder), model=model)

        here, exact = answerer(words, coded), answerer(SqliteFullText(store), flat)
        vectors_only = answerer(words, flat)
        recall: dict[int, list[float]] = {depth: [] for depth in DEPTHS}
        same: dict[str, list[bool]] = {"same": [], "shares": [], "same but for codes": []}
        for question in questions:
            query = embedder.embed_query(question)
            near, nearest = (
                [id_ for id_, _ in each.search(query, limit=max(DEPTHS))] for each in (coded, flat)
            )
            for depth in DEPTHS:
                recall[depth].append(len({*near[:depth]} & {*nearest[:depth]}) / depth)
            first, wanted, third = (
                _first(each.assess(question)) for each in (here, exact, vectors_only)
            )
            same["same"].append(first == wanted)
            same["shares"].append(first == wanted or bool(_sentences(first) & _sentences(wanted)))
            same["same but for codes"].append(first == third)
    return {
        "recall": {depth: round(float(np.mean(each)), 4) for depth, each in recall.items()},
        "first passage": {name: float(np.mean(each)) for name, each in same.items()},
    }


def _without_codes(segment: Segment) -> Segment:
    return Segment(segment.name, replace(segment.written, codes=None), segment.left)


def _first(found: Assessment) -> str:
    return found.citations[0].passage.paragraph.text if found.citations else ""


def _sentences(text: str) -> set[str]:
    return {span.of(text).strip() for span in split_sentences(text)}
