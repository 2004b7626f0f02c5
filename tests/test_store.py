from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import (
    ArticleAmbiguous,
    ArticleChanged,
    ArticleNotFound,
    StoreBroken,
    StoreError,
    StoreMissing,
    StoreTooNew,
    StoreUnwritable,
)
from corpus.storage.records import Outcome
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from tests.articles import save


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        yield opened


def texts(store: CorpusStore, article: int, **options: int) -> list[str]:
    return [paragraph.text for paragraph in store.paragraphs(article, **options)]


def test_saving_the_same_article_twice_changes_nothing(store: CorpusStore) -> None:
    assert save(store, "One.", "Two.") is Outcome.ADDED
    before = store.stats()
    assert save(store, "One.", "Two.") is Outcome.UNCHANGED
    assert store.stats() == before


def test_a_changed_article_is_a_new_version_and_the_old_one_stays_readable(
    store: CorpusStore,
) -> None:
    save(store, "Nine were hurt.")
    assert save(store, "Eleven were hurt.") is Outcome.UPDATED
    article = store.find("raid")
    assert article.version == 2
    assert texts(store, article.number) == ["Eleven were hurt."]
    assert texts(store, article.number, version=1) == ["Nine were hurt."]
    assert [version.version for version in store.versions(article.number)] == [1, 2]


def test_only_the_current_version_is_searched(store: CorpusStore) -> None:
    save(store, "Nine were hurt.")
    save(store, "Eleven were hurt.")
    assert store.search('"nine"', limit=5) == []
    [(id_, _)] = store.search('"eleven"', limit=5)
    assert store.passages([id_])[id_][0].text == "Eleven were hurt."


def test_a_change_of_metadata_alone_is_a_new_version_too(store: CorpusStore) -> None:
    save(store, "One.", outlet="Harbour Post")
    assert save(store, "One.", outlet="Lowland Radio") is Outcome.UPDATED
    assert store.find("raid").outlet == "Lowland Radio"


def test_an_article_is_known_again_by_its_url(store: CorpusStore) -> None:
    save(store, "One.", name="a", url="https://news.example/raid")
    assert save(store, "Two.", name="b", url="https://news.example/raid") is Outcome.UPDATED
    assert store.stats().articles == 1


def test_an_article_is_known_again_by_its_id(store: CorpusStore) -> None:
    save(store, "One.", name="a", id="wire-7")
    assert save(store, "Two.", name="b", id="wire-7") is Outcome.UPDATED
    assert store.find("wire-7").version == 2


def test_a_copy_of_a_file_is_a_duplicate_but_another_outlets_wire_story_is_not(
    store: CorpusStore,
) -> None:
    save(store, "One.", name="a")
    assert save(store, "One.", name="copy-of-a") is Outcome.DUPLICATE
    assert save(store, "One.", name="b", outlet="Lowland Radio") is Outcome.ADDED


def test_two_files_of_one_name_get_ids_of_their_own(store: CorpusStore) -> None:
    save(store, "One.", name="raid")
    save(store, "Two.", name="raid", folder="/other")
    ids = {article.id for article in store.articles()}
    assert len(ids) == 2
    assert "raid" in ids


def test_removing_an_article_leaves_nothing_of_it_to_find(store: CorpusStore) -> None:
    save(store, "Nine were hurt.")
    save(store, "Eleven were hurt.")
    number = store.find("raid").number
    store.remove(number)
    assert store.search('"hurt"', limit=5) == []
    assert store.live_ids() == []
    with pytest.raises(ArticleNotFound, match="dateline sources"):
        store.find("raid")
    with pytest.raises(ArticleNotFound):
        store.remove(number)
    assert store.faults() == []


def test_the_feed_tells_each_paragraphs_latest_change_only(store: CorpusStore) -> None:
    save(store, "One.")
    first = store.changes(after=0)
    assert [change.added for change in first] == [True]
    save(store, "Two.")
    later = store.changes(after=first[-1].revision)
    assert [(change.paragraph == first[0].paragraph, change.added) for change in later] == [
        (True, False),
        (False, True),
    ]
    store.remove(store.find("raid").number)
    assert [change.added for change in store.changes(after=0)] == [False, False]


