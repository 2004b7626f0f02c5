"""Fit the ranker and the calibration: `python -m bench.fit`.

Writes index/ranking/weights/judge.json.

The first stage sees the retrieval features alone and is fitted to the questions that trained the
cross-encoder. The second stage and the calibration see its predictions and the first stage's scores
as well, so they are fitted to the other questions (`bench.splits`); the calibration also to the
news questions that the cross-encoder knows, since news with the answers withheld is scarce and the
gain was measured. The figures printed are for questions that the cross-encoder does not know and
that the fit left out, by folds.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.pools import Pool, load_pools, make_pools, save_pools
from bench.splits import Part
from bench.stores import CACHE, REPOSITORY, digest, open_set
from corpus.inference.trees import BoostedTrees
from corpus.types import Span
from index.evaluation.measures import refused_at
from index.ranking.confidence import SIGNALS, signal_values
from index.ranking.cross_encoder import WEIGHTS, Prediction, load_cross_encoder
from index.ranking.features import FEATURES, with_predictions
from index.ranking.ranker import READ
from index.search.embedding import load_embedder

SEED = 20230524
# Sets with how many of their questions are taken; the encyclopaedic one is large.
SETS = {"rtqa_dev": None, "squad2_dev": 2400, "clapnq_dev": None, "demo": None}
# What a set counts in the calibration.
COUNTS = {"rtqa_dev": 2.0, "demo": 1.0, "clapnq_dev": 0.3, "squad2_dev": 0.1}
FOLDS = 5
# Of each set, at most this many questions are read: reading takes the time.
MOST = 320
# The share of answerable news questions that the threshold keeps.
KEPT = 0.95
_C = 0.05  # of the logistic regression, over scaled signals

Rows = npt.NDArray[Any]
COMMON = {
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": SEED,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
FIRST = {"num_leaves": 15, "learning_rate": 0.05, "rounds": 120, "min_data_in_leaf": 40}
SECOND = {"num_leaves": 7, "learning_rate": 0.05, "rounds": 120, "min_data_in_leaf": 30}


def fit_trees(
    pools: Sequence[Pool],
    rows: Sequence[Rows],
    labels: Sequence[Rows],
    settings: dict[str, Any],
) -> Any:
    """LambdaMART over groups of candidates, as the JSON that corpus.inference.trees reads.

    Each set counts the same, however many questions it has.
    """
    chosen = dict(settings)
    rounds = chosen.pop("rounds")
    data = lightgbm.Dataset(
        np.concatenate(rows),
        label=np.concatenate(labels).astype(int),
        group=[len(group) for group in rows],
        weight=np.concatenate(
            [
                np.full(len(group), weight)
                for group, weight in zip(rows, balance(pools), strict=True)
            ]
        ),
        free_raw_data=False,
    )
    model = lightgbm.train(
        COMMON | {"objective": "lambdarank", "lambdarank_truncation_level": 10} | chosen,
        data,
        num_boost_round=rounds,
    )
    return [_flatten(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]


def _flatten(root: dict[str, Any]) -> dict[str, list[float]]:
    """A tree as arrays; see corpus.inference.trees."""
    flat: dict[str, list[float]] = {
        "feature": [],
        "threshold": [],
        "left": [],
        "right": [],
        "leaf": [],
    }

    def visit(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            flat["leaf"].append(round(float(node["leaf_value"]), 6))
            return ~(len(flat["leaf"]) - 1)
        at = len(flat["feature"])
        flat["feature"].append(int(node["split_feature"]))
        flat["threshold"].append(float(node["threshold"]))
        flat["left"].append(0)
        flat["right"].append(0)
        flat["left"][at] = visit(node["left_child"])
        flat["right"][at] = visit(node["right_child"])
        return at

    visit(root)
    return flat


def usable(pools: Sequence[Pool]) -> list[Pool]:
    """Pools that a ranking can be learned from: a gold passage is among the candidates."""
    return [pool for pool in pools if pool.rankable and pool.gold.any()]


def second_rows(pool: Pool, first: BoostedTrees) -> tuple[Rows, npt.NDArray[np.int64]]:
    """The second stage's features of what was read, and which candidates those are."""
    scores = first.score(pool.rows)
    order = np.argsort(-scores, kind="stable")
    chosen = np.array([row for row in order if not np.isnan(pool.readings[row, 0])][:READ], int)
    predictions = [
        Prediction(float(r), float(a), Span(0, 0), float(c)) for r, a, c in pool.readings[chosen]
    ]
    return with_predictions(pool.rows[chosen], scores[chosen], predictions), chosen


