"""Stored figures: read when articles come, and once; each with whoever's words it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import count
from corpus.attribute import attribute_articles
from corpus.count import count_figures
from corpus.figures.types import Figure
from corpus.segmentation.segment import segment
from corpus.storage.records import Arrival
from corpus.storage.store import CorpusStore
from corpus.types import ExtractedArticle, Metadata, Span
from tests.fakes import PatternAttributor

TITLE = "Ferry sinks, 12 dead"
BODY = """Ferry sinks, 12 dead

A ferry sank off Orlund. Ada Bell says that at least 14 people were killed."""


def save(store: CorpusStore, body: str = BODY, *, id: str = "ferry") -> None:
    article = ExtractedArticle(body, Metadata(id=id, title=TITLE, published="2031-03-04"))
    arrival = Arrival(source=f"/news/{id}.txt::{id}", stem=id, digest=body)
    store.save(article, segment(body, title=TITLE), arrival)


@pytest.fixture
def store(tmp_path: Path) -> CorpusStore:
    store = CorpusStore.open(tmp_path / "corpus.db")
    save(store)
    attribute_articles(store, attributor=PatternAttributor())
    return store


def values(store: CorpusStore) -> list[tuple[float | None, str | None]]:
    article = store.find("ferry").number
    return [(each.figure.amount.value, each.speaker) for each in store.figures.of([article])]


def test_headline_and_text_have_figures_each_with_whose_it_is(store: CorpusStore) -> None:
    assert values(store) == [(12, None), (14, "Ada Bell")]


def test_a_stored_figure_is_the_one_that_was_read(store: CorpusStore) -> None:
    [_, found] = store.figures.of([store.find("ferry").number])
    assert found.figure.amount.quote.of(BODY) == "at least 14"
    assert found.figure.sentence.of(BODY).startswith("Ada Bell")
    assert (found.figure.slot.kind, found.is_said) == ("killed", True)


def test_what_somebody_denies_is_nobodys_figure(store: CorpusStore) -> None:
    save(store, "Ferry sinks, 12 dead\n\nAda Bell denies that 40 people were killed off Orlund.")
    attribute_articles(store, attributor=PatternAttributor())
    assert values(store) == [(12, None)]


def test_figures_are_read_once_and_again_when_the_article_changes(store: CorpusStore) -> None:
    assert count_figures(store) == 0
    save(store, BODY.replace("14", "19"))
    assert count_figures(store) == 1
    assert [value for value, _ in values(store)] == [12, 19]


def test_figures_are_read_again_by_later_code(
    store: CorpusStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count, "_CODE", count._CODE + 1)
    assert count_figures(store) == 1
    assert [value for value, _ in values(store)] == [12, 14]


def test_an_article_that_cannot_be_read_costs_itself_only(
    store: CorpusStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(body: str, parts: tuple[Span, ...], **known: object) -> list[Figure]:
        if "Velm" in body:
            raise ValueError("no such figure")
        return []

    monkeypatch.setattr(count, "read_figures", read)
    monkeypatch.setattr(count, "_CODE", count._CODE + 1)
    save(store, "A bus burnt in Velm.\n\nNobody was hurt, and the road was closed.", id="bus")
    assert count_figures(store) == 2
    assert store.figures.unread() == [("bus", "ValueError: no such figure")]
    assert count_figures(store) == 0
