"""The state of the claims as it was at a moment: nothing that came later counts, for anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.attribute import attribute_articles
from corpus.group import group_stories
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.claims.disputes.finding import find_disputes
from index.claims.figures.finding import Figures, find_figures
from index.claims.publishers import read_publishers
from index.claims.sides import Sides, find_sides
from index.claims.topics import find_topic
from tests.articles import save
from tests.fakes import PatternAttributor

EARLY = (
    "The weir at Lissow broke on Tuesday, and the valley of Lissow was flooded.",
    "At least three people were killed at Lissow, Mayor Ines Vardal says that it is over.",
    "Norland claims that the raiders at Lissow were Danish.",
)
LATE = (
    "The weir at Lissow broke on Tuesday, and the valley of Lissow was flooded again.",
    "Nine people were killed at Lissow, Mayor Ines Vardal says that the weir of Lissow held.",
    "Denmark denies that it was behind the raid at Lissow.",
)
MOMENT = "2031-03-04T23:59:59Z"


def put(store: CorpusStore, name: str, *texts: str, published: str) -> None:
    save(store, *texts, name=name, id=name, title=None, published=published)
    attribute_articles(store, attributor=PatternAttributor())
    group_stories(store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        yield store


def sides(store: CorpusStore, topic: str, *, as_of: str | None = None) -> Sides | None:
    found = find_topic(store, topic, filters=Filters(as_of=as_of))
    return find_sides(found, read_publishers()) if found else None


def told(found: Sides | None) -> str:
    assert found is not None
    return " | ".join(passage.paragraph.text for passage in found.topic.passages)


def counted(found: Figures | None) -> list[tuple[str, bool]]:
    """The values of what is compared, newest first, and whether they are superseded."""
    assert found is not None
    return [
        (value.reported.quote.of(value.reported.passage.paragraph.text), bool(value.superseded_by))
        for group in found.compared
        for value in group.shown
        if value.reported.quote and value.reported.passage
    ]


def test_a_later_article_is_in_no_side_no_figure_and_no_dispute(store: CorpusStore) -> None:
    put(store, "early", *EARLY, published="2031-03-04")
    put(store, "late", *LATE, published="2031-03-05")
    now = find_disputes(store, "Lissow", read_publishers())
    assert now is not None
    assert len(now.all) == 1
    assert counted(find_figures(store, "Lissow killed")) == [
        ("Nine", False), ("At least three", True)
    ]  # fmt: skip
    then = Filters(as_of=MOMENT)
    disputes = find_disputes(store, "Lissow", read_publishers(), filters=then)
    assert disputes is not None
    assert disputes.all == ()
    assert counted(find_figures(store, "Lissow killed", filters=then)) == [
        ("At least three", False)
    ]  # fmt: skip
    found = sides(store, "Lissow", as_of=MOMENT)
    assert found is not None
    assert [article.id for article in found.articles] == ["early"]


def test_an_article_is_shown_in_the_version_that_it_had_then(store: CorpusStore) -> None:
    put(store, "weir", *EARLY, published="2031-03-04")
    put(store, "weir", *LATE, published="2031-03-05")
    assert "Nine people" in told(sides(store, "Lissow"))
    assert told(sides(store, "Lissow", as_of=MOMENT)) == " | ".join(EARLY)
    then = Filters(as_of=MOMENT)
    assert counted(find_figures(store, "Lissow killed", filters=then)) == [
        ("At least three", False)
    ]  # fmt: skip
    found = find_figures(store, "Lissow killed", filters=then)
    assert found is not None
    [value] = found.compared[0].values
    assert value.reported.article.version == 1


def test_words_of_a_later_version_find_nothing_earlier(store: CorpusStore) -> None:
    put(store, "weir", *EARLY, published="2031-03-04")
    put(store, "weir", "A zebra fled from the zoo of Bramme.", published="2031-03-05")
    assert sides(store, "zebra Bramme") is not None
    assert sides(store, "zebra Bramme", as_of=MOMENT) is None
    assert sides(store, "Lissow weir") is None
    assert told(sides(store, "Lissow weir", as_of=MOMENT)) == " | ".join(EARLY)


def test_a_story_is_what_hung_together_then(store: CorpusStore) -> None:
    """A later article that tells of both events joins no earlier ones."""
    put(store, "weir", "The weir at Lissow broke, and Lissow was flooded.", published="2031-03-01")
    put(store, "school", "A school at Bramme fell, and Bramme mourned.", published="2031-03-01")
    put(
        store,
        "both",
        "The weir at Lissow broke, and Lissow was flooded; a school at Bramme fell, and Bramme"
        " mourned.",
        published="2031-03-06",
    )
    numbers = {article.id: article.number for article in store.articles()}
    now = store.stories.of(numbers.values())
    assert now[numbers["weir"]] == now[numbers["school"]] == now[numbers["both"]]
    found = sides(store, "Lissow weir", as_of=MOMENT)
    assert found is not None
    assert [article.id for article in found.articles] == ["weir"]


def test_articles_that_changed_later_are_still_one_story_then(store: CorpusStore) -> None:
    put(store, "early", *EARLY, published="2031-03-04")
    put(store, "other", *EARLY, "It rained at Lissow.", published="2031-03-04")
    put(store, "early", "A zebra fled from the zoo of Bramme.", published="2031-03-06")
    found = sides(store, "Lissow weir", as_of=MOMENT)
    assert found is not None
    assert {article.id for article in found.articles} == {"early", "other"}


def test_silence_is_told_of_the_articles_of_then_alone(store: CorpusStore) -> None:
    put(store, "early", *EARLY, published="2031-03-04")
    put(store, "late", *LATE, published="2031-03-05")
    found = sides(store, "Lissow killed", as_of=MOMENT)
    assert found is not None
    assert len(found.articles) == 1
    assert all(voice.name != "Denmark" for voice in found.silent)
