"""No question is lost: neither to a Telegram that is away or in a long pause, nor to a stop, nor to
a second bot on the same folder."""

from __future__ import annotations

import asyncio
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.chat.answers import posting
from bot.chat.answers.exchanges import ExchangeKind
from bot.chat.app import AlreadyServing, run_bot
from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.roles import Role
from bot.chat.service import backlog, inbox
from bot.chat.service.backlog import STALE_AFTER
from bot.chat.service.wants import Wants, wants_of
from bot.chat.telegram import delivery, rate_limits
from bot.engine import Engine
from bot.lock import FileLock
from tests.botapi import Fault, Message, Room
from tests.bots import COLLEAGUE, DESK_ID, READER, Newsroom
from tests.test_handlers import CLOSED, SCRAPE
from tests.test_inbox import receives_and_dies, update

# The library announces that a number will become a timedelta; both are understood.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The times between tries, short; and no pause that is waited for."""
    monkeypatch.setattr(inbox, "NEXT_TRY", (0.01,))
    monkeypatch.setattr(inbox, "SOON", 0.01)
    monkeypatch.setattr(backlog, "INTERVAL", 0.02)
    for module in (delivery, posting):
        monkeypatch.setattr(module, "ANSWER_DELAYS", (0.01,))
    monkeypatch.setattr(delivery, "RETRY_DELAYS", (0.01,))
    monkeypatch.setattr(rate_limits, "LONGEST_WAIT", 0.0)


@pytest.fixture
def clock(room: Newsroom) -> list[float]:
    """What is added to the bot's time."""
    ahead = [0.0]
    room.clock = lambda: time.time() + ahead[0]
    return ahead


def tried(room: Newsroom, times: int) -> None:
    """Wait until so many messages were refused."""
    room.telegram.wait_for(
        lambda double: (
            sum(call.code != 200 for call in double.calls("sendMessage")) >= times or None
        )
    )


def answers_to(room: Newsroom, question: Message) -> list[Message]:
    sent = room.telegram.private(room.reader).after(question)
    return [message for message in sent if question.text in message.marked("bold")]


def unfinished(room: Newsroom) -> int:
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        [[count]] = database.read("SELECT count(*) FROM inbox WHERE finished IS NULL")
    return int(count)


# A Telegram that takes no messages


def test_a_question_in_a_long_pause_is_answered_once_after_it(room: Newsroom, bot: Engine) -> None:
    room.telegram.fail_next("sendMessage", Fault.flood(0.1), times=3)
    question = room.reader.sends(CLOSED)
    answer = room.telegram.reply_to(question)
    assert answers_to(room, question) == [answer]
    room.ask("/help")
    assert len(room.telegram.private(room.reader).from_bot) == 2


def test_questions_of_one_reader_that_were_kept_are_each_answered(
    room: Newsroom, bot: Engine
) -> None:
    room.telegram.fail_always("sendMessage", Fault.flood(0.1))
    first = room.reader.sends(CLOSED)
    tried(room, 1)
    second = room.reader.sends(SCRAPE)
    room.telegram.wait_for(lambda _: unfinished(room) == 2 or None)
    room.telegram.heal()
    room.telegram.wait_for(lambda _: answers_to(room, first) or None)
    room.telegram.wait_for(lambda _: answers_to(room, second) or None)
    room.telegram.wait_for(lambda _: unfinished(room) == 0 or None)
    assert len(room.telegram.private(room.reader).from_bot) == 2


def test_a_question_that_is_tried_again_counts_once(room: Newsroom, news: Path) -> None:
    room.options = {"questions_per_minute": 1}
    with room.open(news):
        room.telegram.fail_next("sendMessage", Fault.flood(0.1), times=2)
        assert room.ask(CLOSED).marked("bold")[0] == CLOSED
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        sql = "SELECT count(*) FROM exchanges WHERE kind = ?"
        kept = database.read(sql, (ExchangeKind.QUESTION,))
    assert kept == [(1,)]


