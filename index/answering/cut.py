"""How many of the ranked passages answer: those before the scores drop. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from index.ranking.cross_encoder import Prediction

# A passage with less than this share of the best one's score is merely related. Chosen on the
# questions over news that choose (bench.splits) as the highest, in steps of .05, that keeps 95 % of
# the passages that answer among the first five, in left-out folds too. With the reader that ships
# it keeps 94 %: 1.4 of 5 are shown, and 74 % of these answer, not 23 % (`python -m bench.tiers`).
ENOUGH = 0.35
# Whoever is told of a passage unasked is told of one of which the cross-encoder by itself says so
# much. Where one article comes in, 66 % of what is true is told so, of 76 % that would be answered,
# and 2.7 % of what is false, of 5.9 %; at 1 it is 71 and 3.6 %, at 2 58 and 1.9 % (`python -m
# bench.tiers`, the groups that choose).
_BY_ITSELF = 1.5
# Where none was read, of one with this share of the best one's score. Set by hand; not measured.
_CLOSE = 0.5


def answering(scores: Sequence[float], *, reads: bool) -> int:
    """How many passages to show, of scores best first; one at least, where there are any.

    All of them where they were not read: fused scores hardly tell what answers from what is near.
    """
    if not scores or not reads:
        return len(scores)
    drop = (at for at, score in enumerate(scores) if score < ENOUGH * scores[0])
    return max(1, next(drop, len(scores)))


def is_sure(score: float, prediction: Prediction | None, *, best: float, reads: bool) -> bool:
    """Whether a passage answers by itself, as far as a model that `reads` passages, or not, says.

    `best` is the best passage's score.
    """
    if prediction is None:
        return not reads and score >= _CLOSE * best
    return prediction.answers >= _BY_ITSELF
