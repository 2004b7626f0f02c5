"""How many of the ranked passages answer: those before the scores drop. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from index.ranking.cross_encoder import Prediction

# A passage with less than this share of the best one's score is merely related. Chosen on groups 0
# to 2 of the questions over news as the highest, in steps of .05, that keeps 95 % of the passages
# that answer among the first five: 1.8 of 5 are shown, and 63 % of these answer, not 25 %. On
# groups 3 and 4 it keeps 96 %, and 60 % answer (`python -m bench.tiers`).
ENOUGH = 0.35
# Whoever is told of a passage unasked is told of one that the cross-encoder finds by itself as
# likely to answer as not. On groups 0 to 2, an article with an answer that comes in is told in
# 58.8 % of cases, not 76.7 %, and one without makes an alert in 4.7 %, not 12.5 %; on groups 3 and
# 4 in 64.9 %, not 81.2, and 3.2 %, not 9.0. A higher threshold costs more of the former: .6 leaves
# 56.0 % and 4.9 %.
_BY_ITSELF = 0.0
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
