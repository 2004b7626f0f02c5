"""Questions as people ask them, over corpora of every size: `python -m bench.asked`.

Asks the product what people wrote over groups of news articles, and prints by group, by kind and
by size of the corpus how it ranks, what it answers and what its confidence is worth.

    python -m bench.asked                      the groups that choose, each as its own corpus
    python -m bench.asked group4 group11       other groups
    python -m bench.asked --sizes              corpora of 2 to 1,000 articles drawn around them
    python -m bench.asked --write FILE         keep what came of each question
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.corpora import SIZES, drawn
from bench.sets import table_line
from bench.splits import DEV_GROUPS
from bench.stores import REPOSITORY, QuestionSet, open_set
from corpus.attribute import attribute_articles
from corpus.attribution import load_attributor
from index.answering.answer import Answerer
from index.evaluation.measures import (
    Bin,
    Figure,
    auroc,
    bootstrap,
    calibration_error,
    reliability,
)
from index.evaluation.page import reliability_plot
from index.ranking.decision_model import DecisionModel, load_decision_model
from index.search.embedding import load_embedder
from index.types import Tier

PICTURE = REPOSITORY / "docs" / "reliability-by-size.svg"
_DEEP = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and what came of it; `rank` is that of the first passage that answers, 0: none."""

    set: str
    question: str
    kind: str
    answerable: bool
    judged: bool
    rank: int
    confidence: float
    tier: str
    milliseconds: float


def ask(questions: QuestionSet, model: DecisionModel) -> Iterator[Outcome]:
    """Every question of a set, asked of the product."""
    answerer = Answerer(questions.store, questions.retriever, model=model)
    for question in questions.questions:
        started = time.perf_counter()
        found = answerer.assess(question.text, limit=_DEEP)
        took = (time.perf_counter() - started) * 1000
        hits = [question.hit(citation.passage.paragraph.text) for citation in found.citations]
        yield Outcome(
            set=questions.name,
            question=question.text,
            kind=question.tags.get("kind", ""),
            answerable=question.answerable,
            judged=question.answerable and question.judged,
            rank=hits.index(True) + 1 if True in hits else 0,
            confidence=found.confidence,
            tier=str(found.tier),
            milliseconds=took,
        )


# What is measured of some outcomes; each gives NaN where they do not allow it.
MEASURES: dict[str, Callable[[Sequence[Outcome]], float]] = {
    "R@1": lambda some: _share([o.rank == 1 for o in some if o.judged]),
    "R@5": lambda some: _share([0 < o.rank <= 5 for o in some if o.judged]),
    "MRR": lambda some: _mean([1 / o.rank if o.rank else 0.0 for o in some if o.judged]),
    "AUROC": lambda some: auroc(_confidence(some), _labels(some)),
    "answerable answered": lambda some: _share([_answers(o) for o in some if o.answerable]),
    "others answered": lambda some: _share([_answers(o) for o in some if not o.answerable]),
    "ECE": lambda some: calibration_error(reliability(_confidence(some), _labels(some))),
}


def _answers(outcome: Outcome) -> bool:
    return outcome.tier == Tier.ANSWERS


def _share(values: Sequence[bool]) -> float:
    return _mean([float(value) for value in values])


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


def _confidence(some: Sequence[Outcome]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([outcome.confidence for outcome in some])


def _labels(some: Sequence[Outcome]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([outcome.answerable for outcome in some], dtype=bool)


def interval(some: Sequence[Outcome], measure: Callable[[Sequence[Outcome]], float]) -> Figure:
    """A measure with its bootstrap interval over questions."""
    return bootstrap(lambda chosen: measure([some[number] for number in chosen]), len(some))


def show(parts: dict[str, list[Outcome]], *, intervals: bool) -> None:
    """A table: a line for each part, a column for each measure."""
    print(table_line("part (answerable, others)", *MEASURES, "ms"))
    print(table_line(*["---"] * (len(MEASURES) + 2)))
    for name, some in parts.items():
        answerable = sum(outcome.answerable for outcome in some)
        cells = []
        for measure in MEASURES.values():
            text = f"{measure(some):.3f}"
            if intervals:
                figure = interval(some, measure)
                text += f" ({figure.low:.3f}–{figure.high:.3f})"
            cells.append(text)
        took = f"{np.median([outcome.milliseconds for outcome in some]):.0f}"
        print(table_line(f"{name} ({answerable}, {len(some) - answerable})", *cells, took))
    print(flush=True)


def by(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    """Outcomes by what a key makes of them."""
    parts: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        parts.setdefault(key(outcome), []).append(outcome)
    return parts


def main() -> None:
    """Ask, print, and draw the plot by size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("groups", nargs="*", metavar="GROUP", default=list(DEV_GROUPS))
    parser.add_argument("--sizes", action="store_true")
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    embedder = load_embedder()
    model = load_decision_model(embedder.name)
    outcomes: list[Outcome] = []
    if options.sizes:
        for size in SIZES:
            for questions in drawn(options.groups, size, embedder=embedder):
                outcomes += ask(questions, model)
        sizes = by(outcomes, lambda outcome: outcome.set.rpartition(" ")[2])
        show(sizes, intervals=False)
        series: dict[str, Sequence[Bin]] = {
            f"{size} articles": reliability(_confidence(some), _labels(some))
            for size, some in sizes.items()
        }
        PICTURE.write_text(reliability_plot(series) + "\n", encoding="utf-8")
    else:
        attributor = load_attributor("learned")
        for group in options.groups:
            questions = open_set(group, embedder=embedder)
            attribute_articles(questions.store, attributor=attributor, name="learned")
            outcomes += ask(questions, model)
        show(by(outcomes, lambda outcome: outcome.set) | {"all": outcomes}, intervals=True)
        show(by(outcomes, lambda outcome: outcome.kind), intervals=False)
    if options.write:
        lines = (json.dumps(asdict(outcome)) + "\n" for outcome in outcomes)
        options.write.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
