from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.engine import Engine
from bot.settings import Settings
from tests.conftest import logging_as_it_was
from tests.fakes import HashedEmbedder
from tests.newsroom import write_news


@pytest.fixture(scope="module")
def attributed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an index in which it is known who says what."""
    folder = tmp_path_factory.mktemp("attributed")
    settings = Settings(data_dir=folder / "data", _env_file=None)
    with logging_as_it_was(), Engine.open(settings, embedder=HashedEmbedder()) as engine:
        engine.ingest([write_news(folder / "news")])
        engine.rebuild()
        assert engine.attribute() == []
    return settings.data_dir


@pytest.fixture
def sound(engine: Engine, attributed: Path) -> Engine:
    """An engine over a copy that a test may damage."""
    shutil.copytree(attributed, engine.settings.data_dir, symlinks=True)
    assert engine.verify() == []
    return engine


@contextmanager
def database(engine: Engine) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(engine.settings.database)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def generation(engine: Engine) -> Path:
    return engine.settings.index_dir / engine.folder.current


def test_empty_corpus_is_sound(engine: Engine) -> None:
    assert engine.verify() == []


def test_corpus_without_index_is_a_fault(engine: Engine, news: Path) -> None:
    engine.ingest([news])
    (finding,) = engine.verify()
    assert finding.fault
    assert finding.fix == "run: dateline rebuild"


def test_index_that_has_not_caught_up_is_no_fault(sound: Engine) -> None:
    sound.store.remove(sound.store.find("ferry").number)
    (finding,) = sound.verify()
    assert not finding.fault
    assert finding.fix == "run: dateline sync"
    sound.sync()
    assert sound.verify() == []


def test_flipped_bit_in_the_vectors_is_found(sound: Engine) -> None:
    path = next(generation(sound).glob("*.vectors.npy"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    (finding,) = sound.verify()
    assert finding.fault
    assert "checksum" in finding.problem


def test_manifest_of_another_corpus_is_found(sound: Engine) -> None:
    path = generation(sound) / "manifest.json"
    manifest = asdict(sound.folder.manifest()) | {"corpus": "another"}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    (finding,) = sound.verify()
    assert "corpus" in finding.problem


def test_paragraph_the_feed_never_told_of_is_found(sound: Engine) -> None:
    path = generation(sound) / "manifest.json"
    sound.store.remove(sound.store.find("ferry").number)
    manifest = asdict(sound.folder.manifest()) | {"revision": sound.store.revision}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    (finding,) = sound.verify()
    assert finding.fault
    assert "no longer in the corpus" in finding.problem
    sound.rebuild(full=True)
    assert sound.verify() == []


def test_text_that_is_not_its_span_is_found(sound: Engine) -> None:
    with database(sound) as connection:
        connection.execute("UPDATE paragraphs SET text = text || '.' WHERE id = 1")
    assert any("span" in finding.problem for finding in sound.verify())


def test_line_missing_from_the_full_text_is_found(sound: Engine) -> None:
    with database(sound) as connection:
        connection.execute("DELETE FROM passages WHERE rowid = 1")
    assert any("full-text" in finding.problem for finding in sound.verify())


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE versions SET title = title || '!'", "not what was read"),
        ("UPDATE versions SET published = '2031-03-05'", "not what was read"),
        ("UPDATE versions SET digest = replace(digest, 'a', 'b')", "not what was read"),
        (
            "UPDATE versions SET body = replace(body, 'a', 'o');"
            "UPDATE paragraphs SET text = replace(text, 'a', 'o');"
            "UPDATE passages SET text = replace(text, 'a', 'o')",
            "not what was read",
        ),
        ("UPDATE versions SET body = CAST(x'ff' || body AS TEXT)", "not what was read"),
        ("UPDATE paragraphs SET start = start + 1 WHERE id = 1", "not the span"),
        ("UPDATE passages SET text = text || '!' WHERE rowid = 1", "another text or title"),
        ("UPDATE passages SET title = 'Another' WHERE rowid = 1", "another text or title"),
        ("DELETE FROM passages_data WHERE id > 10", "words by which"),
        ("UPDATE passages_content SET c0 = 'x' WHERE id = 1", "words by which"),
        ("UPDATE attribution_contents SET stop = 1000000", "outside their text"),
        ("UPDATE attributions SET cue_stop = cue_start", "outside their text"),
    ],
)
def test_whatever_was_altered_in_the_database_is_found(
    sound: Engine, damage: str, told: str
) -> None:
    with database(sound) as connection:
        connection.executescript(damage)
    assert [finding.problem for finding in sound.verify() if told in finding.problem]


def test_what_was_altered_is_named(sound: Engine) -> None:
    with database(sound) as connection:
        connection.execute("UPDATE versions SET title = 'Another' WHERE article = 1")
    assert any("1 (ferry version 1)" in finding.problem for finding in sound.verify())
