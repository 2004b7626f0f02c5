"""Every question set through every ranking: `python -m bench.sets`, or `make bench`.

Writes report.md and report.json into data/bench. Sets that are not on this machine are skipped.
Each part of a set is reported by itself, with what it was used for: figures of questions that
trained the cross-encoder or fitted the ranking flatter it. The cross-validated ones are printed by
`python -m bench.fit` and `python -m bench.stages`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.splits import Part, part_of
from bench.stores import CACHE, SHARED, QuestionSet, is_here, open_set
from corpus.storage.store import CorpusStore
from corpus.types import Span
from index.answering.answer import Answerer
from index.evaluation.evaluate import MEASURES, Ask, Evaluation, evaluate
from index.evaluation.judged_questions import JudgedQuestion
from index.evaluation.measures import auroc, calibration_error, refused_at, reliability
from index.query.terms import content_words
from index.ranking.decision_model import DecisionModel, load_decision_model
from index.search.embedding import load_embedder
from index.search.full_text import SqliteFullText
from index.types import Assessment, Citation, Passage

SETS = ("rtqa_dev", "quail_news", "clapnq_dev", "squad2_dev", "xquad_en", "rgb", "demo")
# What the harness must find on xquad_en, and how close: published nDCG@10 of the model and BM25.
PUBLISHED = {"vectors": 0.9436, "full text": 0.9649}
CLOSE = 0.005
KEPT = 0.9
READER = "with reader"
_SEED = 20230524
_USED = {
    Part.SEEN: "trained the cross-encoder",
    Part.UNSEEN: "fitted ranking and confidence",
    None: "not used",
}
_FITTED = frozenset(("rtqa_dev", "clapnq_dev", "squad2_dev"))


@dataclass(frozen=True, slots=True)
class Row:
    """One ranking over one part of a set; figures that the questions do not allow are None.

    `refused` is the share of unanswerable questions refused while 90 % of the others are kept.
    """

    set: str
    used: str
    ranking: str
    questions: int
    figures: dict[str, float]
    milliseconds: float
    auroc: float | None = None
    calibration_error: float | None = None
    refused: float | None = None


def rankings(questions: QuestionSet, model: DecisionModel) -> dict[str, Ask]:
    """How to ask, by name, from the simplest to the product's own."""
    store = questions.store

    def full_text(asked: JudgedQuestion, limit: int) -> Assessment:
        found = SqliteFullText(store).search(content_words(asked.text), limit=limit)
        return _listed(store, asked.text, [id_ for id_, _ in found])

    def vectors(asked: JudgedQuestion, limit: int) -> Assessment:
        query = questions.embedder.embed_query(asked.text)
        found = questions.vectors.search(query, limit=limit)
        return _listed(store, asked.text, [id_ for id_, _ in found])

    def fused(asked: JudgedQuestion, limit: int) -> Assessment:
        found = questions.retriever.retrieve(asked.text).candidates
        best = sorted(found, key=lambda candidate: -candidate.fused)[:limit]
        return _listed(store, asked.text, [candidate.paragraph.id for candidate in best])

    answerer = Answerer(store, questions.retriever, model=model)

    def reader(asked: JudgedQuestion, limit: int) -> Assessment:
        return answerer.assess(asked.text, limit=limit)

    return {"full text": full_text, "vectors": vectors, "fused": fused, READER: reader}


def _listed(store: CorpusStore, question: str, ids: Sequence[int]) -> Assessment:
    stored = store.passages(ids)
    citations = tuple(
        Citation(number, Passage(*stored[id_], score=1 / number), Span(0, len(stored[id_][0].text)))
        for number, id_ in enumerate(ids, start=1)
    )
    return Assessment(question, citations, 0.0, None, None)


def parts(questions: QuestionSet) -> Iterator[tuple[str, list[JudgedQuestion]]]:
    """The questions by what they were used for."""
    found: dict[str, list[JudgedQuestion]] = {}
    for number, question in enumerate(questions.questions):
        if questions.name in _FITTED:
            nearest = _nearest(questions, question)
            used = _USED[part_of(questions.name, question, number=number, nearest=nearest)]
        else:
            fitted = questions.name == "demo" and question.tags.get("split") == "dev"
            used = _USED[Part.UNSEEN if fitted else None]
        found.setdefault(used, []).append(question)
    yield from sorted(found.items())


def _nearest(questions: QuestionSet, question: JudgedQuestion) -> str | None:
    if question.articles:
        return None
    found = questions.retriever.retrieve(question.text).candidates
    return found[0].article.id if found else None


def by_article(questions: QuestionSet) -> QuestionSet:
    """A set whose labels are articles only: every paragraph of such an article is right."""
    if any(question.judged for question in questions.questions):
        return questions
    texts = {
        article.id: tuple(p.text for p in questions.store.paragraphs(article.number))
        for article in questions.store.articles()
    }
    return replace(
        questions,
        questions=[
            replace(q, gold=tuple(text for id_ in q.articles for text in texts.get(id_, ())))
            for q in questions.questions
        ],
    )


