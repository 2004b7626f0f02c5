"""Questions about days, over a live corpus and over an archive; all is real but the model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.answering.answer import Answerer
from index.types import Abstention, DaysMeant, Reason
from tests.articles import save
from tests.indexed import open_answerer

# 4 March 2031 is a Tuesday.
TUESDAY = "The harbour pumps were shut on Tuesday after a raid by armed men."
EARLIER = "The harbour pumps were shut after a raid by armed men, the board said."
LIVE = date(2031, 3, 6)
LONG_AFTER = date(2036, 1, 1)
QUESTION = "Who shut the harbour pumps in a raid"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        save(opened, EARLIER, name="earlier", title="Pumps shut", published="2031-02-11")
        save(opened, TUESDAY, name="raid", title="Pumps shut", published="2031-03-05")
        save(opened, "Rain is expected.", name="rain", title="Rain", published="2031-03-06")
        yield opened


def answerer(store: CorpusStore, today: date) -> Answerer:
    return open_answerer(store, today=lambda: today)


@pytest.mark.parametrize("when", ["on Tuesday", "on 4 March", "two days ago", "this week"])
def test_days_count_from_today_while_the_corpus_is_live(store: CorpusStore, when: str) -> None:
    found = answerer(store, LIVE).assess(f"{QUESTION} {when}?")
    assert found.citations[0].text == TUESDAY
    assert found.evidence is not None
    [meant] = found.evidence.days
    assert meant.first is not None
    assert meant.first <= "2031-03-04" <= (meant.last or "")


def test_the_same_words_mean_other_days_on_another_day(store: CorpusStore) -> None:
    save(
        store,
        "The harbour pumps were shut on Tuesday by frost.",
        name="frost",
        title="Pumps shut",
        published="2031-02-26",
    )
    question = "Why were the harbour pumps shut on Tuesday?"
    assert "raid" in answerer(store, LIVE).assess(question).citations[0].text
    before = answerer(store, date(2031, 3, 3)).assess(question)
    assert "frost" in before.citations[0].text


def test_an_archive_counts_from_the_day_of_each_article(store: CorpusStore) -> None:
    found = answerer(store, LONG_AFTER).assess(f"{QUESTION} on Tuesday?")
    assert found.citations[0].text == TUESDAY
    assert found.evidence is not None
    assert found.evidence.days == (DaysMeant("on Tuesday", None, None),)


def test_a_date_finds_an_article_that_only_names_the_weekday(store: CorpusStore) -> None:
    found = answerer(store, LONG_AFTER).assess(f"{QUESTION} on 4 March 2031?")
    assert found.citations[0].text == TUESDAY
    assert found.evidence is not None
    assert found.evidence.asked == f"{QUESTION} on Tuesday?"


def test_a_date_beyond_the_articles_is_said_to_be_outside(store: CorpusStore) -> None:
    for when in ("on 4 June 2033", "in 1987", "in May 2030"):
        reply = answerer(store, LONG_AFTER).assess(f"{QUESTION} {when}?").reply
        assert isinstance(reply, Abstention), when
        assert reply.reason is Reason.OUTSIDE_DATES
        assert 0 < len(reply.nearest) <= 3


def test_a_limit_to_days_without_articles_is_said_to_be_outside(store: CorpusStore) -> None:
    within = Filters(since="2033-06-04")
    reply = answerer(store, LONG_AFTER).assess(QUESTION, filters=within).reply
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.OUTSIDE_DATES


def test_yesterday_is_outside_a_corpus_that_stopped_before(store: CorpusStore) -> None:
    reply = answerer(store, date(2031, 3, 10)).assess("What did the ferry captain see yesterday?")
    assert reply.reason in {Reason.OUTSIDE_DATES, Reason.NOTHING_RELATED}
    assert reply.evidence is not None
    assert reply.evidence.days == (DaysMeant("yesterday", "2031-03-09", "2031-03-09"),)


def test_a_past_that_an_article_tells_of_is_not_outside(store: CorpusStore) -> None:
    save(store, "The pumps were built in 1987 by the harbour board.", name="history", title="Pumps")
    found = answerer(store, LONG_AFTER).assess("Who built the harbour pumps in 1987?")
    assert found.reason is not Reason.OUTSIDE_DATES
    assert "1987" in found.citations[0].text


@pytest.mark.parametrize(
    ("told", "asked", "met"),
    [
        ("in 2031", "on 20 January 2031", 0.0),
        ("in January", "on 20 January 2031", 0.0),
        ("on 20 January", "on 20 January 2031", 1.0),
        ("on 20 January", "in 2031", 1.0),
        ("at the weekend", "on 9 February 2031", 1.0),
        ("last week", "on 3 February 2031", 0.0),
        ("last week", "in 2031", 1.0),
    ],
)
def test_a_passage_tells_of_a_day_that_it_names_closely(
    tmp_path: Path, told: str, asked: str, met: float
) -> None:
    with CorpusStore.open(tmp_path / "one.db") as store:
        save(store, f"The pumps were shut {told} after a raid.", published="2031-02-11")
        found = answerer(store, LONG_AFTER).assess(f"Who shut the pumps in a raid {asked}?")
    assert found.evidence is not None
    assert found.evidence.rankings[0]["of the days asked for"] == met


def test_a_year_in_a_passage_does_not_answer_for_a_day_in_it(store: CorpusStore) -> None:
    question = "Who built the harbour pumps on 4 June 1987?"
    save(store, "Ada Bell built the harbour pumps in 1987.", name="history", title="Pumps")
    reply = answerer(store, LONG_AFTER).assess(question).reply
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.OUTSIDE_DATES


def test_undated_articles_may_be_of_any_day(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "undated.db") as store:
        save(store, TUESDAY, name="raid", published=None)
        found = answerer(store, LIVE).assess(f"{QUESTION} on 9 June 1999?")
    assert found.reason is not Reason.OUTSIDE_DATES


def test_days_never_widen_what_a_question_is_limited_to(store: CorpusStore) -> None:
    limited = Filters(until="2031-02-28")
    found = answerer(store, LIVE).assess(f"{QUESTION} on Tuesday?", filters=limited)
    assert {citation.passage.article.id for citation in found.citations} == {"earlier"}


def test_the_last_day_of_the_calendar_is_a_day_like_any_other(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "far.db") as store:
        save(store, TUESDAY, name="raid", published="9999-12-31")
        found = answerer(store, LIVE).assess(f"{QUESTION} on Tuesday?")
    assert [citation.text for citation in found.citations] == [TUESDAY]