def test_articles_are_found_by_id_number_and_url(store: CorpusStore) -> None:
    save(store, "One.", url="https://news.example/1")
    article = store.find("raid")
    assert store.find(str(article.number)) == article
    assert store.find("https://news.example/1") == article


def test_a_reference_that_is_an_id_and_a_number_is_refused_with_both_readings(
    store: CorpusStore,
) -> None:
    save(store, "One.", name="a", id="2")
    save(store, "Two.", name="b", id="b")
    with pytest.raises(ArticleAmbiguous) as refused:
        store.find("2")
    assert refused.value.readings == ("id:2", "number:2")
    assert [store.find(reading).id for reading in refused.value.readings] == ["2", "b"]
    assert store.find("#2").id == "b"
    assert store.find("1").id == "2"
    for nothing in ("id:b2", "number:9", "#9", "id:", "", "9" * 40, "²", "number:b"):
        with pytest.raises(ArticleNotFound):
            store.find(nothing)


def test_a_reference_that_is_one_article_by_id_and_number_means_that(store: CorpusStore) -> None:
    save(store, "One.", name="a", id="1")
    save(store, "Two.", name="b", id="id:1")
    assert store.find("1").id == "1"
    assert store.find("id:1").id == "1"
    assert store.find("id:id:1").id == "id:1"


def test_an_address_in_another_spelling_finds_its_article(store: CorpusStore) -> None:
    save(store, "One.", name="a", url="https://www.news.example/1/")
    save(store, "Two.", name="b", url="https://news.example/2")
    save(store, "Three.", name="c", url="https://news.example/2", title="Another")
    assert store.find("http://news.example/1?utm_source=x").id == "a"
    with pytest.raises(ArticleAmbiguous, match="number:2 or number:3"):
        store.find("https://news.example/2")


def test_what_changed_since_it_was_shown_is_not_removed_nor_is_what_was_shown_with_it(
    store: CorpusStore,
) -> None:
    save(store, "One.", name="a")
    save(store, "Two.", name="b", title="Another")
    shown = store.articles()
    save(store, "Three.", name="b", title="Another")
    with pytest.raises(ArticleChanged):
        store.remove_shown(shown)
    assert store.stats().articles == 2
    store.remove_shown(store.articles())
    assert store.stats().articles == 0


def test_articles_are_listed_newest_first_undated_last(store: CorpusStore) -> None:
    save(store, "One.", name="a", published="2031-03-04")
    save(store, "Two.", name="b", published=None)
    save(store, "Three.", name="c", published="2031-03-06T10:00:00Z")
    assert [article.id for article in store.articles()] == ["c", "a", "b"]
    assert [article.id for article in store.articles(limit=1, offset=1)] == ["a"]
    assert store.count_articles(text="harbour") == 3


def test_limits_keep_only_what_lies_within_them(store: CorpusStore) -> None:
    save(store, "One.", name="a", published="2031-03-04", outlet="Harbour Post")
    save(store, "Two.", name="b", published="2031-03-06T23:00:00Z", outlet="Lowland Radio")
    save(store, "Three.", name="c", published=None, outlet=None)

    def kept(filters: Filters) -> list[str]:
        passages = store.passages(store.live_ids(filters))
        return [paragraph.text for paragraph, _ in passages.values()]

    assert kept(Filters(outlets=("harbour post",))) == ["One."]
    assert kept(Filters(since="2031-03-05")) == ["Two."]
    assert kept(Filters(until="2031-03-05")) == ["One."]
    assert kept(Filters(since="2031-03-04", until="2031-03-06")) == ["One.", "Two."]
    assert kept(Filters(articles=(store.find("c").number,))) == ["Three."]
    assert store.newest() == "2031-03-06T23:00:00Z"
    assert store.newest(Filters(outlets=("Harbour Post",))) == "2031-03-04"


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", "2031-03-04"), ("Europe/Kyiv", "2031-03-05"), ("Asia/Tokyo", "2031-03-05")],
)
def test_a_moment_is_found_under_the_day_that_it_is_in_the_zone(
    store: CorpusStore, zone: str, day: str
) -> None:
    save(store, "One.", name="moment", published="2031-03-04T22:30:00Z")
    assert store.live_ids(Filters(since=day, until=day, zone=zone))
    for other in ("2031-03-03", "2031-03-04", "2031-03-05", "2031-03-06"):
        found = store.live_ids(Filters(since=other, until=other, zone=zone))
        assert bool(found) == (other == day)


