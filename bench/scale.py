"""What a question costs as the corpus grows: corpora of any size, and where the time goes in each.

    python -m bench.scale make PARAGRAPHS ... [--articles FILE.jsonl]
    python -m bench.scale ask PARAGRAPHS ... [--questions FILE.jsonl] [--count N] [--picture FILE]
    python -m bench.scale exact PARAGRAPHS ... [--questions FILE.jsonl] [--count N]
    python -m bench.scale sync PARAGRAPHS ...

`make` recombines the sentences of real articles, so that words are as frequent as in news and no
paragraph stands twice. A paragraph's vector is made of those of its sentences' own paragraphs, who
speaks in it is drawn at random: neither costs the hours that encoder and parser would take. `ask`
gives milliseconds of warm questions by stage, and the memory; `exact` what approximate search
misses; `sync` what it takes until one more article answers, which stays in that corpus.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from bench.scale_asking import ask, memory_mb
from bench.scale_exact import compare
from bench.scale_picture import draw
from bench.stores import CACHE, files_of
from bot.engine import Engine
from bot.settings import Settings
from corpus.attribution.types import Act, Attribution, Kind
from corpus.languages.sentences import split_sentences
from corpus.storage.attribution_table import Unattributed
from corpus.storage.records import Arrival
from corpus.storage.store import CorpusStore
from corpus.types import Block, BlockKind, ExtractedArticle, Metadata, Span
from index.search.embedding import Embedder, Vectors, load_embedder
from index.search.full_text import words_in
from index.search.sync import rebuild
from index.search.vectors import IndexFolder
from index.search.word_sync import sync_words

Value = TypeVar("Value")

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
    parser.add_argument("what", choices=["make", "ask", "exact", "sync"])
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--articles", type=Path, default=files_of("rtqa_dev")[0])
    parser.add_argument("--questions", type=Path, default=files_of("rtqa_dev")[1])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--json", type=Path, help="where to write what was found")
    parser.add_argument("--picture", type=Path, help="where to draw what questions cost")
    arguments = parser.parse_args()
    folders = {size: ROOT / str(size) for size in arguments.sizes}
    questions = _questions(arguments.questions, arguments.count)
    found: list[dict[str, Any]] = []
    if arguments.what == "make":
        for size, folder in folders.items():
            make(size, folder, arguments.articles)
    elif arguments.what == "ask":
        found = [asked.summary() for asked in ask(folders, questions)]
        if arguments.picture:
            arguments.picture.write_text(draw(found), encoding="utf-8")
    elif arguments.what == "exact":
        found = [
            {"paragraphs": size, **compare(folder, questions)} for size, folder in folders.items()
        ]
    else:
        found = [add_one(size, folder) for size, folder in folders.items()]
    for line in found:
        print(json.dumps(line))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


def _questions(path: Path, count: int) -> list[str]:
    """As many at random, the same each time."""
    asked = [json.loads(line)["question"] for line in path.open(encoding="utf-8")]
    return random.Random(0).sample(asked, min(count, len(asked)))


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


def make(size: int, folder: Path, path: Path) -> None:
    """A corpus of `size` paragraphs with its indexes; the real articles are among them."""
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
        sync_words(store, words_in(folder / "index"))
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


def add_one(size: int, folder: Path) -> dict[str, Any]:
    """What it takes until an article of twenty paragraphs that is added answers: seconds of the
    clock and of the processor, and memory in MB before, at its most, and after."""
    word = "zorb" + "".join(random.choices("bcdfgklmnprtv", k=8))
    text = "This paragraph, number {} of those on the {}, is like no other one."
    paragraphs = [text.format(number, word) for number in range(PARAGRAPHS_AN_ARTICLE)]
    about = {"title": word, "source": "Bench", "date": "2022-12-31"}
    settings = Settings(data_dir=folder, _env_file=None)
    with Engine.open(settings) as engine:
        engine.sync()
        engine.assess(f"What is said of the {word}?")
        before = memory_mb("VmRSS")
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most so far
        _save(engine.store, random.randrange(10**7, 10**8), paragraphs, [about], random.Random(0))
        question = f"What is said of the {word}?"
        _, synced = _timed(engine.sync)
        found, first = _timed(lambda: engine.assess(question))
        _, again = _timed(lambda: engine.assess(question))
        return {
            "paragraphs": size,
            "sync": synced,
            "first question": first,
            "the same again": again,
            "found": any(word in cited.passage.paragraph.text for cited in found.citations),
            "resident MB": before,
            "peak MB": memory_mb("VmHWM"),
        }


def _timed(run: Callable[[], Value]) -> tuple[Value, dict[str, float]]:
    """What it gives, and the seconds that it takes."""
    wall, processor = time.perf_counter(), time.process_time()
    value = run()
    return value, {
        "wall": round(time.perf_counter() - wall, 3),
        "processor": round(time.process_time() - processor, 3),
    }


if __name__ == "__main__":
    main()
