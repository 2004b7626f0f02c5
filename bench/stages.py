"""Fit the two stages of the ranking: `python -m bench.stages`. Then fit the confidence again.

Writes both into index/ranking/weights/judge.json. The first stage sees the retrieval features
alone and is fitted to the questions that trained the cross-encoder. The second sees what the
cross-encoder says, so it is fitted to other questions (`bench.splits`), over corpora of 2 to 1,000
articles. All figures printed are of questions that the cross-encoder does not know and that the
fit left out, by folds in which no article is on both sides.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

from bench.corpora import SIZES, drawn
from bench.pools import Pool, Reading, load_pools, make_pools, save_pools
from bench.splits import DEV_GROUPS, TRAIN_GROUPS, Part
from bench.stores import CACHE, REPOSITORY, QuestionSet, digest, is_here, open_set
from corpus.inference.trees import BoostedTrees
from index.ranking.cross_encoder import WEIGHTS, load_cross_encoder
from index.ranking.features import FEATURES, with_readings
from index.ranking.passage_score import PARTS, PassageScore
from index.ranking.ranker import READ
from index.search.embedding import load_embedder

SEED = 20230524
# Published sets with how many of their questions are taken; the encyclopaedic one is large.
SETS = {"rtqa_dev": None, "squad2_dev": 1200, "clapnq_dev": None, "demo": None}
# Of a group that trained the cross-encoder, so many questions fit the first stage.
OF_A_GROUP = 150
# What a family of questions counts in the second stage.
COUNTS = {
    "asked of 2": 0.4,
    "asked of 5": 0.4,
    "asked of 15": 0.4,
    "asked of 33": 2.0,
    "asked of 100": 0.4,
    "asked of 1000": 0.4,
    "rtqa_dev": 1.0,
    "demo": 0.4,
    "clapnq_dev": 0.1,
    "squad2_dev": 0.05,
}
FOLDS = 5
# Of a family, at most this many questions are read: reading takes the time.
MOST = {"asked of 33": 10**6, "rtqa_dev": 10**6, "demo": 160, "clapnq_dev": 60, "squad2_dev": 60}
_MOST_DRAWN = 200
# Of the second stage, over scaled parts.
_DECAY = 0.02
# The share of passages that answer of which the cross-encoder says no more than the most that an
# unread passage is thought capable of.
_CAPABLE = 0.5

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


def fit_first(pools: Sequence[Pool]) -> Any:
    """LambdaMART over groups of candidates, as the JSON that corpus.inference.trees reads.

    On the questions that trained the cross-encoder; each family counts the same, however many
    questions it has.
    """
    some = usable([pool for pool in pools if pool.part is Part.SEEN])
    counts = Counter(pool.family for pool in some)
    settings = dict(FIRST)
    rounds = settings.pop("rounds")
    data = lightgbm.Dataset(
        np.concatenate([pool.rows for pool in some]),
        label=np.concatenate([pool.gold for pool in some]).astype(int),
        group=[len(pool.rows) for pool in some],
        weight=np.concatenate(
            [
                np.full(len(pool.rows), len(some) / counts[pool.family] / len(counts))
                for pool in some
            ]
        ),
        free_raw_data=False,
    )
    model = lightgbm.train(
        COMMON | {"objective": "lambdarank", "lambdarank_truncation_level": 10} | settings,
        data,
        num_boost_round=int(rounds),
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
    return with_readings(pool.rows[chosen], scores[chosen], pool.readings[chosen]), chosen


def fit_second(read: Sequence[Pool], first: BoostedTrees) -> dict[str, Any]:
    """A listwise softmax over what was read of a question, then scaled to a probability.

    The weights maximise the probability that one of the passages that answer is chosen; the
    passages of questions without any take part in the scaling alone.
    """
    rows, labels, counts = [], [], []
    for pool, count in zip(read, emphasis(read), strict=True):
        if len(pool.texts) and not pool.contested:
            joined, chosen = second_rows(pool, first)
            rows.append(PassageScore.parts(joined))
            labels.append(pool.gold[chosen])
            counts.append(count)
    flat = np.concatenate(rows)
    middle, scale = flat.mean(0), flat.std(0) + 1e-6
    lists = [
        ((row - middle) / scale, label, count)
        for row, label, count in zip(rows, labels, counts, strict=True)
        if label.any() and not label.all()
    ]

    def loss(weights: Rows) -> tuple[float, Rows]:
        total, slope = _DECAY * float(weights @ weights), 2 * _DECAY * weights
        whole = sum(count for *_, count in lists)
        for row, label, count in lists:
            scores = row @ weights
            everything, right = logsumexp(scores), logsumexp(scores[label])
            total += count / whole * float(everything - right)
            chance, among = np.exp(scores - everything), np.exp(scores[label] - right)
            slope = slope + count / whole * (chance @ row - among @ row[label])
        return total, slope

    found = minimize(loss, np.zeros(len(PARTS)), jac=True, method="L-BFGS-B").x / scale
    sums = flat @ found
    every = np.concatenate(labels)
    repeated = np.concatenate(
        [np.full(len(label), count) for label, count in zip(labels, counts, strict=True)]
    )
    scaled = LogisticRegression(C=1e3).fit(sums[:, None], every, sample_weight=repeated)
    weights = found * scaled.coef_[0, 0]
    columns = [PARTS.index(name) for name in ("relevance", "answers")]
    return {
        "weights": dict(zip(PARTS, weights.tolist(), strict=True)),
        "intercept": float(scaled.intercept_[0]),
        "most": np.quantile(flat[every][:, columns], _CAPABLE, axis=0).tolist(),
    }


def ranking(pool: Pool, first: BoostedTrees, second: PassageScore) -> npt.NDArray[np.int64]:
    """The candidates' order, best first, as Ranker makes it of all that was read."""
    rows, chosen = second_rows(pool, first)
    read = chosen[np.argsort(-second.logits(rows), kind="stable")]
    order = np.argsort(-first.score(pool.rows), kind="stable")
    return np.concatenate([read, [row for row in order if row not in set(chosen.tolist())]]).astype(
        int
    )


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
    """A fold for each pool; no day of the news and no article is on both sides."""
    keys = [pool.tag if pool.family not in {"demo", "squad2_dev"} else "" for pool in pools]
    keys = [key or pool.asked.text for key, pool in zip(keys, pools, strict=True)]
    rng = np.random.default_rng(SEED)
    names = sorted(set(keys))
    fold = dict(zip(names, rng.permutation(len(names)) % FOLDS, strict=True))
    return np.array([fold[key] for key in keys])


