"""Receipts: what was sent where can be found again, and what is out of date with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.chat.answers.receipts import Receipts, Standing, Standings
from bot.chat.database import ChatDatabase
from bot.chat.telegram.compose import Composer, QuotedSpan
from bot.engine import Engine
from corpus.errors import StoreError
from corpus.storage.store import CorpusStore
from corpus.types import Span
from tests.articles import save
from tests.botapi import Fault, Message
from tests.bots import DESK_ID, READER, Newsroom
from tests.terminal import Terminal

CLOSED = "Why was the quay closed until the evening?"


def receipts(terminal: Terminal, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = terminal.json("receipts", "--json", *options)["receipts"]
    return found


def of_message(terminal: Terminal, message: Message) -> list[str]:
    here = (message.chat_id, message.id)
    return [r["quote"] for r in receipts(terminal) if (r["chat"], r["message"]) == here]


# Through the chat


def test_every_quotation_that_a_message_shows_has_a_receipt(
    room: Newsroom, bot: Engine, terminal: Terminal
) -> None:
    answer = room.ask(CLOSED)
    shown = set(answer.marked("blockquote"))
    (folded,) = answer.marked("expandable_blockquote")
    shown.add(folded.removeprefix("¶1 "))
    for label in ("More", "‹", "🔍 1", "Read the article", "‹ Back", "‹ Back"):
        shown |= set(room.press(answer, label).marked("blockquote"))
    room.ask("/help")  # handled after
    assert set(of_message(terminal, answer)) == shown
    assert len(of_message(terminal, answer)) == len(shown)  # however often it was shown
    first = receipts(terminal)[-1]
    assert (first["chat"], first["standing"]) == (READER, "current")

    elsewhere = room.telegram.reply_to(room.reader.sends("/article market-7", to=room.desk))
    quoted = set(elsewhere.marked("blockquote"))  # noted a moment after it was sent
    room.telegram.wait_for(lambda _: set(of_message(terminal, elsewhere)) == quoted or None)
    assert receipts(terminal)[0]["chat"] == DESK_ID


def test_what_telegram_refuses_leaves_no_receipt(
    room: Newsroom, bot: Engine, terminal: Terminal
) -> None:
    room.telegram.fail_next("sendMessage", Fault.refused(403, "Forbidden: bot was blocked"))
    room.reader.sends(CLOSED)
    room.telegram.wait_for(lambda telegram: telegram.calls("sendMessage") or None)
    room.telegram.wait_for(lambda _: receipts(terminal) == [] or None)


def test_a_message_that_may_have_arrived_keeps_its_receipt_without_a_number(
    room: Newsroom, bot: Engine, terminal: Terminal
) -> None:
    room.telegram.fail_next("sendMessage", Fault.dropped())
    asked = room.reader.sends(CLOSED)
    notice = room.telegram.reply_to(asked)
    assert {r["message"] for r in receipts(terminal)} == {None}
    assert "message unconfirmed" in terminal.succeeds("receipts")
    answer = room.press(notice, notice.labels[0])
    assert set(answer.marked("blockquote")) <= set(of_message(terminal, answer))


def test_stale_receipts_are_told_from_current_ones(
    room: Newsroom, bot: Engine, terminal: Terminal, news: Path
) -> None:
    note, ferry, market = (room.ask(f"/article {n}") for n in ("storm-note", "ferry", "market-7"))
    room.ask("/help")
    assert receipts(terminal, "--stale") == []
    assert terminal.succeeds("receipts", "--stale") == "No quotation is out of date.\n"
    path = news / "storm-note.txt"
    path.write_text(path.read_text().replace("evening", "morning"))
    bot.ingest([path])
    bot.store.remove(bot.store.find("market-7").number)
    stale = receipts(terminal, "--stale")
    assert {(r["message"], r["paragraph"], r["standing"]) for r in stale} == {
        (note.id, 1, "newer version, same words"),
        (note.id, 2, "newer version, other words"),
        (market.id, 1, "removed"),
        (market.id, 2, "removed"),
    }
    assert all((r["quote"] is None) == (r["standing"] == "removed") for r in stale)
    assert len(receipts(terminal)) == len(stale) + len(ferry.marked("blockquote"))
    lines = terminal.succeeds("receipts", "--stale", "--limit", "1").splitlines()
    assert lines[1] == "3 more; raise --limit to see them"


def test_a_full_disk_costs_the_receipt_and_not_the_answer(
    room: Newsroom, bot: Engine, terminal: Terminal, caplog: pytest.LogCaptureFixture
) -> None:
    room.ask("/help")
    with closing(sqlite3.connect(room.folder / "data" / "chat.db")) as connection:
        for table in ("receipts", "exchanges"):
            connection.execute(
                f"CREATE TRIGGER full_{table} BEFORE INSERT ON {table} BEGIN"
                " SELECT RAISE(ABORT, 'database or disk is full'); END"
            )
        connection.commit()
    answer = room.ask(CLOSED)
    assert "quay was closed" in answer.marked("blockquote")[0]
    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert any("no receipt for chat 77" in e and "storm-note version 1 ¶2" in e for e in errors)
    assert room.answered(room.reader.presses(answer, "🔍 1")).toast == (
        "I no longer have this. Please ask again."
    )
    assert receipts(terminal) == []


# The table


@pytest.fixture
def database(tmp_path: Path) -> Iterator[ChatDatabase]:
    with closing(ChatDatabase.open(tmp_path / "chat.db")) as database:
        yield database


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, "The bridge shut at noon.", "It opens on Friday.", name="a")
        yield store


def quotations(store: CorpusStore) -> tuple[QuotedSpan, ...]:
    article, composer = store.find("a"), Composer()
    for paragraph in store.paragraphs(article.number):
        composer.quote(article, paragraph, Span(3, len(paragraph.text)))
    return composer.message().quotations


def test_receipts_are_confirmed_or_struck_out(database: ChatDatabase, store: CorpusStore) -> None:
    table, quoted = Receipts(database), quotations(store)
    arrived = table.note(quoted, chat=7, message=None, sent=1.0)
    refused = table.note(quoted, chat=7, message=None, sent=2.0)
    table.confirm(arrived, message=55)
    table.strike(refused)
    assert [(r.message, r.position, r.span, r.sent) for r in table.all()] == [
        (55, 1, Span(3, 24), 1.0),
        (55, 2, Span(3, 19), 1.0),
    ]
    assert table.note(quoted, chat=7, message=55, sent=3.0) == ()
    assert len(table.note(quoted[:1], chat=7, message=56, sent=3.0)) == 1


def test_a_quotation_that_a_message_shows_twice_has_one_receipt(
    database: ChatDatabase, store: CorpusStore
) -> None:
    table, quoted = Receipts(database), quotations(store)
    noted = table.note((*quoted, *quoted), chat=7, message=None, sent=1.0)
    table.confirm(noted, message=55)
    assert [receipt.position for receipt in table.all()] == [1, 2]


def test_receipts_of_a_message_are_written_all_or_none(
    database: ChatDatabase, store: CorpusStore
) -> None:
    database.write(
        "CREATE TRIGGER full BEFORE INSERT ON receipts WHEN new.position = 2"
        " BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    table = Receipts(database)
    with pytest.raises(StoreError, match="full"):
        table.note(quotations(store), chat=7, message=None, sent=1.0)
    assert table.all() == []


def test_another_article_under_the_same_number_is_not_the_one(
    database: ChatDatabase, store: CorpusStore, tmp_path: Path
) -> None:
    table = Receipts(database)
    table.note(quotations(store), chat=7, message=1, sent=1.0)
    (receipt, _) = table.all()
    assert Standings(store).of(receipt) is Standing.CURRENT
    assert Standings(store).text_of(receipt) == " bridge shut at noon."
    with CorpusStore.open(tmp_path / "other.db") as other:
        save(other, "Something else.", name="b")
        assert Standings(other).of(receipt) is Standing.REMOVED
        assert Standings(other).text_of(receipt) is None


def test_without_a_chat_nothing_was_sent(indexed: Terminal) -> None:
    assert indexed.succeeds("receipts") == "Nothing has been sent yet.\n"
    assert indexed.json("receipts", "--json") == {"total": 0, "receipts": []}
