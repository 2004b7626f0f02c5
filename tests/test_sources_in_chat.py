"""What of articles that must not be quoted is seen in the chat: that they are, and why."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from bot.chat.answers.messages import ARTICLES_A_PAGE
from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.roles import Role
from tests.bots import STRANGER, Newsroom

SECRET = "The governor resigned before noon and left the city by boat."


def write_wire(folder: Path) -> Path:
    lines = [
        {"id": "raid", "title": "Raid on the lock", "text": "Ten boats were seen at the lock."},
        {"id": "governor", "title": "Governor gone", "text": SECRET,
         "pubstatus": "usable", "embargoed": "2999-01-01T00:00:00Z"},
        {"id": "fire", "pubstatus": "canceled", "text": ""},
    ]  # fmt: skip
    path = folder / "wire.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_an_editor_sees_what_is_not_quoted_by_its_id_and_a_reader_does_not(
    room: Newsroom, tmp_path: Path
) -> None:
    with room.open(write_wire(tmp_path)):
        with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
            Members(database).decide(STRANGER, Role.EDITOR, now=0.0)
        shown = room.ask("/sources", who=room.stranger).text
        assert "2 articles must not be quoted" in shown
        assert "governor\nunder embargo" in shown
        assert "fire\nwithdrawn by its source" in shown
        assert "Governor gone" not in shown
        found = room.ask("/sources fire", who=room.stranger).text
        assert "fire\nwithdrawn" in found
        assert "embargo" not in found
        read = room.ask("/sources").text
        assert "Raid on the lock" in read
        assert "embargo" not in read
        assert "withdrawn" not in read


def test_what_is_not_quoted_stands_behind_the_articles_page_by_page(
    room: Newsroom, tmp_path: Path
) -> None:
    lines = [
        {"id": f"raid-{n}", "text": f"Boat {n} was seen at the lock."}
        for n in range(ARTICLES_A_PAGE)
    ]
    lines += [
        {"id": f"fire-{n}", "pubstatus": "canceled", "text": ""} for n in range(ARTICLES_A_PAGE)
    ]
    path = tmp_path / "wire.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with room.open(path):
        shown = room.ask("/sources", who=room.admin)
        pages = [shown.text]
        while "›" in shown.labels:
            shown = room.press(shown, "›", who=room.admin)
            pages.append(shown.text)
        listed = "\n".join(pages)
        for name in (f"fire-{n}" for n in range(ARTICLES_A_PAGE)):
            assert listed.count(name) == 1
        assert listed.count("/article_") == 2 * ARTICLES_A_PAGE
        assert "fire" not in pages[0]


def test_an_administrator_sees_how_long_articles_stay(room: Newsroom, tmp_path: Path) -> None:
    room.options = {"keep_articles_days": 30, "articles_a_day": 50}
    with room.open(write_wire(tmp_path)):
        (room.folder / "data" / "removed.json").write_text('{"articles": 4, "day": "2031-03-04"}')
        shown = room.ask("/status", who=room.admin).text
        assert "kept for 30 days. Removed last: 4, on" in shown
        assert "Taken in today: 1; feeds bring at most 50 a day." in shown
