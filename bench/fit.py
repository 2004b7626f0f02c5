"""Fit the confidence: `python -m bench.fit`. Writes it into index/ranking/weights/judge.json.

From the folders of data (`bench.stores`) to the file that is shipped, in one command; what it reads
is kept in data/bench, so a second run takes seconds. The ranking stays as it is (`bench.stages`
fits its two stages): the product's own ranker reads questions that did not train the cross-encoder,
over corpora of 40 to 1,000 articles, with the articles that answer and without. The threshold, and
all figures printed, are of questions that the fit left out, by folds in which no article and no day
of the news is on both sides.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from bench.corpora import drawn
from bench.decided import Decided, Most, RememberingCrossEncoder, decide, kept
from bench.sets import table_line
from bench.splits import DEV_GROUPS
from bench.stores import CACHE, REPOSITORY, digest, is_here, open_set
from corpus.inference.trees import BoostedTrees
from index.evaluation.measures import (
    Figure,
    auroc,
    bootstrap,
    calibration_error,
    refused_at,
    reliability,
)
from index.ranking.confidence import SIGNALS, Calibration, signal_values
from index.ranking.cross_encoder import WEIGHTS, load_cross_encoder
from index.ranking.passage_score import PassageScore
from index.ranking.ranker import Ranker
from index.search.embedding import load_embedder

NAME = "judge-3"
Values = npt.NDArray[np.float64]
_SEED = 20230524
# How many questions are asked of each corpus of so many articles; reading takes the time.
SIZES = {
    1000: Most(answerable=75, others=75, withheld=40),
    100: Most(answerable=30, others=30, withheld=15),
}
NEWS = Most(answerable=80, others=20, withheld=80)
# What a family of questions counts in the fit, however many it has, so that about as much can be
# answered as cannot; one that has all its answers withheld counts less than it does with them.
COUNTS = {
    "asked of 40": 2.0,
    "asked of 100": 0.4,
    "asked of 100, withheld": 0.1,
    "asked of 1000": 0.4,
    "asked of 1000, withheld": 0.1,
    "rtqa_dev": 0.6,
    "rtqa_dev, withheld": 0.4,
}
FOLDS = 5
# The share of answerable questions as people ask them that the threshold keeps, over groups of four
# hands. At .865 a third of what cannot be answered is answered, at .8 a quarter.
KEPT = 0.8
# Of the logistic regression, over scaled signals.
_C = 0.05
_KEPT_OF_ALL = 0.9


def collect(folder: Path) -> list[Decided]:
    """What the ranking makes of every question that is on this machine; kept in data/bench."""
    embedder = load_embedder()
    fitted = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
    cross_encoder = RememberingCrossEncoder(load_cross_encoder(folder))
    ranker = Ranker(
        BoostedTrees.of(fitted["first"]), PassageScore.of(fitted["second"]), cross_encoder
    )
    groups = [group for group in DEV_GROUPS if is_here(group)]
    key = f"{_code(fitted)}-{cross_encoder.name}"
    where = partial(_place, key)

    def own(name: str, most: Most) -> Iterator[Decided]:
        yield from decide(open_set(name, embedder=embedder), ranker, most)

    def of_size(size: int, most: Most) -> Iterator[Decided]:
        for questions in drawn(groups, size, embedder=embedder):
            yield from decide(questions, ranker, most)

    found: list[Decided] = []
    for group in groups:
        found += kept(where(group), partial(own, group, Most()))
    if is_here("rtqa_dev"):
        found += kept(where("rtqa_dev"), partial(own, "rtqa_dev", NEWS))
        for size, most in SIZES.items():
            found += kept(where(f"of-{size}"), partial(of_size, size, most))
    return found


def _code(fitted: dict[str, Any]) -> str:
    """What is kept is as good as the code and the stages that ranked it."""
    folders = (REPOSITORY / "index" / part for part in ("query", "search"))
    files = [path for folder in folders for path in folder.rglob("*.py")]
    ranking = REPOSITORY / "index" / "ranking"
    files += [*ranking.glob("*features.py"), ranking / "passage_score.py", ranking / "ranker.py"]
    stages = json.dumps([fitted["features"], fitted["first"], fitted["second"]])
    return hashlib.sha256((digest(sorted(files)) + stages).encode()).hexdigest()[:8]


def _place(key: str, name: str) -> Path:
    return CACHE / "decided" / f"{name}-{key}.npz"


def learnable(decided: Sequence[Decided]) -> list[Decided]:
    """Nothing is learned from contested labels, nor where nothing was found."""
    return [each for each in decided if len(each.rows) and not each.contested]


def calibrate(decided: Sequence[Decided]) -> dict[str, Any]:
    """A logistic regression; signals are scaled for the fit, and the weights scaled back."""
    some = learnable(decided)
    rows = np.array([signal_values(each.rows) for each in some])
    middle, scale = rows.mean(0), rows.std(0) + 1e-6
    model = LogisticRegression(C=_C).fit(
        (rows - middle) / scale,
        np.array([each.answerable for each in some], int),
        sample_weight=emphasis(some),
    )
    weights = model.coef_[0] / scale
    return {
        "weights": dict(zip(SIGNALS, weights.tolist(), strict=True)),
        "intercept": float(model.intercept_[0] - weights @ middle),
    }


def emphasis(decided: Sequence[Decided]) -> Values:
    """What each question counts: its family's count, shared among the family."""
    sizes = Counter(each.family for each in decided)
    weights = np.array([COUNTS[d.family] / sizes[d.family] for d in decided])
    scaled: Values = weights / weights.mean()
    return scaled


