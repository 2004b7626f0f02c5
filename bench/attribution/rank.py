"""Train the ranking of candidates: weights/ranking.npz.

    python -m bench.attribution.rank DATA_FOLDER [--seed 3]

Boosted trees over the tagger's probabilities learn from articles that the tagger has not seen: the
held-out part of train, and dev. The figures for dev are from trees that did not see the article
(six folds).
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.attribution.annotated import Annotated, is_right, read_annotated, split_held_out
from bench.attribution.forest import to_forest
from bench.attribution.metric import Score, score_articles
from corpus.attribution.assembly import run_on
from corpus.attribution.attributors import WEIGHTS, read
from corpus.attribution.candidates import Candidate
from corpus.attribution.constructions import complete
from corpus.attribution.document import Document
from corpus.attribution.evidence import Evidence
from corpus.attribution.parsing import Parser
from corpus.attribution.ranking import consider, describe, select
from corpus.attribution.tagger import Tagger
from corpus.inference.weights import record

HELD_OUT = 64
FOLDS = 6
TREES = 120
PARAMETERS = {
    "objective": "binary",
    "num_leaves": 15,
    "max_depth": 7,
    "learning_rate": 0.05,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
}
# The score hardly changes over a wide range of cut-offs; the middle of it is taken, on dev. Lower
# ones would find a little more and be wrong more often.
CUTOFFS = (-0.5, -0.4, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3)
_NEAR = 0.003


@dataclass(frozen=True)
class Described:
    """An article's candidates, their features and whether each is right."""

    article: Annotated
    document: Document
    candidates: list[Candidate]
    rows: NDArray[np.float32]
    right: list[bool]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--weights", type=Path, default=WEIGHTS)
    arguments.add_argument("--seed", type=int, default=3)
    options = arguments.parse_args()
    rank(options.data, options.weights, seed=options.seed)


def rank(data: Path, folder: Path, *, seed: int) -> None:
    """Print the figures on dev for the tagger in `folder`, and write ranking.npz beside it."""
    parser = Parser()
    _, held = split_held_out(read_annotated(data / "polnear_train.jsonl"), held_out=HELD_OUT)
    dev = read_annotated(data / "polnear_dev.jsonl")
    tagger = Tagger(folder)
    held_rows = [describe_article(a, parser, tagger) for a in held]
    dev_rows = [describe_article(a, parser, tagger) for a in dev]
    scores = cross_validate(held_rows, dev_rows, seed=seed)
    results = {cutoff: evaluate(dev_rows, scores, cutoff) for cutoff in CUTOFFS}
    best = choose_cutoff(results)
    for cutoff, score in results.items():
        print(f"cutoff {cutoff:+.1f}  {score}{'  <- chosen' if cutoff == best else ''}")
    save(folder, fit_trees([*held_rows, *dev_rows], seed=seed), cutoff=best)


def describe_article(article: Annotated, parser: Parser, tagger: Tagger) -> Described:
    """The article's candidates as the product considers them."""
    parse = next(parser.parse([article.text]))
    document = read(parse)
    evidence = Evidence(parse, tagger.read(parse.text), tagger.pairs)
    candidates = consider(document, evidence)
    rows = describe(document, candidates, evidence)
    return Described(article, document, candidates, rows, is_right(article, parse, candidates))


def fit_trees(articles: Sequence[Described], *, seed: int) -> Any:
    import lightgbm

    rows = np.concatenate([described.rows for described in articles if len(described.rows)])
    right = np.concatenate([described.right for described in articles if described.right])
    return lightgbm.train({**PARAMETERS, "seed": seed}, lightgbm.Dataset(rows, right), TREES)


def cross_validate(
    held: Sequence[Described], dev: Sequence[Described], *, seed: int
) -> list[NDArray[np.float32]]:
    """Scores for the candidates of each dev article, by trees that did not see it."""
    scores: list[NDArray[np.float32]] = [np.zeros(0, np.float32)] * len(dev)
    for fold in range(FOLDS):
        seen = [described for i, described in enumerate(dev) if i % FOLDS != fold]
        forest = to_forest(fit_trees([*held, *seen], seed=seed))
        for i, described in enumerate(dev):
            if i % FOLDS == fold:
                scores[i] = forest.score(described.rows)
    return scores


def evaluate(
    articles: Sequence[Described], scores: Sequence[NDArray[np.float32]], cutoff: float
) -> Score:
    found = []
    for described, score in zip(articles, scores, strict=True):
        document = described.document
        selected = select(document.parse, described.candidates, score, threshold=cutoff)
        chosen = complete(document, selected)
        found.append((described.article, document.parse, run_on(document, chosen)))
    return score_articles(found)


def save(folder: Path, booster: Any, *, cutoff: float) -> None:
    """Write ranking.npz, with a digest of everything that was learned."""
    forest = to_forest(booster)
    arrays: dict[str, Any] = {
        "feature": forest.feature,
        "threshold": forest.threshold,
        "left": forest.left,
        "right": forest.right,
        "value": forest.value,
        "depth": np.int16(forest.depth),
        "cutoff": np.float32(cutoff),
    }
    digest = hashlib.sha256((folder / "tagger.onnx").read_bytes())
    digest.update((folder / "pairs.npz").read_bytes())
    for name in sorted(arrays):
        digest.update(np.ascontiguousarray(arrays[name]).tobytes())
    arrays["digest"] = np.array(digest.hexdigest()[:12])
    np.savez_compressed(folder / "ranking.npz", allow_pickle=False, **arrays)
    record(folder, "ranking.npz")


def choose_cutoff(results: Mapping[float, Score]) -> float:
    """The middle of the cut-offs whose two F1 add up to nearly the best sum."""
    sums = {cutoff: score.attribution + score.reporting for cutoff, score in results.items()}
    top = max(sums.values())
    near = sorted(cutoff for cutoff, value in sums.items() if value >= top - _NEAR)
    return near[len(near) // 2]


if __name__ == "__main__":
    main()
