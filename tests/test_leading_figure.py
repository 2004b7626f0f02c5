"""An answer to "how many?" begins with the newest figure, and says what it superseded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.answers.payload import BEFORE, to_payload
from corpus.attribute import attribute_articles
from corpus.segmentation.segment import segment
from corpus.storage.records import Arrival
from corpus.storage.store import CorpusStore
from corpus.types import ExtractedArticle, Metadata, Span
from index.claims.figures.leading import lead_with_newest
from index.types import Assessment, Citation, Passage, Reason
from tests.fakes import PatternAttributor

EARLY = "The weir at Lissow broke on Tuesday. At least three people were killed at Lissow."
LATE = "The weir at Lissow broke on Tuesday. Nine people were killed at Lissow."


def save(store: CorpusStore, id_: str, body: str, day: str, outlet: str = "Gull") -> None:
    told = Metadata(id=id_, title="Lissow weir breaks", outlet=outlet, published=day)
    arrival = Arrival(source=f"/news/{id_}.txt::{id_}", stem=id_, digest=body)
    store.save(ExtractedArticle(body, told), segment(body, title=told.title), arrival)


@pytest.fixture
def store(tmp_path: Path) -> CorpusStore:
    store = CorpusStore.open(tmp_path / "corpus.db")
    for id_, body, day in (("early", EARLY, "2031-03-04"), ("late", LATE, "2031-03-06")):
        save(store, id_, body, day)
    attribute_articles(store, attributor=PatternAttributor())
    return store


def assessed(
    store: CorpusStore, question: str, *ids: str, reason: Reason | None = None
) -> Assessment:
    """The articles' paragraphs as they were ranked."""
    citations = []
    for number, id_ in enumerate(ids, start=1):
        article = store.find(id_)
        [paragraph] = store.paragraphs(article.number)
        passage = Passage(paragraph, article, score=1 / number)
        citations.append(Citation(number, passage, Span(0, len(paragraph.text))))
    return Assessment(question, tuple(citations), 0.9, "2031-03-06", reason)


def test_the_newest_figure_leads_and_the_one_before_is_said(store: CorpusStore) -> None:
    asked = assessed(store, "How many people were killed at Lissow?", "early", "late")
    led = lead_with_newest(store, asked)
    assert [citation.passage.article.id for citation in led.citations] == ["late", "early"]
    assert [citation.number for citation in led.citations] == [1, 2]
    assert led.citations[0].highlight == Span(37, 41)  # "Nine"
    assert led.superseded is not None
    assert led.superseded.text == "At least three people were killed at Lissow."
    assert led.superseded.figure.of(EARLY) == "At least three"
    assert list(to_payload(led.reply)[BEFORE]) == ["1"]


@pytest.mark.parametrize(
    ("question", "ids", "reason"),
    [
        ("Who was killed at Lissow?", ("early", "late"), None),
        ("How many were injured at Lissow?", ("early", "late"), None),
        ("How many people were killed at Lissow?", ("early",), None),
        ("How many people were killed at Lissow?", ("early", "late"), Reason.NOT_ANSWERED),
    ],
)
def test_otherwise_the_answer_stays_as_it_is(
    store: CorpusStore, question: str, ids: tuple[str, ...], reason: Reason | None
) -> None:
    asked = assessed(store, question, *ids, reason=reason)
    assert lead_with_newest(store, asked) == asked


def test_whose_figure_is_asked_for_is_not_led_by_another_s(store: CorpusStore) -> None:
    asked = assessed(store, "how many killed at Lissow according to the army", "early", "late")
    assert lead_with_newest(store, asked) == asked
    asked = assessed(store, "How many does Bell say were killed at Lissow?", "early", "late")
    assert lead_with_newest(store, replace(asked, asked_of="Bell")).citations == asked.citations
    assert lead_with_newest(store, asked).citations != asked.citations


def test_as_of_a_moment_the_newest_of_then_leads(store: CorpusStore) -> None:
    middle = "Seven people were killed at Lissow when the weir broke, officials at Lissow wrote."
    save(store, "middle", middle, "2031-03-05")
    attribute_articles(store, attributor=PatternAttributor())
    asked = assessed(store, "How many people were killed at Lissow?", "early", "middle")
    assert lead_with_newest(store, asked) == asked  # a later one is known, and not cited
    led = lead_with_newest(store, asked, as_of="2031-03-05T23:59:59Z")
    assert [citation.passage.article.id for citation in led.citations] == ["middle", "early"]


def test_what_another_figure_superseded_is_not_said_to_be_by_this_one(store: CorpusStore) -> None:
    text = "The weir at Lissow broke. Twelve people were killed at Lissow, up from ten."
    save(store, "third", text, "2031-03-06", "Tern")
    attribute_articles(store, attributor=PatternAttributor())
    led = lead_with_newest(
        store, assessed(store, "How many people were killed at Lissow?", "third", "late")
    )
    assert led.citations[0].passage.article.id == "late"
    assert led.superseded is None or "Twelve" not in led.superseded.text
