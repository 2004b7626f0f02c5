"""Orders candidates: cheap features on all, the cross-encoder on the best of them, then both.

Both stages are LambdaMART (Burges 2010), trained by `python -m bench.fit`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from corpus.inference.trees import BoostedTrees
from index.query.question import Question
from index.ranking.cross_encoder import CrossEncoder, HeadedText
from index.ranking.decision import Ranked
from index.ranking.features import feature_rows, with_predictions
from index.search.candidate import Candidate

# How many candidates are read; docs/evaluation.md has the curve of quality against time.
READ = 8


class Ranker:
    """The two stages, with the cross-encoder between them."""

    def __init__(
        self,
        first: BoostedTrees,
        second: BoostedTrees,
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
        chosen = order[: self._depth]
        predictions = self._cross_encoder.predict(
            question.text,
            [HeadedText(candidates[i].paragraph.text, candidates[i].heading) for i in chosen],
        )
        both = with_predictions(rows[chosen], scores[chosen], predictions)
        final = self._second.score(both)
        ranked = [
            Ranked(candidates[i], _squash(score), prediction, tuple(row.tolist()), float(scores[i]))
            for i, score, prediction, row in zip(chosen, final, predictions, both, strict=True)
        ]
        ranked.sort(key=lambda passage: -passage.score)
        floor = ranked[-1].score if ranked else 1.0
        unread = order[self._depth :]
        # What was not read stays behind what was, in the order of the first stage.
        ranked += [
            Ranked(
                candidates[i], floor / (2 + place), None, tuple(rows[i].tolist()), float(scores[i])
            )
            for place, i in enumerate(unread)
        ]
        return ranked


def _squash(score: float) -> float:
    """A tree sum as a score in 0..1."""
    return 1 / (1 + math.exp(-float(score)))
