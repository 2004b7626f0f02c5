"""Ranking in two stages with a cross-encoder between them, and the confidence that comes of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.inference.trees import BoostedTrees
from corpus.types import Article, Paragraph, Span
from index.errors import RankingUnavailable
from index.query.question import Question, analyse_question
from index.ranking.confidence import SIGNALS, Calibration
from index.ranking.cross_encoder import HeadedText, Prediction
from index.ranking.decision import Decision
from index.ranking.decision_model import FittedModel, FusedModel, load_decision_model
from index.ranking.features import ALL_NAMES, FEATURES
from index.ranking.passage_score import PARTS, PassageScore
from index.ranking.ranker import AT_LEAST, READ, Ranker
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


def by_part(name: str) -> PassageScore:
    """A logit that is the part itself; what was not read is thought capable of 9."""
    return PassageScore(np.array([float(part == name) for part in PARTS]), 0.0, (9.0, 9.0))


def calibration(signal: str = "best answers") -> Calibration:
    """Surer than not when the signal is above 1."""
    return Calibration(
        weights=tuple(4.0 * (name == signal) for name in SIGNALS),
        intercept=-4.0,
        threshold=0.5,
        cross_encoder="overlap",
        embedder="hashed-words",
    )


def ranker() -> Ranker:
    return Ranker(by_feature("coverage"), by_part("relevance"), OverlapCrossEncoder())


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
    known = Ranker(by_feature("dense"), by_part("relevance"), KnownCrossEncoder())
    return FittedModel(known, calibration(), name="test")


def test_reading_ends_where_nothing_unread_is_likely_to_come_first() -> None:
    texts = ["Who broke the lamps? Vandals."] + [f"the lamps {number}" for number in range(READ)]
    hardly_capable = replace(by_part("relevance"), most=(5.0, 1.0))  # the best has 4
    ended = Ranker(by_feature("coverage"), hardly_capable, OverlapCrossEncoder())
    read = [p for p in ended.rank(question(), candidates(*texts)) if p.prediction]
    assert len(read) == AT_LEAST
    assert read[0].candidate.paragraph.id == 1
    assert sum(p.prediction is not None for p in ranker().rank(question(), candidates(*texts))) == (
        READ
    )


def test_what_the_cross_encoder_found_stands_under_its_name() -> None:
    # The first score is the number of tenths, from -20 on, that the cosine is above.
    by_hand = {
        "relevance": (3.0, 1.0, -1.0),
        "answers": (0.25, 0.5, -2.0),
        "certainty": (0.45, 0.2, 0.9),
        # "Vandals", "Who", and "Marn", which the question has itself.
        "marks the kind of answer": (1.0, 1.0, 0.0),
        "marks new words": (1.0, 1.0, 0.0),
        "coverage around the mark": (3 / 5, 1 / 5, 2 / 5),
        "first score": (23.0, 30.0, 26.0),
    }
    ranked = decided_by_hand(known_model()).ranked
    found = {name: tuple(passage.by_name[name] for passage in ranked) for name in by_hand}
    assert found == {name: pytest.approx(values) for name, values in by_hand.items()}


def test_each_signal_stands_under_its_name() -> None:
    decision = decided_by_hand(known_model())
    by_hand = {
        "best answers": 0.5,
        "answers of first": 0.25,
        "relevance of first": 3.0,
    }
    assert decision.signals == pytest.approx(by_hand)


def test_confidence_rises_with_what_the_cross_encoder_finds() -> None:
    model = FittedModel(ranker(), calibration("best answers"), name="test")
    sure = model.decide(question(), candidates("Who broke the lamps? Vandals broke the lamps."))
    unsure = model.decide(question(), candidates("Rain is expected."))
    assert sure.answered
    assert not unsure.answered
    assert sure.signals["best answers"] > unsure.signals["best answers"]


def test_poor_passages_besides_the_best_take_no_confidence_away() -> None:
    weights = {name: calibration(name) for name in SIGNALS}
    # All of the question's words, three of four, and two.
    best = ("Who broke the lamps?", "Vandals broke the lamps.", "The lamps are lit.")
    poor = ["Rain is expected."] * (READ - 3)
    for name, only in weights.items():
        model = FittedModel(ranker(), only, name="test")
        alone = model.decide(question(), candidates(*best))
        among = model.decide(question(), candidates(*poor, *best))
        assert among.signals[name] == pytest.approx(alone.signals[name]), name


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
        "second": {"weights": dict.fromkeys(PARTS, 0.0), "intercept": 0.0, "most": [1, 1]},
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
    "changes",
    [{"features": ["age"]}, {"calibration": {}}, {"first": [{"feature": [1]}]}, {"second": {}}],
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
