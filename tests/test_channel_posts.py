"""Posts of channels as articles: only where that is on, edits as versions, forwards as theirs."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Chat, Message

from bot.chat.articles import channel_posts
from bot.chat.database import ChatDatabase
from bot.engine import Engine
from corpus.errors import StoreUnwritable
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from corpus.types import Article
from tests.botapi import Room
from tests.bots import Newsroom

CHANNEL = 42
CHANNEL_ID = -1_001_000_000_000 - CHANNEL
ID = f"telegram-{1_000_000_000 + CHANNEL}-1"
POST = "The lock at Tolvane was opened again on Friday, nine days after the raid."
EDITED = POST.replace("nine", "eight")


def channel_of(room: Newsroom) -> Room:
    return room.telegram.channel(CHANNEL, "Dyke News", owner=room.colleague, username="dykenews")


def stored(room: Newsroom, engine: Engine, fits: Callable[[Article], bool]) -> Article:
    return room.telegram.wait_for(lambda _: next(filter(fits, engine.store.articles()), None))


def test_a_post_becomes_an_article_and_an_edit_its_next_version(room: Newsroom) -> None:
    channel = channel_of(room)
    synced = room.folder / "synced"
    finish = {"report": {"articles": 1, "paragraphs": 1, "embedded": 1, "reused": 0, "removed": 0,
                         "seconds": 0.1}}  # fmt: skip
    room.rebuild = f"open({str(synced)!r}, 'a').write('x'); print({json.dumps(finish)!r})"
    room.options = {"channels": frozenset({CHANNEL_ID})}
    with room.open() as engine:
        post = room.colleague.sends(POST, to=channel)
        article = stored(room, engine, lambda _: True)
        assert (article.id, article.outlet) == (ID, "Dyke News")
        assert article.url == f"https://t.me/dykenews/{post.id}"
        assert article.published is not None
        assert engine.store.paragraphs(article.number)[0].text == POST
        room.telegram.wait_for(lambda _: synced.exists() or None)
        room.colleague.edits(post, EDITED)
        second = stored(room, engine, lambda one: one.version == 2)
        assert (second.id, second.published) == (ID, article.published)
        assert engine.store.paragraphs(article.number)[0].text == EDITED
        assert channel.from_bot == []


def test_a_forwarded_post_is_its_origins(room: Newsroom) -> None:
    channel = channel_of(room)
    room.options = {"channels": frozenset({CHANNEL_ID})}
    with room.open() as engine:
        room.colleague.forwards(
            POST, channel="Harbour Post", username="harbourpost", post=12, to=channel
        )
        article = stored(room, engine, lambda _: True)
        assert (article.id, article.outlet) == (ID, "Harbour Post")
        assert article.url == "https://t.me/harbourpost/12"
        assert article.published == "2031-02-27T23:06:40Z"


def test_posts_of_a_channel_that_is_not_on_are_not_taken_in(room: Newsroom) -> None:
    channel = channel_of(room)
    with room.open() as engine:
        room.colleague.sends(POST, to=channel)
        room.ask("/sources")
        assert engine.store.articles() == []
        assert channel.from_bot == []


def test_administrators_are_told_what_turns_a_channel_on(room: Newsroom) -> None:
    channel = channel_of(room)
    with room.open():
        before = room.admin.sends("/help")
        channel.kicks_bot()
        channel.promotes_bot()
        told = room.telegram.reply_to(before, lambda m: "Dyke News" in m.text)
        assert f"DATELINE_CHANNELS={CHANNEL_ID}" in told.marked("code")
        assert told.labels == []


def test_a_post_that_could_not_be_stored_is_taken_in_later_without_a_word(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = channel_of(room)
    room.options = {"channels": frozenset({CHANNEL_ID})}
    failed: list[str] = []
    document_of = channel_posts.document_of

    def full(post: object) -> object:
        if not failed:
            failed.append("once")
            raise StoreUnwritable(str(room.folder), "the disk is full", fix="free some of it")
        return document_of(post)  # type: ignore[arg-type]

    monkeypatch.setattr(channel_posts, "document_of", full)
    with room.open() as engine:
        room.colleague.sends(POST, to=channel)
        assert stored(room, engine, lambda _: True).id == ID
        assert failed == ["once"]
        assert channel.from_bot == []
        with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
            finished = "SELECT 1 FROM inbox WHERE finished IS NOT NULL"
            room.telegram.wait_for(lambda _: database.read(finished) or None)


def test_an_edit_that_comes_late_is_an_older_version(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        for edited_at, text in ((900, EDITED), (None, POST)):
            post = Message(
                message_id=1,
                date=datetime.fromtimestamp(600, UTC),
                chat=Chat(CHANNEL_ID, "channel", title="Dyke News"),
                edit_date=datetime.fromtimestamp(edited_at, UTC) if edited_at else None,
                text=text,
            )
            document = channel_posts.document_of(post)
            assert document is not None
            ingest(store, [document])
        [article] = store.articles()
        assert store.paragraphs(article.number)[0].text == EDITED
