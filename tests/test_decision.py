"""Ranking in two stages with a reader between them, and the confidence that comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.inference.trees import BoostedTrees
from corpus.types import Article, Paragraph
from index.errors import ReaderUnavailable
from index.query.question import Question, take_apart
from index.ranking.confidence import SIGNALS, Calibration
from index.ranking.decision import FusedJudge, ReadingJudge, load_judge
from index.ranking.features import NAMES, Candidate
from index.ranking.ranker import READ, READ_NAMES, Ranker
from tests.fakes import OverlapReader

ARTICLE = Article(1, "a", 1, "a.txt", None, None, None, None, None, None, "2031")


def candidates(*texts: str) -> list[Candidate]:
    return [
        Candidate(Paragraph(number, 1, 1, number, None, text), ARTICLE, 0.5, 1.0, 1.0, 0.3)
        for number, text in enumerate(texts, start=1)
    ]


def question(text: str = "Who broke the lamps?") -> Question:
    return take_apart(text, passages=100, frequency=lambda word: 3)


def by_feature(name: str) -> BoostedTrees:
    """A stump for each tenth, so that a higher value of the feature scores higher."""
    column = (*NAMES, *READ_NAMES).index(name)
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
        reader="overlap",
        embedder="hashed-words",
    )


def ranker() -> Ranker:
    return Ranker(by_feature("coverage"), by_feature("relevance"), OverlapReader())


def test_the_reader_has_the_last_word_on_what_it_read() -> None:
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
    assert all(passage.reading is not None for passage in ranked[:READ])
    assert all(passage.reading is None for passage in ranked[READ:])
    assert ranked[READ - 1].score > ranked[READ].score


def test_every_score_lies_between_0_and_1() -> None:
    ranked = ranker().rank(question(), candidates("lamps", "broke", "rain"))
    assert all(0 <= passage.score <= 1 for passage in ranked)


def test_the_evidence_is_named() -> None:
    [ranked] = ranker().rank(question(), candidates("Vandals broke the lamps."))
    assert ranked.evidence["coverage"] == 1.0
    assert ranked.evidence["relevance"] > 0


def test_confidence_rises_with_what_the_reader_finds() -> None:
    judge = ReadingJudge(ranker(), calibration("best relevance"), name="test")
    sure = judge.judge(question(), candidates("Who broke the lamps? Vandals broke the lamps."))
    unsure = judge.judge(question(), candidates("Rain is expected."))
    assert sure.answered
    assert not unsure.answered
    assert sure.signals["best relevance"] > unsure.signals["best relevance"]


@pytest.mark.parametrize(
    "judge", [FusedJudge(), ReadingJudge(ranker(), calibration(), name="test")]
)
def test_without_candidates_nothing_is_answered(judge: FusedJudge | ReadingJudge) -> None:
    judgement = judge.judge(question(), [])
    assert not judgement.answered
    assert judgement.confidence == 0.0


def save(folder: Path, **changes: object) -> Path:
    values = {
        "name": "test",
        "features": list(NAMES),
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


def test_the_reader_is_used_with_the_embedder_it_was_calibrated_for(tmp_path: Path) -> None:
    folder = save(tmp_path)
    fitted = load_judge("hashed-words", folder=folder, reader=OverlapReader())
    other = load_judge("another", folder=folder, reader=OverlapReader())
    assert fitted.name == "overlap+test"
    assert isinstance(other, FusedJudge)


@pytest.mark.parametrize(
    "changes", [{"features": ["age"]}, {"calibration": {}}, {"first": [{"feature": [1]}]}]
)
def test_weights_that_do_not_fit_are_an_error_with_a_mend(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    folder = save(tmp_path, **changes)
    with pytest.raises(ReaderUnavailable, match="install"):
        load_judge("hashed-words", folder=folder, reader=OverlapReader())


def test_missing_weights_are_an_error_with_a_mend(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match="install"):
        load_judge("hashed-words", folder=tmp_path)
