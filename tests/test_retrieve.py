"""Candidates from any full-text and vector index: here two fakes over a real corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from corpus.attribute import attribute_articles
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.search.candidate import Candidate
from index.search.retrieve import Retriever
from tests.articles import save
from tests.fakes import CosineTable, HashedEmbedder, PatternAttributor, WordIndex

QUESTION = "Who broke the lamps?"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        yield opened


def retrieved(
    store: CorpusStore,
    question: str = QUESTION,
    *,
    cosines: Mapping[int, float],
    filters: Filters = Filters(),
) -> dict[str, Candidate]:
    """Candidates by text, in their order."""
    texts = {id_: found.text for id_, (found, _) in store.passages(store.live_ids()).items()}
    retriever = Retriever(store, WordIndex(texts), CosineTable(cosines), HashedEmbedder())
    found = retriever.retrieve(question, filters=filters).candidates
    return {candidate.paragraph.text: candidate for candidate in found}


def test_what_both_searches_find_comes_before_what_one_finds(store: CorpusStore) -> None:
    save(store, "Rain fell.", "Boys broke the lamps.", "Lamps were lit.")
    rain, broke, _ = store.live_ids()
    found = retrieved(store, cosines={rain: 0.9, broke: 0.9})
    assert list(found) == ["Boys broke the lamps.", "Rain fell.", "Lamps were lit."]
    assert [candidate.bm25 for candidate in found.values()] == [2.0, 0.0, 1.0]


def test_what_only_full_text_finds_has_its_cosine_all_the_same(store: CorpusStore) -> None:
    save(store, *(f"Rain fell on day {n}." for n in range(120)), "Boys broke the lamps.")
    *rain, broke = store.live_ids()
    found = retrieved(store, cosines=dict.fromkeys(rain, 0.5) | {broke: 0.25})
    assert found["Boys broke the lamps."].cosine == 0.25


def test_neighbours_are_of_the_same_article(store: CorpusStore) -> None:
    save(store, "Night fell.", "Boys broke the lamps.", name="quay")
    save(store, "Gulls broke the silence.", "It was dawn.", name="dawn")
    found = retrieved(store, cosines={})
    assert found["Boys broke the lamps."].neighbours == "Night fell."
    assert found["Gulls broke the silence."].neighbours == "It was dawn."


def test_an_act_is_found_in_whatever_words_but_only_by_who_is_asked_about(
    store: CorpusStore,
) -> None:
    denials = ("Norland denies that water rose.", "Ada Bell denies that gulls came.")
    save(store, *denials, "Oslo says that rain fell.")
    attribute_articles(store, attributor=PatternAttributor())
    found = retrieved(store, "What has Norland rejected?", cosines={})
    assert list(found) == [denials[0]]


def test_filters_limit_both_searches(store: CorpusStore) -> None:
    save(store, "Boys broke the lamps.", "Rain fell.", name="quay", outlet="Harbour Post")
    save(store, "Girls broke the lamps.", "Snow fell.", name="town", outlet="Lowland Radio")
    filters = Filters(outlets=("Lowland Radio",))
    found = retrieved(store, cosines=dict.fromkeys(store.live_ids(), 0.5), filters=filters)
    assert set(found) == {"Girls broke the lamps.", "Snow fell."}


def test_what_an_index_still_has_of_a_removed_article_is_left_out(store: CorpusStore) -> None:
    save(store, "Boys broke the lamps.", name="quay")
    save(store, "Rain fell.", name="rain")
    stale = dict.fromkeys(store.live_ids(), 0.5)
    store.remove(store.find("rain").number)
    assert set(retrieved(store, cosines=stale)) == {"Boys broke the lamps."}
