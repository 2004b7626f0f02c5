"""The shipped reader, with its real weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.errors import ReaderUnavailable
from index.ranking.cross_encoder import WEIGHTS, OnnxReader, Text, load_reader
from index.ranking.decision import ReadingJudge, load_judge
from index.search.embedding import BUNDLED, load_embedder

pytestmark = pytest.mark.model

CLAIM = Text("The Free Dock Brigade said on its channel that it had carried out the raid.")
RAIN = Text("Rain is expected along the coast until the weekend, the weather office said.")
TOLL = Text("The fire on the pier injured 14 people, four of them badly, the hospital said.")


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    loaded = load_reader()
    assert isinstance(loaded, OnnxReader)
    return loaded


def test_the_passage_that_answers_is_more_relevant(reader: OnnxReader) -> None:
    rain, claim = reader.read("Who said it carried out the raid?", [RAIN, CLAIM])
    assert claim.relevance > rain.relevance
    assert claim.answers > rain.answers


def test_the_answer_is_a_span_of_the_passage(reader: OnnxReader) -> None:
    [reading] = reader.read("How many people were injured by the fire?", [TOLL])
    assert "14" in reading.span.of(TOLL.text)
    assert 0 <= reading.certainty <= 1


def test_a_reading_does_not_depend_on_what_else_is_read(reader: OnnxReader) -> None:
    question = "Who said it carried out the raid?"
    together = reader.read(question, [RAIN, CLAIM, TOLL])
    apart = [reader.read(question, [passage])[0] for passage in (RAIN, CLAIM, TOLL)]
    assert together == apart


def test_a_long_passage_is_read_to_its_end(reader: OnnxReader) -> None:
    long = Text(f"{RAIN.text} " * 8 + TOLL.text)
    [reading] = reader.read("How many people were injured by the fire?", [long])
    assert "14" in reading.span.of(long.text)


@pytest.mark.parametrize("text", ["", " ", "?", "a" * 3000, "\N{PILE OF POO}" * 50])
def test_odd_texts_are_read_without_fuss(reader: OnnxReader, text: str) -> None:
    [reading] = reader.read(text, [Text(text, heading=text)])
    assert reading.span.stop <= len(text)


def test_the_bundled_embedder_gets_the_reader() -> None:
    assert isinstance(load_judge(load_embedder(BUNDLED).name), ReadingJudge)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    with (folder / "reader.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ReaderUnavailable, match=r"reader\.onnx"):
        load_reader(folder)


def test_weights_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 30_000_000