def measure(questions: QuestionSet, model: DecisionModel, *, most: int | None) -> Iterator[Row]:
    """All rankings over all parts of a set, of each at most `most` questions."""
    asks = rankings(questions, model)
    for used, asked in parts(questions):
        some = _sample(asked, most)
        for name, ask in asks.items():
            seen = evaluate(questions.store, some, ask)
            row = Row(
                set=questions.name,
                used=used,
                ranking=name,
                questions=len(some),
                figures={name: figure.value for name, figure in seen.ranking.items()},
                milliseconds=seen.median_time,
            )
            yield replace(row, **_refusals(seen)) if name == READER else row
        if questions.name == "rtqa_dev":
            yield _withheld(questions, model, some, used)


def _withheld(
    questions: QuestionSet, model: DecisionModel, asked: Sequence[JudgedQuestion], used: str
) -> Row:
    """Answerable questions as they stand, and again without every article that answers."""
    answerer = Answerer(questions.store, questions.retriever, model=model)
    known = [question for question in asked if question.answerable and question.articles]
    there = evaluate(
        questions.store, known, lambda asked, limit: answerer.assess(asked.text, limit=limit)
    )
    left_out = {question.text: questions.without(question) for question in known}
    gone = evaluate(
        questions.store,
        [replace(question, answerable=False) for question in known],
        lambda asked, limit: answerer.assess(asked.text, filters=left_out[asked.text], limit=limit),
    )
    both = replace(there, outcomes=there.outcomes + gone.outcomes)
    return Row(
        set=f"{questions.name}, answers withheld",
        used=used,
        ranking=READER,
        questions=len(both.outcomes),
        figures={},
        milliseconds=gone.median_time,
        **_refusals(both),
    )


def _refusals(seen: Evaluation) -> dict[str, Any]:
    confidence = np.array([outcome.confidence for outcome in seen.outcomes])
    labels = np.array([outcome.question.answerable for outcome in seen.outcomes], dtype=bool)
    if labels.all() or not labels.any():
        return {}
    return {
        "auroc": auroc(confidence, labels),
        "calibration_error": calibration_error(reliability(confidence, labels)),
        "refused": refused_at(confidence, labels, kept=KEPT),
    }


def _sample(asked: list[JudgedQuestion], most: int | None) -> list[JudgedQuestion]:
    if most is None or len(asked) <= most:
        return asked
    return random.Random(_SEED).sample(asked, most)


def table(rows: Sequence[Row]) -> str:
    """Markdown, ready for docs/evaluation.md."""
    refusing = ("AUROC", "ECE", "refused at 90 % kept", "median ms")
    headings = ("set (questions)", "used", "ranking", *MEASURES, *refusing)
    lines = [table_line(*headings), table_line(*["---"] * len(headings))]
    for row in rows:
        figures = [row.figures.get(name) for name in MEASURES]
        refusals = [row.auroc, row.calibration_error, row.refused]
        lines.append(
            table_line(
                f"{row.set} ({row.questions})",
                row.used,
                row.ranking,
                *map(_three, [*figures, *refusals]),
                f"{row.milliseconds:.0f}",
            )
        )
    return "\n".join(lines) + "\n"


def table_line(*cells: str) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def _three(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".removeprefix("0")


def harness(rows: Sequence[Row]) -> list[str]:
    """What is not as published, on the set that proves the harness."""
    found = {row.ranking: row.figures.get("nDCG@10", 0.0) for row in rows if row.set == "xquad_en"}
    return [
        f"xquad_en, {name}: nDCG@10 is {found[name]:.4f}, published is {published:.4f}"
        for name, published in PUBLISHED.items()
        if name in found and abs(found[name] - published) > CLOSE
    ]


def main() -> int:
    """Measure, print and write; exit code 1 where the harness does not reproduce what is known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; default all")
    parser.add_argument("--most", type=int, metavar="N", help="questions of a part, at random")
    options = parser.parse_args()
    embedder = load_embedder()
    model = load_decision_model(embedder.name)
    rows: list[Row] = []
    for name in options.sets or SETS:
        if not is_here(name):
            print(f"{name}: skipped, it is not in {SHARED / 'qa'}", file=sys.stderr)
            continue
        questions = by_article(open_set(name, embedder=embedder))
        for row in measure(questions, model, most=options.most):
            print(f"{row.set}, {row.used}, {row.ranking}: done", file=sys.stderr, flush=True)
            rows.append(row)
    wrong = [] if options.most else harness(rows)
    written = _report(rows, model, options.most)
    print(written)
    _write(CACHE, written, rows)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def _report(rows: Sequence[Row], model: DecisionModel, most: int | None) -> str:
    sample = f", at most {most} questions of a part" if most else ""
    return (
        f"`make bench` with {model.name}{sample}.\n\n{table(rows)}\n"
        f"“{_USED[Part.SEEN]}” and “{_USED[Part.UNSEEN]}” are in sample: the figures flatter. "
        "quail_news is judged by article.\n"
    )


def _write(folder: Path, text: str, rows: Sequence[Row]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(text, encoding="utf-8")
    values = [asdict(row) for row in rows]
    (folder / "report.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
