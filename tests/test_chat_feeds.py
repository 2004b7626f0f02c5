"""Feeds in the chat: fetched by themselves, listed for editors, and in the status."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from bot.chat.database import ChatDatabase
from bot.chat.feeds import fetching
from bot.chat.people.members import Members
from bot.chat.people.roles import Role
from bot.doctor.feeds_check import feeds_check
from bot.engine import Engine
from corpus.storage.feed_table import FeedState, Subscription
from tests.bots import STRANGER, Newsroom

REPORT = {"added": 2, "updated": 0}
FINISH = {"report": {"articles": 1, "paragraphs": 2, "embedded": 2, "reused": 0, "removed": 0,
                     "seconds": 0.1}}  # fmt: skip


def follow(engine: Engine, number: int, **seen: object) -> Subscription:
    url = f"https://gull.example/{number}?key=s3cret"
    feed, _ = engine.store.feeds.add(Subscription(0, url, url, title=f"Gull {number}"))
    known = replace(feed, **{"next_at": 4e9, **seen})  # type: ignore[arg-type]
    engine.store.feeds.save(known)
    return known


def test_an_editor_sees_what_fails_first_and_pauses_it(room: Newsroom) -> None:
    with room.open() as engine:
        with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
            Members(database).decide(STRANGER, Role.EDITOR, now=0.0)
        follow(engine, 1, last_success=1.9e9, last_attempt=1.9e9)
        for number in range(2, 7):
            follow(engine, number)
        problem = "https://gull.example/7?key=s3cret answers 503"
        bad = follow(engine, 7, failing_since=1.9e9, last_status="503", problem=problem)
        shown = room.ask("/feeds", who=room.stranger)
        assert shown.text.startswith("7 feeds, last asked ")
        assert "1 failing" in shown.text
        assert shown.marked("bold")[0] == "7. Gull 7"
        assert "(HTTP 503)" in shown.text
        assert "s3cret" not in shown.text
        paused = room.press(shown, "⏸ 7", who=room.stranger)
        assert "Paused" in paused.text
        assert engine.store.feeds.find(str(bad.id)).state is FeedState.PAUSED
        room.press(paused, "▶️ 7", who=room.stranger)
        assert engine.store.feeds.find(str(bad.id)).state is FeedState.ACTIVE
        assert "6. Gull 6" in room.press(paused, "›", who=room.stranger).text
        assert "1 failing" in room.ask("/status", who=room.admin).text


def test_readers_do_not_see_feeds(room: Newsroom) -> None:
    with room.open() as engine:
        follow(engine, 1)
        assert "Gull" not in room.ask("/feeds").text


def test_what_is_due_is_fetched_and_indexed(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = room.folder / "ran"
    monkeypatch.setattr(fetching, "INTERVAL", 0.05)
    told = f"open({str(ran)!r}, 'a').write(' '.join(sys.argv[1:]))"
    script = f"import sys; {told}; print({json.dumps(REPORT)!r})"
    monkeypatch.setattr(fetching, "COMMAND", (sys.executable, "-c", script))
    synced = room.folder / "synced"
    room.rebuild = f"open({str(synced)!r}, 'a').write('x'); print({json.dumps(FINISH)!r})"
    room.options = {"fetch_pages": True}
    with room.open() as engine:
        assert not ran.exists()
        follow(engine, 1, next_at=0.0)
        room.telegram.wait_for(lambda _: synced.exists() or None)
        assert ran.read_text().startswith("feeds refresh --due --json")


def test_the_doctor_knows_feeds(room: Newsroom) -> None:
    with room.open() as engine:
        assert list(feeds_check(engine.store, is_on=True)) == []
        follow(engine, 1, last_success=1.9e9)
        [check] = feeds_check(engine.store, is_on=True)
        assert check.severity == "ok"
        [check] = feeds_check(engine.store, is_on=False)
        assert "switched off" in check.message
        follow(engine, 2, failing_since=1.9e9, problem="its server answers 503")
        follow(engine, 3, next_at=1.0)
        [check] = feeds_check(engine.store, is_on=True)
        assert check.severity == "warning"
        assert "feed 2 (its server answers 503)" in check.message
        assert "1 due for more than an hour" in check.message
