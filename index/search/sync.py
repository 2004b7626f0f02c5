"""Keep the vector index in step with the corpus: follow its change feed, or read it all again.

An index is a function of the live paragraphs, their ids and their texts. A vector is used again
only for the text that it was made of, so every way ends in the same generation, and a killed run
loses nothing but time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Literal

import numpy as np

from corpus.inference.arithmetic import instruction_set
from corpus.storage.store import CorpusStore
from index.errors import IndexMismatch, IndexMissing
from index.search.agreement import compare
from index.search.embedding import Embedder, Vectors
from index.search.staging import Made, Staging
from index.search.vectors import (
    FORMAT,
    METRIC,
    FaissIndex,
    Generation,
    IndexFolder,
    Manifest,
    text_digest,
)

# Vectors kept safe at a time: a killed rebuild repeats at most this many.
_SHARD = 512


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rebuild is, in paragraphs."""

    step: Literal["read", "embed", "write"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a rebuild or sync did, in paragraphs and seconds."""

    articles: int
    paragraphs: int
    embedded: int
    reused: int
    removed: int
    seconds: float


OnProgress = Callable[[Progress], None]


def rebuild(
    store: CorpusStore,
    folder: IndexFolder,
    embedder: Embedder,
    *,
    full: bool = False,
    on_progress: OnProgress | None = None,
) -> BuildReport:
    """A new generation of every live paragraph; `full` reuses no vector of the current one."""
    current = None if full else _reusable(store, folder, embedder)
    return _build(
        store,
        folder,
        embedder,
        current=current,
        full=full,
        on_progress=on_progress,
    )


def sync(
    store: CorpusStore,
    folder: IndexFolder,
    embedder: Embedder,
    *,
    on_progress: OnProgress | None = None,
) -> BuildReport:
    """The current generation brought up to what the corpus is now.

    Raises IndexMissing or IndexMismatch where there is nothing to bring up.
    """
    current = folder.open(corpus=store.corpus_id, embedder=embedder)
    # A corpus that was restored from a backup may have other texts at the same revision.
    is_followed = current.manifest.revision == store.revision
    if is_followed and not compare(store, current.vectors.texts).count:
        count = current.manifest.count
        return BuildReport(store.stats().articles, count, 0, count, 0, 0.0)
    return _build(
        store,
        folder,
        embedder,
        current=current,
        full=False,
        on_progress=on_progress,
    )


def _reusable(store: CorpusStore, folder: IndexFolder, embedder: Embedder) -> Generation | None:
    try:
        return folder.open(corpus=store.corpus_id, embedder=embedder)
    except (IndexMissing, IndexMismatch):
        return None


def _build(
    store: CorpusStore,
    folder: IndexFolder,
    embedder: Embedder,
    *,
    current: Generation | None,
    full: bool,
    on_progress: OnProgress | None,
) -> BuildReport:
    """Make the generation of all live paragraphs, embedding only what no earlier run has."""
    started = time.monotonic()
    # The revision first: what changes while we read is then seen again by the next sync.
    revision = store.revision
    texts = {id_: text_digest(text) for id_, text in store.live_texts()}
    ids = list(texts)
    staging = Staging(folder.path, corpus=store.corpus_id, embedder=embedder, full=full)

    def report(step: Literal["read", "embed", "write"], done: int, total: int) -> None:
        if on_progress is not None:
            on_progress(Progress(step, done, total))

    report("read", len(ids), len(ids))
    old = dict(_made(current)) if current else {}
    known = {
        id_: made
        for id_, made in chain(old.items(), staging.load().items())
        if made.text == texts.get(id_)
    }
    missing = [id_ for id_ in ids if id_ not in known]
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        report("embed", done, len(missing))

    report("embed", 0, len(missing))
    for start in range(0, len(missing), _SHARD):
        shard = missing[start : start + _SHARD]
        passages = store.passages(shard)
        # A paragraph that was removed meanwhile has left the corpus; the next sync agrees.
        shard = [id_ for id_ in shard if id_ in passages]
        vectors = embedder.embed_passages([passages[id_][0].text for id_ in shard], on_done=count)
        digests = [text_digest(passages[id_][0].text) for id_ in shard]
        made = dict(zip(shard, map(Made, digests, vectors), strict=True))
        staging.add(made)
        known |= made

    report("write", 0, 1)
    kept = [id_ for id_ in ids if id_ in known]
    folder.replace(
        FaissIndex(
            np.array(kept, dtype=np.int64),
            _stack([known[id_].vector for id_ in kept], embedder),
            {id_: known[id_].text for id_ in kept},
        ),
        Manifest(
            format=FORMAT,
            embedder=embedder.name,
            weights=embedder.weights,
            instructions=instruction_set(),
            dimension=embedder.dimension,
            metric=METRIC,
            corpus=store.corpus_id,
            revision=revision,
            count=len(kept),
            checksum="",
            built=datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )
    staging.clear()
    report("write", 1, 1)
    return BuildReport(
        articles=store.stats().articles,
        paragraphs=len(kept),
        embedded=len(missing),
        reused=len(kept) - len(missing),
        removed=len(old.keys() - set(kept)),
        seconds=time.monotonic() - started,
    )


def _made(generation: Generation) -> Iterable[tuple[int, Made]]:
    vectors = generation.vectors
    for id_, vector in zip(vectors.ids.tolist(), vectors.vectors, strict=True):
        yield id_, Made(vectors.texts.get(id_, b""), vector)


def _stack(vectors: list[Vectors], embedder: Embedder) -> Vectors:
    if not vectors:
        return np.empty((0, embedder.dimension), dtype=np.float32)
    return np.stack(vectors)
