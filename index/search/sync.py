"""Keep the vector index in step with the corpus: follow its change feed, or read it all again.

A paragraph's text never changes under its id, so an index is a function of the set of live ids:
both ways end in the same generation, whatever was reused, and a killed run loses nothing but time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import numpy as np

from corpus.storage.store import CorpusStore
from index.errors import IndexMismatch, IndexMissing
from index.search.embedding import Embedder, Vectors
from index.search.staging import Staging
from index.search.vectors import FORMAT, METRIC, FaissIndex, Generation, IndexFolder, Manifest

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
    # The revision first: what changes while we read is then seen again by the next sync.
    revision = store.revision
    ids = store.live_ids()
    current = None if full else _reusable(store, folder, embedder)
    return _build(
        store,
        folder,
        embedder,
        revision=revision,
        ids=ids,
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
    """The current generation with the corpus's changes since applied.

    Raises IndexMissing or IndexMismatch where there is nothing to apply them to.
    """
    revision = store.revision
    current = folder.open(corpus=store.corpus_id, embedder=embedder.name)
    changes = store.changes(after=current.manifest.revision)
    ids = set(current.vectors.ids.tolist())
    if not changes:
        return BuildReport(store.stats().articles, len(ids), 0, len(ids), 0, 0.0)
    ids |= {change.paragraph for change in changes if change.added}
    ids -= {change.paragraph for change in changes if not change.added}
    return _build(
        store,
        folder,
        embedder,
        revision=revision,
        ids=sorted(ids),
        current=current,
        full=False,
        on_progress=on_progress,
    )


def _reusable(store: CorpusStore, folder: IndexFolder, embedder: Embedder) -> Generation | None:
    try:
        return folder.open(corpus=store.corpus_id, embedder=embedder.name)
    except (IndexMissing, IndexMismatch):
        return None


def _build(
    store: CorpusStore,
    folder: IndexFolder,
    embedder: Embedder,
    *,
    revision: int,
    ids: list[int],
    current: Generation | None,
    full: bool,
    on_progress: OnProgress | None,
) -> BuildReport:
    """Make the generation of exactly these ids, embedding only what no earlier run has."""
    started = time.monotonic()
    staging = Staging(folder.path, corpus=store.corpus_id, embedder=embedder.name, full=full)

    def report(step: Literal["read", "embed", "write"], done: int, total: int) -> None:
        if on_progress is not None:
            on_progress(Progress(step, done, total))

    report("read", len(ids), len(ids))
    old = dict(_pairs(current)) if current else {}
    known = old | staging.load()
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
        staging.add(shard, vectors)
        known.update(zip(shard, vectors, strict=True))

    report("write", 0, 1)
    kept = [id_ for id_ in ids if id_ in known]
    folder.replace(
        FaissIndex(np.array(kept, dtype=np.int64), _stack([known[id_] for id_ in kept], embedder)),
        Manifest(
            format=FORMAT,
            embedder=embedder.name,
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


def _pairs(generation: Generation) -> Iterable[tuple[int, Vectors]]:
    return zip(generation.vectors.ids.tolist(), generation.vectors.vectors, strict=True)


def _stack(vectors: list[Vectors], embedder: Embedder) -> Vectors:
    if not vectors:
        return np.empty((0, embedder.dimension), dtype=np.float32)
    return np.stack(vectors)
