"""Which passage comes first, and does any of them answer: with the reader, or without a model."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.inference.trees import BoostedTrees
from index.errors import ReaderUnavailable
from index.query.question import Question
from index.ranking.confidence import SIGNALS, Calibration, weigh
from index.ranking.cross_encoder import WEIGHTS, Reader, load_reader
from index.ranking.features import NAMES, Candidate, describe
from index.ranking.ranker import Ranked, Ranker


@dataclass(frozen=True, slots=True)
class Judgement:
    """A ranking, and the probability that its passages answer.

    `signals` is what the probability was computed from, by name.
    """

    ranked: tuple[Ranked, ...]
    confidence: float
    threshold: float
    signals: dict[str, float] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        return bool(self.ranked) and self.confidence >= self.threshold


class Judge(Protocol):
    """Ranks candidates and weighs whether they answer."""

    @property
    def name(self) -> str:
        """Names everything that a confidence depends on."""

    def judge(self, question: Question, candidates: Sequence[Candidate]) -> Judgement: ...


class FusedJudge:
    """Ranks by the fused score; a logistic model over coverage, BM25 and cosine says how likely.

    Needs no weights beyond the embedder's. Fitted by `python -m bench.fit`.
    """

    name = "fused"
    _INTERCEPT, _COVERAGE, _LEXICAL, _DENSE = -8.0, 5.0, 0.4, 6.0
    _THRESHOLD = 0.5
    _TOP = 3

    def judge(self, question: Question, candidates: Sequence[Candidate]) -> Judgement:
        if not candidates:
            return Judgement((), 0.0, self._THRESHOLD)
        rows = describe(question, candidates)
        ranked = tuple(
            Ranked(candidate, candidate.fused, None, tuple(row.tolist()))
            for candidate, row in zip(candidates, rows, strict=True)
        )
        top = [passage.evidence for passage in ranked[: self._TOP]]
        signals = {
            "coverage": max(evidence["coverage with heading"] for evidence in top),
            "lexical": max(candidate.whole for candidate in candidates)
            / max(1, len(question.words)),
            "dense": max(candidate.dense for candidate in candidates),
        }
        logit = (
            self._INTERCEPT
            + self._COVERAGE * signals["coverage"]
            + self._LEXICAL * signals["lexical"]
            + self._DENSE * signals["dense"]
        )
        return Judgement(ranked, 1 / (1 + math.exp(-logit)), self._THRESHOLD, signals)


class ReadingJudge:
    """The ranker with the reader in it, and the calibration that was fitted for both."""

    def __init__(self, ranker: Ranker, calibration: Calibration, *, name: str) -> None:
        self._ranker = ranker
        self._calibration = calibration
        self.name = name

    def judge(self, question: Question, candidates: Sequence[Candidate]) -> Judgement:
        threshold = self._calibration.threshold
        if not candidates:
            return Judgement((), 0.0, threshold)
        ranked = self._ranker.rank(question, candidates)
        read = np.array([passage.features for passage in ranked if passage.reading is not None])
        signals = weigh(read)
        return Judgement(
            tuple(ranked),
            self._calibration.confidence(signals),
            threshold,
            dict(zip(SIGNALS, signals, strict=True)),
        )


def load_judge(embedder: str, *, folder: Path = WEIGHTS, reader: Reader | None = None) -> Judge:
    """The judge for this embedder: with the reader where it was calibrated for it, else fused.

    Raises ReaderUnavailable where the weights are missing or damaged.
    """
    try:
        values = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
        calibration = Calibration.of(values["calibration"])
        ranker = (BoostedTrees.of(values["first"]), BoostedTrees.of(values["second"]))
        name, features = str(values["name"]), values["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReaderUnavailable(str(folder), f"judge.json: {error!r}") from error
    if features != list(NAMES):
        raise ReaderUnavailable(str(folder), "judge.json was fitted to other features")
    if calibration.embedder != embedder:
        return FusedJudge()
    reader = reader or load_reader(folder)
    if calibration.reader != reader.name:
        raise ReaderUnavailable(
            str(folder), f"judge.json was fitted to {calibration.reader}, not {reader.name}"
        )
    return ReadingJudge(Ranker(*ranker, reader), calibration, name=f"{reader.name}+{name}")