@pytest.mark.usefixtures("in_tokyo")
def test_days_may_be_those_of_this_machine(store: CorpusStore) -> None:
    save(store, "One.", name="moment", published="2031-03-04T22:30:00Z")
    assert store.live_ids(Filters(since="2031-03-05", zone=None))
    assert not store.live_ids(Filters(since="2031-03-05"))


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv", "America/Los_Angeles", "Pacific/Auckland"])
def test_a_day_without_a_time_is_that_day_in_every_zone(store: CorpusStore, zone: str) -> None:
    save(store, "One.", name="day", published="2031-03-04")
    assert store.live_ids(Filters(since="2031-03-04", until="2031-03-04", zone=zone))
    assert not store.live_ids(Filters(since="2031-03-05", zone=zone))
    assert not store.live_ids(Filters(until="2031-03-03", zone=zone))


def test_filters_reach_to_the_ends_of_the_calendar(store: CorpusStore) -> None:
    save(store, "One.", published="2031-03-04T22:30:00Z")
    for zone in ("Asia/Tokyo", "America/Los_Angeles"):
        assert store.live_ids(Filters(since="0001-01-01", until="9999-12-31", zone=zone))


def test_a_day_in_the_future_is_marked_and_is_not_the_newest(store: CorpusStore) -> None:
    save(store, "One.", name="past", published="2021-03-04")
    save(store, "Two.", name="ahead", published="9999-03-04T22:30:00Z")
    assert [article.id for article in store.dated_ahead()] == ["ahead"]
    assert store.find("ahead").is_dated_ahead
    assert not store.find("past").is_dated_ahead
    assert store.newest() == store.stats().newest == "2021-03-04"


@pytest.mark.parametrize(("days", "ahead"), [(0, False), (1, False), (2, True)])
def test_tomorrow_is_not_yet_the_future(store: CorpusStore, days: int, ahead: bool) -> None:
    day = datetime.now(UTC).date() + timedelta(days=days)
    save(store, "One.", published=day.isoformat())
    assert bool(store.dated_ahead()) == store.articles()[0].is_dated_ahead == ahead


def test_a_paragraph_is_found_by_the_number_a_reader_counts(store: CorpusStore) -> None:
    save(store, "One.", "Two.")
    number = store.find("raid").number
    second = store.paragraph(number, 2)
    assert second is not None
    assert second.text == "Two."
    assert store.paragraph(number, 0) is None


def test_what_stands_around_a_paragraph_is_the_whole_stored_text(store: CorpusStore) -> None:
    save(store, "One.", "Two.", "Three.")
    one, two, three = store.paragraphs(store.find("raid").number)
    assert store.around([one.id, two.id]) == {
        one.id: ("", "\n\nTwo.\n\nThree."),
        two.id: ("One.\n\n", "\n\nThree."),
    }
    assert store.around([three.id + 1]) == {}


@given(paragraph=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
@settings(max_examples=20)
def test_any_text_comes_back_as_it_was_stored(
    tmp_path_factory: pytest.TempPathFactory, paragraph: str
) -> None:
    with CorpusStore.open(tmp_path_factory.mktemp("s") / "corpus.db") as store:
        save(store, paragraph)
        assert texts(store, store.find("raid").number) == [paragraph]
        assert store.faults() == []


def test_threads_share_one_store(store: CorpusStore) -> None:
    save(store, "One.", "Two.")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: len(store.search('"one"', limit=3)), range(64)))
    assert found == [1] * 64


def test_writers_in_two_processes_wait_for_each_other(store: CorpusStore) -> None:
    with (
        CorpusStore.open(store.path) as other,
        ThreadPoolExecutor(2) as pool,
    ):
        jobs = [
            pool.submit(save, writer, f"Text {who}{n}.", name=f"{who}-{n}")
            for n in range(20)
            for who, writer in (("a", store), ("b", other))
        ]
        assert {job.result() for job in jobs} == {Outcome.ADDED}
    assert store.stats().articles == 40


