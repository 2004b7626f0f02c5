"""How fast a rebuild is as a share of the bare encoder, and how long each command takes.

    python -m bench.throughput [--rounds 3] [PATH ...]

Everything is timed in one run on the same paragraphs, alternating, so that a busy machine slows
both sides alike. On a busy one, go by the processor time, which is of all processes.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bot.engine import Engine
from bot.indexing import index_and_attribute
from bot.settings import Settings
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from index.answering.answer import Answerer
from index.ranking.decision_model import load_decision_model
from index.search.embedding import load_embedder
from index.search.full_text import SqliteFullText
from index.search.retrieve import Retriever
from index.search.vectors import IndexFolder

QUESTION = "Who claimed responsibility for breaking the gate?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("demo/articles")])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        with CorpusStore.open(root / "corpus.db") as store:
            spent = _timed(lambda: ingest(store, options.paths))
            stats = store.stats()
            print(f"ingest: {stats.articles} articles, {stats.articles / spent.wall:.0f} a second")
            measure_rebuild(root, options.rounds)
            measure_answer(store, IndexFolder(root / "index"))
        measure_commands(root)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the clock, and of the processors: this process's and those of its children."""

    wall: float
    processors: float


def measure_rebuild(root: Path, rounds: int) -> None:
    """Bare encoder, full rebuild, and full rebuild that finds who says what too, alternating."""
    with Engine.open(Settings(data_dir=root)) as engine:
        embedder, store = engine.embedder, engine.store
        texts = [paragraph.text for paragraph, _ in store.passages(store.live_ids()).values()]
        index = partial(engine.rebuild, full=True)
        bare, alone, both = [], [], []
        for _ in range(rounds):
            bare.append(_timed(lambda: embedder.embed_passages(texts)))
            alone.append(_timed(index))
            _forget_attributions(store)
            both.append(_timed(lambda: index_and_attribute(engine, index)))
    rate = len(texts) / median(spent.wall for spent in bare)
    print(f"bare encoder: {len(texts)} paragraphs, {rate:.0f} a second")
    for name, times in (("rebuild", alone), ("rebuild with attribution", both)):
        wall = median(b.wall / t.wall for b, t in zip(bare, times, strict=True))
        work = median(b.processors / t.processors for b, t in zip(bare, times, strict=True))
        print(f"{name}: {wall:.0%} of its rate, {work:.0%} by processor time")


def _forget_attributions(store: CorpusStore) -> None:
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM attributed")


def measure_answer(store: CorpusStore, folder: IndexFolder) -> None:
    """A question asked again and again of a warm engine."""
    embedder = load_embedder()
    vectors = folder.open(corpus=store.corpus_id, embedder=embedder).vectors
    retriever = Retriever(store, SqliteFullText(store), vectors, embedder)
    answerer = Answerer(store, retriever, model=load_decision_model(embedder.name))
    answerer.assess(QUESTION)
    times = [_timed(lambda: answerer.assess(QUESTION)).wall for _ in range(30)]
    print(f"ask, warm: {median(times) * 1000:.0f} ms at the median")


def measure_commands(root: Path) -> None:
    """The command line from a cold start, as a person waits for it."""
    dateline = str(Path(sys.executable).with_name("dateline"))
    environment = os.environ | {"DATELINE_DATA_DIR": str(root)}
    for arguments in (["--help"], ["ask", QUESTION]):
        command = [dateline, *arguments]
        run = partial(subprocess.run, command, env=environment, check=True, capture_output=True)
        times = [_timed(run).wall for _ in range(5)]
        print(f"dateline {arguments[0]}, cold: {median(times):.2f} s at the median")


def _timed(work: Callable[[], object]) -> Spent:
    started, spent = time.perf_counter(), _processors()
    work()
    return Spent(time.perf_counter() - started, _processors() - spent)


def _processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
