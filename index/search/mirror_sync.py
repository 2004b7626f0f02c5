"""Keep a mirror in step with the corpus and its index, by the change feed and the noted rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from corpus.batches import batches
from corpus.mirror.log import SCHEMA_NAME, Log
from corpus.mirror.passages import MirrorState
from corpus.mirror.writing import MirrorWriter, Passage
from corpus.storage.digests import text_digest
from corpus.storage.store import CorpusStore
from corpus.storage.tokens import Tokenizer
from index.search.embedding import Embedder, Vectors
from index.search.vectors import SegmentedIndex
from index.search.verify import Finding

FORMAT = 1
# Paragraphs whose words are found, and which are sent, at a time.
_BATCH = 2_000
# The mean length that the weights go by may be so much another than that of the paragraphs. Set by
# hand; not measured.
_DRIFT = 0.02
# From so many paragraphs on, the nearest vectors are found by a graph instead of one by one.
_LARGE = 50_000
_SYNC = "run: dateline sync"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was sent, in paragraphs; `anew`: all, in the place of what was there."""

    added: int
    removed: int
    anew: bool


def push(
    store: CorpusStore,
    vectors: SegmentedIndex,
    embedder: Embedder,
    *,
    address: str,
    anew: bool = False,
) -> Pushed:
    """Bring the mirror at an address up to what corpus and index are now; it is made where there
    is none.

    Raises MirrorUnreachable and MirrorUnusable; the mirror is then as it was.
    """
    log = Log(store.database)
    log.begin()
    with MirrorWriter(address) as writer:
        before = writer.state()
        goes_on = before is not None and _is_of(before, store, embedder)
        if before is None or anew or not goes_on or not log.reaches(before.noted):
            before = None
        elif log.last == before.noted:
            return Pushed(0, 0, anew=False)
        # The mark first: what changes while we read is then seen again by the next.
        mark, _ = store.mark()
        with log.snapshot() as rows:
            revision = store.revision
            run = _Run(store, vectors, embedder, writer)
            if before is None:
                writer.begin_anew(rows, dimension=embedder.dimension)
                writer.copy_all(rows)
                mean, pushed = run.all()
            else:
                writer.copy_changed(rows, after=before.noted)
                mean, pushed = run.changed(after=before.revision, mean=before.mean)
            noted = rows.last
        paragraphs, length = writer.size()
        writer.index_passages(by_graph=paragraphs >= _LARGE)
        writer.commit(
            MirrorState(
                format=FORMAT,
                corpus=store.corpus_id,
                mark=mark,
                revision=revision,
                noted=noted,
                schema=SCHEMA_NAME,
                embedder=embedder.name,
                weights=embedder.weights,
                dimension=embedder.dimension,
                paragraphs=paragraphs,
                length=length,
                mean=mean,
                pushed=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        )
        if pushed.anew:
            writer.analyze()
    log.forget(until=noted)
    return pushed


def mirror_findings(store: CorpusStore, *, address: str) -> list[Finding]:
    """How the mirror differs from the corpus; raises MirrorUnreachable and MirrorUnusable."""
    with MirrorWriter(address) as writer:
        state = writer.state()
        if state is None:
            return [Finding("the engine has no corpus yet", _SYNC)]
        if state.corpus != store.corpus_id or not store.is_marked(state.mark):
            return [Finding("the engine has another corpus than this one", _SYNC)]
        there = writer.contents()
    waiting = {change.paragraph for change in store.changes(after=state.revision)}
    live = {id_: text_digest(text) for id_, text in store.live_texts()}
    wrong = {id_ for id_, _ in there.items() ^ live.items()} - waiting
    findings = []
    if wrong:
        problem = f"paragraphs that the engine has otherwise than the corpus: {len(wrong)}"
        findings.append(Finding(problem, "run: dateline rebuild"))
    if waiting:
        problem = f"paragraphs that the engine is still to be sent: {len(waiting)}"
        findings.append(Finding(problem, _SYNC, fault=False))
    return findings


def _is_of(state: MirrorState, store: CorpusStore, embedder: Embedder) -> bool:
    """Whether a mirror was made of this corpus, as it was before, and by what there is now."""
    made_by = (state.format, state.schema, state.embedder, state.weights)
    return (
        made_by == (FORMAT, SCHEMA_NAME, embedder.name, embedder.weights)
        and state.corpus == store.corpus_id
        and store.is_marked(state.mark)
    )


class _Run:
    """One way to what the mirror is searched by."""

    def __init__(
        self,
        store: CorpusStore,
        vectors: SegmentedIndex,
        embedder: Embedder,
        writer: MirrorWriter,
    ) -> None:
        self._store = store
        self._vectors = vectors
        self._embedder = embedder
        self._writer = writer
        self._tokenizer = Tokenizer()

    def all(self) -> tuple[float, Pushed]:
        """Every live paragraph, by the mean length that they have now."""
        count = length = 0
        for batch in batches(self._store.searched_texts(), _BATCH):
            words = self._tokenizer.read(batch)
            count += len(batch)
            length += sum(len(each.split()) for each in words.values())
        mean = length / count if length else 1.0
        self._writer.clear_passages()
        added = self._add(self._store.searched_texts(), mean)
        return mean, Pushed(added, 0, anew=True)

    def changed(self, *, after: int, mean: float) -> tuple[float, Pushed]:
        """What has come and gone since; all, where the mean length is no more what it was."""
        ids = [change.paragraph for change in self._store.changes(after=after)]
        self._writer.remove_passages(ids)
        added = self._add(self._store.searched_texts(ids), mean)
        count, length = self._writer.size()
        if count and abs(length / count / mean - 1) > _DRIFT:
            return self.all()
        return mean, Pushed(added, len(ids) - added, anew=False)

    def _add(self, rows: Iterable[tuple[int, str, str]], mean: float) -> int:
        added = 0
        for batch in batches(rows, _BATCH):
            words = self._tokenizer.read(batch)
            vectors = self._vectors_of(batch)
            passages: list[Passage] = [
                (
                    id_,
                    text,
                    words.get((id_, "text"), "").split(),
                    words.get((id_, "title"), "").split(),
                    vectors[id_],
                )
                for id_, text, _ in batch
            ]
            self._writer.add_passages(passages, mean=mean)
            added += len(passages)
        return added

    def _vectors_of(self, rows: Sequence[tuple[int, str, str]]) -> Mapping[int, Vectors]:
        """The vectors of the index, or new ones for what that has not."""
        texts = {id_: text for id_, text, _ in rows}
        found: dict[int, Vectors] = {}
        wanted = np.array(sorted(texts), dtype=np.int64)
        for segment in self._vectors.segments:
            for row in segment.rows_of(wanted):
                kept = segment.texts[row]
                if bytes(kept["digest"]) == text_digest(texts[int(kept["id"])]):
                    found[int(kept["id"])] = segment.vectors[row]
        missing = [id_ for id_ in texts if id_ not in found]
        if missing:
            made = self._embedder.embed_passages([texts[id_] for id_ in missing])
            found |= dict(zip(missing, made, strict=True))
        return found
