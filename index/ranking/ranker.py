"""Orders candidate passages: cheap features on all, the reader on the best of them, then both.

Both stages are LambdaMART (Burges 2010), trained by `python -m bench.fit`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.inference.trees import BoostedTrees
from index.query.question import Question
from index.ranking.cross_encoder import Reader, Reading, Text
from index.ranking.features import NAMES, Candidate, Features, describe

# How many candidates are read; docs/evaluation.md has the curve of quality against time.
READ = 8

READ_NAMES = (
    "relevance",
    "relevance below best",
    "answers",
    "answers below best",
    "certainty",
    "first score",
    "first score below best",
    "place by first score",
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place. `reading` is None where it was not worth reading.

    `score` is in 0..1 and comparable within one question only; `features` are the values that made
    it, in the order of `features.NAMES` and, where read, READ_NAMES.
    """

    candidate: Candidate
    score: float
    reading: Reading | None
    features: tuple[float, ...]

    @property
    def evidence(self) -> dict[str, float]:
        """The features by name."""
        return dict(zip((*NAMES, *READ_NAMES), self.features, strict=False))


class Ranker:
    """The two stages, with the reader between them."""

    def __init__(
        self, first: BoostedTrees, second: BoostedTrees, reader: Reader, *, depth: int = READ
    ) -> None:
        self._depth = depth
        self._first = first
        self._second = second
        self._reader = reader

    def rank(self, question: Question, candidates: Sequence[Candidate]) -> list[Ranked]:
        """All candidates, best first."""
        rows = describe(question, candidates)
        scores = self._first.score(rows)
        order = sorted(range(len(candidates)), key=lambda i: (-scores[i], i))
        chosen = order[: self._depth]
        readings = self._reader.read(
            question.text,
            [Text(candidates[i].paragraph.text, candidates[i].heading) for i in chosen],
        )
        both = join(rows[chosen], scores[chosen], readings)
        final = self._second.score(both)
        ranked = [
            Ranked(candidates[i], squash(score), reading, tuple(row.tolist()))
            for i, score, reading, row in zip(chosen, final, readings, both, strict=True)
        ]
        ranked.sort(key=lambda passage: -passage.score)
        floor = ranked[-1].score if ranked else 1.0
        unread = order[self._depth :]
        # What was not read stays behind what was, in the order of the first stage.
        ranked += [
            Ranked(candidates[i], floor / (2 + place), None, tuple(rows[i].tolist()))
            for place, i in enumerate(unread)
        ]
        return ranked


def join(rows: Features, scores: np.ndarray, readings: Sequence[Reading]) -> Features:
    """The features of the second stage, one row a reading; rows come in the first stage's order."""
    if not readings:
        return np.zeros((0, len(NAMES) + len(READ_NAMES)), dtype=np.float32)
    relevance = np.array([reading.relevance for reading in readings])
    answers = np.array([reading.answers for reading in readings])
    certainty = np.array([reading.certainty for reading in readings])
    read = np.stack(
        [
            relevance,
            relevance - relevance.max(),
            answers,
            answers - answers.max(),
            certainty,
            scores,
            scores - scores.max(),
            np.arange(len(readings)),
        ],
        axis=1,
    )
    return np.concatenate([rows, read.astype(np.float32)], axis=1)


def squash(score: float) -> float:
    """A tree sum as a score in 0..1."""
    return 1 / (1 + math.exp(-float(score)))
