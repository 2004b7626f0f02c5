"""Rankings into one ranking, by a convex combination of normalised scores (Bruch et al. 2023).

Reciprocal-rank fusion was measured and lost to BM25 alone on news: it throws the scores away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def fuse(rankings: Sequence[tuple[float, Mapping[int, float]]]) -> dict[int, float]:
    """Fused scores in 0..1 by id, best first, ties by id.

    Each ranking comes with its weight; the weights should sum to 1. Scores are scaled to 0..1
    within their ranking, and an id missing from a ranking gets 0 there.
    """
    fused: dict[int, float] = {}
    for weight, scores in rankings:
        for id_, score in _scaled(scores).items():
            fused[id_] = fused.get(id_, 0.0) + weight * score
    return dict(sorted(fused.items(), key=lambda item: (-item[1], item[0])))


def _scaled(scores: Mapping[int, float]) -> dict[int, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {id_: (score - low) / (high - low) for id_, score in scores.items()}