def ranking(pool: Pool, first: BoostedTrees, second: BoostedTrees) -> npt.NDArray[np.int64]:
    """The candidates' order, best first, as Ranker makes it."""
    rows, chosen = second_rows(pool, first)
    read = chosen[np.argsort(-second.score(rows), kind="stable")]
    order = np.argsort(-first.score(pool.rows), kind="stable")
    return np.concatenate([read, [row for row in order if row not in set(chosen.tolist())]]).astype(
        int
    )


def signals(pool: Pool, first: BoostedTrees) -> list[float]:
    """What the calibration sees of a pool that was read."""
    rows, _ = second_rows(pool, first)
    return signal_values(rows)


def success(ordered: Sequence[tuple[Pool, Rows]]) -> dict[str, float]:
    """Success at 1, 3, 5 and 10 and the reciprocal rank, for pools and their order."""
    places = []
    for pool, order in ordered:
        hits = np.flatnonzero(pool.gold[order]).tolist() if len(pool.gold) else []
        places.append(hits[0] + 1 if hits else 10**6)
    ranks = np.array(places)
    figures = {f"R@{k}": float((ranks <= k).mean()) for k in (1, 3, 5, 10)}
    return figures | {"MRR": float(np.where(ranks <= 10, 1 / ranks, 0).mean()), "n": len(ranks)}


def folds(pools: Sequence[Pool]) -> npt.NDArray[np.int64]:
    """A fold for each pool: by date in the news, so that no day is on both sides."""
    keys = [pool.tag if pool.set == "rtqa_dev" else pool.question for pool in pools]
    rng = np.random.default_rng(SEED)
    names = sorted(set(keys))
    fold = dict(zip(names, rng.permutation(len(names)) % FOLDS, strict=True))
    return np.array([fold[key] for key in keys])


def calibrate(read: Sequence[Pool], first: BoostedTrees) -> dict[str, Any]:
    """A logistic regression; nothing is learned from contested labels, nor where nothing was found.

    Signals are scaled for the fit, and the weights scaled back.
    """
    clear = [pool for pool in read if len(pool.texts) and not pool.contested]
    rows = np.array([signals(pool, first) for pool in clear])
    middle, scale = rows.mean(0), rows.std(0)
    model = LogisticRegression(C=_C).fit(
        (rows - middle) / scale,
        np.array([pool.answerable for pool in clear], int),
        sample_weight=emphasis(clear),
    )
    weights = model.coef_[0] / scale
    return {
        "weights": dict(zip(SIGNALS, weights.tolist(), strict=True)),
        "intercept": float(model.intercept_[0] - weights @ middle),
    }


def probability(calibration: dict[str, Any], row: Sequence[float]) -> float:
    """The calibrated probability for one row of signals."""
    weights = np.array(list(calibration["weights"].values()))
    return float(1 / (1 + np.exp(-(weights @ np.array(row) + calibration["intercept"]))))


def refused(labels: Rows, confidence: Rows, kept: float = 0.9) -> tuple[float, float]:
    """The threshold that keeps this share of the answerable, and the share of others refused."""
    threshold = float(np.quantile(confidence[labels == 1], 1 - kept))
    return threshold, refused_at(confidence, labels == 1, kept=kept)


def balance(pools: Sequence[Pool]) -> Rows:
    """Weights that let each set, and its two classes, count the same."""
    keys = [(pool.set, pool.answerable) for pool in pools]
    counts = Counter(keys)
    return np.array([len(keys) / counts[key] for key in keys]) / len(counts)


def emphasis(pools: Sequence[Pool]) -> Rows:
    """Balanced, but news counts most: it is what Dateline is for."""
    weights: Rows = balance(pools) * np.array([COUNTS[pool.set] for pool in pools])
    scaled: Rows = weights / weights.mean()
    return scaled


def _kept(name: str) -> Path:
    """Where pools are kept, which are as good as the code that made them."""
    return CACHE / f"{name}-{_code()}.npz"


@cache
def _code() -> str:
    return digest(sorted((REPOSITORY / "index").rglob("*.py")))[:8]


def collect(names: Sequence[str]) -> list[Pool]:
    """The pools of these sets, made once and kept in data/bench."""
    pools: list[Pool] = []
    for name in names:
        path = _kept(name)
        if not path.exists():
            made = make_pools(open_set(name, embedder=load_embedder()), limit=SETS.get(name))
            save_pools(path, made)
        pools += load_pools(path)
    return pools


