"""Asked as at a moment: what was published later does not count at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.formats.dates import end_of_moment
from corpus.storage.store import CorpusStore
from corpus.types import Filters, Metadata
from index.types import Reason
from tests.articles import save, saved
from tests.indexed import open_answerer

EARLY, LATE = "Nine lamps broke on the quay.", "Twelve lamps broke on the quay."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        yield opened


def quoted(store: CorpusStore, as_of: str, question: str = "How many lamps broke?") -> list[str]:
    filters = Filters(as_of=end_of_moment(as_of))
    return [c.text for c in open_answerer(store).assess(question, filters=filters).citations]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2031-03-04", "2031-03-04T23:59:59Z"),
        ("2031-03-04T18:00", "2031-03-04T18:00:00Z"),
        ("2031-03-04T18:00:00Z", "2031-03-04T18:00:00Z"),
        ("2031-03-04T18:00+02:00", "2031-03-04T16:00:00Z"),
        ("yesterday", None),
        ("2031-02-30", None),
    ],
)
def test_a_moment_is_in_utc_and_a_day_is_all_of_it(text: str, stored: str | None) -> None:
    assert end_of_moment(text) == stored


def test_a_day_ends_where_it_ends_in_its_zone() -> None:
    assert end_of_moment("2031-03-04", zone="Europe/Kyiv") == "2031-03-04T21:59:59Z"


def test_later_articles_do_not_count(store: CorpusStore) -> None:
    save(store, EARLY, name="early", published="2031-03-04")
    save(store, LATE, name="late", published="2031-03-09")
    assert quoted(store, "2031-03-05") == [EARLY]
    assert set(quoted(store, "2031-03-09")) == {EARLY, LATE}
    assert quoted(store, "2031-03-01") == []


def test_on_the_day_itself_the_hour_counts_where_it_is_known(store: CorpusStore) -> None:
    save(store, EARLY, name="early", published="2031-03-04T08:00:00Z")
    save(store, LATE, name="late", published="2031-03-04T17:00:00Z")
    assert quoted(store, "2031-03-04T12:00") == [EARLY]
    assert len(quoted(store, "2031-03-04")) == 2


def test_an_article_is_quoted_in_the_version_that_it_had_then(store: CorpusStore) -> None:
    save(store, EARLY, published="2031-03-04")
    save(store, LATE, published="2031-03-09")
    assert quoted(store, "2031-03-05") == [EARLY]
    assert quoted(store, "2031-03-09") == [LATE]


def test_a_text_changed_without_a_new_day_counts_from_when_it_was_found(
    store: CorpusStore,
) -> None:
    save(store, EARLY, published="2001-03-04")
    save(store, LATE, published="2001-03-04")
    assert quoted(store, "2001-03-05") == [EARLY]
    assert quoted(store, "2999-01-01") == [LATE]


def test_a_title_that_was_corrected_later_takes_no_article_away(store: CorpusStore) -> None:
    save(store, EARLY, published="2001-03-04", title="Lamps")
    save(store, EARLY, published="2001-03-04", title="Lamps broken")
    assert quoted(store, "2001-03-05") == [EARLY]


@pytest.mark.parametrize("first", ["2031-03-01", None])
def test_a_day_that_was_corrected_no_longer_counts(store: CorpusStore, first: str | None) -> None:
    late = saved(store, LATE, name="late", published=first)
    store.edit(late.article.number, Metadata(published="2931-03-09"))
    assert quoted(store, "2931-03-05") == []
    assert quoted(store, "2931-03-09") == [LATE]


def test_a_correction_of_the_day_leaves_a_text_before_it_where_it_was(store: CorpusStore) -> None:
    save(store, EARLY, name="lamps", published="2031-03-04")
    late = saved(store, LATE, name="lamps", published="2031-03-06")
    store.edit(late.article.number, Metadata(published="2031-03-09"))
    assert quoted(store, "2031-03-07") == [EARLY]
    assert quoted(store, "2031-03-09") == [LATE]


def test_an_undated_article_counts_from_when_it_came_in(store: CorpusStore) -> None:
    save(store, EARLY, published=None)
    assert quoted(store, "2001-03-05") == []
    assert quoted(store, "2999-01-01") == [EARLY]


def test_days_in_a_question_count_from_the_moment_it_is_asked_at(store: CorpusStore) -> None:
    save(store, EARLY, name="early", published="2031-03-04")
    save(store, LATE, name="late", published="2031-06-09")
    filters = Filters(as_of="2031-03-05T12:00:00Z")
    found = open_answerer(store).assess("How many lamps broke yesterday?", filters=filters)
    assert found.evidence is not None
    assert [days.first for days in found.evidence.days] == ["2031-03-04"]
    assert found.as_of == "2031-03-04"


def test_before_the_first_article_nothing_had_been_published(store: CorpusStore) -> None:
    save(store, EARLY)
    filters = Filters(as_of=end_of_moment("1990-01-01"))
    found = open_answerer(store).assess("How many lamps broke?", filters=filters)
    assert found.reason is Reason.OUTSIDE_DATES
