"""Whether corpus and index are sound and agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corpus.storage.store import CorpusStore
from index.errors import REBUILD, IndexMismatch, IndexMissing
from index.search.agreement import compare
from index.search.segment import CHUNK
from index.search.vectors import Generation, IndexFolder, require_not_newer

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
            store.repair,
        )
        for fault in store.faults()
    ]
    try:
        folder.inspect(corpus=store.corpus_id, whole=True)
        generation = folder.open(corpus=store.corpus_id)
    except IndexMissing as error:
        missed = store.stats().paragraphs > 0
        return [*findings, *([Finding(error.problem, error.fix)] if missed else [])]
    except IndexMismatch as error:
        return [*findings, Finding(error.problem, error.fix)]
    try:
        require_not_newer(generation.manifest, store)
    except IndexMismatch as error:
        findings.append(Finding(error.problem, error.fix))
    return [*findings, *_vector_findings(generation), *_text_findings(store, generation)]


def _vector_findings(generation: Generation) -> list[Finding]:
    dimension = generation.manifest.dimension
    problems = []
    for segment in generation.vectors.segments:
        rows, width = segment.vectors.shape
        if width != dimension:
            problems.append(f"the index holds vectors of {width} dimensions, not {dimension}")
        for start in range(0, rows, CHUNK):
            lengths = np.linalg.norm(segment.vectors[start : start + CHUNK], axis=1)
            if not np.allclose(lengths, 1, atol=_UNIT_TOLERANCE):
                problems.append("the index holds vectors that are not of length 1")
                break
    return [Finding(problem, f"{REBUILD} --full") for problem in dict.fromkeys(problems)]


def _text_findings(store: CorpusStore, generation: Generation) -> list[Finding]:
    """What the index lacks, has in excess or has of other texts, apart from what the change feed
    still has for it."""
    ids = generation.vectors.ids
    waiting = {change.paragraph for change in store.changes(after=generation.manifest.revision)}
    differences = compare(store, generation.vectors.texts)
    findings = [
        Finding(f"paragraphs {what}: {count}", REBUILD)
        for what, count in (
            ("missing from the index", len(differences.missing - waiting)),
            ("in the index but no longer in the corpus", len(differences.left - waiting)),
            ("indexed by another text than theirs", len(differences.changed)),
            ("more than once in the index", len(ids) - len(set(ids.tolist()))),
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
