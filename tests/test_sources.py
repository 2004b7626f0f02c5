"""Files and folders become documents, and what is wrong with one is said of that one."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.formats.dates import parse_date
from corpus.formats.extract import extract
from corpus.formats.files import MAX_BYTES
from corpus.formats.metadata import web_address
from corpus.formats.sources import Skipped, WhySkipped, read_sources
from corpus.types import Metadata, RawDocument
from tests.documents import zipped
from tests.test_registry import SENTENCE, WRITTEN

BODY = "The bridge at Orme closed on Monday, the council said.\n"


def documents(*paths: Path, metadata: Metadata = Metadata()) -> list[RawDocument]:
    found = list(read_sources(paths, metadata=metadata))
    assert not [item for item in found if isinstance(item, SourceError)], found
    return [item for item in found if isinstance(item, RawDocument)]


def only_error(*paths: Path, metadata: Metadata = Metadata()) -> SourceError:
    found = read_sources(paths, metadata=metadata)
    (error,) = (item for item in found if not isinstance(item, Skipped))
    assert isinstance(error, SourceError), error
    return error


def write(path: Path, content: str | bytes = BODY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def write_lines(path: Path, rows: Sequence[object]) -> Path:
    return write(path, "".join(f"{json.dumps(row)}\n" for row in rows))


# Files and folders


def test_a_folder_is_read_in_order_and_whatever_is_no_article_is_passed_over(
    tmp_path: Path,
) -> None:
    for name in (
        "b.md",
        "a.txt",
        "z/c.HTML",
        ".hidden.txt",
        ".git/d.txt",
        "notes.xyz",
        "a.json.bak",
    ):
        write(tmp_path / name)
    found = documents(tmp_path)
    assert [(Path(d.path).name, d.stem, d.format) for d in found] == [
        ("a.txt", "a", "text"),
        ("b.md", "b", "markdown"),
        ("c.HTML", "c", "html"),
    ]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    (tmp_path / "again.txt").symlink_to(path)
    assert len(documents(path, tmp_path, tmp_path / "again.txt")) == 1


def test_links_that_lead_round_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = list(read_sources([tmp_path]))
    assert [type(item) for item in found] == [SourceError, RawDocument, Skipped]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("missing.txt", "no such file or folder"),
        ("report.xyz", "the suffix '.xyz' is unknown"),
        ("LICENSE", "it has no suffix"),
        ("empty", "this folder has no articles"),
    ],
)
def test_a_path_that_cannot_be_read_is_named_with_its_mend(
    tmp_path: Path, name: str, problem: str
) -> None:
    write(tmp_path / "report.xyz")
    write(tmp_path / "LICENSE")
    (tmp_path / "empty" / ".hidden").mkdir(parents=True)
    error = only_error(tmp_path / name)
    assert problem in error.problem
    assert error.name == str(tmp_path / name)
    assert error.fix == "check the path" or ".jsonl" in error.fix


def test_everything_in_a_folder_is_accounted_for_and_nothing_but_files_is_opened(
    tmp_path: Path,
) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "a.json", "{}")
    write(tmp_path / "b.json", "{}")
    write(tmp_path / ".hidden.txt")
    write(tmp_path / ".git" / "c.txt")
    write(tmp_path / "in" / "d.xyz")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "again.txt").symlink_to("a.txt")
    (tmp_path / "nowhere").symlink_to("missing")
    (tmp_path / "nowhere.txt").symlink_to("missing")
    (tmp_path / os.fsdecode(b"\xff.bin")).write_bytes(b"")
    found = {}
    for item in read_sources([tmp_path]):
        name = str(item.name).removeprefix(f"{tmp_path}/")
        found[name] = item.why if isinstance(item, Skipped) else type(item)
    assert found == {
        "a.txt": RawDocument,
        "a.json": WhySkipped.SIDECAR,
        "b.json": WhySkipped.SUFFIX,
        ".hidden.txt": WhySkipped.HIDDEN,
        ".git": WhySkipped.HIDDEN,
        "in/d.xyz": WhySkipped.SUFFIX,
        "pipe.txt": WhySkipped.SPECIAL,
        "zero.txt": WhySkipped.SPECIAL,
        "up": WhySkipped.LINK,
        "again.txt": WhySkipped.REPEATED,
        "nowhere": WhySkipped.BROKEN,
        "nowhere.txt": SourceError,
        r"\xff.bin": WhySkipped.SUFFIX,
    }


def test_a_file_that_vanishes_while_a_folder_is_read_is_reported_and_the_rest_goes_on(
    tmp_path: Path,
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(tmp_path / name)
    found = read_sources([tmp_path])
    first = next(found)
    (tmp_path / "b.txt").unlink()
    assert [type(item) for item in (first, *found)] == [RawDocument, SourceError, RawDocument]


def test_a_name_too_long_for_the_system_is_one_error(tmp_path: Path) -> None:
    assert "name too long" in only_error(tmp_path / f"{'n' * 300}.txt").problem


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path / "a.txt").chmod(0)
    write(tmp_path / "b.txt")
    error, document = read_sources([tmp_path])
    assert isinstance(error, SourceError)
    assert "permission denied" in error.problem
    assert isinstance(document, RawDocument)


def test_a_pipe_named_as_an_article_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is not a file" in only_error(tmp_path / "pipe.txt").problem


def test_file_names_become_ids_that_can_be_typed(tmp_path: Path) -> None:
    stems = [
        documents(write(tmp_path / name))[0].stem
        for name in ("dam_2031-03.txt", "Raid on the dam (final).txt", "Новости.txt", "--.txt")
    ]
    assert stems == ["dam_2031-03", "Raid-on-the-dam-final", "Новости", "article"]


def test_a_file_name_that_is_not_utf_8_can_still_be_shown(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    write(path)
    (document,) = documents(path)
    assert document.name.endswith(r"caf\xe9.txt")
    assert document.path.encode()
    assert document.stem == "caf"


# Encodings and sizes


@pytest.mark.parametrize(
    "content",
    [
        "Café “Süd”".encode(),
        "Café “Süd”".encode("utf-8-sig"),
        "Café “Süd”".encode("utf-16"),
        "Café “Süd”".encode("utf-32"),
    ],
)
def test_unicode_is_read_with_or_without_a_mark(tmp_path: Path, content: bytes) -> None:
    assert documents(write(tmp_path / "a.txt", content))[0].content == "Café “Süd”"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1252">',
        "<meta charset=latin1>",
        '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">',
    ],
)
def test_a_page_may_declare_another_encoding(tmp_path: Path, head: str) -> None:
    page = f"<html><head>{head}</head><p>Café “Süd”</p>".encode("windows-1252")
    assert "Café “Süd”" in documents(write(tmp_path / "a.html", page))[0].content


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        ("Кит под льдом", "cp1251", "windows-1251"),
        ("渡轮搁浅，无人伤亡", "gb18030", "gb2312"),
        ("船が座礁した", "shift_jis", "Shift_JIS"),
        ("船が座礁した", "euc_jp", "euc-jp"),
        ("船が座礁した", "iso2022_jp", "iso-2022-jp"),
        ("배가 좌초했다", "cp949", "euc-kr"),
        ("Паром сел", "koi8_r", "koi8-r"),
        ("ακτή", "iso8859_7", "iso-8859-7"),
    ],
)
def test_encodings_of_the_web_are_read_by_their_labels(
    tmp_path: Path, text: str, encoding: str, label: str
) -> None:
    page = f"<meta charset={label}><p>{text}</p>".encode(encoding)
    assert text in documents(write(tmp_path / "a.html", page))[0].content


@pytest.mark.parametrize(
    "head",
    [
        "<meta charset=iso-8859-1>",
        "<meta charset=windows-1251>",
        "<meta charset=utf-16>",
        "<meta charset=punycode>",
        '<?xml version="1.0" encoding="shift_jis"?>',
        "<!-- <meta charset=big5> -->",
        "<meta charset=iso-2022-jp>",
    ],
)
def test_what_is_utf_8_is_read_as_that_whatever_it_declares(tmp_path: Path, head: str) -> None:
    page = f"{head}<p>Café “Süd”, Київ</p>".encode()
    assert "Café “Süd”, Київ" in documents(write(tmp_path / "a.html", page))[0].content


@pytest.mark.parametrize("label", ["punycode", "idna", "utf-7", "unicode_escape", "cp037", "hz"])
def test_an_encoding_that_no_page_uses_is_not_used(tmp_path: Path, label: str) -> None:
    page = f"<meta charset={label}><p>Café</p>".encode("latin-1")
    assert "this is not UTF-8" in only_error(write(tmp_path / "a.html", page)).problem


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_needs_no_mark(tmp_path: Path, encoding: str) -> None:
    page = "<html><p>Café “Süd”</p>".encode(encoding)
    assert "Café “Süd”" in documents(write(tmp_path / "a.html", page))[0].content


def test_a_latin_1_file_is_refused_with_the_place_and_the_command_that_converts_it(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "a.txt", "First line.\nCafé closed.\n".encode("latin-1"))
    error = only_error(path)
    assert "this is not UTF-8: byte 0xE9 at offset 15, line 2" in error.problem
    assert f"iconv -f ENCODING -t UTF-8 {path} >" in error.fix
    assert "find out its encoding" in error.fix


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"text with \x00 in it", "a NUL is at offset 10"),
        ("UTF-16 without a mark".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (bytes(range(1, 32)) * 10, "binary"),
    ],
)
def test_a_binary_file_named_as_text_is_refused(tmp_path: Path, content: bytes, kind: str) -> None:
    error = only_error(write(tmp_path / "a.txt", content))
    assert kind in error.problem
    assert error.fix == "save the article's text as UTF-8 and ingest that"


def test_an_article_past_the_limit_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1_500_000)
    assert "21.5 MB is more than an article's limit of 20 MB" in only_error(path).problem


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.rtf", "a.txt", "a.jsonl", "a.scan", "a"])
@pytest.mark.parametrize("kind", ["pdf", "docx", "rtf"])
def test_a_document_is_known_by_its_content_whatever_its_name(
    tmp_path: Path, name: str, kind: str
) -> None:
    path = write(tmp_path / name, WRITTEN[kind])
    [by_folder], [by_name] = documents(tmp_path), documents(path)
    assert by_folder == by_name
    assert (by_folder.format, extract(by_folder)[0]) == (kind, SENTENCE)


@pytest.mark.parametrize(
    ("name", "content", "problem", "fix"),
    [
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
            "the old kind (.doc)",
            "as .docx",
        ),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a password", "as .docx"),
        (
            "a.odt",
            zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "(.odt)",
            ".docx",
        ),
        ("a.pdf", BODY.encode(), "not that of a .pdf file", ".txt"),
        ("a.docx", zipped({"xl/workbook.xml": b"<x/>"}), "not that of a .docx file", "name it"),
        ("a.rtf", b"", "not that of a .rtf file", "get it again"),
    ],
)
def test_in_a_folder_a_document_that_cannot_be_read_is_refused_with_its_remedy(
    tmp_path: Path, name: str, content: bytes, problem: str, fix: str
) -> None:
    path = write(tmp_path / name, content)
    error = only_error(tmp_path)
    assert error.name == str(path)
    assert problem in error.problem
    assert fix in error.fix


# JSON Lines


def test_each_line_is_a_document_of_its_own(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "wire.jsonl",
        [
            {
                "id": 7,
                "title": "Bridge closes",
                "source": "The Orme Echo",
                "date": "2031-03-04",
                "url": "https://echo.example/7",
                "text": BODY,
            },
            {"text": "No more is known."},
        ],
    )
    first, second = documents(path)
    assert first.name == f"{path} line 1"
    assert first.described.settled == Metadata(
        id="7",
        title="Bridge closes",
        outlet="The Orme Echo",
        published="2031-03-04",
        url="https://echo.example/7",
    )
    assert (second.name, second.stem) == (f"{path} line 2", "wire-2")
    assert second.described.settled == Metadata()


def test_a_line_may_name_headline_body_and_outlet(tmp_path: Path) -> None:
    fields = {"headline": "Bridge closes", "body": BODY, "outlet": "The Orme Echo"}
    path = write(tmp_path / "wire.jsonl", json.dumps(fields))
    [document] = documents(path)
    assert document.content == BODY
    assert document.described.settled == Metadata(title="Bridge closes", outlet="The Orme Echo")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "x", "text": ', "invalid JSON at column 20"),
        ('["text"]', "the JSON is not an object"),
        ("[" * 100_000, "values in values, too deep"),
        ('{"title": "x"}', 'the "text" is missing'),
        ('{"text": "  "}', 'the "text" is blank'),
        ('{"text": 5}', 'the "text" is a number, not text'),
        ('{"text": "x", "title": ["x"]}', 'the "title" is a list, not text'),
        ('{"text": "x", "id": true}', 'the "id" is true or false, not text'),
        ('{"text": "x", "date": 20310304}', "the \"date\" '20310304' is not a date"),
        ('{"text": "x", "date": "04/05/2031"}', "the \"date\" '04/05/2031' is not a date"),
        (json.dumps({"text": "x", "title": "t" * 2000}), "has 2,000 characters"),
        ('{"text": "Caf\xe9"}', "byte 0xE9"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, problem: str) -> None:
    good = json.dumps({"text": BODY})
    path = write(tmp_path / "wire.jsonl", f"{good}\n\n{line}\n{good}".encode("latin-1"))
    first, error, last = read_sources([path])
    assert isinstance(first, RawDocument)
    assert isinstance(error, SourceError)
    assert error.name == f"{path} line 3"
    assert problem in error.problem
    assert isinstance(last, RawDocument)
    assert last.stem == "wire-4"


def test_a_line_past_the_limit_is_skipped_without_holding_it(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "' + b"x" * (MAX_BYTES + 1) + b'"}\n')
        file.write(json.dumps({"text": BODY}).encode())
    error, document = read_sources([path])
    assert isinstance(error, SourceError)
    assert error.name.endswith("line 1")
    assert "20.0 MB" in error.problem
    assert isinstance(document, RawDocument)


def test_an_empty_file_of_lines_is_an_error(tmp_path: Path) -> None:
    assert "the file is empty" in only_error(write(tmp_path / "wire.jsonl", "\n\n")).problem


# Metadata: front matter, sidecars, options


def test_front_matter_is_read_and_taken_off(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.md",
        "---\nid: bridge\ntitle: 'Bridge: closed'\nsource: The Orme Echo\ndate: 2031-03-04\n"
        f"url: https://echo.example/7\nbyline: Ann Lee\nlanguage: en\ntags: [x]\n---\n{BODY}",
    )
    (document,) = documents(path)
    assert document.content == BODY
    assert document.described.settled == Metadata(
        id="bridge",
        title="Bridge: closed",
        outlet="The Orme Echo",
        byline="Ann Lee",
        published="2031-03-04",
        url="https://echo.example/7",
        language="en",
    )


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Bridge: closed", "Bridge: closed"),
        ('"Shut it": the mayor of Orme  ', '"Shut it": the mayor of Orme'),
        ("Closed:", "Closed:"),
        ("'Bridge: it''s closed' # for good", "Bridge: it's closed"),
        ('"Bridge:\n  closed"', "Bridge: closed"),
        (">\n  Bridge: closed", "Bridge: closed"),
    ],
)
def test_a_headline_with_a_colon_needs_no_quotes(tmp_path: Path, written: str, title: str) -> None:
    path = write(tmp_path / "a.md", f"---\ntitle: {written}\ndate: 2031-03-04\n---\n{BODY}")
    (document,) = documents(path)
    assert document.described.settled == Metadata(title=title, published="2031-03-04")


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ("---\ntitle: ok\n  date: no\n---\nText.", " line 3", "not YAML"),
        ("---\ntitle: ok\ndate: [\n---\nText.", " line 4", "not YAML"),
        ("---\ntitle: ok\n\nText.", "", "is not closed"),
        ("---\ntitle: ok\ndate: soon\n---\nText.", "", "the \"date\" 'soon' is not a date"),
        ("---\ntitle: ok\ndate: 2031-02-30\n---\nText.", "", "'2031-02-30' is not a date"),
        ("---\ntitle: &a [x]\ntags: [*a, *a]\n---\nText.", " line 2", '"&"'),
        ("---\ntitle: ok\ntags: !!set {x}\n---\nText.", " line 3", '"!"'),
        ("---\ntitle: ok\n<<: *base\n---\nText.", " line 3", '"*"'),
        (f"---\ntitle: ok\n{'x: y' * 9000}\n---\nText.", "", "not closed within 16,000"),
        ('+++\ntitle = "ok"\ndate = soon\n+++\nText.', " line 3", "not TOML"),
        ('+++\ntitle = "ok"\n\nText.', "", "is not closed"),
        (f"+++\ntitle = {'[' * 9000}\n+++\nText.", "", "not TOML"),
        (f"---\ntitle: {'[' * 9000}\n---\nText.", " line 2", "more than 10 deep"),
    ],
)
def test_broken_front_matter_is_an_error_that_says_the_line(
    tmp_path: Path, text: str, where: str, problem: str
) -> None:
    path = write(tmp_path / "a.md", text)
    error = only_error(path)
    assert error.name == f"{path}{where}"
    assert problem in error.problem


def test_front_matter_may_be_toml(tmp_path: Path) -> None:
    text = (
        '+++\ntitle = "Lock jams"\nauthors = ["Ann Lee", "Bo Ray"]\n'
        f"date = 2031-03-04T08:30:00+02:00\n[extra]\nx = 1\n+++\n{BODY}"
    )
    (document,) = documents(write(tmp_path / "a.md", text))
    assert document.content == BODY
    assert document.described.settled == Metadata(
        title="Lock jams", published="2031-03-04T06:30:00Z", byline="Ann Lee; Bo Ray"
    )


@pytest.mark.parametrize(
    ("keys", "byline", "published"),
    [
        ("author: Ann Lee\npublished: 4 March 2031", "Ann Lee", "2031-03-04"),
        ("author: [Ann Lee, Bo Ray]\npublished: true", "Ann Lee; Bo Ray", None),
        ("author: [{name: Ann Lee}, Bo Ray]", "Ann Lee; Bo Ray", None),
        ("author: {name: Ann}\nbyline: Bo Ray\ndate: 2031-03-05", "Bo Ray", "2031-03-05"),
    ],
)
def test_who_wrote_it_and_when_have_other_words(
    tmp_path: Path, keys: str, byline: str, published: str | None
) -> None:
    (document,) = documents(write(tmp_path / "a.md", f"---\n{keys}\n---\n{BODY}"))
    assert document.described.settled == Metadata(byline=byline, published=published)


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        (
            "<p>The lock jammed on Friday night.</p>\n<p>A barge of <em>coal</em> waits below.</p>",
            True,
        ),
        (' <div class="x"><h2>Lock</h2>It jammed.<br>All wait.</div>', True),
        ("<p> is how a paragraph begins in HTML.", False),
        ("The mark <p> ends with </p>, and <b> with </b>.", False),
        ("a < b, and <p> too", False),
    ],
)
def test_a_line_may_hold_html(tmp_path: Path, text: str, is_page: bool) -> None:
    path = write_lines(tmp_path / "wire.jsonl", [{"text": text}])
    (document,) = documents(path)
    body, _ = extract(document)
    assert ("<" not in body) is is_page
    assert "lock jammed" not in text or "\n\nA barge of coal waits below." in body


@pytest.mark.parametrize(
    ("keys", "outlet"),
    [
        ("outlet: The Orme Echo", "The Orme Echo"),
        ("outlet: Orme Wire\nsource: The Orme Echo", "The Orme Echo"),
        ("outlet: Orme Wire\nsource: ''", "Orme Wire"),
    ],
)
def test_outlet_is_another_word_for_source(tmp_path: Path, keys: str, outlet: str) -> None:
    (document,) = documents(write(tmp_path / "a.md", f"---\n{keys}\n---\n{BODY}"))
    assert document.described.settled.outlet == outlet


def test_outlet_is_read_in_sidecars_and_json_lines_too(tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt")
    sidecar = write(tmp_path / "a.txt.json", '{"outlet": "The Orme Echo"}')
    lines = write(tmp_path / "wire.jsonl", json.dumps({"text": BODY, "outlet": "The Orme Echo"}))
    found = documents(article, sidecar, lines)
    assert [one.described.settled.outlet for one in found] == ["The Orme Echo"] * 2


def test_a_rule_of_hyphens_is_not_front_matter(tmp_path: Path) -> None:
    text = f"---\n\n{BODY}\n---\n"
    assert documents(write(tmp_path / "a.txt", text))[0].content == text


@pytest.mark.parametrize("name", ["a.txt.json", "a.json"])
def test_a_sidecar_describes_its_article_and_is_none_itself(tmp_path: Path, name: str) -> None:
    article = write(tmp_path / "a.txt")
    sidecar = write(tmp_path / name, '{"title": "Bridge closes", "source": "The Orme Echo"}')
    (document,) = documents(article, sidecar)
    assert document.described.settled == Metadata(title="Bridge closes", outlet="The Orme Echo")
    assert [d.path for d in documents(tmp_path)] == [str(article)]


def test_a_list_of_articles_has_no_sidecar(tmp_path: Path) -> None:
    write_lines(tmp_path / "wire.jsonl", [{"text": BODY}])
    assert "the suffix '.json'" in only_error(write(tmp_path / "wire.json", "{}")).problem


def test_a_page_has_no_front_matter(tmp_path: Path) -> None:
    text = f"---\ntitle: Raid\n---\n<p>{BODY}</p>\n"
    assert documents(write(tmp_path / "a.html", text))[0].content == text


def test_a_sidecar_without_its_article_is_a_file_of_an_unknown_kind(tmp_path: Path) -> None:
    assert "the suffix '.json'" in only_error(write(tmp_path / "a.txt.json", "{}")).problem


def test_a_bad_sidecar_is_an_error_under_its_own_name(tmp_path: Path) -> None:
    write(tmp_path / "a.html")
    sidecar = write(tmp_path / "a.json", '{"title": }')
    error = only_error(tmp_path)
    assert error.name == str(sidecar)
    assert "invalid JSON at column 11" in error.problem


def test_what_is_said_closest_to_the_text_wins(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", f"---\ntitle: Front matter\n---\n{BODY}")
    write(tmp_path / "a.json", '{"title": "Sidecar", "source": "Sidecar"}')
    options = Metadata(title="Option", outlet="Option", published="2031-03-04")
    (document,) = documents(path, metadata=options)
    assert document.described.settled == Metadata(
        title="Front matter", outlet="Sidecar", published="2031-03-04"
    )


def test_options_that_fit_one_article_are_refused_for_many(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    error = only_error(tmp_path, metadata=Metadata(id="x", url="https://echo.example/1"))
    assert "id and url can be given for only one article" in error.problem
    assert documents(tmp_path, metadata=Metadata(outlet="The Orme Echo"))


# Dates and addresses


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2031-03-04", "2031-03-04"),
        ("2031-03-04T06:30:00Z", "2031-03-04T06:30:00Z"),
        ("2031-03-04 08:30:00+02:00", "2031-03-04T06:30:00Z"),
        ("2031-03-04T06:30:00", "2031-03-04"),
        ("4 March 2031", "2031-03-04"),
        ("March 4th, 2031", "2031-03-04"),
        ("Tuesday, 4 Mar. 2031", "2031-03-04"),
        ("Tue, 04 Mar 2031 08:30:00 +0200", "2031-03-04T06:30:00Z"),
        ("20310304T0630Z", "2031-03-04T06:30:00Z"),
        ("2031-03-04T06:30:00.123456789+0000", "2031-03-04T06:30:00Z"),
        ("2031-03-04 06:30 UTC", "2031-03-04T06:30:00Z"),
        ("2031-03-04T06:30:00 EST", "2031-03-04"),
        ("Tue Mar 4 2031 08:30:00 GMT+0200 (EET)", "2031-03-04T06:30:00Z"),
        ("March 4, 2031, 11:47 PM EST", "2031-03-04"),
        ("25/03/2031", "2031-03-25"),
        ("2031-03-04 or so", None),
        ("2031-03-04T25:00:00Z", None),
        ("Tuesday 4 March 2031, 6.14pm", "2031-03-04"),
        ("4 March 2031, 6pm GMT", "2031-03-04T18:00:00Z"),
        ("4 March 2031, 6.14 p.m. GMT", "2031-03-04T18:14:00Z"),
        ("4 March 2031, 61pm GMT", None),
        ("2031-03-04T06:30:00+99:00", None),
        ("4 Moon 2031", None),
        ("Foo 4 March 2031", None),
        ("9" * 400, None),
        ("04/05/2031", None),
        ("2031", None),
        ("2031-W10", None),
        ("2031-02-30", None),
        ("last week", None),
        ("9999-12-31T23:59:59-23:00", None),
        ("", None),
    ],
)
def test_a_date_is_read_only_where_it_is_clear(text: str, iso: str | None) -> None:
    assert parse_date(text) == iso


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_dates_and_addresses(text: str) -> None:
    parse_date(text)
    web_address(f"http://{text}")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://echo.example/7?a=b", True),
        ("HTTP://echo.example", True),
        ("ftp://echo.example/7", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("http://[broken", False),
        ("echo.example/7", False),
    ],
)
def test_only_web_addresses_are_kept(url: str, kept: bool) -> None:
    assert web_address(url) == (url if kept else None)
