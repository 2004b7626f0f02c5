"""Files of many kinds: every word and figure as it was written, or a refusal that says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.formats.extract import extract
from corpus.formats.extraction_process import ExtractionProcess
from corpus.formats.sources import read_sources
from corpus.ingest import ingest
from corpus.segmentation.segment import segment
from corpus.storage.records import Outcome
from corpus.storage.store import CorpusStore
from corpus.types import BlockKind, RawDocument
from tests.kinds import (
    KINDS,
    LATER,
    URL,
    WHEEL,
    Kind,
    Told,
    answer,
    chat,
    letter,
    page,
    post,
    record,
)


def told(document: RawDocument) -> Told:
    body, described = extract(document)
    said = described.settled
    prose = [b.span.of(body) for b in segment(body, title=said.title) if b.kind is BlockKind.PROSE]
    return Told(
        prose, said.title, said.outlet, said.byline, said.published, said.url, document.fetched
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_is_stored_to_the_letter_or_refused(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / kind.name).write_bytes(kind.data)
    found = list(read_sources([tmp_path / kind.name]))
    articles = [told(each) for each in found if isinstance(each, RawDocument)]
    refused = [str(each) for each in found if isinstance(each, SourceError)]
    assert [each.paragraphs for each in articles] == [list(one.paragraphs) for one in kind.articles]
    for article, wanted in zip(articles, kind.articles, strict=True):
        for name in ("title", "outlet", "byline", "published", "url", "fetched"):
            if getattr(wanted, name) is not None:
                assert getattr(article, name) == getattr(wanted, name), name
    assert len(refused) == len(kind.refused)
    for problem, words in zip(refused, kind.refused, strict=True):
        assert words in problem


def test_a_page_that_was_archived_twice_is_two_versions_and_stays_the_later_one(
    tmp_path: Path,
) -> None:
    more = [f"{each} It was the second ship of the line to be lost that year." for each in WHEEL]
    first = record("response", URL, answer(page(more).encode()))
    later = record("response", URL, answer(page([*LATER, *more[1:]]).encode()), day=6)
    (tmp_path / "a.warc").write_bytes(first + later)
    (tmp_path / "b.warc").write_bytes(first)
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        outcomes = [
            saved.outcome
            for name in ("a.warc", "a.warc", "b.warc")
            for saved in ingest(store, [tmp_path / name]).stored
        ]
        [article] = store.articles()
        assert outcomes == [
            *(Outcome.ADDED, Outcome.UPDATED),
            *(Outcome.OLDER, Outcome.UNCHANGED),
            Outcome.OLDER,
        ]
        assert (article.version, article.fetched) == (2, "2031-03-06T10:00:00Z")
        assert store.paragraphs(article.number)[0].text == LATER[0]


def test_a_later_export_brings_edits_as_versions(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        for text in (WHEEL[0], LATER[0]):
            file.write_text(json.dumps(chat(post(2, text), post(3, WHEEL[1]))))
            report = ingest(store, [file])
        assert (report.updated, report.unchanged) == (1, 1)
        article = store.find("telegram-99-2")
        assert [each.text for each in store.paragraphs(article.number)] == [LATER[0]]


def test_what_strangers_put_together_is_taken_apart_where_it_can_be_ended(tmp_path: Path) -> None:
    [kind] = [each for each in KINDS if each.name == "crawl.warc.gz"]
    (tmp_path / kind.name).write_bytes(kind.data)
    with ExtractionProcess() as process:
        found = list(read_sources([tmp_path / kind.name], read=process.read))
    assert len(found) == 4
    with ExtractionProcess(seconds=0) as hasty:
        [refused] = read_sources([tmp_path / kind.name], read=hasty.read)
    assert "takes longer" in str(refused)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("quoted.eml", letter("> > > > > old words\n" * 40_000 + "New words stand below them.")),
        ("subject.eml", letter("Some words.").replace(b"Ferry", b"=?utf-8?Q?a?= " * 20_000)),
        ("nested.eml", letter("<div>Forwarded " * 1_500, kind="text/html")),
        ("inlined.html", f"<p>Some words.</p><img src='data:{'a' * 3_000_000}'>".encode()),
    ],
)
def test_nothing_is_made_so_that_reading_it_takes_minutes(
    name: str, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with ExtractionProcess(seconds=15) as process:
        [document] = read_sources([tmp_path / name], read=process.read)
        assert isinstance(document, RawDocument)
        process.extract(document)


@pytest.mark.parametrize("is_page", [True, False])
def test_a_letter_is_by_whom_its_text_names(tmp_path: Path, is_page: bool) -> None:
    lines = ("Ferry sinks", "By Owen Tully", *WHEEL)
    shown = "".join(f"<p>{line}</p>" for line in lines) if is_page else "\n\n".join(lines)
    kind = f"text/{'html' if is_page else 'plain'}; charset=utf-8"
    list_id = "List-Id: Orme Echo Daily <daily.echo.example>"
    (tmp_path / "echo.eml").write_bytes(letter(shown, list_id, kind=kind))
    [document] = read_sources([tmp_path / "echo.eml"])
    assert isinstance(document, RawDocument)
    found = told(document)
    assert (found.byline, found.outlet) == ("Owen Tully", "Orme Echo Daily")
    assert found.paragraphs == list(WHEEL)