def probability(calibration: dict[str, Any], each: Decided) -> float:
    """The calibrated probability that a question is answered."""
    if not len(each.rows):
        return 0.0
    fitted = Calibration.of(calibration | {"threshold": 0.5, "reader": "", "embedder": ""})
    return fitted.confidence(signal_values(each.rows))


def left_out(decided: Sequence[Decided]) -> Values:
    """The confidence of each question, fitted to the folds that it is not in."""
    rng = np.random.default_rng(_SEED)
    tags = sorted({each.tag for each in decided})
    fold_of = dict(zip(tags, rng.permutation(len(tags)) % FOLDS, strict=True))
    confidence = np.zeros(len(decided))
    for fold in range(FOLDS):
        calibration = calibrate([each for each in decided if fold_of[each.tag] != fold])
        for number, each in enumerate(decided):
            if fold_of[each.tag] == fold:
                confidence[number] = probability(calibration, each)
    return confidence


def parts(decided: Sequence[Decided]) -> dict[str, list[int]]:
    """The questions to report together, by name: each group, then families; withheld ones beside
    those that can be answered, with and without the contested."""
    groups = dict.fromkeys(d.set for d in decided if d.set in DEV_GROUPS)
    found = {group: [n for n, d in enumerate(decided) if d.set == group] for group in groups}
    for family in dict.fromkeys(each.family for each in decided):
        base, _, withheld = family.partition(", ")
        here = [n for n, each in enumerate(decided) if each.family == family]
        if withheld:
            answerable = [n for n, d in enumerate(decided) if d.family == base and d.answerable]
            clear = [n for n in here if not decided[n].contested]
            found[f"{family}, uncontested"] = answerable + clear
            here = answerable + here
        found[family] = here
    return found


def _between_percents(confidence: float) -> float:
    """The threshold near it, so that all which are shown as one percentage are answered, or none
    is."""
    return round(int(100 * confidence) / 100 + 0.005, 3)


def show(decided: Sequence[Decided], confidence: Values, threshold: float) -> None:
    """A line for each part, with 95 % bootstrap intervals over questions."""
    labels = np.array([each.answerable for each in decided], dtype=bool)
    measures = ("AUROC", "refused at 90 % kept", "answered", "wrongly", "ECE")
    print(table_line("set (answerable, others)", *measures))
    print(table_line(*["---"] * (len(measures) + 1)))
    for name, here in parts(decided).items():
        sure, right = confidence[here], labels[here]
        found = (
            _interval(lambda s, r: auroc(s, r), sure, right),
            _interval(lambda s, r: refused_at(s, r, kept=_KEPT_OF_ALL), sure, right),
            _interval(lambda s, r: float((s[r] >= threshold).mean()), sure, right),
            _interval(lambda s, r: float((s[~r] >= threshold).mean()), sure, right),
            _interval(lambda s, r: calibration_error(reliability(s, r)), sure, right),
        )
        cells = (f"{f.value:.3f} ({f.low:.3f}–{f.high:.3f})" for f in found)
        print(table_line(f"{name} ({right.sum()}, {(~right).sum()})", *cells), flush=True)


def _interval(
    measure: Callable[[Values, npt.NDArray[np.bool_]], float],
    confidence: Values,
    labels: npt.NDArray[np.bool_],
) -> Figure:
    return bootstrap(lambda chosen: measure(confidence[chosen], labels[chosen]), len(labels))


def main() -> None:
    """Fit, print, and write the confidence into judge.json."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    folder = parser.parse_args().weights
    decided = collect(folder)
    confidence = left_out(decided)
    asked = [n for n, d in enumerate(decided) if d.family == "asked of 40" and d.answerable]
    threshold = _between_percents(float(np.quantile(confidence[asked], 1 - KEPT)))
    print(f"threshold {threshold}\n")
    show(decided, confidence, threshold)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    file = folder / "judge.json"
    fitted = json.loads(file.read_text(encoding="utf-8"))
    fitted |= {
        "name": NAME,
        "calibration": calibrate(decided)
        | {
            "threshold": threshold,
            "reader": manifest["name"],
            "embedder": load_embedder().name,
        },
    }
    file.write_text(json.dumps(fitted), encoding="utf-8")


if __name__ == "__main__":
    main()
