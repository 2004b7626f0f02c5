"""Ranking in two stages with a cross-encoder between them, and the confidence that comes of it."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.inference.trees import BoostedTrees
from corpus.types import Article, Paragraph, Span
from index.errors import RankingUnavailable
from index.query.question import Question, analyse_question
from index.ranking.confidence import SIGNALS, Calibration, signal_values
from index.ranking.cross_encoder import HeadedText, Prediction
from index.ranking.decision import Decision
from index.ranking.decision_model import FittedModel, FusedModel, load_decision_model
from index.ranking.features import ALL_NAMES, FEATURES, READ_FEATURES
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


def by_feature(name: str) -> BoostedTrees:
    """A stump for each tenth, so that a higher value of the feature scores higher."""
    column = ALL_NAMES.index(name)
    return BoostedTrees.of(
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


# Read in the order of their cosines; the first is most relevant and the third most certain.
PREDICTIONS = {
    "Vandals broke two lamps in the night.": Prediction(3.0, 0.25, Span(0, 7), 0.45),
    "Who broke it?": Prediction(1.0, 0.5, Span(0, 3), 0.2),
    "Marn saw the lamps.": Prediction(-1.0, -2.0, Span(0, 4), 0.9),
}


class KnownCrossEncoder:
    """Makes of each passage what PREDICTIONS says."""

    name = "known"

    def predict(self, question: str, passages: Sequence[HeadedText]) -> list[Prediction]:
        return [PREDICTIONS[passage.text] for passage in passages]


def decided_by_hand(model: FittedModel) -> Decision:
    """What a judge makes of three passages, most relevant first."""
    found = [
        replace(candidate, cosine=dense, bm25=body)
        for candidate, dense, body in zip(
            candidates(*PREDICTIONS), (0.25, 0.95, 0.55), (1.5, 0.5, 1.0), strict=True
        )
    ]
    found[0] = replace(found[0], paragraph=replace(found[0].paragraph, section="Harbour"))
    return model.decide(question("Who broke the harbour lamps of Marn and Oduya?"), found)


def known_model() -> FittedModel:
    known = Ranker(by_feature("dense"), by_feature("relevance"), KnownCrossEncoder())
    return FittedModel(known, calibration(), name="test")


def test_what_the_cross_encoder_found_stands_under_its_name() -> None:
    # The first score is the number of tenths, from -20 on, that the cosine is above.
    by_hand = {
        "relevance": (3.0, 1.0, -1.0),
        "relevance below best": (0.0, -2.0, -4.0),
        "answers": (0.25, 0.5, -2.0),
        "answers below best": (-0.25, 0.0, -2.5),
        "certainty": (0.45, 0.2, 0.9),
        "first score": (23.0, 30.0, 26.0),
        "first score below best": (-7.0, 0.0, -4.0),
        "place by first score": (2.0, 0.0, 1.0),
    }
    ranked = decided_by_hand(known_model()).ranked
    found = {name: tuple(passage.by_name[name] for passage in ranked) for name in READ_FEATURES}
    assert found == {name: pytest.approx(values) for name, values in by_hand.items()}


def test_each_signal_stands_under_its_name() -> None:
    decision = decided_by_hand(known_model())
    by_hand = {
        "best relevance": 3.0,
        "mean relevance": 1.0,
        "any answers": sum(math.log(1 + math.exp(relevance)) for relevance in (3, 1, -1)),
        "certainty": 0.45,
        "best certainty": 0.9,
        "first score": 23.0,
        # Of five words that are equally rare: "broke" and "lamps", under "Harbour"; "Marn" besides.
        "best coverage with heading": 3 / 5,
        "best coverage by article": 4 / 5,
        "best body": 1.5 / (5 * math.log(1 + 100 / 4)),
        # Marn, but not Oduya.
        "best names held with heading": 1 / 2,
        "best density": 2 / 5,
    }
    assert len(set(by_hand.values())) == len(SIGNALS)
    assert decision.signals == pytest.approx(by_hand)


def test_confidence_rises_with_what_the_cross_encoder_finds() -> None:
    model = FittedModel(ranker(), calibration("best relevance"), name="test")
    sure = model.decide(question(), candidates("Who broke the lamps? Vandals broke the lamps."))
    unsure = model.decide(question(), candidates("Rain is expected."))
    assert sure.answered
    assert not unsure.answered
    assert sure.signals["best relevance"] > unsure.signals["best relevance"]


def test_poor_passages_besides_the_best_three_take_no_confidence_away() -> None:
    model = FittedModel(ranker(), calibration("mean relevance"), name="test")
    # All of the question's words, three of four, and two.
    best = ("Who broke the lamps?", "Vandals broke the lamps.", "The lamps are lit.")
    poor = ["Rain is expected."] * (READ - 3)
    alone = model.decide(question(), candidates(*best))
    among = model.decide(question(), candidates(*poor, *best))
    assert among.signals["mean relevance"] == pytest.approx((4 + 3 + 2) / 3)
    assert among.confidence == pytest.approx(alone.confidence)
    assert model.decide(question(), candidates(best[0])).confidence > alone.confidence


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
