"""One row a format is enough: whoever reads files or names suffixes goes by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chat.articles.messages import safe_name
from corpus.errors import SourceError
from corpus.formats.extract import extract
from corpus.formats.registry import FORMATS, SUFFIXES, format_named, format_of, format_of_page
from corpus.formats.sources import read_sources
from corpus.types import RawDocument
from tests.documents import docx, p, pdf, show

SENTENCE = "The bridge is shut."
WRITTEN = {
    "jsonl": b'{"text": "The bridge is shut."}',
    "pdf": pdf(show(72, 700, SENTENCE)),
    "docx": docx(p(SENTENCE)),
    "rtf": b"{\\rtf1\\ansi The bridge is shut.\\par}",
}

# What unpacks has files of its own in test_kinds.py, and agency wires in test_wires.py.
ALONE = [
    suffix
    for each in FORMATS
    for suffix in each.suffixes
    if each.name in WRITTEN or each.is_in is None
]


def test_no_two_formats_claim_the_same() -> None:
    names = [each.name for each in FORMATS]
    media_types = [media_type for each in FORMATS for media_type in each.media_types]
    for listed in (names, list(SUFFIXES), media_types):
        assert len(set(listed)) == len(listed)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)


@pytest.mark.parametrize("suffix", ALONE)
def test_a_file_of_each_suffix_is_taken_in_by_folder_by_name_and_by_chat(
    tmp_path: Path, suffix: str
) -> None:
    known = format_of(Path(f"raid{suffix.upper()}"))
    assert known is not None
    path = tmp_path / f"raid{suffix}"
    path.write_bytes(WRITTEN.get(known.name, SENTENCE.encode()))
    [by_folder], [by_name] = read_sources([tmp_path]), read_sources([path])
    assert isinstance(by_folder, RawDocument)
    assert by_folder == by_name
    assert extract(by_folder)[0] == SENTENCE
    assert format_named(by_folder.format) in FORMATS
    assert safe_name(path.name) == path.name


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_works_is_told_where_something_does_not(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "raid.xyz").touch()
    [error] = read_sources([tmp_path / "raid.xyz"])
    assert isinstance(error, SourceError)
    assert suffix in error.fix
    assert safe_name("raid.xyz") is None


def test_a_page_is_read_by_what_its_server_calls_it() -> None:
    for each in FORMATS:
        assert all(format_of_page(media_type) is each for media_type in each.media_types)
    assert format_of_page("application/pdf") is None
