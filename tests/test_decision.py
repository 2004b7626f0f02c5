"""Ranking in two stages with a cross-encoder between them, and the confidence that comes of it."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from corpus.inference.trees import Trees
from corpus.types import Article, Paragraph
from index.errors import RankingUnavailable
from index.query.question import Question, analyse_question
from index.ranking.confidence import SIGNALS, Calibration, signal_values
from index.ranking.decision_model import FittedModel, FusedModel, load_decision_model
from index.ranking.features import ALL_NAMES, FEATURES
from index.ranking.ranker import READ, Ranker
from index.search.candidate import Candidate
from tests.fakes import OverlapCrossEncoder

ARTICLE = Article(1, "a", 1, "a.txt", None, None, None, None, None, None, "2031")


def candidates(*texts: str) -> list[Candidate]:
    return [
        Candidate(Paragraph(number, 1, 1, number, None, text), ARTICLE, 0.5, 1.0, 1.0, 0.3)
        for number, text in enumerate(texts, start=1)
    ]


def question(text: str = "Who broke the lamps?") -> Question:
    return analyse_question(text, passages=100, frequency=lambda word: 3)


def by_feature(name: str) -> Trees:
    """A stump for each tenth, so that a higher value of the feature scores higher."""
    column = ALL_NAMES.index(name)
    return Trees(
        [
            {
                "feature": [column],
                "threshold": [step / 10],
                "left": [-1],
                "right": [-2],
                "leaf": [0.0, 1.0],
            }
            for step in range(-20, 40)
        ]
    )


def calibration(signal: str = "best relevance") -> Calibration:
    """Surer than not when the signal is above 1."""
    return Calibration(
        weights=tuple(4.0 * (name == signal) for name in SIGNALS),
        intercept=-4.0,
        threshold=0.5,
        cross_encoder="overlap",
        embedder="hashed-words",
    )


def ranker() -> Ranker:
    return Ranker(by_feature("coverage"), by_feature("relevance"), OverlapCrossEncoder())


def test_the_cross_encoder_has_the_last_word_on_what_it_read() -> None:
    ranked = ranker().rank(
        question(), candidates("The lamps are lit.", "Who broke the lamps? Vandals.", "Rain.")
    )
    assert ranked[0].candidate.paragraph.id == 2
    assert [passage.score for passage in ranked] == sorted(
        (passage.score for passage in ranked), reverse=True
    )


def test_what_was_not_read_stays_behind_what_was() -> None:
    texts = [f"lamps broke {number}" for number in range(READ)] + ["nothing of it"] * 5
    ranked = ranker().rank(question(), candidates(*texts))
    assert len(ranked) == READ + 5
    assert all(passage.prediction is not None for passage in ranked[:READ])
    assert all(passage.prediction is None for passage in ranked[READ:])
    assert ranked[READ - 1].score > ranked[READ].score


def test_every_score_lies_between_0_and_1() -> None:
    ranked = ranker().rank(question(), candidates("lamps", "broke", "rain"))
    assert all(0 <= passage.score <= 1 for passage in ranked)


def test_the_evidence_is_named() -> None:
    [ranked] = ranker().rank(question(), candidates("Vandals broke the lamps."))
    assert ranked.by_name["coverage"] == 1.0
    assert ranked.by_name["relevance"] > 0


def test_confidence_rises_with_what_the_cross_encoder_finds() -> None:
    model = FittedModel(ranker(), calibration("best relevance"), name="test")
    sure = model.decide(question(), candidates("Who broke the lamps? Vandals broke the lamps."))
    unsure = model.decide(question(), candidates("Rain is expected."))
    assert sure.answered
    assert not unsure.answered
    assert sure.signals["best relevance"] > unsure.signals["best relevance"]


def test_each_signal_is_of_the_three_most_relevant_passages() -> None:
    rows = np.zeros((4, len(ALL_NAMES)), dtype=np.float32)
    columns = {
        "relevance": [-4.0, 2.0, 1.0, 0.0],
        "certainty": [0.9, 0.2, 0.6, 0.4],
        "first score": [8.0, 3.0, 5.0, 4.0],
        "coverage with heading": [1.0, 0.1, 0.2, 0.3],
        "coverage by article": [1.0, 0.2, 0.3, 0.4],
        "body": [1.0, 0.5, 0.4, 0.3],
        "names held with heading": [1.0, 0.4, 0.6, 0.5],
        "density": [1.0, 0.7, 0.6, 0.5],
    }
    for name, values in columns.items():
        rows[:, ALL_NAMES.index(name)] = values
    assert dict(zip(SIGNALS, signal_values(rows), strict=True)) == pytest.approx(
        {
            "best relevance": 2.0,
            "mean relevance": 1.0,
            "any answers": sum(math.log1p(math.exp(value)) for value in columns["relevance"]),
            "certainty": 0.2,
            "best certainty": 0.6,
            "first score": 3.0,
            "best coverage with heading": 0.3,
            "best coverage by article": 0.4,
            "best body": 0.5,
            "best names held with heading": 0.6,
            "best density": 0.7,
        }
    )


@pytest.mark.parametrize("model", [FusedModel(), FittedModel(ranker(), calibration(), name="test")])
def test_without_candidates_nothing_is_answered(model: FusedModel | FittedModel) -> None:
    decision = model.decide(question(), [])
    assert not decision.answered
    assert decision.confidence == 0.0


def save(folder: Path, **changes: object) -> Path:
    values = {
        "name": "test",
        "features": list(FEATURES),
        "first": [],
        "second": [],
        "calibration": {
            "weights": dict.fromkeys(SIGNALS, 0.0),
            "intercept": 0.0,
            "threshold": 0.5,
            "reader": "overlap",
            "embedder": "hashed-words",
        },
    }
    (folder / "judge.json").write_text(json.dumps(values | changes), encoding="utf-8")
    return folder


def test_the_fitted_model_is_used_with_the_embedder_it_was_calibrated_for(tmp_path: Path) -> None:
    folder = save(tmp_path)
    fitted = load_decision_model("hashed-words", folder=folder, cross_encoder=OverlapCrossEncoder())
    other = load_decision_model("another", folder=folder, cross_encoder=OverlapCrossEncoder())
    assert fitted.name == "overlap+test"
    assert isinstance(other, FusedModel)


@pytest.mark.parametrize(
    "changes", [{"features": ["age"]}, {"calibration": {}}, {"first": [{"feature": [1]}]}]
)
def test_weights_that_do_not_fit_are_an_error_with_a_mend(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    folder = save(tmp_path, **changes)
    with pytest.raises(RankingUnavailable, match="install"):
        load_decision_model("hashed-words", folder=folder, cross_encoder=OverlapCrossEncoder())


def test_missing_weights_are_an_error_with_a_mend(tmp_path: Path) -> None:
    with pytest.raises(RankingUnavailable, match="install"):
        load_decision_model("hashed-words", folder=tmp_path)
