"""Where the time of a question goes, over several corpora that are asked in turn.

Each corpus has a process of its own, as memory is measured too. What is busy beside them makes all
of them slower alike, so that their ratios hold.
"""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from corpus.storage.attribution_table import AttributionTable
from corpus.storage.store import CorpusStore
from index.answering.answer import Answerer
from index.ranking.decision_model import load_decision_model
from index.search.embedding import load_embedder
from index.search.full_text import FullText, words_in
from index.search.retrieve import Retriever
from index.search.vectors import IndexFolder

REST = "the rest"
STAGES = (
    "reading and ranking",
    "embedding",
    "vectors",
    "words",
    "acts and statements",
    "passages",
    "statistics and filters",
    REST,
)
# Asked before anything is counted.
_WARMING = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one question, in milliseconds: the processor's by stage, and the clock's."""

    stages: Mapping[str, float]
    wall: float

    @property
    def processor(self) -> float:
        return sum(self.stages.values())


@dataclass(frozen=True, slots=True)
class Opened:
    """Seconds of the processor and of the clock until a corpus can be asked."""

    processor: float
    wall: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What questions of one corpus cost; memory in MB, `own` without files that it maps."""

    paragraphs: int
    opened: Opened
    costs: Sequence[Cost]
    resident: int
    own: int

    def summary(self) -> dict[str, Any]:
        spent = [cost.processor for cost in self.costs]
        walls = [cost.wall for cost in self.costs]
        return {
            "paragraphs": self.paragraphs,
            "p50": round(float(np.median(spent)), 1),
            "p95": round(float(np.percentile(spent, 95)), 1),
            "wall p50": round(float(np.median(walls)), 1),
            "wall p95": round(float(np.percentile(walls, 95)), 1),
            "opened": asdict(self.opened),
            "resident MB": self.resident,
            "own MB": self.own,
            "stages": {
                stage: round(
                    float(np.mean([cost.stages.get(stage, 0.0) for cost in self.costs])), 2
                )
                for stage in STAGES
            },
        }


def ask(folders: Mapping[int, Path], questions: Sequence[str]) -> list[Asked]:
    """Each question of each corpus, in an order that changes; the first few only warm them."""
    context = get_context("spawn")
    ways, opened = {}, {}
    costs: dict[int, list[Cost]] = defaultdict(list)
    for size, folder in folders.items():
        ways[size], theirs = context.Pipe()
        context.Process(target=_answer, args=(folder, theirs), daemon=True).start()
        opened[size] = ways[size].recv()
    for number, question in enumerate(questions):
        for size in random.Random(number).sample(list(folders), len(folders)):
            ways[size].send(question)
            cost = ways[size].recv()
            if number >= _WARMING:
                costs[size].append(cost)
    found = []
    for size, way in ways.items():
        way.send(None)
        resident, own = way.recv()
        found.append(Asked(size, opened[size], costs[size], resident, own))
    return found


def _answer(folder: Path, way: Connection) -> None:
    """Answers what comes from the other end, until that is nothing."""
    wall, processor = time.perf_counter(), time.process_time()
    embedder = load_embedder()
    with CorpusStore.open(folder / "corpus.db") as store:
        generation = IndexFolder(folder / "index").open(corpus=store.corpus_id, embedder=embedder)
        full_text = FullText(store, words_in(folder / "index"))
        model = load_decision_model(embedder.name)
        retriever = Retriever(store, full_text, generation.vectors, embedder)
        answerer = Answerer(store, retriever, model=model)
        clock = Clock()
        clock.watch(model, "decide", "reading and ranking")
        clock.watch(embedder, "embed_query", "embedding")
        clock.watch(generation.vectors, "search", "vectors")
        for method in ("search", "count"):
            clock.watch(full_text, method, "words")
        for method in ("paragraphs_of", "in_paragraphs", "said_by"):
            clock.watch(AttributionTable, method, "acts and statements")
        clock.watch(store, "passages", "passages")
        for method in ("stats", "newest_day", "ids_within"):
            clock.watch(store, method, "statistics and filters")
        clock.watch(answerer, "assess", REST)
        way.send(Opened(time.process_time() - processor, time.perf_counter() - wall))
        while (question := way.recv()) is not None:
            began = time.perf_counter()
            answerer.assess(question)
            way.send(Cost(clock.take(), (time.perf_counter() - began) * 1000))
        way.send((memory_mb("VmRSS"), memory_mb("RssAnon")))


class Clock:
    """Milliseconds of the processor that methods take, without the watched ones they call."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = defaultdict(float)
        self._within = [0.0]

    def take(self) -> dict[str, float]:
        """What was spent since this was asked last."""
        spent, self._spent = dict(self._spent), defaultdict(float)
        return spent

    def watch(self, owner: Any, method: str, stage: str) -> None:
        """Watch a method of an object, or of all of a class."""
        inner = getattr(owner, method)

        def timed(*positional: Any, **named: Any) -> Any:
            began = time.process_time()
            self._within.append(0.0)
            try:
                return inner(*positional, **named)
            finally:
                spent = (time.process_time() - began) * 1000
                self._spent[stage] += spent - self._within.pop()
                self._within[-1] += spent

        # Some are frozen.
        (type if isinstance(owner, type) else object).__setattr__(owner, method, timed)


def memory_mb(of: str) -> int:
    """A figure that Linux has of this process's memory, by its name there."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(rf"^{of}:\s+(\d+) kB", status, re.MULTILINE)
    assert found is not None
    return int(found[1]) // 1024
