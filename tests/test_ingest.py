"""Files become stored articles; what is broken is named and the rest goes in."""

from __future__ import annotations

import json
import pydoc
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.formats import extract
from corpus.formats.sources import WhySkipped
from corpus.ingest import ingest
from corpus.storage.records import Outcome
from corpus.storage.store import CorpusStore
from corpus.types import Metadata

BODY = """Pumps stopped after night raid

Two pumps at the north weir stopped working on Tuesday night, the water board said.

Advertisement

Its director, Orla Venn, said that repairs would take a week.
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "data" / "corpus.db") as opened:
        yield opened


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "pumps.txt").write_text(BODY)
    return folder


def test_an_article_is_stored_with_its_title_and_the_numbers_a_reader_counts(
    store: CorpusStore, news: Path
) -> None:
    assert ingest(store, [news]).added == 1
    article = store.find("pumps")
    assert article.title == "Pumps stopped after night raid"
    assert [paragraph.position for paragraph in store.paragraphs(article.number)] == [2, 4]


def test_what_is_stored_is_a_span_of_what_was_read(store: CorpusStore, news: Path) -> None:
    ingest(store, [news])
    for paragraph in store.paragraphs(store.find("pumps").number):
        assert paragraph.text in BODY


def test_ingesting_twice_changes_nothing(store: CorpusStore, news: Path) -> None:
    ingest(store, [news])
    before = store.stats()
    assert ingest(store, [news]).unchanged == 1
    assert store.stats() == before


def test_an_edited_file_is_a_new_version(store: CorpusStore, news: Path) -> None:
    ingest(store, [news])
    (news / "pumps.txt").write_text(BODY.replace("a week", "a month"))
    assert ingest(store, [news]).updated == 1
    article = store.find("pumps")
    assert "a month" in store.paragraphs(article.number)[-1].text
    assert "a week" in store.paragraphs(article.number, version=1)[-1].text


def test_the_report_has_each_article_as_it_is_stored_now(store: CorpusStore, news: Path) -> None:
    ingest(store, [news])
    (news / "pumps.txt").write_text(BODY.replace("a week", "a month"))
    (news / "quay.txt").write_text("The quay is open again, the harbour master said.")
    (news / "same.txt").write_text("The quay is open again, the harbour master said.")
    assert [
        (saved.article.id, saved.article.version, saved.outcome)
        for saved in ingest(store, [news, news / "quay.txt"]).stored
    ] == [
        ("pumps", 2, Outcome.UPDATED),
        ("quay", 1, Outcome.ADDED),
        ("quay", 1, Outcome.DUPLICATE),
    ]
    [again] = ingest(store, [news / "pumps.txt"]).stored
    assert again.outcome is Outcome.UNCHANGED
    assert again.article == store.find("pumps")


def test_metadata_of_the_run_is_kept(store: CorpusStore, news: Path) -> None:
    run = Metadata(outlet="Harbour Post", published="2031-03-05")
    ingest(store, [news], metadata=run)
    article = store.find("pumps")
    assert (article.outlet, article.published) == ("Harbour Post", "2031-03-05")


def test_whoever_takes_it_in_is_believed_before_the_post_that_it_came_from(
    store: CorpusStore, news: Path
) -> None:
    said = Metadata(outlet="Harbour Post")
    origin = Metadata(outlet="Gull Wire", url="https://t.me/gullwire/12")
    [saved] = ingest(store, [news / "pumps.txt"], metadata=said, origin=origin).stored
    assert (saved.article.outlet, saved.article.url) == ("Harbour Post", "https://t.me/gullwire/12")
    [rejected] = ingest(store, [news], origin=origin).rejected
    assert "url can be given for only one article" in rejected.problem


def test_what_is_broken_is_named_and_the_rest_goes_in(store: CorpusStore, news: Path) -> None:
    (news / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (news / "blank.txt").write_text("\n \n")
    lines = [{"id": "w1", "text": "The weir is open again, the board said."}, {"id": "w2"}]
    (news / "wire.jsonl").write_text("\n".join([json.dumps(line) for line in lines] + ["{oops"]))
    report = ingest(store, [news])
    assert report.added == 2
    assert store.find("w1").id == "w1"
    named = sorted(Path(error.name).name for error in report.rejected)
    assert named == ["binary.txt", "blank.txt", "wire.jsonl line 2", "wire.jsonl line 3"]


@pytest.mark.parametrize("stage", ["corpus.formats.extract.extract", "corpus.ingest.segment"])
@pytest.mark.parametrize("error", [RecursionError("too deep"), MemoryError(), KeyError("tag")])
def test_what_a_library_cannot_bear_is_one_line_and_the_rest_goes_in(
    store: CorpusStore, news: Path, monkeypatch: pytest.MonkeyPatch, stage: str, error: Exception
) -> None:
    (news / "odd.txt").write_text("This one breaks the library, the harbour master said.")
    right = pydoc.locate(stage)
    assert callable(right)

    def break_off(given: object, **options: object) -> object:
        if "breaks the library" in str(given):
            raise error
        return right(given, **options)

    monkeypatch.setattr(stage, break_off)
    report = ingest(store, [news], extract=extract.extract)
    assert report.added == 1
    [refused] = report.rejected
    assert refused.name == str(news / "odd.txt")
    assert type(error).__name__ in str(refused)
    assert "dateline --debug" in refused.fix


def test_a_reader_that_fails_unforeseen_stops_only_its_file(
    store: CorpusStore, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise IndexError("no such block")

    monkeypatch.setattr("corpus.formats.documents.split_front_matter", fail)
    (news / "wire.jsonl").write_text(json.dumps({"text": BODY}))
    report = ingest(store, [news])
    assert report.added == 1
    assert [Path(error.name).name for error in report.rejected] == ["pumps.txt"]


def test_the_report_has_an_entry_for_everything_in_order(store: CorpusStore, news: Path) -> None:
    (news / "empty.txt").write_text("")
    (news / "photo.jpg").write_bytes(b"")
    report = ingest(store, [news])
    assert [Path(entry.name).name for entry in report.entries] == [
        "empty.txt",
        "photo.jpg",
        "pumps.txt",
    ]
    assert report.skipped == {WhySkipped.SUFFIX: 1}


def test_an_article_without_prose_says_what_is_missing(store: CorpusStore, news: Path) -> None:
    (news / "ads.txt").write_text("Advertisement\n\nAdvertisement\n")
    [error] = ingest(store, [news / "ads.txt"]).rejected
    assert "no paragraph of prose" in str(error)


def test_each_document_is_announced_before_it_is_read(store: CorpusStore, news: Path) -> None:
    heard: list[str] = []
    ingest(store, [news], on_document=heard.append)
    assert [Path(name).name for name in heard] == ["pumps.txt"]


def test_the_demo_corpus_goes_in_whole(store: CorpusStore) -> None:
    report = ingest(store, [Path(__file__).parent.parent / "demo" / "articles"])
    assert report.rejected == ()
    assert report.added >= 12
    assert store.faults() == []


def test_a_pasted_title_loses_its_markdown_mark(store: CorpusStore, news: Path) -> None:
    (news / "pumps.txt").write_text(f"# {BODY}")
    ingest(store, [news])
    assert store.find("pumps").title == "Pumps stopped after night raid"
