"""How good the answers to judged questions are: ranking, refusing, confidence and time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.storage.store import CorpusStore
from index.evaluation.judged_questions import JudgedQuestion, fold_space
from index.types import Assessment

Floats = npt.NDArray[np.float64]
Ask = Callable[[str, int], Assessment]

# What is asked for to score a ranking, and how the confidence is binned for the reliability plot.
DEPTH = 10
BINS = 10
_SAMPLES = 1000
_SEED = 20230524
MEASURES = {
    "R@1": "Success@1",
    "R@3": "Success@3",
    "R@5": "Success@5",
    "R@10": "Success@10",
    "MRR": "RR@10",
    "nDCG@10": "nDCG@10",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95 % bootstrap interval (percentile method, Efron 1979), over `count`."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question's result; `place` is that of the first gold passage among ten, if any."""

    question: JudgedQuestion
    answered: bool
    confidence: float
    place: int | None
    milliseconds: float
    top: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of similar confidence: the mean confidence, and the share that is answerable."""

    confidence: float
    answerable: float
    count: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures. Those that the questions do not allow (no judged passages, one class) are None.

    `ranking` is over answerable questions with gold passages, whatever was decided. `auroc` is the
    chance that an answerable question gets the higher confidence; `calibration_error` the expected
    calibration error over ten bins of equal width (Naeini et al. 2015). The refusal figures take
    "unanswerable" as the positive class, at the shipped threshold. Times are in milliseconds.
    """

    questions: int
    answerable: int
    ranking: Mapping[str, Figure]
    auroc: Figure | None
    calibration_error: float | None
    refusal_precision: Figure | None
    refusal_recall: Figure | None
    kept: Figure | None
    reliability: tuple[Bin, ...]
    median_time: float
    slow_time: float
    outcomes: tuple[Outcome, ...]

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
    """Ask every question with `ask(text, limit)` and judge the replies."""
    relevant = _relevant(store, questions)
    outcomes: list[Outcome] = []
    run: dict[str, dict[str, float]] = {}
    for number, question in enumerate(questions):
        started = time.perf_counter()
        assessment = ask(question.text, DEPTH)
        elapsed = (time.perf_counter() - started) * 1000
        ids = [citation.passage.paragraph.id for citation in assessment.citations]
        gold = relevant.get(str(number), {})
        place = next((i for i, id_ in enumerate(ids, start=1) if str(id_) in gold), None)
        run[str(number)] = {str(id_): float(-i) for i, id_ in enumerate(ids)}
        outcomes.append(
            Outcome(
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
    return _summarise(outcomes, _rank(relevant, run))


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
        relevant[str(number)] = hits or {"absent": 1}
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


def _summarise(outcomes: Sequence[Outcome], ranking: Mapping[str, Floats]) -> Evaluation:
    confidence = np.array([outcome.confidence for outcome in outcomes])
    labels = np.array([outcome.question.answerable for outcome in outcomes], dtype=bool)
    answered = np.array([outcome.answered for outcome in outcomes], dtype=bool)
    times = np.array([outcome.milliseconds for outcome in outcomes])
    both = bool(labels.any() and not labels.all())
    bins = reliability(confidence, labels)
    return Evaluation(
        questions=len(outcomes),
        answerable=int(labels.sum()),
        ranking={name: _mean(values) for name, values in ranking.items()},
        auroc=_bootstrap(lambda i: auroc(confidence[i], labels[i]), len(labels)) if both else None,
        calibration_error=calibration_error(bins) if len(outcomes) else None,
        refusal_precision=_mean(~labels[~answered]) if (~answered).any() else None,
        refusal_recall=_mean(~answered[~labels]) if (~labels).any() else None,
        kept=_mean(answered[labels]) if labels.any() else None,
        reliability=bins,
        median_time=float(np.median(times)) if len(times) else 0.0,
        slow_time=float(np.quantile(times, 0.95)) if len(times) else 0.0,
        outcomes=tuple(outcomes),
    )


def auroc(scores: Floats, labels: npt.NDArray[np.bool_]) -> float:
    """Area under the ROC curve: the Mann-Whitney statistic, ties counting half."""
    positive, negative = scores[labels], scores[~labels]
    if not len(positive) or not len(negative):
        return float("nan")
    order = np.sort(negative)
    below = np.searchsorted(order, positive, side="left")
    level = np.searchsorted(order, positive, side="right")
    return float((below + level).mean() / 2 / len(negative))


def refused_at(scores: Floats, labels: npt.NDArray[np.bool_], *, kept: float) -> float:
    """The share of negatives below the score that this share of the positives reaches."""
    return float((scores[~labels] < np.quantile(scores[labels], 1 - kept)).mean())


def reliability(confidence: Floats, labels: npt.NDArray[np.bool_]) -> tuple[Bin, ...]:
    """Confidence against truth in bins of equal width; empty bins are left out."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(
            confidence=float(confidence[place == bin_].mean()),
            answerable=float(labels[place == bin_].mean()),
            count=int((place == bin_).sum()),
        )
        for bin_ in range(BINS)
        if (place == bin_).any()
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between confidence and truth, over questions (Naeini et al. 2015)."""
    total = sum(bin_.count for bin_ in bins)
    return sum(abs(b.confidence - b.answerable) * b.count for b in bins) / total


def _mean(values: npt.NDArray[Any]) -> Figure:
    values = values.astype(float)
    return _bootstrap(lambda chosen: float(values[chosen].mean()), len(values))


def _bootstrap(statistic: Callable[[npt.NDArray[np.int64]], float], count: int) -> Figure:
    """The statistic of everything, with an interval over samples drawn with replacement."""
    rng = np.random.default_rng(_SEED)
    drawn = [statistic(rng.integers(0, count, count)) for _ in range(_SAMPLES)]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return Figure(statistic(np.arange(count)), float(low), float(high), count)
