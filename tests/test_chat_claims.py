"""/figures and /disputes in a chat, and the same commands in a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.chat.layout.disputes import disputes_page, disputes_pages
from bot.chat.layout.figures import figures_page, figures_pages
from bot.texts import LANGUAGES, Texts
from index.claims.disputes.finding import find_disputes
from index.claims.figures.finding import find_figures
from index.claims.publishers import read_publishers
from tests.bots import Newsroom
from tests.terminal import Terminal

WEIR = """The weir at Lissow broke on Tuesday, and the valley of Lissow was flooded.

At least three people were killed at Lissow, and 40 houses were destroyed there.

Norland claims that the raiders at Lissow were Danish."""
LATER = """The weir at Lissow broke, and nine people were killed, among them two children.

Denmark denies that it was behind the raid at Lissow."""


def write(folder: Path) -> Path:
    folder.mkdir()
    (folder / "weir.md").write_text(f"---\nsource: Gull\ndate: 2031-03-04\n---\n{WEIR}")
    (folder / "later.md").write_text(f"---\nsource: Gull\ndate: 2031-03-05\n---\n{LATER}")
    return folder


def test_the_chat_has_the_newest_figure_first_and_marks_the_superseded(
    room: Newsroom, tmp_path: Path
) -> None:
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.attribute()
        answer = room.ask("/figures Lissow killed")
        assert answer.text.startswith("Lissow killed\nFigures · 2 articles")
        assert answer.marked("bold")[:4] == ["Lissow killed", "Killed", "nine", "At least three"]
        assert answer.text.count("superseded") == 1
        assert "Parts of larger figures" in answer.text
        assert "houses" not in " ".join(answer.marked("bold"))
        assert "No story here" in room.ask("/figures zebras").text
        assert "/figures raid" in room.ask("/figures").text


def test_the_chat_shows_both_sides_and_nobody_right(room: Newsroom, tmp_path: Path) -> None:
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.attribute()
        answer = room.ask("/disputes Lissow")
        assert answer.marked("blockquote") == [
            "claims that the raiders at Lissow were Danish",
            "denies that it was behind the raid at Lissow",
        ]
        assert "Not unanimous here · who did it" in answer.text
        assert answer.text.endswith("The corpus does not say who is right.")
        assert "/disputes border" in room.ask("/disputes").text


def test_sides_that_do_not_agree_are_flagged(room: Newsroom, tmp_path: Path) -> None:
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.attribute()
        sides = room.ask("/sides Lissow")
        opposed = room.press(sides, "⚑ Not unanimous here")
        assert len(opposed.marked("blockquote")) == 2
        assert opposed.text.endswith("The corpus does not say who is right.")
        assert room.press(opposed, "‹ Back").text == sides.text
        # As of the day before the denial there is nothing to flag.
        assert room.ask("/sides Lissow as-of:2031-03-04").labels == []


def test_every_page_fits_in_every_language(room: Newsroom, tmp_path: Path) -> None:
    long = "with water in every street of the valley and in the fields beyond it " * 20
    text = "\n\n".join(
        f"On the weir at Lissow {number} people were killed {long}." for number in range(2, 20)
    )
    (tmp_path / "weir.txt").write_text(text)
    with room.open() as engine:
        engine.ingest([tmp_path / "weir.txt", write(tmp_path / "news")])
        engine.attribute()
        figures = find_figures(engine.store, "Lissow")
        disputes = find_disputes(engine.store, "Lissow", read_publishers(tmp_path))
        assert figures is not None
        assert disputes is not None
        for language in LANGUAGES:
            texts = Texts(language)
            for page in range(len(figures_pages(figures))):
                assert figures_page("Lissow", figures, texts, page=page, bot="brief_bot").fits
            for page in range(len(disputes_pages(disputes))):
                assert disputes_page("Lissow", disputes, texts, page=page, bot="brief_bot").fits


def test_the_terminal_prints_spans_of_the_articles(terminal: Terminal, tmp_path: Path) -> None:
    terminal.succeeds("ingest", str(write(tmp_path / "news")))
    bodies = {"weir": WEIR, "later": LATER}
    report = terminal.json("figures", "Lissow", "--json")
    figures = [figure for group in report["groups"] for figure in group["figures"]]
    for figure in figures:
        quote = figure["quote"]
        assert bodies[figure["article"]][quote["start"] : quote["stop"]] == quote["text"]
    killed = next(g for g in report["groups"] if g["slot"]["kind"] == "killed")
    assert [(f["value"], f["bound"], f["superseded"]) for f in killed["figures"]] == [
        (9, "=", False),
        (3, ">=", True),
    ]
    conflicts = terminal.json("disputes", "Lissow", "--json")["conflicts"]
    assert [conflict["kind"] for conflict in conflicts] == ["denial"]
    for side in (conflicts[0]["a"], conflicts[0]["b"]):
        assert bodies[side["article"]][side["start"] : side["stop"]] == side["quote"]
    assert "Not unanimous here: dateline disputes Lissow" in terminal.succeeds("sides", "Lissow")
    for command in ("sides", "coverage", "figures", "disputes"):
        then = terminal.json(command, "Lissow", "--as-of", "2031-03-04", "--json")
        assert then["as_of"] == "2031-03-04T23:59:59Z"
        assert "later" not in json.dumps(then)
        assert "as of 4 March 2031" in terminal.succeeds(command, "Lissow", "--as-of", "2031-03-04")
    assert "who is right" in terminal.succeeds("disputes", "Lissow")
    assert "superseded" in terminal.succeeds("figures", "Lissow")
    assert "No story" in terminal.succeeds("figures", "zebras")


def test_the_chat_draws_the_values_over_time(room: Newsroom, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="draws the pictures; a dependency of its own")
    with room.open() as engine:
        engine.ingest([write(tmp_path / "news")])
        engine.attribute()
        answer = room.ask("/figures Lissow killed")
        room.reader.presses(answer, "Picture")
        picture = room.telegram.reply_to(answer)
        assert "photo" in picture.content.extra
        assert "Values over time" in picture.text
        # With one value there is nothing to see.
        assert "Picture" not in room.ask("/figures Lissow houses").labels


def test_the_terminal_draws_the_values_over_time(terminal: Terminal, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="draws the pictures; a dependency of its own")
    terminal.succeeds("ingest", str(write(tmp_path / "news")))
    path = tmp_path / "figures.svg"
    terminal.succeeds("figures", "Lissow", "killed", "--report", str(path))
    drawn = path.read_text()
    assert "nine" in drawn
    assert "At least three" in drawn
    none = tmp_path / "none.svg"
    code, listed, errors = terminal.run(
        "figures", "Lissow", "--since", "2031-03-05", "--report", str(none)
    )
    assert (code, none.exists()) == (0, False)
    assert "no quantity has two values" in errors
    assert "nine" in listed


def test_the_axes_have_whole_days_and_whole_people(terminal: Terminal, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="draws the pictures; a dependency of its own")
    news = tmp_path / "news"
    news.mkdir()
    for day, outlet in ((4, "Gull"), (5, "Lantern")):
        text = (
            f"---\ntitle: Raid on Lissow kills two\noutlet: {outlet}\ndate: 2031-03-0{day}\n---\n"
            f"The raid on Lissow killed two people, the ministry of Norland told the {outlet}.\n\n"
            "The raid on Lissow hit the harbour before dawn."
        )
        (news / f"{day}.txt").write_text(text, encoding="utf-8")
    terminal.succeeds("ingest", str(news))
    path = tmp_path / "figures.svg"
    terminal.succeeds("figures", "Lissow", "--report", str(path))
    words = re.findall("<text[^<>]*>([^<>]*)</text>", path.read_text(encoding="utf-8"))
    assert {"2031-03-04", "2031-03-05", "2"} <= set(words)
    assert not [word for word in words if ":" in word or "." in word]
