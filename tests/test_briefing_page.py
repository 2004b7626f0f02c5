"""`dateline brief` and /brief: a page that needs nothing beside itself, verbatim and escaped."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.chat.layout.briefing_page import briefing_page, verify_page
from bot.texts import LANGUAGES, Texts
from bot.verbatim import Misquoted
from tests.bots import Newsroom
from tests.terminal import Terminal

HOSTILE = '<script>alert("x")</script> & <img src=http://evil.example/x.png>'
WEIR = f"""The weir at Lissow broke on Tuesday, and the valley of Lissow was flooded.

Ada Bell says that at least three people were killed at Lissow {HOSTILE} on the night.

Norland claims that the raiders at Lissow were Danish."""
LATER = """The weir at Lissow broke on Tuesday, and nine people were killed at Lissow.

Denmark denies that it was behind the raid at Lissow."""


def write(folder: Path) -> Path:
    folder.mkdir()
    for name, day, text in (("weir", "2031-03-04", WEIR), ("later", "2031-03-05", LATER)):
        url = f"https://gull.example/{name}?a=1&b=2"
        meta = f"---\nsource: 'Gull <{name}>'\ndate: {day}\nurl: {url}\n---\n"
        (folder / f"{name}.txt").write_text(meta + text)
    return folder


class Reader(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in ("src", "srcset", "data", "action", "poster") or name.startswith("on"):
                self.addresses.append(f"{name}={value}")
            if name == "href" and tag != "a" and not (value or "").startswith("#"):
                self.addresses.append(f"{tag} href={value}")
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def page(terminal: Terminal, tmp_path: Path) -> str:
    terminal.succeeds("ingest", str(write(tmp_path / "news")))
    made = tmp_path / "brief.html"
    terminal.succeeds("brief", "Lissow", "--html", str(made))
    return made.read_text(encoding="utf-8")


def test_the_page_has_everything_with_links_to_the_words(page: str) -> None:
    words = "".join(Reader(page).words)
    for part in ("Norland", "Not unanimous here", "Coverage", "1 of 2 outlets", "Sources"):
        assert part in words
    assert "denies that it was behind the raid at Lissow" in words
    assert page.count("<h2>") == 5
    links = re.findall(r'href="(https://gull\.example/[^"]*)"', page)
    assert any(":~:text=" in link for link in links)
    assert all("&b=" not in link for link in links)  # escaped as &amp;


def test_the_page_asks_for_nothing_and_runs_nothing(page: str) -> None:
    reader = Reader(page)
    assert not reader.tags & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert reader.addresses == []
    assert reader.open == []
    assert "url(http" not in page
    assert "@import" not in page
    assert HOSTILE in "".join(reader.words)


def test_as_of_a_moment_the_page_has_nothing_later(terminal: Terminal, tmp_path: Path) -> None:
    terminal.succeeds("ingest", str(write(tmp_path / "news")))
    made = tmp_path / "brief.html"
    terminal.succeeds("brief", "Lissow", "--as-of", "2031-03-04", "--html", str(made))
    assert "as of 4 March 2031" in made.read_text()
    assert "Denmark" not in made.read_text()
    assert "No story" in terminal.succeeds("brief", "zebras", "--html", str(made))


def test_it_says_where_the_page_is_and_which_article_has_no_day(
    terminal: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "weir.txt").write_text(f"---\nsource: The Gull\n---\n{WEIR}")
    terminal.succeeds("ingest", str(folder))
    made = tmp_path / "brief.html"
    told = terminal.succeeds("brief", "Lissow", "--html", str(made))
    assert str(made) in told.replace("\n", "")
    page = "".join(Reader(made.read_text(encoding="utf-8")).words)
    assert "The Gull · undated · ¶" in page
    assert "–" not in page


def test_a_page_that_misquotes_does_not_leave(room: Newsroom, tmp_path: Path) -> None:
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.attribute()
        found = engine.claims("Lissow")
        assert found is not None
        for language in LANGUAGES:
            made = briefing_page(found, Texts(language), surroundings={})
            assert len(made.quotations) > 8
            verify_page(engine.store, made)
        changed = made.html.replace("the raiders at Lissow", "the riders, at Lissow")
        assert len(changed) == len(made.html)
        with pytest.raises(Misquoted):
            verify_page(engine.store, replace(made, html=changed))


def test_the_chat_sends_it_as_a_document(room: Newsroom, tmp_path: Path) -> None:
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.attribute()
        sent = room.ask("/brief Lissow").content.document
        assert sent is not None
        assert sent.file_name == "briefing.html"
        assert "No story" in room.ask("/brief zebras").text
        assert "/brief border" in room.ask("/brief").text


@pytest.mark.browser
def test_a_browser_shows_it_at_the_width_of_a_phone_and_prints_it(
    page: str, tmp_path: Path
) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no chromium here; on Debian: apt-get install chromium")
    wide = f"<style>html{{width:390px}}</style>{page}"
    measured = tmp_path / "measured.html"
    # A page of the test's own may have a script: it says how wide the content is.
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", wide)
    measured.write_text(
        free + "<script>document.title=document.documentElement.scrollWidth</script>"
    )
    plain = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=390,800"]

    def run(*arguments: str) -> str:
        return subprocess.run(
            [*plain, *arguments], capture_output=True, text=True, check=True, timeout=120
        ).stdout

    dom = run("--dump-dom", measured.as_uri())
    width = re.search(r"<title>(\d+)</title>", dom)
    assert width is not None
    assert int(width[1]) <= 500  # the least that the browser makes of a window
    made = tmp_path / "page.html"
    made.write_text(page)
    run(f"--screenshot={tmp_path / 'page.png'}", made.as_uri())
    run(f"--print-to-pdf={tmp_path / 'page.pdf'}", made.as_uri())
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    # What is folded away on a screen stands on paper.
    folded = f"<details><summary>more</summary>{'<p>word</p>' * 300}</details></body>"
    made.write_text(page.replace("</body>", folded))
    run(f"--print-to-pdf={tmp_path / 'folded.pdf'}", made.as_uri())
    assert pages_of(tmp_path / "folded.pdf") > pages_of(tmp_path / "page.pdf") + 3


def test_a_missing_folder_to_write_into_is_named_with_its_fix(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.succeeds("ingest", str(write(tmp_path / "news")))
    missing = tmp_path / "none"
    said = terminal.fails("brief", "Lissow", "--html", str(missing / "storm.html"))
    assert f"there is no folder {missing}; make it: mkdir -p {missing}" in said


def pages_of(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


def test_many_claims_of_a_party_fold_and_the_coverage_repeats_none_in_full(
    terminal: Terminal, tmp_path: Path
) -> None:
    said = [f"Norland says that lamp number {word} was dark." for word in "abcdefghij"]
    article = tmp_path / "lamps.txt"
    article.write_text("The lamps of Lissow went out.\n\n" + "\n\n".join(said))
    terminal.succeeds("ingest", str(article))
    made = tmp_path / "brief.html"
    terminal.succeeds("brief", "Lissow lamps", "--html", str(made))
    page = made.read_text()
    assert page.count("<details>") == page.count("and 5 more") == 1
    assert page.count("lamp number j was dark") == 1
