"""How fast a rebuild is as a share of the bare encoder, and how long each command takes.

    python -m bench.throughput [PATH ...]

Everything is timed in one run on the same paragraphs, alternating, so that a busy machine slows
both sides alike.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from index.answering.answer import Answerer
from index.ranking.decision_model import load_decision_model
from index.search.embedding import load_embedder
from index.search.full_text import SqliteFullText
from index.search.retrieve import Retriever
from index.search.sync import rebuild
from index.search.vectors import IndexFolder

ROUNDS = 3
QUESTION = "Who claimed responsibility for breaking the gate?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("demo/articles")])
    paths = parser.parse_args().paths
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        with CorpusStore.open(root / "corpus.db") as store:
            seconds = _timed(lambda: ingest(store, paths))
            stats = store.stats()
            print(f"ingest: {stats.articles} articles, {stats.articles / seconds:.0f} a second")
            measure_rebuild(store, IndexFolder(root / "index"))
            measure_answer(store, IndexFolder(root / "index"))
        measure_commands(root)


def measure_rebuild(store: CorpusStore, folder: IndexFolder) -> None:
    """Bare encoder and full rebuild, alternating."""
    embedder = load_embedder()
    texts = [paragraph.text for paragraph, _ in store.passages(store.live_ids()).values()]
    bare, whole = [], []
    for _ in range(ROUNDS):
        bare.append(_timed(lambda: embedder.embed_passages(texts)))
        whole.append(_timed(lambda: rebuild(store, folder, embedder, full=True)))
    share = median(b / w for b, w in zip(bare, whole, strict=True))
    print(
        f"rebuild: {len(texts)} paragraphs, {len(texts) / median(whole):.0f} a second,"
        f" {share:.0%} of the bare encoder's {len(texts) / median(bare):.0f}"
    )


def measure_answer(store: CorpusStore, folder: IndexFolder) -> None:
    """A question asked again and again of a warm engine."""
    embedder = load_embedder()
    vectors = folder.open(corpus=store.corpus_id, embedder=embedder).vectors
    retriever = Retriever(store, SqliteFullText(store), vectors, embedder)
    answerer = Answerer(store, retriever, model=load_decision_model(embedder.name))
    answerer.assess(QUESTION)
    times = [_timed(lambda: answerer.assess(QUESTION)) for _ in range(30)]
    print(f"ask, warm: {median(times) * 1000:.0f} ms at the median")


def measure_commands(root: Path) -> None:
    """The command line from a cold start, as a person waits for it."""
    dateline = str(Path(sys.executable).with_name("dateline"))
    environment = os.environ | {"DATELINE_DATA_DIR": str(root)}
    for arguments in (["--help"], ["ask", QUESTION]):
        command = [dateline, *arguments]
        run = partial(subprocess.run, command, env=environment, check=True, capture_output=True)
        times = [_timed(run) for _ in range(5)]
        print(f"dateline {arguments[0]}, cold: {median(times):.2f} s at the median")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