def emphasis(pools: Sequence[Pool]) -> Rows:
    """What each pool counts: its family's count, shared among the family's pools."""
    sizes = Counter(pool.family for pool in pools)
    weights = np.array([COUNTS[pool.family] / sizes[pool.family] for pool in pools])
    scaled: Rows = weights / weights.mean()
    return scaled


@cache
def _code() -> str:
    """Pools are as good as the code that finds candidates and makes features of them."""
    folders = (REPOSITORY / "index" / part for part in ("query", "search"))
    files = [path for folder in folders for path in folder.rglob("*.py")]
    files += (REPOSITORY / "index" / "ranking").glob("*features.py")
    return digest(sorted(files))[:8]


def _made(name: str, make: Callable[[], list[Pool]]) -> list[Pool]:
    """Pools, made once and kept in data/bench."""
    path = CACHE / "pools" / f"{name}-{_code()}.npz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        save_pools(path, make())
        print(f"pools of {name}", flush=True)
    return load_pools(path)


def collect() -> list[Pool]:
    """The pools of every set that is on this machine."""
    embedder = load_embedder()
    pools: list[Pool] = []
    for name, limit in SETS.items():
        pools += _made(name, lambda: make_pools(open_set(name, embedder=embedder), limit=limit))  # noqa: B023
    for group in filter(is_here, TRAIN_GROUPS):
        pools += _made(
            group,
            lambda: make_pools(open_set(group, embedder=embedder), limit=OF_A_GROUP),  # noqa: B023
        )
    here = list(filter(is_here, DEV_GROUPS))
    for group in here:
        pools += _made(group, lambda: make_pools(open_set(group, embedder=embedder)))  # noqa: B023
    for size in set(SIZES) - {33}:  # that is the group itself
        sets: Iterator[QuestionSet] = drawn(here, size, embedder=embedder)
        pools += _made(f"of-{size}", lambda: [p for some in sets for p in make_pools(some)])  # noqa: B023
    return pools


def read_pools(pools: Sequence[Pool], first: BoostedTrees, folder: Path) -> list[Pool]:
    """The pools that did not train the cross-encoder, read; kept in data/bench."""
    cross_encoder = load_cross_encoder(folder)
    reading = Reading(cross_encoder)
    unseen = [pool for pool in pools if pool.part is Part.UNSEEN]
    chosen: list[Pool] = []
    for family in COUNTS:
        some = [pool for pool in unseen if pool.family == family]
        most = MOST.get(family, _MOST_DRAWN)
        chosen += random.Random(SEED).sample(some, min(most, len(some)))

    def read() -> list[Pool]:
        return [pool.read(reading, first, depth=READ) for pool in chosen]

    return _made(cross_encoder.name, read)


def cross_validate(read: Sequence[Pool], first: BoostedTrees) -> None:
    """Print figures for questions left out of the fit."""
    fold_of = folds(read)
    orders: list[dict[str, Rows]] = [{} for _ in read]
    for fold in range(FOLDS):
        inside = [pool for pool, its in zip(read, fold_of, strict=True) if its != fold]
        second = PassageScore.of(fit_second(inside, first))
        for number in np.flatnonzero(fold_of == fold).tolist():
            pool = read[number]
            orders[number] = {
                "fused": np.arange(len(pool.gold)),
                "first": np.argsort(-first.score(pool.rows), kind="stable"),
                "both": ranking(pool, first, second),
            }
    for family in COUNTS:
        here = [n for n, pool in enumerate(read) if pool.family == family and pool.rankable]
        for stage in ("fused", "first", "both") if here else ():
            figures = success([(read[n], orders[n][stage]) for n in here])
            print(f"{family} {stage:6} " + " ".join(f"{k} {v:.3f}" for k, v in figures.items()))


def main() -> None:
    """Fit both stages and write them into judge.json; `python -m bench.fit` comes next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    folder = parser.parse_args().weights
    everything = collect()
    stage = fit_first(everything)
    first = BoostedTrees.of(stage)
    # The gate's questions must stay strangers to what the gate guards.
    read = [pool for pool in read_pools(everything, first, folder) if pool.tag != "gate"]
    cross_validate(read, first)
    file = folder / "judge.json"
    fitted = json.loads(file.read_text(encoding="utf-8"))
    fitted |= {"features": list(FEATURES), "first": stage, "second": fit_second(read, first)}
    file.write_text(json.dumps(fitted), encoding="utf-8")


if __name__ == "__main__":
    main()
