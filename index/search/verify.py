"""Whether corpus and index are sound and agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corpus.storage.store import CorpusStore
from index.errors import REBUILD, IndexMismatch, IndexMissing
from index.search.vectors import Generation, IndexFolder

_UNIT_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know about, and the command that fixes it.

    A `fault` is something wrong; otherwise the index has merely not caught up yet.
    """

    problem: str
    fix: str
    fault: bool = True


def verify(store: CorpusStore, folder: IndexFolder) -> list[Finding]:
    """Every finding, the corpus's first; empty when all is well. Raises StoreError."""
    findings = [
        Finding(
            f"{store.path}: {fault}",
            "restore the file from a backup, or move it away and run: dateline ingest PATH",
        )
        for fault in store.faults()
    ]
    try:
        generation = folder.open(corpus=store.corpus_id)
    except IndexMissing as error:
        missed = store.stats().paragraphs > 0
        return [*findings, *([Finding(error.problem, error.fix)] if missed else [])]
    except IndexMismatch as error:
        return [*findings, Finding(error.problem, error.fix)]
    return [*findings, *_vector_findings(generation), *_id_findings(store, generation)]


def _vector_findings(generation: Generation) -> list[Finding]:
    manifest, vectors = generation.manifest, generation.vectors.vectors
    problems = []
    if vectors.shape != (manifest.count, manifest.dimension):
        wanted = (manifest.count, manifest.dimension)
        problems.append(f"the index holds vectors of shape {vectors.shape}, not {wanted}")
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=_UNIT_TOLERANCE):
        problems.append("the index holds vectors that are not of length 1")
    return [Finding(problem, f"{REBUILD} --full") for problem in problems]


def _id_findings(store: CorpusStore, generation: Generation) -> list[Finding]:
    """What the index lacks or has in excess, apart from what the change feed still has for it."""
    indexed = generation.vectors.ids.tolist()
    waiting = {change.paragraph for change in store.changes(after=generation.manifest.revision)}
    settled, live = set(indexed) - waiting, set(store.live_ids()) - waiting
    findings = [
        Finding(f"paragraphs {what}: {count}", f"{REBUILD} --full")
        for what, count in (
            ("missing from the index", len(live - settled)),
            ("in the index but no longer in the corpus", len(settled - live)),
            ("more than once in the index", len(indexed) - len(set(indexed))),
        )
        if count
    ]
    if waiting:
        findings.append(
            Finding(
                f"paragraphs waiting to be indexed: {len(waiting)}", "run: dateline sync", False
            )
        )
    return findings
