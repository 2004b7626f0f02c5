"""The index is made while it is found who says what, and neither waits for the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

import pytest

from bot.engine import Engine
from bot.indexing import index_and_attribute
from bot.settings import Settings
from corpus.attribute import attribute_articles
from corpus.attribution import Attribution
from index.errors import IndexMissing
from index.search.sync import BuildReport
from tests.fakes import HashedEmbedder, PatternAttributor

ARTICLES = 40


class SlowAttributor(PatternAttributor):
    """Waits before each few texts, so long or until it may go on."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self.begun, self.may = Event(), Event()

    def attribute(self, texts: Iterable[str]) -> Iterator[tuple[Attribution, ...]]:
        self.begun.set()
        self.may.wait(self._seconds)
        return super().attribute(texts)


Open = Callable[[PatternAttributor], Engine]


@pytest.fixture
def open_engine(settings: Settings, tmp_path: Path) -> Iterator[Open]:
    opened: list[Engine] = []

    def open_engine(attributor: PatternAttributor) -> Engine:
        opened.append(Engine.open(settings, embedder=HashedEmbedder(), attributor=attributor))
        return opened[-1]

    for number in range(ARTICLES):
        text = f"Ada Bell says that weir {number} holds {number + 9} feet of water."
        (tmp_path / f"weir-{number}.txt").write_text(text, encoding="utf-8")
    open_engine(PatternAttributor()).ingest([tmp_path])
    yield open_engine
    for each in opened:
        each.close()


def left(engine: Engine) -> int:
    return engine.store.attributions.count_unattributed(PatternAttributor().version)


def test_the_new_index_answers_before_any_speaker_is_found(open_engine: Open) -> None:
    attributor = SlowAttributor(seconds=20)
    engine = open_engine(attributor)
    cited: list[tuple[str, bool]] = []

    def index() -> BuildReport:
        report = engine.rebuild()
        assert attributor.begun.wait(20)
        assert left(engine) == ARTICLES
        answer = engine.assess("Who says that weir 3 holds 12 feet of water?")
        article = answer.citations[0].passage.article
        cited.append((article.id, article.speakers_read))
        attributor.may.set()
        return report

    report, unread = index_and_attribute(engine, index)
    assert cited == [("weir-3", False)]
    assert engine.store.find("weir-3").speakers_read
    assert (report.paragraphs, unread, left(engine)) == (ARTICLES, [], 0)
    assert engine.said(["Ada Bell"]).statements == ARTICLES


def test_no_speaker_is_waited_for_where_the_index_fails(open_engine: Open) -> None:
    attributor = SlowAttributor(seconds=0.2)
    engine = open_engine(attributor)

    def index() -> BuildReport:
        assert attributor.begun.wait(20)
        raise IndexMissing("index")

    with pytest.raises(IndexMissing):
        index_and_attribute(engine, index)
    assert left(engine) > 0


def test_attribution_that_is_stopped_keeps_what_it_has_and_goes_on(open_engine: Open) -> None:
    engine = open_engine(PatternAttributor())
    stop = Event()
    heard: list[tuple[int, int]] = []

    def on_article(done: int, total: int) -> None:
        heard.append((done, total))
        stop.set()

    attributor = PatternAttributor()
    attribute_articles(engine.store, attributor=attributor, on_article=on_article, stop=stop)
    [(done, total)] = heard
    assert total == ARTICLES
    assert left(engine) == ARTICLES - done > 0
    assert attribute_articles(engine.store, attributor=attributor) == ARTICLES - done
    assert engine.said(["Ada Bell"]).statements == ARTICLES
