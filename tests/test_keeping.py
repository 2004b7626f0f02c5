"""Old articles go after the days that they are kept for, but for those that were quoted."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.chat.articles.keeping import expire
from bot.chat.database import ChatDatabase
from bot.doctor.checks import Severity
from bot.doctor.keeping_check import keeping_check
from bot.engine import Engine
from bot.observability.retention import Retention, retention
from bot.settings import Settings
from tests.articles import save
from tests.fakes import HashedEmbedder, PatternAttributor


@pytest.mark.parametrize(("days", "left"), [(None, 3), (400, 3), (30, 2)])
def test_old_articles_go_and_quoted_ones_stay(tmp_path: Path, days: int | None, left: int) -> None:
    settings = Settings(data_dir=tmp_path, keep_articles_days=days)
    with (
        Engine.open(settings, embedder=HashedEmbedder(), attributor=PatternAttributor()) as engine,
        closing(ChatDatabase.open(settings.chat_database)) as chats,
    ):
        store = engine.store
        for name in ("old", "quoted", "new"):
            save(store, f"The {name} bridge was shut on Friday night.", name=name, title=None)
        with store._database.write() as db:
            db.execute(
                "UPDATE versions SET fetched = datetime('now', '-60 days') || '+00:00'"
                " WHERE article IN (SELECT number FROM articles WHERE id IN ('old', 'quoted'))"
            )
        chats.write(
            "INSERT INTO receipts (chat, message, article, name, version, position, paragraph,"
            " start, stop, sent) VALUES (7, 1, ?, 'quoted', 1, 1, 1, 0, 3, 0)",
            (store.find("quoted").number,),
        )
        expire(engine)
        assert len(store.articles()) == left
        last = retention(engine).last
        assert (last and last.articles) == (1 if left == 2 else None)
        told = [result.message for result in keeping_check(retention(engine))]
        assert [message.partition(", ")[0] for message in told] == (
            [f"articles are kept for {days} days"] if days else []
        )
        assert {"quoted", "new"} <= {article.id for article in store.articles()}
        assert store.faults() == []


@pytest.mark.parametrize(("today", "severity"), [(2, Severity.OK), (3, Severity.WARNING)])
def test_a_cap_that_is_reached_is_a_warning(today: int, severity: Severity) -> None:
    [result] = keeping_check(Retention(None, 3, today, None))
    assert result.severity is severity
    assert "at most 3 a day" in result.message
