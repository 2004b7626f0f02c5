"""/sides in a chat, and `dateline sides` in a terminal: who says what about an event."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console

from bot.chat.layout.sides import sides_page, sides_pages
from bot.terminal.sides import show_sides
from bot.texts import LANGUAGES, Texts
from tests.articles import leave_unread
from tests.bots import Newsroom
from tests.claims import Said, article_of, sides_of
from tests.terminal import Terminal

WEIR = """The weir at Lissow broke on Tuesday, and the valley of Lissow was flooded.

Ada Bell says that the weir at Lissow was old.

Norland denies that the weir at Lissow was opened at night."""
LATER = "Ada Bell says that the weir at Lissow needs new gates."


def write(folder: Path) -> Path:
    folder.mkdir()
    (folder / "weir.md").write_text(f"---\nsource: Gull\ndate: 2031-03-04\n---\n{WEIR}")
    (folder / "later.md").write_text(f"---\nsource: Lantern\ndate: 2031-03-05\n---\n{LATER}")
    return folder


def test_the_chat_shows_each_party_with_its_words(room: Newsroom, tmp_path: Path) -> None:
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.attribute()
        answer = room.ask("/sides Lissow weir")
        assert answer.text.startswith("Lissow weir\n2 articles · 2 outlets")
        assert answer.marked("blockquote") == [
            "the weir at Lissow needs new gates",
            "the weir at Lissow was old",
            "denies that the weir at Lissow was opened at night",
        ]
        assert "Ada Bell · 2 outlets, 1 origin" in answer.text
        coverage = room.ask("/coverage Lissow weir")
        assert "Ada Bell · 1 of 2 outlets" in coverage.text
        assert "not in Gull" in coverage.text
        assert "No story here" in room.ask("/sides zebras").text
        for command in ("/sides", "/coverage"):
            assert room.ask(command).text.endswith(f"as in {command} flood.")


def test_articles_whose_speakers_were_not_read_are_told_of(room: Newsroom, tmp_path: Path) -> None:
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.attribute()
        leave_unread(engine.store, "later")
        assert "Speakers in 1 of these articles were not read" in room.ask("/sides Lissow").text


def test_many_parties_are_paged_and_reached_by_a_button(room: Newsroom, tmp_path: Path) -> None:
    names = ["Ada Bell", "Otto Falk", "Ines Vardal", "Greta Lund", "Nora Hall", "Ivo Teck"]
    text = "\n\n".join(f"{name} says that the weir at Lissow fell on {name}." for name in names)
    (tmp_path / "weir.txt").write_text(text)
    with room.open() as engine:
        engine.ingest([tmp_path / "weir.txt"])
        engine.attribute()
        first = room.ask("/sides Lissow")
        assert len(first.marked("blockquote")) == 5
        second = room.press(first, "Otto Falk")
        assert "Otto Falk" in second.marked("blockquote")[-1]
        assert first.marked("blockquote") == room.press(second, "‹").marked("blockquote")


def test_pages_fit_in_every_language_whatever_is_said() -> None:
    long = "The gate held and nobody was hurt in the valley, whatever is told elsewhere; " * 40
    sides = sides_of(
        article_of(
            *((long, [Said(long.strip(), name)]) for name in ("Weir Legion", "Gate Corps")),
            *((f"{long} {n}", [Said(long.strip(), "Ada Bell")]) for n in range(9)),
            ("The claims by the warring sides could not be verified.", []),
        )
    )
    for language in LANGUAGES:
        pages = [
            sides_page(sides, Texts(language), page=page, bot="brief_bot")
            for page in range(len(sides_pages(sides)))
        ]
        assert all(page.fits for page in pages)
        quotes = [quote for page in pages for quote in page.quotations]
        assert len(quotes) == len(sides.claims) + 1


def test_the_terminal_prints_spans_of_the_articles(terminal: Terminal, tmp_path: Path) -> None:
    folder = write(tmp_path / "news")
    terminal.succeeds("ingest", str(folder))
    report = terminal.json("sides", "Lissow", "weir", "--json")
    claims = [claim for party in report["parties"] for claim in party["claims"]]
    bodies = {"weir": WEIR, "later": LATER}
    assert len(claims) == 3
    for claim in claims:
        assert bodies[claim["article"]][claim["start"] : claim["stop"]] == claim["quote"]
    assert {party["name"] for party in report["parties"]} == {"Ada Bell", "Norland"}
    screen = terminal.succeeds("sides", "Lissow", "weir")
    assert "Ada Bell · 2 outlets, 1 origin" in screen
    assert "denies that the weir at Lissow was opened at night" in screen
    only = terminal.json("sides", "Lissow", "--since", "2031-03-05", "--json")
    assert json.dumps(only).count("needs new gates") == 1
    assert "opened at night" not in json.dumps(only)
    assert "No story" in terminal.succeeds("sides", "zebras")
    [row, *_] = terminal.json("coverage", "Lissow", "weir", "--json")["coverage"]["rows"]
    assert row["outlets"] == {"Lantern": 1}
    assert "not in Gull" in terminal.succeeds("coverage", "Lissow", "weir")


def test_the_chat_shows_a_story_as_it_was(room: Newsroom, tmp_path: Path) -> None:
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.attribute()
        answer = room.ask("/sides Lissow weir as-of:2031-03-04")
        assert "1 article · 1 outlet · 4 March 2031 · as of 4 March 2031" in answer.text
        assert "new gates" not in answer.text
        coverage = room.ask("/coverage as-of:2031-03-04 Lissow weir")
        assert "as of 4 March 2031" in coverage.text
        assert "Lantern" not in coverage.text
        assert "no outlet" in room.ask("/sides Lissow from:Nobody").text.lower()
        assert "date" in room.ask("/sides Lissow as-of:").text


def test_a_question_is_answered_as_on_an_earlier_day(room: Newsroom, tmp_path: Path) -> None:
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.rebuild()
        later = room.ask("/asof 2031-03-05 What does Ada Bell say of the weir at Lissow?")
        assert "new gates" in later.text
        then = room.ask("/asof 2031-03-04 What does Ada Bell say of the weir at Lissow?")
        assert "was old" in then.text
        assert "new gates" not in then.text
        assert "/asof 2031" in room.ask("/asof").text


def test_words_that_no_article_has_are_told() -> None:
    found = sides_of(article_of(("Ada Bell said that it held.", [Said("it held", "Ada Bell")])))
    sides = replace(found, topic=replace(found.topic, unfound=("orchestra",)))
    for language, told in (("en", "No article has: orchestra"), ("uk", "немає: orchestra")):
        page = sides_page(sides, Texts(language), page=0, bot="brief_bot")
        assert told in page.text
    shown = StringIO()
    show_sides(Console(file=shown), sides, most=10)
    assert "No article has: orchestra" in shown.getvalue()