def test_questions_are_answered_when_telegram_is_back(room: Newsroom, bot: Engine) -> None:
    gate = room.hold(bot)
    question = room.reader.sends(CLOSED)
    room.telegram.wait_for(lambda double: double.world.updates.pending == () or None)
    with room.telegram.away():
        gate.set()
        # It has been tried, and waits.
        deadline = time.monotonic() + 60
        while not _is_kept(room) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert _is_kept(room)
    answer = room.telegram.reply_to(question)
    assert answers_to(room, question) == [answer]


def _is_kept(room: Newsroom) -> bool:
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        rows = database.read("SELECT due FROM inbox WHERE finished IS NULL AND due IS NOT NULL")
    return bool(rows)


def test_an_answer_in_doubt_is_offered_once_the_offer_can_be_made(
    room: Newsroom, bot: Engine
) -> None:
    room.telegram.fail_always("sendMessage", Fault.dropped())
    question = room.reader.sends(CLOSED)
    tried(room, 3)
    room.telegram.heal()
    offer = room.telegram.reply_to(question)
    assert "interrupted" in offer.text
    room.telegram.wait_for(lambda _: unfinished(room) == 0 or None)
    assert room.telegram.private(room.reader).after(question) == [offer]


def test_who_asked_too_long_ago_is_told_so_in_one_message(
    room: Newsroom, clock: list[float], bot: Engine
) -> None:
    room.telegram.fail_always("sendMessage", Fault.flood(0.05))
    questions = [room.reader.sends(CLOSED)]
    tried(room, 1)
    questions.append(room.reader.sends(SCRAPE))
    room.telegram.wait_for(lambda _: unfinished(room) == 2 or None)
    clock[0] = STALE_AFTER + 60
    room.telegram.wait_for(
        lambda double: (
            any(
                "1 question before it" in call.params["text"]
                for call in double.calls("sendMessage")
            )
            or None
        )
    )
    room.telegram.heal()
    said = room.telegram.reply_to(questions[-1])
    assert "I could not answer this and 1 question before it in time" in said.text
    room.telegram.wait_for(lambda _: unfinished(room) == 0 or None)
    assert room.telegram.private(room.reader).from_bot == [said]


def test_who_was_denied_during_a_pause_gets_nothing_after_it(
    room: Newsroom, news: Path, clock: list[float]
) -> None:
    with room.open(news):
        with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
            members = Members(database)
            members.decide(COLLEAGUE, Role.READER, now=0.0)
            room.telegram.fail_next("sendMessage", Fault.flood(0.1), chat=COLLEAGUE)
            room.colleague.sends(CLOSED)
            tried(room, 1)
            members.decide(COLLEAGUE, Role.STRANGER, now=0.0)
        room.telegram.wait_for(lambda _: unfinished(room) == 0 or None)
        room.ask("/help")
    assert room.telegram.private(room.colleague).from_bot == []


# A group that gets another id meanwhile


@pytest.fixture
def club(room: Newsroom) -> Room:
    """A basic group that an administrator admitted."""
    group = room.telegram.group(8, "Club", [room.reader], supergroup=False)
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        Members(database).decide(group.chat_id, Role.READER, now=0.0)
    return group


def moves(room: Newsroom, group: Room) -> Room:
    """The group is a supergroup, and the bot knows."""
    moved = group.migrates(by=room.reader.user)
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        room.telegram.wait_for(lambda _: database.read("SELECT 1 FROM moved") or None)
    return moved


def test_a_kept_question_is_answered_where_its_group_is_now(
    room: Newsroom, club: Room, news: Path
) -> None:
    with room.open(news):
        room.telegram.fail_always("sendMessage", Fault.flood(0.05))
        room.reader.sends(f"/ask {CLOSED}", to=club)
        tried(room, 1)
        moved = moves(room, club)
        room.telegram.heal()
        room.telegram.wait_for(lambda _: moved.from_bot or None)
        room.telegram.wait_for(lambda _: unfinished(room) == 0 or None)
    (answer,) = moved.from_bot
    assert "quay was closed" in answer.text
    assert answer.reply_to is None  # messages have other numbers there


