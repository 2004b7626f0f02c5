"""The shipped cross-encoder, with its real weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.errors import RankingUnavailable
from index.ranking.cross_encoder import WEIGHTS, HeadedText, OnnxCrossEncoder, load_cross_encoder
from index.ranking.decision_model import FittedModel, load_decision_model
from index.search.embedding import BUNDLED, load_embedder

pytestmark = pytest.mark.model

CLAIM = HeadedText("The Free Dock Brigade said on its channel that it had carried out the raid.")
RAIN = HeadedText("Rain is expected along the coast until the weekend, the weather office said.")
TOLL = HeadedText("The fire on the pier injured 14 people, four of them badly, the hospital said.")


@pytest.fixture(scope="module")
def cross_encoder() -> OnnxCrossEncoder:
    loaded = load_cross_encoder()
    assert isinstance(loaded, OnnxCrossEncoder)
    return loaded


def test_the_passage_that_answers_is_more_relevant(cross_encoder: OnnxCrossEncoder) -> None:
    rain, claim = cross_encoder.predict("Who said it carried out the raid?", [RAIN, CLAIM])
    assert claim.relevance > rain.relevance
    assert claim.answers > rain.answers


NUMBERS = (
    ("How many people were killed in the fire on the pier?", "How many did the pier fire hurt?"),
    ("how many died in the pier fire", "how many hurt in the pier fire"),
)


@pytest.mark.parametrize(("missed", "answered"), NUMBERS)
def test_a_number_of_another_thing_answers_less(
    cross_encoder: OnnxCrossEncoder, missed: str, answered: str
) -> None:
    [near], [right] = (cross_encoder.predict(asked, [TOLL]) for asked in (missed, answered))
    assert right.answers > near.answers + 1


def test_the_answer_is_a_span_of_the_passage(cross_encoder: OnnxCrossEncoder) -> None:
    [prediction] = cross_encoder.predict("How many people were injured by the fire?", [TOLL])
    assert "14" in prediction.span.of(TOLL.text)
    assert 0 <= prediction.certainty <= 1


def test_a_prediction_does_not_depend_on_what_else_is_read(cross_encoder: OnnxCrossEncoder) -> None:
    question = "Who said it carried out the raid?"
    together = cross_encoder.predict(question, [RAIN, CLAIM, TOLL])
    apart = [cross_encoder.predict(question, [passage])[0] for passage in (RAIN, CLAIM, TOLL)]
    assert together == apart


def test_a_long_passage_is_read_to_its_end(cross_encoder: OnnxCrossEncoder) -> None:
    long = HeadedText(f"{RAIN.text} " * 8 + TOLL.text)
    [prediction] = cross_encoder.predict("How many people were injured by the fire?", [long])
    assert "14" in prediction.span.of(long.text)


@pytest.mark.parametrize("text", ["", " ", "?", "a" * 3000, "\N{PILE OF POO}" * 50])
def test_odd_texts_are_read_without_fuss(cross_encoder: OnnxCrossEncoder, text: str) -> None:
    [prediction] = cross_encoder.predict(text, [HeadedText(text, heading=text)])
    assert prediction.span.stop <= len(text)


def test_the_bundled_embedder_gets_the_cross_encoder() -> None:
    assert isinstance(load_decision_model(load_embedder(BUNDLED).name), FittedModel)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    with (folder / "reader.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(RankingUnavailable, match=r"reader\.onnx"):
        load_cross_encoder(folder)


def test_weights_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 40_000_000