def test_faults_are_named(store: CorpusStore) -> None:
    save(store, "One.", "Two.")
    assert store.faults() == []
    vandal = sqlite3.connect(store.path)
    vandal.execute("UPDATE paragraphs SET text = 'Won.' WHERE text = 'One.'")
    vandal.execute("DELETE FROM passages WHERE rowid = 2")
    vandal.commit()
    vandal.close()
    faults = " ".join(store.faults())
    assert "not the span" in faults
    assert "full-text" in faults


class TestOpening:
    def test_a_missing_database_is_made_only_when_asked_for(self, tmp_path: Path) -> None:
        with pytest.raises(StoreMissing, match="dateline ingest"):
            CorpusStore.open(tmp_path / "corpus.db", create=False)

    def test_what_another_process_stored_is_there_again(self, tmp_path: Path) -> None:
        with CorpusStore.open(tmp_path / "corpus.db") as store:
            save(store, "One.")
            name = store.corpus_id
        with CorpusStore.open(tmp_path / "corpus.db", create=False) as store:
            assert texts(store, store.find("raid").number) == ["One."]
            assert store.corpus_id == name

    def test_a_database_from_a_newer_version_is_refused(self, tmp_path: Path) -> None:
        CorpusStore.open(tmp_path / "corpus.db").close()
        future = sqlite3.connect(tmp_path / "corpus.db")
        future.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('dateline.corpus', 'm999_future', '2040-01-01')"
        )
        future.commit()
        future.close()
        with pytest.raises(StoreTooNew, match=r"m999_future.*upgrade"):
            CorpusStore.open(tmp_path / "corpus.db")

    def test_somebody_elses_database_is_left_alone(self, tmp_path: Path) -> None:
        other = sqlite3.connect(tmp_path / "corpus.db")
        other.execute("CREATE TABLE recipes (name)")
        other.commit()
        other.close()
        with pytest.raises(StoreError, match="not a Dateline database"):
            CorpusStore.open(tmp_path / "corpus.db")

    def test_a_file_that_is_no_database_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "corpus.db").write_text("not a database at all, only words " * 50)
        with pytest.raises(StoreBroken, match=r"corpus\.db"):
            CorpusStore.open(tmp_path / "corpus.db")

    def test_a_folder_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreUnwritable, match="DATELINE_DATA_DIR"):
            CorpusStore.open(tmp_path / "file" / "corpus.db")

    def test_a_database_that_cannot_be_written_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "corpus.db").mkdir()
        with pytest.raises(StoreUnwritable, match="DATELINE_DATA_DIR"):
            CorpusStore.open(tmp_path / "corpus.db")


def test_case_does_not_matter_in_any_alphabet(store: CorpusStore) -> None:
    save(store, "The bridge is shut.", name="a", title="Міст", outlet="Ранкова Пошта")
    assert len(store.live_ids(Filters(outlets=("РАНКОВА пошта",)))) == 1
    assert store.count_articles(outlet="ранкова пошта") == 1
    assert store.count_articles(text="МІСТ") == 1


def test_short_forms_leave_with_the_article_that_has_them(store: CorpusStore) -> None:
    save(store, "Men of the Norland Volunteer Corps came.", name="a")
    save(store, "The Norland Volunteer Corps left.", name="b")
    assert store.words.names_of("nvc") == ["Norland Volunteer Corps"]
    assert store.words.shorts_of(["norland volunteer corps"]) == [
        ("nvc", "norland volunteer corps")
    ]
    for article in store.articles():
        store.remove(article.number)
    assert store.words.names_of("nvc") == []


def test_words_are_found_by_how_they_begin_in_what_is_current(store: CorpusStore) -> None:
    save(store, "Lanterns and lamps burned.")
    save(store, "Lamps burned.")
    assert store.words.beginning_with("la") == ["lamp"]
    assert store.words.among(["lantern", "lamp"]) == ["lamp"]
    assert store.words.text_with("lamp").endswith("Lamps burned.")
