"""How good the answers to judged questions are: ranking, refusing, confidence and time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from corpus.storage.store import CorpusStore
from index.evaluation.judged_questions import JudgedQuestion, fold_space
from index.evaluation.measures import (
    Bin,
    Figure,
    Floats,
    auroc,
    bootstrap,
    calibration_error,
    mean,
    reliability,
)
from index.types import Assessment

Ask = Callable[[JudgedQuestion, int], Assessment]

# What is asked for to score a ranking.
DEPTH = 10
_ABSENT = "absent"  # instead of the id of a paragraph
MEASURES = {
    "R@1": "Success@1",
    "R@3": "Success@3",
    "R@5": "Success@5",
    "R@10": "Success@10",
    "MRR": "RR@10",
    "nDCG@10": "nDCG@10",
}


@dataclass(frozen=True, slots=True)
class QuestionOutcome:
    """One question's result; `place` is that of the first gold passage among ten, if any."""

    question: JudgedQuestion
    answered: bool
    confidence: float
    place: int | None
    milliseconds: float
    top: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures. Those that the questions do not allow (no judged passages, one class) are None.

    `ranking` is over answerable questions with gold passages, whatever was decided. `auroc` is the
    chance that an answerable question gets the higher confidence; `calibration_error` the expected
    calibration error over ten bins of equal width (Naeini et al. 2015). The refusal figures take
    "unanswerable" as the positive class, at the shipped threshold. Times are in milliseconds.
    `assumed_answerable` counts the questions that the file does not say it of, `gold_absent` those
    of whose gold passages the corpus has none, which count as missed.
    """

    questions: int
    answerable: int
    assumed_answerable: int
    gold_absent: int
    ranking: Mapping[str, Figure]
    auroc: Figure | None
    calibration_error: float | None
    refusal_precision: Figure | None
    refusal_recall: Figure | None
    kept: Figure | None
    reliability: tuple[Bin, ...]
    median_time: float
    slow_time: float
    outcomes: tuple[QuestionOutcome, ...]

    def summary(self) -> dict[str, Any]:
        """The figures alone, for JSON."""
        values = asdict(self)
        del values["outcomes"]
        return values


def evaluate(
    store: CorpusStore,
    questions: Sequence[JudgedQuestion],
    ask: Ask,
    *,
    on_done: Callable[[int], None] | None = None,
) -> Evaluation:
    """Ask every question with `ask(question, limit)` and judge the replies."""
    relevant = _relevant(store, questions)
    outcomes: list[QuestionOutcome] = []
    run: dict[str, dict[str, float]] = {}
    for number, question in enumerate(questions):
        started = time.perf_counter()
        assessment = ask(question, DEPTH)
        elapsed = (time.perf_counter() - started) * 1000
        ids = [citation.passage.paragraph.id for citation in assessment.citations]
        gold = relevant.get(str(number), {})
        place = next((i for i, id_ in enumerate(ids, start=1) if str(id_) in gold), None)
        run[str(number)] = {str(id_): float(-i) for i, id_ in enumerate(ids)}
        outcomes.append(
            QuestionOutcome(
                question=question,
                answered=assessment.reason is None,
                confidence=assessment.confidence,
                place=place,
                milliseconds=elapsed,
                top=assessment.citations[0].text if assessment.citations else "",
            )
        )
        if on_done is not None:
            on_done(number + 1)
    absent = sum(ids.keys() == {_ABSENT} for ids in relevant.values())
    return _summarise(outcomes, _rank(relevant, run), absent)


def _relevant(store: CorpusStore, questions: Sequence[JudgedQuestion]) -> dict[str, dict[str, int]]:
    """By question number, the ids of the paragraphs that answer; for judged questions only."""
    articles: dict[str, list[tuple[str, str]]] = {}
    for article in store.articles():
        articles[article.id] = [
            (str(paragraph.id), fold_space(paragraph.text))
            for paragraph in store.paragraphs(article.number)
        ]
    everything = [paragraph for paragraphs in articles.values() for paragraph in paragraphs]
    relevant: dict[str, dict[str, int]] = {}
    for number, question in enumerate(questions):
        if not (question.answerable and question.judged):
            continue
        # Articles that are named make the search short; files whose ids differ are searched whole.
        named = [p for id_ in question.articles for p in articles.get(id_, ())]
        hits = {id_: 1 for id_, text in named or everything if question.hit(text)}
        # A gold passage that the corpus does not hold counts as missed.
        relevant[str(number)] = hits or {_ABSENT: 1}
    return relevant


def _rank(
    relevant: Mapping[str, Mapping[str, int]], run: Mapping[str, Mapping[str, float]]
) -> dict[str, Floats]:
    import ir_measures

    if not relevant:
        return {}
    judged = {number: dict(run[number]) for number in relevant}
    values: dict[str, Floats] = {}
    for name, measure in MEASURES.items():
        found = {
            metric.query_id: metric.value
            for metric in ir_measures.iter_calc(
                [ir_measures.parse_measure(measure)], dict(relevant), judged
            )
        }
        values[name] = np.array([found.get(number, 0.0) for number in relevant])
    return values


def _summarise(
    outcomes: Sequence[QuestionOutcome], ranking: Mapping[str, Floats], absent: int
) -> Evaluation:
    confidence = np.array([outcome.confidence for outcome in outcomes])
    labels = np.array([outcome.question.answerable for outcome in outcomes], dtype=bool)
    answered = np.array([outcome.answered for outcome in outcomes], dtype=bool)
    times = np.array([outcome.milliseconds for outcome in outcomes])
    both = bool(labels.any() and not labels.all())
    bins = reliability(confidence, labels)
    return Evaluation(
        questions=len(outcomes),
        answerable=int(labels.sum()),
        assumed_answerable=sum(outcome.question.is_assumed for outcome in outcomes),
        gold_absent=absent,
        ranking={name: mean(values) for name, values in ranking.items()},
        auroc=bootstrap(lambda i: auroc(confidence[i], labels[i]), len(labels)) if both else None,
        calibration_error=calibration_error(bins) if len(outcomes) else None,
        refusal_precision=mean(~labels[~answered]) if (~answered).any() else None,
        refusal_recall=mean(~answered[~labels]) if (~labels).any() else None,
        kept=mean(answered[labels]) if labels.any() else None,
        reliability=bins,
        median_time=float(np.median(times)) if len(times) else 0.0,
        slow_time=float(np.quantile(times, 0.95)) if len(times) else 0.0,
        outcomes=tuple(outcomes),
    )
