"""Keep the vector index in step with the corpus: follow its change feed, or read it all again.

An index is a function of the live paragraphs, their ids and their texts: every way ends in the same
vectors, whatever segments they lie in. A vector is used again only for the text that it was made
of, and a killed run loses nothing but time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import numpy as np

from corpus.inference.arithmetic import instruction_set
from corpus.storage.store import CorpusStore
from index.errors import IndexMismatch, IndexMissing
from index.search.embedding import Embedder
from index.search.segment import (
    Ids,
    Segment,
    Texts,
    is_among,
    merged,
    texts_of,
    write_segment,
)
from index.search.staging import Staging
from index.search.vectors import FORMAT, METRIC, Generation, IndexFolder, Manifest

# Vectors kept safe at a time: a killed rebuild repeats at most this many.
_SHARD = 512
# A segment of which so much has left is written anew.
_MOST_LEFT = 0.25


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
    """A new generation of every live paragraph, in one segment; `full` reuses no vector of the
    current one."""
    current = None if full else _reusable(store, folder, embedder)
    run = _Run(store, folder, embedder, full=full, on_progress=on_progress)
    return run.read_all(current)


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
    run = _Run(store, folder, embedder, full=False, on_progress=on_progress)
    if store.is_marked(current.manifest.mark):
        return run.follow(current)
    return run.read_all(current)  # restored from a backup: any text may be another


def _reusable(store: CorpusStore, folder: IndexFolder, embedder: Embedder) -> Generation | None:
    try:
        return folder.open(corpus=store.corpus_id, embedder=embedder)
    except (IndexMissing, IndexMismatch):
        return None


class _Run:
    """One way to the next generation."""

    def __init__(
        self,
        store: CorpusStore,
        folder: IndexFolder,
        embedder: Embedder,
        *,
        full: bool,
        on_progress: OnProgress | None,
    ) -> None:
        self._store = store
        self._folder = folder
        self._embedder = embedder
        self._staging = Staging(folder.path, corpus=store.corpus_id, embedder=embedder, full=full)
        self._on_progress = on_progress
        self._started = time.monotonic()

    def read_all(self, current: Generation | None) -> BuildReport:
        """One segment of all live paragraphs, embedding only what no earlier run has."""
        # The mark first: what changes while we read is then seen again by the next sync.
        mark, revision = self._store.mark()
        wanted = texts_of(self._store.live_texts())
        self._report("read", len(wanted), len(wanted))
        sources, embedded = self._vectors_of(wanted, current.vectors.segments if current else ())

        def write(into: Path) -> Sequence[str]:
            write_segment(into, into.name, merged(sources), dimension=self._embedder.dimension)
            return [into.name]

        before = set(current.vectors.ids.tolist()) if current else set()
        manifest = self._write(mark, revision, sum(map(len, sources)), write)
        return self._done(
            manifest,
            embedded=embedded,
            removed=len(before - set(wanted["id"].tolist())),
        )

    def follow(self, current: Generation) -> BuildReport:
        """The segments that there are, without what left, and a small one of what came."""
        revision = current.manifest.revision
        if not self._store.changes(after=revision):
            return self._done(current.manifest, embedded=0, removed=0)
        mark, now = self._store.mark()
        changed = {change.paragraph for change in self._store.changes(after=revision)}
        self._report("read", len(changed), len(changed))
        coming = texts_of(self._store.live_texts(changed))
        known = current.vectors.has(coming)
        leaving = np.array(sorted(changed - set(coming["id"][known].tolist())), dtype=np.int64)
        left = [each.without(each.rows_of(leaving)) for each in current.vectors.segments]
        made, embedded = self._vectors_of(coming[~known], ())
        kept, joined = _joined(left, made)

        def write(into: Path) -> Sequence[str]:
            for segment in kept:
                self._folder.link(segment, into)
            if not joined:
                return [segment.name for segment in kept]
            write_segment(into, into.name, merged(joined), dimension=self._embedder.dimension)
            return [*(segment.name for segment in kept), into.name]

        manifest = self._write(mark, now, sum(map(len, [*kept, *joined])), write)
        return self._done(
            manifest,
            embedded=embedded,
            removed=sum(map(len, current.vectors.segments)) - sum(map(len, left)),
        )

    def _vectors_of(self, wanted: Texts, old: Sequence[Segment]) -> tuple[list[Segment], int]:
        """Segments that together have these texts, and how many had to be embedded: what the old
        segments and a run before this one have is used again."""
        found = []
        for segment in [*old, *self._staging.load()]:
            kept = segment.without(np.flatnonzero(~is_among(segment.texts, wanted)))
            wanted = wanted[~is_among(wanted, kept.texts[kept.counts])]
            found.append(kept)
        made = self._embed(np.ascontiguousarray(wanted["id"]))
        return [*found, *made], sum(map(len, made))

    def _embed(self, ids: Ids) -> list[Segment]:
        """The vectors of these paragraphs, each shard kept for the next run as soon as it is made.

        One that was removed meanwhile has left the corpus; the next sync agrees.
        """
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            self._report("embed", done, len(ids))

        self._report("embed", 0, len(ids))
        made = []
        for start in range(0, len(ids), _SHARD):
            found = self._store.passages(ids[start : start + _SHARD].tolist())
            if not found:
                continue
            texts = [(id_, found[id_][0].text) for id_ in sorted(found)]
            vectors = self._embedder.embed_passages([text for _, text in texts], on_done=count)
            made.append(self._staging.add(texts_of(texts), vectors))
        return made

    def _write(
        self,
        mark: str,
        revision: int,
        count: int,
        write: Callable[[Path], Sequence[str]],
    ) -> Manifest:
        self._report("write", 0, 1)
        manifest = self._folder.replace(
            Manifest(
                format=FORMAT,
                embedder=self._embedder.name,
                weights=self._embedder.weights,
                instructions=instruction_set(),
                dimension=self._embedder.dimension,
                metric=METRIC,
                corpus=self._store.corpus_id,
                revision=revision,
                mark=mark,
                count=count,
                built=datetime.now(UTC).isoformat(timespec="seconds"),
            ),
            write,
        )
        self._staging.clear()
        self._report("write", 1, 1)
        return manifest

    def _done(self, manifest: Manifest, *, embedded: int, removed: int) -> BuildReport:
        return BuildReport(
            articles=self._store.stats().articles,
            paragraphs=manifest.count,
            embedded=embedded,
            reused=manifest.count - embedded,
            removed=removed,
            seconds=time.monotonic() - self._started,
        )

    def _report(self, step: Literal["read", "embed", "write"], done: int, total: int) -> None:
        if self._on_progress is not None:
            self._on_progress(Progress(step, done, total))


def _joined(
    segments: Sequence[Segment], made: Sequence[Segment]
) -> tuple[list[Segment], list[Segment]]:
    """Which segments stay as they are, and which are written anew as one with what was made.

    One is written anew where it is less than twice as large as all that comes after it, so there
    are as many as the logarithm of the paragraphs, and each vector is copied as often.
    """
    kept = [each for each in segments if len(each)]
    joined = list(made)
    lost = [each for each in kept if len(each.left) > _MOST_LEFT * len(each.texts)]
    if lost:
        kept, joined = [each for each in kept if each not in lost], [*lost, *joined]
    while kept and joined and len(kept[-1]) < 2 * sum(map(len, joined)):
        joined.insert(0, kept.pop())
    return kept, joined
