from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.engine import CorpusMissing, Engine
from bot.lock import AlreadyRunning, FileLock
from bot.settings import Settings
from corpus.types import Filters
from index.errors import IndexMismatch, IndexMissing
from index.types import Reason
from tests.fakes import HashedEmbedder

CLOSED = "Why was the quay closed until the evening?"


def test_empty_corpus_is_an_answer_and_needs_no_index(engine: Engine) -> None:
    assert engine.assess(CLOSED).reason is Reason.EMPTY_CORPUS
    engine.warm()


def test_looking_makes_no_corpus(settings: Settings, embedder: HashedEmbedder) -> None:
    with Engine.open(settings, embedder=embedder, create=False) as engine:
        assert engine.assess(CLOSED).reason is Reason.EMPTY_CORPUS
        with pytest.raises(CorpusMissing, match="dateline ingest"):
            engine.stats()
    assert not settings.data_dir.exists()


def test_corpus_without_an_index_says_what_to_run(engine: Engine, news: Path) -> None:
    engine.ingest([news])
    with pytest.raises(IndexMissing, match="dateline rebuild"):
        engine.assess(CLOSED)
    with pytest.raises(IndexMissing):
        engine.warm()


def test_question_finds_its_paragraph(engine: Engine, news: Path) -> None:
    engine.ingest([news])
    engine.rebuild()
    first = engine.assess(CLOSED).citations[0]
    assert first.passage.article.id == "storm-note"
    assert "quay was closed" in first.text


def test_limit_and_filters_reach_the_search(engine: Engine, news: Path) -> None:
    engine.ingest([news])
    engine.rebuild()
    assert len(engine.assess("the ferry, the market, the quay", limit=1).citations) == 1
    gull = engine.assess(CLOSED, filters=Filters(outlets=("the gull",)))
    assert {c.passage.article.outlet for c in gull.citations} == {"The Gull"}


def test_number_of_passages_is_a_setting(
    settings: Settings, embedder: HashedEmbedder, news: Path
) -> None:
    fewer = settings.model_copy(update={"passages": 2})
    with Engine.open(fewer, embedder=embedder) as engine:
        engine.ingest([news])
        engine.rebuild()
        assert len(engine.assess("the ferry, the market, the quay").citations) == 2


def test_open_engine_picks_up_what_another_has_rebuilt(
    engine: Engine, settings: Settings, news: Path
) -> None:
    engine.ingest([news / "ferry.md"])
    engine.rebuild()
    assert engine.assess(CLOSED).citations[0].passage.article.id == "ferry"
    with Engine.open(settings, embedder=HashedEmbedder()) as other:
        other.ingest([news / "storm-note.txt"])
        other.sync()
    assert engine.assess(CLOSED).citations[0].passage.article.id == "storm-note"


def test_index_of_another_model_is_refused(engine: Engine, settings: Settings, news: Path) -> None:
    engine.ingest([news])
    engine.rebuild()
    with (
        Engine.open(settings, embedder=HashedEmbedder(name="another")) as other,
        pytest.raises(IndexMismatch, match="dateline rebuild"),
    ):
        other.assess(CLOSED)


def test_superseded_words_are_not_quoted_even_before_the_next_sync(
    engine: Engine, news: Path
) -> None:
    engine.ingest([news])
    engine.rebuild()
    note = news / "storm-note.txt"
    note.write_text("The quay was open until the evening, it is now said.\n", encoding="utf-8")
    engine.ingest([note])
    quoted = [citation.text for citation in engine.assess(CLOSED).citations]
    assert quoted
    assert not any("quay was closed" in text for text in quoted)


def test_second_writer_is_told_who_is_first(engine: Engine, settings: Settings, news: Path) -> None:
    engine.ingest([news])
    engine.rebuild()
    with FileLock(settings.data_dir / "index.lock"):
        for write in (engine.rebuild, engine.sync):
            with pytest.raises(AlreadyRunning, match=r"pid \d+"):
                write()
    engine.rebuild()


def test_answers_go_on_from_many_threads_while_the_index_is_rebuilt(
    engine: Engine, news: Path
) -> None:
    engine.ingest([news])
    engine.rebuild()
    done, failures = threading.Event(), []

    def ask() -> None:
        try:
            while not done.is_set():
                assert engine.assess(CLOSED).citations[0].passage.article.id == "storm-note"
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        engine.rebuild(full=True)
    done.set()
    for thread in threads:
        thread.join()
    assert not failures
