"""A question that was received is answered, once, whatever happens to the bot or its connection."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.chat.database import ChatDatabase
from bot.chat.people.roles import Access
from bot.chat.service.backlog import MOST_CRASHES, STALE_AFTER
from bot.chat.service.inbox import REPEATED_FOR, Inbox, Unfinished
from bot.chat.service.update_queue import UpdateProcessor, UpdateQueue
from bot.engine import Engine
from corpus.errors import StoreUnwritable
from tests.botapi import Fault, Message
from tests.bots import COLLEAGUE, DESK_ID, READER, STRANGER, Newsroom
from tests.test_handlers import CLOSED, SCRAPE

# The library announces that a number will become a timedelta; both are understood.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

NOW = 1_900_000_000.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[ChatDatabase]:
    with closing(ChatDatabase.open(tmp_path / "data" / "chat.db")) as database:
        yield database


@pytest.fixture
def inbox(database: ChatDatabase) -> Inbox:
    return Inbox(database)


@pytest.fixture
def update_queue(inbox: Inbox, database: ChatDatabase) -> UpdateQueue:
    access = Access(allowed=frozenset({READER, DESK_ID}), admins=frozenset())
    return UpdateQueue(inbox, access, lambda: NOW)


def update(number: int, text: str, *, user: int = READER, **more: Any) -> Update:
    """A message in private, as Telegram delivers it."""
    person = {"id": user, "first_name": "R", "is_bot": False}
    message = {
        "message_id": number,
        "date": int(NOW),
        "chat": {"id": user, "type": "private", "first_name": "R"},
        "from": person,
        "text": text,
    }
    made = Update.de_json({"update_id": number, "message": {**message, **more}}, None)
    assert made is not None
    return made


async def recalled(database: ChatDatabase) -> list[Unfinished]:
    """What the next run would find."""
    inbox = Inbox(database)
    await inbox.recall()
    return await inbox.due(now=NOW)


def kept(database: ChatDatabase) -> list[tuple[int, str]]:
    return database.read("SELECT id, payload FROM inbox ORDER BY id")


# Before it is handled


async def test_a_question_is_on_the_disk_before_it_is_in_the_queue(
    update_queue: UpdateQueue, database: ChatDatabase
) -> None:
    seen: list[int] = []
    update_queue.put_nowait = lambda item: seen.append(len(kept(database)))  # type: ignore[method-assign]
    await update_queue.put(update(5, CLOSED))
    assert seen == [1]


async def test_a_repeated_delivery_is_handled_once(update_queue: UpdateQueue, inbox: Inbox) -> None:
    await update_queue.put(update(5, CLOSED))
    await update_queue.put(update(5, CLOSED))
    assert update_queue.qsize() == 1
    await inbox.finish(5, now=NOW)
    await update_queue.put(update(5, CLOSED))
    assert update_queue.qsize() == 1


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("/ask " + CLOSED, {}),
        ("/ask@brief_bot " + CLOSED, {"chat": {"id": DESK_ID, "type": "supergroup"}}),
        (
            CLOSED,
            {
                "chat": {"id": DESK_ID, "type": "supergroup"},
                "reply_to_message": {
                    "message_id": 1,
                    "date": 0,
                    "chat": {"id": DESK_ID, "type": "supergroup"},
                    "from": {"id": 1, "is_bot": True, "first_name": "Bot"},
                },
            },
        ),
    ],
)
async def test_questions_of_every_form_are_kept(
    update_queue: UpdateQueue, database: ChatDatabase, text: str, more: dict[str, Any]
) -> None:
    await update_queue.put(update(5, text, **more))
    assert [number for number, _ in kept(database)] == [5]


async def test_a_reply_to_an_answer_with_a_date_in_it_is_kept_as_it_came(
    update_queue: UpdateQueue, database: ChatDatabase
) -> None:
    date = {"type": "date_time", "offset": 0, "length": 4, "unix_time": 1, "date_time_format": "D"}
    answer = {
        "message_id": 1,
        "date": 0,
        "chat": {"id": READER, "type": "private"},
        "from": {"id": 1, "is_bot": True, "first_name": "Bot"},
        "text": "1970",
        "entities": [date],
    }
    asked = update(5, CLOSED, reply_to_message=answer)
    await update_queue.put(asked)
    [left] = await recalled(database)
    assert Update.de_json(left.payload, None).to_dict() == asked.to_dict()
    assert left.payload["message"]["reply_to_message"]["entities"] == [date]


async def test_what_cannot_be_kept_is_handled_all_the_same(
    update_queue: UpdateQueue, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "receive", None)  # a mistake of ours
    await update_queue.put(update(5, CLOSED))
    assert update_queue.qsize() == 1


@pytest.mark.parametrize(
    "passing",
    [
        update(5, "/rebuild"),
        update(5, CLOSED, user=STRANGER),
        update(5, "over lunch", chat={"id": DESK_ID, "type": "supergroup"}),
    ],
    ids=["a command", "a stranger", "talk in a group"],
)
async def test_what_is_no_question_of_a_reader_passes_unkept(
    update_queue: UpdateQueue, database: ChatDatabase, passing: Update
) -> None:
    await update_queue.put(passing)
    assert update_queue.qsize() == 1
    assert kept(database) == []


async def test_the_text_is_gone_once_the_question_is_finished_and_later_the_row(
    update_queue: UpdateQueue, inbox: Inbox, database: ChatDatabase
) -> None:
    handling = UpdateProcessor(4, inbox, lambda: NOW)
    asked = update(5, CLOSED)
    await update_queue.put(asked)

    async def handle() -> None:
        assert CLOSED in kept(database)[0][1]

    await handling.process_update(asked, handle())
    assert kept(database) == [(5, "")]
    await inbox.prune(now=NOW + REPEATED_FOR - 1)
    assert kept(database) == [(5, "")]
    await inbox.prune(now=NOW + REPEATED_FOR + 1)
    assert kept(database) == []


async def test_a_full_disk_does_not_keep_a_question_from_its_answer(
    update_queue: UpdateQueue,
    database: ChatDatabase,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnwritable("chat.db", "disk is full", fix="free some space")

    monkeypatch.setattr(database, "write_durably", fail)
    await update_queue.put(update(5, CLOSED))
    assert update_queue.qsize() == 1
    assert "disk is full" in caplog.text


async def test_what_was_finished_with_on_a_full_disk_is_noted_as_soon_as_there_is_room(
    update_queue: UpdateQueue, inbox: Inbox, database: ChatDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (5, 6):
        await update_queue.put(update(number, CLOSED))

    def fail(*_: object) -> None:
        raise StoreUnwritable("chat.db", "disk is full", fix="free some space")

    with monkeypatch.context() as full:
        full.setattr(database, "write", fail)
        await inbox.finish(5, now=NOW)
    assert [left.update for left in await recalled(database)] == [5, 6]
    await inbox.finish(6, now=NOW)
    assert await recalled(database) == []


# After a crash


def receives_and_dies(
    room: Newsroom, texts: list[str], *, ago: float = 0.0, crashes: int = 0
) -> list[Message]:
    """What is left of a run that was killed after it had received these: rows."""
    questions = [room.reader.sends(text) for text in texts]
    room.telegram.world.updates.drop_all()
    path = room.folder / "data" / "chat.db"
    with closing(ChatDatabase.open(path)) as database:
        for question in questions:
            left = update(question.id, question.text, date=int(time.time() - ago))
            database.write(
                "INSERT INTO inbox (id, chat, user, payload, received, crashes)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (question.id, READER, READER, left.to_json(), time.time() - ago, crashes),
            )
    return questions


def test_what_a_killed_run_received_is_answered_by_the_next(room: Newsroom) -> None:
    [question] = receives_and_dies(room, [CLOSED])
    with room.telegram.running() as url:
        with room.serving(url):
            answer = room.telegram.reply_to(question)
        with room.serving(url):
            help_ = room.ask("/help")
    assert "There are no articles yet." in answer.text
    assert room.telegram.private(room.reader).after(question) == [answer, help_]


def test_what_is_too_old_gets_one_honest_sentence(room: Newsroom) -> None:
    questions = receives_and_dies(room, [CLOSED, SCRAPE], ago=STALE_AFTER + 60)
    with room.open():
        said = room.telegram.reply_to(questions[-1])
        assert said.reply_to == questions[-1].id
        assert "I could not answer this and 1 question before it in time" in said.text
    assert room.telegram.private(room.reader).after(questions[-1]) == [said]


def test_a_question_that_was_there_at_every_crash_is_not_tried_again(room: Newsroom) -> None:
    [question] = receives_and_dies(room, [CLOSED], crashes=MOST_CRASHES)
    with room.open():
        assert room.telegram.reply_to(question).text.startswith("Something went wrong on my side")


def test_nobody_is_answered_who_has_lost_access_meanwhile(room: Newsroom) -> None:
    [question] = receives_and_dies(room, [CLOSED])
    room.options = {"allowed_ids": frozenset({COLLEAGUE})}
    with room.open():
        room.ask("/help", who=room.colleague)
    assert room.telegram.private(room.reader).after(question) == []


# When the connection breaks


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize("fault", [Fault.dropped(), Fault.gateway(500)], ids=["dropped", "500"])
def test_an_answer_that_may_have_arrived_is_offered_and_not_sent_again(
    room: Newsroom, bot: Engine, fault: Fault, arrived: bool
) -> None:
    room.telegram.fail_next("sendMessage", replace(fault, done=arrived))
    question = room.reader.sends(CLOSED)
    offer = room.telegram.reply_to(question, lambda message: "interrupted" in message.text)
    assert offer.reply_to == question.id
    before = [m for m in room.telegram.private(room.reader).after(question) if m != offer]
    assert [m.marked("bold")[0] for m in before] == [CLOSED] * arrived
    shown = room.press(offer, "Show the answer")
    assert shown.marked("bold")[0] == CLOSED
    assert "quay was closed" in shown.marked("blockquote")[0]


def test_an_answer_that_a_crash_cut_off_is_offered_by_the_next_run(
    room: Newsroom, news: Path
) -> None:
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            engine.ingest([news])
            engine.rebuild()
            answer = room.ask(CLOSED)
        with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
            [[exchange]] = database.read("SELECT id FROM exchanges")
            payload = update(answer.id - 1, CLOSED).to_json()
            database.write(
                "UPDATE inbox SET finished = NULL, payload = ?, leaving = ?", (payload, exchange)
            )
        with room.serving(url):
            offer = room.telegram.reply_to(answer, lambda message: "interrupted" in message.text)
            assert room.press(offer, "Show the answer").text == answer.text


def test_an_answer_that_telegram_refused_to_take_comes_once(room: Newsroom, bot: Engine) -> None:
    room.telegram.fail_next("sendMessage", Fault.flood(1))
    answer = room.ask(CLOSED)
    assert answer.marked("bold")[0] == CLOSED
    room.ask("/help")
    assert len(room.telegram.private(room.reader).from_bot) == 2


# Patience


def test_a_question_that_waits_is_told_how_many_are_ahead_and_then_answered_there(
    room: Newsroom, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.answers.placeholder.PROMPT", 0.05)
    room.options = {"workers": 1, "allowed_ids": frozenset({READER, COLLEAGUE})}
    with room.open(news) as engine:
        gate = room.hold(engine)
        first = room.telegram.reply_to(room.reader.sends(CLOSED))
        assert first.text == (
            "Still searching. The answer will appear here; /cancel withdraws your question."
        )
        second = room.telegram.reply_to(room.colleague.sends(SCRAPE))
        assert second.text == (
            "1 question ahead of yours. The answer will appear here; /cancel withdraws yours."
        )
        gate.set()
        answers = [room.telegram.edit_of(message) for message in (first, second)]
        assert [answer.marked("bold")[0] for answer in answers] == [CLOSED, SCRAPE]
    for person in (room.reader, room.colleague):
        assert len(room.telegram.private(person).from_bot) == 1
