"""Which passage comes first, and does any of them answer: with the cross-encoder, or without."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.inference.trees import BoostedTrees
from index.errors import RankingUnavailable
from index.query.question import Question
from index.ranking.confidence import SIGNALS, Calibration, signal_values
from index.ranking.cross_encoder import WEIGHTS, CrossEncoder, load_cross_encoder
from index.ranking.decision import Decision, Ranked
from index.ranking.features import FEATURES, feature_rows
from index.ranking.passage_score import PassageScore
from index.ranking.ranker import Ranker
from index.search.candidate import Candidate


class DecisionModel(Protocol):
    """Ranks candidates and weighs whether they answer."""

    @property
    def name(self) -> str:
        """Names everything that a confidence depends on."""

    def decide(self, question: Question, candidates: Sequence[Candidate]) -> Decision: ...


class FusedModel:
    """Ranks by the fused score; a logistic model over coverage, BM25 and cosine says how likely.

    Needs no weights beyond the embedder's. Coefficients and threshold were set by hand; not
    measured.
    """

    name = "fused"
    _INTERCEPT, _COVERAGE, _LEXICAL, _DENSE = -8.0, 5.0, 0.4, 6.0
    _THRESHOLD = 0.5
    _TOP = 3

    def decide(self, question: Question, candidates: Sequence[Candidate]) -> Decision:
        if not candidates:
            return Decision((), 0.0, self._THRESHOLD)
        rows = feature_rows(question, candidates)
        ranked = tuple(
            Ranked(candidate, candidate.fused, None, tuple(row.tolist()))
            for candidate, row in zip(candidates, rows, strict=True)
        )
        top = [passage.by_name for passage in ranked[: self._TOP]]
        signals = {
            "coverage": max(features["coverage with heading"] for features in top),
            "lexical": max(candidate.bm25_with_title for candidate in candidates)
            / max(1, len(question.words)),
            "dense": max(candidate.cosine for candidate in candidates),
        }
        logit = (
            self._INTERCEPT
            + self._COVERAGE * signals["coverage"]
            + self._LEXICAL * signals["lexical"]
            + self._DENSE * signals["dense"]
        )
        return Decision(ranked, 1 / (1 + math.exp(-logit)), self._THRESHOLD, signals)


class FittedModel:
    """The ranker with the cross-encoder in it, and the calibration that was fitted for both."""

    def __init__(self, ranker: Ranker, calibration: Calibration, *, name: str) -> None:
        self._ranker = ranker
        self._calibration = calibration
        self.name = name

    def decide(self, question: Question, candidates: Sequence[Candidate]) -> Decision:
        threshold = self._calibration.threshold
        if not candidates:
            return Decision((), 0.0, threshold)
        ranked = self._ranker.rank(question, candidates)
        read = np.array([passage.features for passage in ranked if passage.prediction is not None])
        signals = signal_values(read)
        return Decision(
            tuple(ranked),
            self._calibration.confidence(signals),
            threshold,
            dict(zip(SIGNALS, signals, strict=True)),
        )


def load_decision_model(
    embedder: str, *, folder: Path = WEIGHTS, cross_encoder: CrossEncoder | None = None
) -> DecisionModel:
    """The model for this embedder: the fitted one where it was calibrated for it, else fused.

    Raises RankingUnavailable where the weights are missing or damaged.
    """
    try:
        values = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
        calibration = Calibration.of(values["calibration"])
        stages = (BoostedTrees.of(values["first"]), PassageScore.of(values["second"]))
        name, features = str(values["name"]), values["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RankingUnavailable(str(folder), f"judge.json: {error!r}") from error
    if features != list(FEATURES):
        raise RankingUnavailable(str(folder), "judge.json was fitted to other features")
    if calibration.embedder != embedder:
        return FusedModel()
    cross_encoder = cross_encoder or load_cross_encoder(folder)
    if calibration.cross_encoder != cross_encoder.name:
        raise RankingUnavailable(
            str(folder),
            f"judge.json was fitted to {calibration.cross_encoder}, not {cross_encoder.name}",
        )
    return FittedModel(
        Ranker(*stages, cross_encoder), calibration, name=f"{cross_encoder.name}+{name}"
    )
