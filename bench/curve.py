"""Quality against time: `python -m bench.curve`. How many candidates are worth reading.

Asks questions of the sets that no part of the product was fitted to, and of the news that did not
train the cross-encoder, at several depths of reading. Writes docs/curve.svg and prints a table.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bench.sets import table_line
from bench.splits import Part, part_of
from bench.stores import REPOSITORY, QuestionSet, is_here, open_set
from corpus.inference.trees import BoostedTrees
from index.evaluation.judged_questions import JudgedQuestion
from index.ranking.cross_encoder import WEIGHTS, load_cross_encoder
from index.ranking.passage_score import PassageScore
from index.ranking.ranker import Ranker
from index.search.embedding import load_embedder
from index.search.retrieve import Retrieved

DEPTHS = (0, 4, 8, 12, 20, 30)
PICTURE = REPOSITORY / "docs" / "curve.svg"
_SEED = 20230524
_COLOURS = ("#2b6cb0", "#c05621", "#2f855a")
_WIDTH, _HEIGHT, _MARGIN = 460, 300, 46


@dataclass(frozen=True, slots=True)
class Point:
    """One depth on one set: the median time of ranking what was retrieved, and its quality."""

    set: str
    depth: int
    questions: int
    milliseconds: float
    first: float
    reciprocal: float


def chosen(questions: QuestionSet, most: int) -> list[JudgedQuestion]:
    """Judged questions that the cross-encoder was not trained on, at random."""
    some = [
        question
        for number, question in enumerate(questions.questions)
        if question.answerable
        and question.judged
        and question.tags.get("split") != "dev"
        and part_of(questions.name, question, number=number, nearest=None) is Part.UNSEEN
    ]
    return random.Random(_SEED).sample(some, min(most, len(some)))


def measure(questions: QuestionSet, rankers: dict[int, Ranker], *, most: int) -> Iterator[Point]:
    """A point for each depth. Passages are new to the cross-encoder each time: nothing is kept."""
    asked = chosen(questions, most)
    retrieved = [questions.retriever.retrieve(question.text) for question in asked]
    for depth, ranker in rankers.items():
        places, times = [], []
        for question, found in zip(asked, retrieved, strict=True):
            started = time.perf_counter()
            place = _place(question, found, ranker)
            times.append((time.perf_counter() - started) * 1000)
            places.append(place)
        ranks = np.array(places)
        yield Point(
            set=questions.name,
            depth=depth,
            questions=len(asked),
            milliseconds=float(np.median(times)),
            first=float((ranks == 1).mean()),
            reciprocal=float(np.where(ranks <= 10, 1 / ranks, 0).mean()),
        )


def _place(question: JudgedQuestion, found: Retrieved, ranker: Ranker) -> int:
    for place, ranked in enumerate(ranker.rank(found.question, found.candidates), start=1):
        if question.hit(ranked.candidate.paragraph.text):
            return place
    return 10**6


def load_rankers() -> dict[int, Ranker]:
    """The shipped ranker at every depth, each with a cross-encoder of its own."""
    fitted = json.loads((WEIGHTS / "judge.json").read_text(encoding="utf-8"))
    first, second = BoostedTrees.of(fitted["first"]), PassageScore.of(fitted["second"])
    return {depth: Ranker(first, second, load_cross_encoder(), depth=depth) for depth in DEPTHS}


def draw(points: Sequence[Point]) -> str:
    """An SVG picture: R@1 (up) against milliseconds (across), a line a set."""
    slowest = max(point.milliseconds for point in points)
    low = min(point.first for point in points) - 0.02
    high = max(point.first for point in points) + 0.02

    def x(milliseconds: float) -> float:
        return _MARGIN + milliseconds / slowest * (_WIDTH - 2 * _MARGIN)

    def y(value: float) -> float:
        return _HEIGHT - _MARGIN - (value - low) / (high - low) * (_HEIGHT - 2 * _MARGIN)

    drawn = ""
    for number, name in enumerate(dict.fromkeys(point.set for point in points)):
        colour = _COLOURS[number % len(_COLOURS)]
        line = [point for point in points if point.set == name]
        drawn += "".join(
            f'<line x1="{x(a.milliseconds):.1f}" y1="{y(a.first):.1f}" '
            f'x2="{x(b.milliseconds):.1f}" y2="{y(b.first):.1f}" stroke="{colour}"/>'
            for a, b in pairwise(line)
        )
        drawn += "".join(
            f'<circle cx="{x(p.milliseconds):.1f}" cy="{y(p.first):.1f}" r="3" fill="{colour}"/>'
            f'<text x="{x(p.milliseconds):.1f}" y="{y(p.first) - 7:.1f}" fill="{colour}" '
            f'text-anchor="middle">{p.depth}</text>'
            for p in line
        )
        drawn += f'<text x="{_MARGIN}" y="{16 + 14 * number}" fill="{colour}">{name}</text>'
    drawn += "".join(
        f'<text x="{x(share * slowest):.0f}" y="{_HEIGHT - _MARGIN + 18}" text-anchor="middle">'
        f"{share * slowest:.0f} ms</text>"
        for share in (0.0, 0.5, 1.0)
    ) + "".join(
        f'<text x="{_MARGIN - 6}" y="{y(value) + 4:.0f}" text-anchor="end">{value:.2f}</text>'
        for value in (low, high)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="11" role="img" '
        'aria-label="R@1 against milliseconds, by the number of passages read">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>{drawn}</svg>\n'
    )


def main() -> None:
    """Measure, print the table and draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=["rtqa_dev", "squad2_dev", "demo"])
    parser.add_argument("--most", type=int, default=150, metavar="N", help="questions of a set")
    options = parser.parse_args()
    embedder = load_embedder()
    points = [
        point
        for name in options.sets
        if is_here(name)
        for point in measure(open_set(name, embedder=embedder), load_rankers(), most=options.most)
    ]
    print(table_line("set (questions)", "passages read", "R@1", "MRR", "median ms"))
    print(table_line(*["---"] * 5))
    for p in points:
        cells = (f"{p.set} ({p.questions})", str(p.depth), f"{p.first:.3f}", f"{p.reciprocal:.3f}")
        print(table_line(*cells, f"{p.milliseconds:.0f}"))
    PICTURE.write_text(draw(points), encoding="utf-8")


if __name__ == "__main__":
    main()