def read_pools(pools: Sequence[Pool], first: BoostedTrees, folder: Path) -> list[Pool]:
    """The pools that did not train the cross-encoder, and all news, read; kept in data/bench."""
    cross_encoder = load_cross_encoder(folder)
    path = _kept(cross_encoder.name)
    if path.exists():
        return load_pools(path)
    read = [
        pool.read(cross_encoder, first, depth=READ)
        for pool in pools
        if pool.part is Part.SEEN and pool.set == "rtqa_dev"
    ]
    for name in SETS:
        unseen = [pool for pool in pools if pool.part is Part.UNSEEN and pool.set == name]
        if name != "rtqa_dev":
            unseen = random.Random(SEED).sample(unseen, min(MOST, len(unseen)))
        read += [pool.read(cross_encoder, first, depth=READ) for pool in unseen]
        print(f"read {len(unseen)} questions of {name}", flush=True)
    save_pools(path, read)
    return read


def fit_first(pools: Sequence[Pool]) -> Any:
    """The first stage, on the questions that trained the cross-encoder."""
    some = usable([pool for pool in pools if pool.part is Part.SEEN])
    return fit_trees(some, [pool.rows for pool in some], [pool.gold for pool in some], FIRST)


def fit_second(read: Sequence[Pool], first: BoostedTrees) -> Any:
    """The second stage, on the questions that did not."""
    some, rows, labels = [], [], []
    for pool in usable([pool for pool in read if pool.part is Part.UNSEEN]):
        joined, chosen = second_rows(pool, first)
        if pool.gold[chosen].any():
            some.append(pool)
            rows.append(joined)
            labels.append(pool.gold[chosen])
    return fit_trees(some, rows, labels, SECOND)


def cross_validate(read: Sequence[Pool], first: BoostedTrees) -> float:
    """Print figures for questions left out of the fit; return the threshold that keeps KEPT."""
    fold_of = [
        -1 if pool.part is Part.SEEN else fold
        for pool, fold in zip(read, folds(read).tolist(), strict=True)
    ]
    orders: list[dict[str, Rows]] = [{} for _ in read]
    confidence = np.zeros(len(read))
    for fold in range(FOLDS):
        inside = [pool for pool, its in zip(read, fold_of, strict=True) if its != fold]
        second = BoostedTrees.of(fit_second(inside, first))
        calibration = calibrate(inside, first)
        for number, pool in enumerate(read):
            if fold_of[number] != fold:
                continue
            orders[number] = {
                "fused": np.arange(len(pool.gold)),
                "first": np.argsort(-first.score(pool.rows), kind="stable"),
                "both": ranking(pool, first, second),
            }
            if len(pool.texts):
                confidence[number] = probability(calibration, signals(pool, first))
    for name in SETS:
        here = [n for n, pool in enumerate(read) if pool.set == name and fold_of[n] >= 0]
        for stage in ("fused", "first", "both"):
            ordered = [(read[n], orders[n][stage]) for n in here if read[n].rankable]
            figures = " ".join(f"{k} {v:.3f}" for k, v in success(ordered).items())
            print(f"{name} {stage:6} {figures}")
        _print_refusals(name, read, here, confidence)
    news = [n for n, pool in enumerate(read) if pool.set == "rtqa_dev" and fold_of[n] >= 0]
    labels = np.array([read[n].answerable for n in news], int)
    return refused(labels, confidence[news], kept=KEPT)[0]


def _print_refusals(name: str, read: Sequence[Pool], here: Sequence[int], confidence: Rows) -> None:
    kinds = {"": here}
    if name == "rtqa_dev":
        kinds = {
            "answers withheld": [n for n in here if read[n].withheld or read[n].answerable],
            "answers nowhere": [
                n
                for n in here
                if read[n].answerable or (read[n].withheld and not read[n].contested)
            ],
            "as it stands": [n for n in here if not read[n].withheld],
        }
    for kind, some in kinds.items():
        labels = np.array([read[n].answerable for n in some], int)
        sure = confidence[list(some)]
        threshold, share = refused(labels, sure)
        print(
            f"{name} {kind}: AUROC {roc_auc_score(labels, sure):.3f}, "
            f"refuses {share:.3f} at 90% kept (>= {threshold:.3f})"
        )


def main() -> None:
    """Fit everything and write judge.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    folder = parser.parse_args().weights
    everything = collect(list(SETS))
    stages = [fit_first(everything)]
    first = BoostedTrees.of(stages[0])
    # The gate's questions must stay strangers to what the gate guards.
    read = [pool for pool in read_pools(everything, first, folder) if pool.tag != "gate"]
    threshold = cross_validate(read, first)
    stages.append(fit_second(read, first))
    calibration = calibrate(read, first)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    fitted = {
        "name": "judge-1",
        "features": list(FEATURES),
        "first": stages[0],
        "second": stages[1],
        "calibration": calibration
        | {
            "threshold": round(threshold, 3),
            "reader": manifest["name"],
            "embedder": load_embedder().name,
        },
    }
    (folder / "judge.json").write_text(json.dumps(fitted), encoding="utf-8")


if __name__ == "__main__":
    main()
