"""What the claims are worth on annotated news: `python -m bench.claims [MEASURE …]`.

Takes the articles beside the annotations into folders of their own, at first use, and prints what
the scorers there say of the product's own commands, a measure after the other. Every run brings the
folders up to date with the code first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bench.stores import CACHE, SHARED
from bot.engine import Engine
from bot.settings import Settings
from bot.terminal.offsets import offsets_in
from corpus.types import Filters
from index.claims.disputes.finding import Side, disputes_on
from index.claims.frame import frame_of
from index.claims.publishers import read_publishers
from index.claims.topics import whole_story

DATA = SHARED / "claims"
_ARTICLES = {"figures": "figures_dev_articles.jsonl", "stories": "stories_dev.jsonl"}
_KNOWN = ("story", "topic")  # of an article to the annotators alone
_ALIKE = 0.01  # of the larger of two values, as the scorer has it
Place = tuple[str, int, int]


def stories() -> list[str]:
    """B-cubed of the stories."""
    _settle("stories")
    lines = _dateline("stories", "stories", "--json").splitlines()
    return _scored("score_stories.py", DATA / "stories_dev.jsonl", map(json.loads, lines))


def figures() -> list[str]:
    """Figures found, and pairs of them."""
    _settle("figures")
    return _scored("score_figures.py", DATA / "figures_dev.jsonl", _figures("figures"))


def as_of() -> list[str]:
    """Days as of which nothing later is shown, and no value that was known is missing."""
    _settle("figures")
    gold = _lines(DATA / "figures_dev.jsonl")
    published = {one["id"]: one["date"] for one in _lines(DATA / "figures_dev_articles.jsonl")}
    rows = _lines(DATA / "asof_dev.jsonl")
    later = missing = 0
    for row in rows:
        shown = list(_shown(_figures("figures", "--as-of", row["as_of"])))
        values = {
            one["value"]
            for one in gold
            if one["slot"] == row["slot"] and any(_overlap(_place(one), _place(f)) for f in shown)
        }
        is_later = any(published[figure["article"]] > row["as_of"] for figure in shown)
        later += is_later or not values.isdisjoint(row["not_values"])
        missing += not values.issuperset(row["values"])
    return [f"{len(rows)} days: something later on {later}, something known missing on {missing}"]


def origins() -> list[str]:
    """The same words in several outlets under one name."""
    path = DATA / "origins_dev_articles.jsonl"
    found = map(json.loads, _dateline("origins", "attribute", str(path), "--json").splitlines())
    return _scored("score_origins.py", DATA / "origins_dev.jsonl", found)


def pairs() -> list[str]:
    """Pairs that were read by hand: shown as at odds, as a dispute or as two figures of a kind."""
    gold = _lines(DATA / "pairs_dev.jsonl")
    labels = {one["id"]: "none" for one in gold}
    together = 0
    for name in ("figures", "stories"):
        _settle(name)
        with _opened(name) as engine:
            here = {article.id for article in engine.store.articles()}
            at_odds = [*_disputed(engine), *_differing(_figures(name))]
        for one in gold:
            a, b = ([(s["article"], *span) for span in s["spans"]] for s in (one["a"], one["b"]))
            if not {one["a"]["article"], one["b"]["article"]} <= here:
                continue
            together += name == "stories"
            if any(_are(a, b, pair) or _are(b, a, pair) for pair in at_odds):
                labels[one["id"]] = "conflict"
    told = [{"id": id_, "label": label} for id_, label in labels.items()]
    scores = _scored("score_labels.py", DATA / "pairs_dev.jsonl", told)
    return [f"both articles are here for {together} of {len(gold)}", *scores]


MEASURES: Mapping[str, Callable[[], list[str]]] = {
    "figures": figures,
    "as-of": as_of,
    "stories": stories,
    "origins": origins,
    "pairs": pairs,
}


def main(names: Sequence[str]) -> None:
    """Print a table of these measures."""
    for name in names:
        head = name
        for line in MEASURES[name]():
            print(f"{head:10}{line.strip()}", flush=True)
            head = ""


def _opened(name: str) -> Engine:
    return Engine.open(Settings(data_dir=CACHE / "claims" / name, _env_file=None))


@cache
def _settle(name: str) -> None:
    """Take the articles of this name in, and do what is still to do with them."""
    articles = _lines(DATA / _ARTICLES[name])
    with _opened(name) as engine, tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "articles.jsonl"
        _write(plain, ({k: v for k, v in one.items() if k not in _KNOWN} for one in articles))
        if not engine.store.stats().articles:
            engine.ingest([plain])
        engine.attribute()


def _dateline(name: str, *arguments: str) -> str:
    """What a command prints, over the folder of this name."""
    program = Path(sys.executable).with_name("dateline")
    environment = os.environ | {"DATELINE_DATA_DIR": str(CACHE / "claims" / name)}
    return subprocess.run(
        [program, *arguments], env=environment, check=True, capture_output=True, text=True
    ).stdout


def _figures(name: str, *arguments: str) -> Any:
    return json.loads(_dateline(name, "figures", "--json", *arguments))


def _shown(found: Any) -> Iterator[Any]:
    for group in found["groups"]:
        yield from group["figures"]


def _differing(found: Any) -> Iterator[tuple[Place, Place]]:
    """Figures of one group, in two articles, whose values are not the same."""
    for group in found["groups"]:
        valued = [figure for figure in group["figures"] if figure["value"] is not None]
        for position, one in enumerate(valued):
            for two in valued[position + 1 :]:
                apart = abs(one["value"] - two["value"])
                most = max(abs(one["value"]), abs(two["value"]))
                if one["article"] != two["article"] and apart > _ALIKE * most:
                    yield _place(one), _place(two)


def _disputed(engine: Engine) -> Iterator[tuple[Place, Place]]:
    """The two places of every dispute."""
    publishers = read_publishers(engine.settings.data_dir)
    frame = frame_of(engine.store, Filters())
    for story in sorted(set(frame.stories(frame.articles).values())):
        found = disputes_on(whole_story(frame, story), frame, publishers)
        offsets = offsets_in(engine.store, found.passages)

        def place(side: Side) -> Place:
            span = offsets.of(side.passage, side.span)  # noqa: B023
            return side.passage.article.id, span.start, span.stop

        for dispute in found.all:
            yield place(dispute.one), place(dispute.two)


def _are(a: Sequence[Place], b: Sequence[Place], pair: tuple[Place, Place]) -> bool:
    one, two = pair
    return any(_overlap(one, each) for each in a) and any(_overlap(two, each) for each in b)


def _place(figure: Mapping[str, Any]) -> Place:
    return figure["article"], figure["start"], figure["stop"]


def _overlap(one: Place, two: Place) -> bool:
    return one[0] == two[0] and one[1] < two[2] and two[1] < one[2]


def _scored(scorer: str, gold: Path, told: Any) -> list[str]:
    """What a scorer beside the annotations says of what was found: one object, or one a line."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        _write(found, [told] if isinstance(told, dict) else told)
        command = [sys.executable, str(DATA / scorer), str(gold), str(found)]
        return subprocess.run(
            command, check=True, capture_output=True, text=True
        ).stdout.splitlines()


def _write(path: Path, objects: Iterable[Any]) -> None:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in objects), encoding="utf-8")


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main(sys.argv[1:] or list(MEASURES))
