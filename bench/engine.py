"""What answering from an engine costs beside the local path: `python -m bench.engine ADDRESS`.

    python -m bench.engine ADDRESS [--set NAME] [--count N] [--updates N]

ADDRESS is that of an empty PostgreSQL database with pgvector. A set's corpus is sent there, its
questions are asked through both, and then while a writer sends updates: R@1, R@5, and milliseconds
of processor and of the clock. The corpus is a copy, so the set stays as it is.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.stores import CACHE, open_set
from corpus.mirror.reading import MirrorStore
from corpus.storage.records import Arrival
from corpus.storage.store import CorpusStore
from corpus.types import Block, BlockKind, ExtractedArticle, Metadata, Span
from index.answering.answer import Answerer
from index.evaluation.evaluate import evaluate
from index.evaluation.judged_questions import JudgedQuestion
from index.ranking.decision_model import load_decision_model
from index.search.embedding import Embedder, load_embedder
from index.search.full_text import SqliteFullText
from index.search.mirror_sync import push
from index.search.mirrored import MirroredFullText, MirrorFolder
from index.search.retrieve import Retriever
from index.search.sync import sync
from index.search.vectors import IndexFolder
from index.types import Assessment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--set", default="rtqa_dev")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--updates", type=int, default=200)
    arguments = parser.parse_args()
    embedder = load_embedder()
    every = open_set(arguments.set, embedder=embedder).questions
    questions = [each for each in every if each.answerable][: arguments.count]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(CACHE / arguments.set, data)
        _measure(data, arguments.address, embedder, questions, arguments.updates)


def _measure(
    data: Path, address: str, embedder: Embedder, questions: list[JudgedQuestion], updates: int
) -> None:
    store, folder = CorpusStore.open(data / "corpus.db"), IndexFolder(data / "index")
    vectors = folder.open(corpus=store.corpus_id, embedder=embedder).vectors
    took = _timed(lambda: push(store, vectors, embedder, address=address, anew=True))
    _tell("sent", paragraphs=store.stats().paragraphs, seconds=took / 1000)
    model = load_decision_model(embedder.name)
    local = Answerer(store, Retriever(store, SqliteFullText(store), vectors, embedder), model=model)
    _tell("local", **_asked(store, local, questions))
    _tell("engine", **_asked(store, _through(address, embedder), questions))

    def update() -> None:
        for number in range(updates):
            _save(store, f"Update {number} came in from Lissow, says Zorblax{number}.")
            sync(store, folder, embedder)
            now = folder.open(corpus=store.corpus_id, embedder=embedder).vectors
            sent.append(_timed(partial(push, store, now, embedder, address=address)))
            fresh.append(words.count(f"zorblax{number}"))

    sent: list[float] = []
    fresh: list[int] = []
    words = MirroredFullText(MirrorStore.at(address).passages_table)
    writer = threading.Thread(target=update)
    bots = [_through(address, embedder) for _ in range(2)]
    found: list[dict[str, float]] = []
    threads = [
        threading.Thread(target=lambda bot=bot: found.append(_asked(store, bot, questions[:40])))
        for bot in bots
    ]
    for each in (writer, *threads):
        each.start()
    for each in (writer, *threads):
        each.join()
    _tell("update", count=len(sent), p50=median(sent), most=max(sent), found_at_once=sum(fresh))
    for figures in found:
        _tell("bot meanwhile", **figures)
    store.close()


def _through(address: str, embedder: Embedder) -> Answerer:
    store = MirrorStore.at(address)
    vectors = MirrorFolder(store).open(corpus=store.corpus_id, embedder=embedder).vectors
    retriever = Retriever(store, MirroredFullText(store.passages_table), vectors, embedder)
    return Answerer(store, retriever, model=load_decision_model(embedder.name))


def _asked(
    store: CorpusStore, answerer: Answerer, questions: list[JudgedQuestion]
) -> dict[str, float]:
    """Of the clock and of this process, which the server is not: the first is for both."""
    own = []

    def ask(asked: JudgedQuestion, limit: int) -> Assessment:
        started = time.thread_time()
        found = answerer.assess(asked.text, limit=limit)
        own.append(1000 * (time.thread_time() - started))
        return found

    found = evaluate(store, questions, ask)
    return {
        "questions": len(questions),
        "R@1": found.ranking["R@1"].value,
        "R@5": found.ranking["R@5"].value,
        "p50": found.median_time,
        "p95": found.slow_time,
        "own": median(own),
    }


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def _save(store: CorpusStore, text: str) -> None:
    stem = text.split(" ")[1]
    metadata = Metadata(title=f"Update {stem}", outlet="Wire", published="2031-03-04")
    arrival = Arrival(source=f"/wire/{stem}", stem=stem, digest=stem)
    block = Block(BlockKind.PROSE, Span(0, len(text)), 1)
    store.save(ExtractedArticle(text, metadata), [block], arrival)


def _tell(name: str, **figures: float) -> None:
    print(json.dumps({"what": name} | {key: round(value, 3) for key, value in figures.items()}))


if __name__ == "__main__":
    main()
