"""Which part of a long passage is read: the reader is real but for its network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.ranking.cross_encoder import CrossEncoder, HeadedText, load_cross_encoder

WORD = "brigade"
_PIECES = {"[UNK]": 0, WORD: 1}
FILLER = "The weather office expects rain along the coast until the end of the week at least."
CLAIM = f"After the raid the {WORD} said so."


class WordNetwork:
    """Finds a passage relevant where WORD stands in it, and marks the word."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def run(
        self, outputs: Sequence[str], inputs: Mapping[str, npt.NDArray[np.int64]]
    ) -> list[npt.NDArray[np.float32]]:
        here = (inputs["ids"] == _PIECES[WORD]) & (inputs["kinds"] == 1)
        found = here.any(axis=1).astype(np.float32)
        made = {"relevance": found, "answers": found, "span": np.stack([here * 9.0] * 2, axis=2)}
        return [made[name] for name in outputs]


@pytest.fixture
def cross_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CrossEncoder:
    monkeypatch.setattr("index.ranking.cross_encoder.open_session", WordNetwork)
    tokenizer = Tokenizer(WordLevel(_PIECES, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "reader.onnx").write_bytes(b"a network")
    digests = {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        for name in ("reader.onnx", "tokenizer.json")
    }
    manifest = {"name": "one word", "sha256": digests}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return load_cross_encoder(tmp_path, threads=1)


def long_passage(place: int, *, sentences: int) -> str:
    """Sentences of filler with the claim in one place."""
    return " ".join(CLAIM if at == place else FILLER for at in range(sentences))


@pytest.mark.parametrize("place", [0, 7, 14])
def test_a_long_passage_is_judged_by_its_best_part(cross_encoder: CrossEncoder, place: int) -> None:
    text = long_passage(place, sentences=15)
    rain, claim = cross_encoder.predict("Who did it?", [HeadedText(FILLER), HeadedText(text)])
    assert claim.relevance > rain.relevance
    assert claim.answers > rain.answers
    assert claim.span.start == text.index(WORD)
    assert claim.span.of(text) == WORD


@pytest.mark.parametrize("place", [0, 50, 99])
def test_of_a_very_long_passage_the_parts_with_words_of_the_question_are_read(
    cross_encoder: CrossEncoder, place: int
) -> None:
    text = long_passage(place, sentences=100)
    [prediction] = cross_encoder.predict("Who was behind the raid?", [HeadedText(text)])
    assert prediction.span.of(text) == WORD
