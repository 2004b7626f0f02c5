"""ZIP archives of articles: read as a folder, every member accounted for, nothing let out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.formats import zips
from corpus.formats.sources import Skipped, WhySkipped, read_sources
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from corpus.types import RawDocument
from tests.newsroom import FERRY

RAID = "Raiders held the lock at Tolvane for nine hours on Monday, the dyke office said."


def archive(folder: Path, members: dict[str, str | bytes]) -> Path:
    path = folder / "news.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_every_member_is_read_by_the_rules_of_a_folder_and_named_in_its_archive(
    tmp_path: Path,
) -> None:
    path = archive(
        tmp_path,
        {
            "wire/raid.txt": RAID,
            "wire/raid.json": '{"source": "Meridian Wire", "date": "2031-03-04"}',
            "ferry.md": FERRY,
            ".DS_Store": b"x",
            "logo.png": b"\x89PNG....",
            "more.zip": (tmp_path / "x").name * 9,
            "scan.pdf": b"no pdf",
        },
    )
    found = list(read_sources([path]))
    articles = {each.name: each for each in found if isinstance(each, RawDocument)}
    assert set(articles) == {f"{path}/ferry.md", f"{path}/wire/raid.txt"}
    assert articles[f"{path}/wire/raid.txt"].described.sidecar.outlet == "Meridian Wire"
    skipped = {each.name: each.why for each in found if isinstance(each, Skipped)}
    assert skipped[f"{path}/.DS_Store"] is WhySkipped.HIDDEN
    assert skipped[f"{path}/wire/raid.json"] is WhySkipped.SIDECAR
    refused = [str(each) for each in found if isinstance(each, SourceError)]
    assert any(f"{path}/scan.pdf" in line for line in refused)
    assert len(found) == 7
    assert "dateline-" not in "".join(map(str, found))


def test_an_archive_that_is_read_again_changes_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path, {"raid.txt": RAID})
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        assert ingest(store, [path]).added == 1
        again = ingest(store, [tmp_path])
        assert (again.added, again.updated) == (0, 0)
        [article] = store.articles()
        assert (article.id, article.path) == ("raid", f"{path}/raid.txt")


def test_what_leads_out_of_an_archive_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    path = archive(folder, {"../out.txt": RAID, "/abs.txt": RAID, "raid.txt": RAID})
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(link, "/etc/passwd")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("raid.txt", FERRY)
    found = list(read_sources([path]))
    [article] = [each for each in found if isinstance(each, RawDocument)]
    assert article.content == RAID
    refused = [each.name for each in found if isinstance(each, SourceError)]
    assert refused == [
        f"{path}/{name}" for name in ("../out.txt", "/abs.txt", "link.txt", "raid.txt")
    ]
    assert not (tmp_path / "out.txt").exists()


def test_what_grows_beyond_its_limit_ends_the_reading(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": RAID, "bomb.txt": b" " * 60_000_000, "c.txt": RAID})
    found = list(read_sources([path]))
    [article] = [each for each in found if isinstance(each, RawDocument)]
    assert article.name == f"{path}/a.txt"
    [refused] = [each for each in found if isinstance(each, SourceError)]
    assert "bomb.txt: it grows to more than an archive may: 2 files are not read" in str(refused)


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "_MOST_MEMBERS", 2)
    path = archive(tmp_path, {f"{n}.txt": RAID for n in range(3)})
    found = list(read_sources([path]))
    assert [isinstance(each, RawDocument) for each in found] == [False, False]
    assert "3 files are more than the limit of 2" in str(found[0])


def test_an_office_document_is_no_archive_of_articles(tmp_path: Path) -> None:
    path = archive(tmp_path, {"mimetype": b"application/vnd.oasis", "notes.txt": RAID})
    [found] = read_sources([path])
    assert isinstance(found, SourceError)