def test_a_question_in_work_is_answered_where_its_group_is_now(
    room: Newsroom, club: Room, bot: Engine
) -> None:
    gate = room.hold(bot)
    room.reader.sends(f"/ask {CLOSED}", to=club)
    room.telegram.wait_for(lambda _: unfinished(room) or None)
    moved = moves(room, club)
    gate.set()
    room.telegram.wait_for(lambda _: moved.from_bot or None)
    room.telegram.wait_for(lambda _: unfinished(room) == 0 or None)
    assert ["quay was closed" in answer.text for answer in moved.from_bot] == [True]


# A stop


def test_a_stop_in_a_long_pause_does_not_wait_for_it(room: Newsroom, news: Path) -> None:
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            engine.ingest([news])
            engine.rebuild()
            room.telegram.fail_next("sendMessage", Fault.flood(600))
            question = room.reader.sends(CLOSED)
            tried(room, 1)
            room.reader.sends(SCRAPE)
            room.telegram.wait_for(lambda _: unfinished(room) == 2 or None)
            began = time.monotonic()
        assert time.monotonic() - began < 30
    assert unfinished(room) == 2
    assert answers_to(room, question) == []


def test_a_question_that_a_stop_left_is_no_cause_of_crashes(room: Newsroom) -> None:
    """However often the bot is stopped while Telegram has paused the chat."""
    receives_and_dies(room, [CLOSED])
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        database.write("UPDATE inbox SET due = ?", (time.time() + 600,))
        for _ in range(5):
            kept = inbox.Inbox(database)
            asyncio.run(kept.recall())
        [[crashes]] = database.read("SELECT crashes FROM inbox")
    assert crashes == 0


# One bot on a folder


def test_a_second_bot_on_a_folder_is_refused_with_the_first_one_s_number(room: Newsroom) -> None:
    settings = room.settings("http://127.0.0.1:9")
    lock = FileLock(settings.data_dir / "serve.lock")
    with lock, pytest.raises(AlreadyServing, match=r"already running \(pid \d+\)"):
        run_bot(settings)


# An index that was left behind


def test_what_a_crash_left_unindexed_is_indexed_at_the_start(room: Newsroom, news: Path) -> None:
    note = room.folder / "asked"
    room.rebuild = f"import sys; open({str(note)!r}, 'w').write(' '.join(sys.argv[1:]))"
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            [first, second, *_] = sorted(news.iterdir())
            engine.ingest([first])
            engine.rebuild()
        with room.serving(url) as engine:
            room.ask("/help")
            assert not note.exists()
            engine.ingest([second])
        with room.serving(url):
            room.telegram.wait_for(lambda _: (note.exists() and note.read_text()) or None)
    assert note.read_text() == "sync --progress-json"


def test_who_added_an_article_just_before_a_crash_is_told_to_look(room: Newsroom) -> None:
    [command] = receives_and_dies(room, ["/add https://gull.example/storm"])
    with room.open():
        said = room.telegram.reply_to(command)
        assert said.text.startswith("I was interrupted while I worked on this.")
        assert said.reply_to == command.id


# What is kept


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("who closed the quay?", Wants.ANSWER),
        ("/ask who closed the quay?", Wants.ANSWER),
        ("/who Bell", Wants.ANSWER),
        ("/article_7", Wants.ANSWER),
        ("/sources@brief_bot", Wants.ANSWER),
        ("/add https://gull.example/storm", Wants.CHANGE),
        ("/rebuild full", Wants.NOTHING),
        ("/settings", Wants.NOTHING),
    ],
)
def test_what_is_kept_of_what_people_write(text: str, wanted: Wants) -> None:
    assert wants_of(update(5, text)) is wanted


def test_talk_in_a_group_is_not_kept() -> None:
    group = {"id": DESK_ID, "type": "supergroup"}
    assert wants_of(update(5, "over lunch", chat=group, user=READER)) is Wants.NOTHING
