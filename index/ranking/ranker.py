"""Orders candidates: cheap features on all, the cross-encoder on the best of them, then both.

The first stage is LambdaMART (Burges 2010), the second a logistic regression over what was read;
`python -m bench.stages` fits both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from corpus.inference.trees import BoostedTrees
from index.query.question import Question
from index.ranking.cross_encoder import CrossEncoder, HeadedText, Prediction
from index.ranking.decision import Ranked
from index.ranking.features import FeatureRows, feature_rows, with_readings
from index.ranking.passage_score import PassageScore
from index.ranking.reading_features import READING, reading_features
from index.search.candidate import Candidate

# How many candidates are read at most; docs/evaluation.md has the curve of quality against time.
READ = 16
# So many are read whatever they say, and then so many at a time until no other is likely to come
# first. The most that reading may make of a passage is hardly ever reached, so that much is taken
# from it: chosen on the questions over news that choose (bench.splits) as the highest, in steps of
# .5, that costs less than .005 of R@1 and of AUROC (docs/evaluation.md).
AT_LEAST, _AT_A_TIME = 8, 4
_UNLIKELY = 2.0


class Ranker:
    """The two stages, with the cross-encoder between them."""

    def __init__(
        self,
        first: BoostedTrees,
        second: PassageScore,
        cross_encoder: CrossEncoder,
        *,
        depth: int = READ,
    ) -> None:
        self._depth = depth
        self._first = first
        self._second = second
        self._cross_encoder = cross_encoder

    def rank(self, question: Question, candidates: Sequence[Candidate]) -> list[Ranked]:
        """All candidates, best first."""
        rows = feature_rows(question, candidates)
        scores = self._first.score(rows)
        order = sorted(range(len(candidates)), key=lambda i: (-scores[i], i))
        texts = [HeadedText(c.paragraph.text, c.heading) for c in candidates]
        read: list[int] = []
        predictions: list[Prediction] = []
        both = with_readings(rows[:0], scores[:0], [])
        while len(read) < min(self._depth, len(order)):
            count = _AT_A_TIME if read else min(AT_LEAST, self._depth)
            some = order[len(read) : min(len(read) + count, self._depth)]
            made = self._cross_encoder.predict(question.text, [texts[i] for i in some])
            readings = [
                reading_features(question, texts[i], prediction)
                for i, prediction in zip(some, made, strict=True)
            ]
            both = np.concatenate([both, with_readings(rows[some], scores[some], readings)])
            read, predictions = [*read, *some], [*predictions, *made]
            if self._is_settled(both, rows[order[len(read) :]], scores[order[len(read) :]]):
                break
        logits = self._second.logits(both)
        ranked = [
            Ranked(candidates[i], _squash(logit), prediction, tuple(row.tolist()), float(scores[i]))
            for i, logit, prediction, row in zip(read, logits, predictions, both, strict=True)
        ]
        ranked.sort(key=lambda passage: -passage.score)
        floor = ranked[-1].score if ranked else 1.0
        # What was not read stays behind what was, in the order of the first stage.
        ranked += [
            Ranked(
                candidates[i], floor / (2 + place), None, tuple(rows[i].tolist()), float(scores[i])
            )
            for place, i in enumerate(order[len(read) :])
        ]
        return ranked

    def _is_settled(self, read: FeatureRows, unread: FeatureRows, scores: FeatureRows) -> bool:
        """Whether no unread passage is likely to come before the best that was read."""
        if not len(unread):
            return True
        unknown = np.zeros((len(unread), len(READING)))
        possible = self._second.most_possible(with_readings(unread, scores, unknown))
        return bool(self._second.logits(read).max() >= possible.max() - _UNLIKELY)


def _squash(logit: float) -> float:
    return 1 / (1 + math.exp(-float(logit)))
