"""What a question costs as the corpus grows: corpora of any size, and where the time goes in each.

    python -m bench.scale make PARAGRAPHS ... [--articles FILE.jsonl]
    python -m bench.scale ask PARAGRAPHS ... [--questions FILE.jsonl] [--count N] [--json FILE]
    python -m bench.scale sync PARAGRAPHS ...

`make` recombines the sentences of real articles, so that words are as frequent as in news and no
paragraph stands twice. A paragraph's vector is made of those of its sentences' own paragraphs, who
speaks in it is drawn at random: neither costs the hours that encoder and parser would take. `ask`
gives milliseconds of a warm question, the median and the 95th percentile, by stage, and the memory;
`sync` the seconds until one more article is searchable.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from bench.stores import CACHE, files_of
from corpus.attribution.types import Act, Attribution, Kind
from corpus.languages.sentences import split_sentences
from corpus.storage.attribution_table import Unattributed
from corpus.storage.records import Arrival
from corpus.storage.store import CorpusStore
from corpus.types import Block, BlockKind, ExtractedArticle, Metadata, Span
from index.answering.answer import Answerer
from index.ranking.decision_model import load_decision_model
from index.search.embedding import Embedder, Vectors, load_embedder
from index.search.full_text import FullText, words_in
from index.search.retrieve import Retriever
from index.search.sync import rebuild, sync
from index.search.vectors import IndexFolder
from index.search.word_sync import sync_words

ROOT = CACHE / "scale"
PARAGRAPHS_AN_ARTICLE = 20
# Articles stored in one transaction.
TOGETHER = 500
SPEAKERS = 5_000
# How often each act is among what is said in news, roughly.
ACTS = (
    [Act.STATES] * 80
    + [Act.CLAIMS] * 6
    + [Act.DENIES] * 3
    + [Act.ACCUSES] * 4
    + [Act.CONFIRMS] * 2
    + [Act.WARNS] * 3
    + [Act.PROMISES] * 2
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["make", "ask", "sync"])
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--articles", type=Path, default=files_of("rtqa_dev")[0])
    parser.add_argument("--questions", type=Path, default=files_of("rtqa_dev")[1])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = []
    for size in arguments.sizes:
        if arguments.what == "make":
            make(size, arguments.articles)
        elif arguments.what == "ask":
            found.append(ask(size, arguments.questions, arguments.count))
        else:
            found.append(add_one(size, arguments.articles))
    for line in found:
        print(json.dumps(line))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


# Making


class Recombined:
    """The bundled embedder for questions; for recombined paragraphs, the mean of the vectors of
    their sentences' own paragraphs with some noise."""

    def __init__(self, embedder: Embedder, known: dict[str, Vectors]) -> None:
        self._embedder, self._known = embedder, known
        self.name, self.weights = embedder.name, embedder.weights
        self.dimension = embedder.dimension

    def embed_query(self, text: str) -> Vectors:
        return self._embedder.embed_query(text)

    def embed_passages(
        self, texts: Sequence[str], *, on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        made = np.stack([self._made(text) for text in texts])
        if on_done:
            on_done(len(texts))
        unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
        return unit

    def _made(self, text: str) -> Vectors:
        if text in self._known:
            return self._known[text]
        parts = [self._known[part] for part in text.split("  ") if part in self._known]
        if not parts:
            alone: Vectors = self._embedder.embed_passages([text])[0]
            return alone
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
        noise = np.random.default_rng(seed).normal(0, 0.02, self.dimension)
        mixed: Vectors = (np.mean(parts, axis=0) + noise).astype(np.float32)
        return mixed


def recombined(articles: Path) -> tuple[list[dict[str, str]], list[str], Recombined]:
    """The articles, their sentences, and the embedder that knows them."""
    read = [json.loads(line) for line in articles.open(encoding="utf-8")]
    paragraphs = list(
        dict.fromkeys(p for article in read for p in article["text"].split("\n\n") if len(p) > 80)
    )
    embedder = load_embedder()
    kept = ROOT / f"{hashlib.sha256(articles.read_bytes()).hexdigest()[:12]}.npy"
    if not kept.exists():
        ROOT.mkdir(parents=True, exist_ok=True)
        np.save(kept, embedder.embed_passages(paragraphs))
    vectors = np.load(kept)
    known: dict[str, Vectors] = {}
    whole: dict[str, Vectors] = {}
    for paragraph, vector in zip(paragraphs, vectors, strict=True):
        whole[paragraph] = vector
        for span in split_sentences(paragraph):
            sentence = " ".join(span.of(paragraph).split())
            if len(sentence) > 40:
                known[sentence] = vector
    return read, list(known), Recombined(embedder, whole | known)


def make(size: int, path: Path) -> None:
    """A corpus of `size` paragraphs with its index; the real articles are among them."""
    folder = ROOT / str(size)
    if (folder / "index" / "CURRENT").exists():
        return
    read, known, embedder = recombined(path)
    chance = random.Random(size)
    started = time.monotonic()
    with CorpusStore.open(folder / "corpus.db") as store:
        count = store.stats().paragraphs
        articles = _articles(read, known, chance)
        while count < size:
            with store.database.write(durable=False):  # on the disk one by one, it takes thrice
                for number, paragraphs in islice(articles, TOGETHER):
                    if count < size:
                        count += _save(store, number, paragraphs[: size - count], read, chance)
        _attribute(store, chance)
        print(f"{size}: stored in {time.monotonic() - started:.0f} s", flush=True)
        rebuild(store, IndexFolder(folder / "index"), embedder)
    print(f"{size}: {time.monotonic() - started:.0f} s", flush=True)


def _articles(
    read: Sequence[dict[str, str]], known: Sequence[str], chance: random.Random
) -> Iterator[tuple[int, list[str]]]:
    """The real ones first, then as many as are wanted."""
    for number, article in enumerate(read):
        yield number, [p for p in article["text"].split("\n\n") if len(p) > 80]
    while True:
        number += 1
        yield (
            number,
            [
                "  ".join(chance.choices(known, k=chance.randint(1, 3)))
                for _ in range(PARAGRAPHS_AN_ARTICLE)
            ],
        )


def _save(
    store: CorpusStore,
    number: int,
    paragraphs: Sequence[str],
    read: Sequence[dict[str, str]],
    chance: random.Random,
) -> int:
    of = read[number] if number < len(read) else chance.choice(read)
    day = of["date"]
    if number >= len(read):
        day = str(date(2022, 12, 31) - timedelta(days=chance.randrange(700)))
    body, blocks, at = "\n\n".join(paragraphs), [], 0
    for position, text in enumerate(paragraphs, start=1):
        blocks.append(Block(BlockKind.PROSE, Span(at, at + len(text)), position))
        at += len(text) + 2
    name = f"made-{number}"
    about = Metadata(id=name, title=of["title"], outlet=of["source"], published=day)
    digest = hashlib.sha256(body.encode()).hexdigest()
    store.save(ExtractedArticle(body, about), blocks, Arrival(name, name, digest))
    return len(paragraphs)


def _attribute(store: CorpusStore, chance: random.Random) -> None:
    """In half of the paragraphs somebody says the first words, a few far more often."""
    names = [f"Speaker {n // 70} {n}" for n in range(SPEAKERS)]
    often = [1 / (rank + 1) for rank in range(SPEAKERS)]
    while waiting := store.attributions.unattributed("made", limit=500, most_characters=50_000_000):
        store.attributions.save(
            [(each, tuple(_said(each, names, often, chance))) for each in waiting],
            attributor="made",
        )


def _said(
    article: Unattributed, names: Sequence[str], often: Sequence[float], chance: random.Random
) -> Iterable[Attribution]:
    at = 0
    for paragraph in article.body.split("\n\n"):
        if chance.random() < 0.5 and len(paragraph) > 20:
            [name] = chance.choices(names, often)
            yield Attribution(
                source=Span(at, at + 5),
                cue=None,
                content=(Span(at + 6, at + len(paragraph)),),
                speaker=name,
                antecedent=None,
                act=chance.choice(ACTS),
                kind=Kind.INDIRECT,
            )
        at += len(paragraph) + 2


# Measuring


def ask(size: int, questions: Path, count: int) -> dict[str, Any]:
    """Milliseconds of warm questions by stage, and the process's memory."""
    folder = ROOT / str(size)
    asked = [json.loads(line)["question"] for line in questions.open(encoding="utf-8")]
    random.Random(0).shuffle(asked)
    started = time.perf_counter()
    embedder = load_embedder()
    with CorpusStore.open(folder / "corpus.db") as store:
        generation = IndexFolder(folder / "index").open(corpus=store.corpus_id, embedder=embedder)
        stages = Stages()
        sync_words(store, words_in(folder / "index"))
        full_text, vectors = FullText(store, words_in(folder / "index")), generation.vectors
        stages.watch(full_text, "search", "full text")
        stages.watch(full_text, "count", "word counts")
        stages.watch(vectors, "search", "vectors")
        stages.watch(store, "stats", "statistics")
        stages.watch(store, "newest_day", "newest day")
        stages.watch(store, "ids_within", "filters")
        model = load_decision_model(embedder.name)
        stages.watch(model, "decide", "reading and ranking")
        answerer = Answerer(store, Retriever(store, full_text, vectors, embedder), model=model)
        answerer.assess(asked[-1])
        opened = time.perf_counter() - started
        walls = []
        first = []
        stages.clear()
        for question in asked[:count]:
            began = time.perf_counter()
            found = answerer.assess(question)
            walls.append((time.perf_counter() - began) * 1000)
            first.append(found.citations[0].passage.paragraph.id if found.citations else 0)
    return {
        "paragraphs": size,
        "p50": round(float(np.median(walls)), 1),
        "p95": round(float(np.percentile(walls, 95)), 1),
        "opened": round(opened, 2),
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "stages": {name: round(ms / count, 2) for name, ms in stages.spent.items()},
        "first": first,
    }


class Stages:
    """Milliseconds spent in methods of objects, by name."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def clear(self) -> None:
        self.spent.clear()

    def watch(self, owner: Any, method: str, name: str) -> None:
        inner = getattr(owner, method)

        def timed(*positional: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return inner(*positional, **named)
            finally:
                self.spent[name] += (time.perf_counter() - began) * 1000

        object.__setattr__(owner, method, timed)


def add_one(size: int, articles: Path) -> dict[str, Any]:
    """Seconds until an article of twenty paragraphs that is added is in the index."""
    folder = ROOT / str(size)
    read, known, embedder = recombined(articles)
    chance = random.Random(time.time_ns())
    with CorpusStore.open(folder / "corpus.db") as store:
        indexes = IndexFolder(folder / "index")
        sync_words(store, words_in(indexes.path))
        sync(store, indexes, embedder)
        resident = _resident()
        number = 10_000_000 + chance.randrange(10_000_000)
        paragraphs = ["  ".join(chance.choices(known, k=3)) for _ in range(PARAGRAPHS_AN_ARTICLE)]
        began = time.perf_counter()
        _save(store, number, paragraphs, read, chance)
        saved = time.perf_counter()
        sync_words(store, words_in(indexes.path))
        sync(store, indexes, embedder)
        return {
            "paragraphs": size,
            "save": round(saved - began, 3),
            "sync": round(time.perf_counter() - saved, 3),
            "resident MB": resident,
            "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024**2


if __name__ == "__main__":
    main()
