"""A group becomes a supergroup, and everything of it goes along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from bot.chat.answers.exchanges import ExchangeKind, Exchanges
from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.preferences import Preferences
from bot.chat.people.roles import Role
from bot.chat.people.timetables import Timetable, Timetables
from tests.botapi import Room
from tests.bots import READER, Newsroom

OLD, NEW, OTHER = -55_555, -1_000_000_055_555, -66_666
# Columns of whole numbers that name something else than a chat; one that is not here and not
# called `chat` or `user` has to be looked at, because nothing would move it.
NUMBERS = """
    answer answerable article crashes inline message number paragraph passages placeholder position
    question rating revision start stop thread version watch new old alteration corrections moved
""".split()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[ChatDatabase]:
    with closing(ChatDatabase.open(tmp_path / "chat.db")) as database:
        database.write("PRAGMA foreign_keys = OFF")  # rows are made up one by one
        yield database


def columns(database: ChatDatabase) -> dict[str, list[tuple[str, str]]]:
    """Name and type of every column, by table."""
    tables = database.read("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {
        table: [
            (name, kind) for _, name, kind, *_ in database.read(f'PRAGMA table_info("{table}")')
        ]
        for (table,) in tables
        if not table.startswith("sqlite_")
    }


def chat_column(names: list[str], table: str) -> str | None:
    """The column that says which chat a row is of."""
    if table in ("members", "requests"):
        return "id"
    return "chat" if "chat" in names else None


def test_every_number_in_every_table_is_known(database: ChatDatabase) -> None:
    for table, described in columns(database).items():
        for name, kind in described:
            known = {"chat", "user", "id", *NUMBERS}
            assert kind != "INTEGER" or name in known, f"{table}.{name}: is it a chat?"


def test_every_row_of_every_table_moves(database: ChatDatabase) -> None:
    numbers = count(1)
    moving = []
    for table, described in columns(database).items():
        names = [name for name, _ in described]
        column = chat_column(names, table)
        if column is None:
            continue
        moving.append(table)
        for chat in (OLD, OTHER):
            row = [
                chat if name == column else f"{next(numbers)}" if kind == "TEXT" else next(numbers)
                for name, kind in described
            ]
            places = ", ".join("?" * len(row))
            database.write(f'INSERT INTO "{table}" VALUES ({places})', row)  # noqa: S608
    assert set(moving) >= {"exchanges", "inbox", "receipts", "watches", "timetables", "members"}
    database.move_chat(OLD, NEW)
    for table in moving:
        rows = database.read(f'SELECT * FROM "{table}"')  # noqa: S608
        values = [value for row in rows for value in row]
        assert (OLD in values, NEW in values, OTHER in values) == (False, True, True), table


def test_what_comes_late_under_the_old_id_is_of_the_group_as_it_is_now(
    database: ChatDatabase,
) -> None:
    members, preferences = Members(database), Preferences(database)
    members.decide(OLD, Role.READER, now=0.0)
    database.move_chat(OLD, NEW)
    preferences.hear(OLD, "uk")
    assert database.read("SELECT chat FROM preferences") == [(NEW,)]
    assert preferences.of_chat(OLD).heard == "uk"
    Timetables(database).save(Timetable(NEW, zone="Europe/Kyiv"))
    assert Timetables(database).of_chat(OLD).zone == "Europe/Kyiv"
    assert (members.role(OLD), members.role(OTHER)) == (Role.READER, None)


def test_a_message_s_number_is_not_taken_for_one_of_the_old_group(database: ChatDatabase) -> None:
    exchanges = Exchanges(database)
    one = exchanges.add(ExchangeKind.QUESTION, chat=OLD, user=7, question=4, asked=1.0, text="Who?",
                        payload={})  # fmt: skip
    exchanges.answered(one.id, answer=5)
    database.move_chat(OLD, NEW)
    assert exchanges.of_answer(chat=NEW, answer=5) is None
    assert exchanges.of_question(chat=NEW, question=4) is None
    last = exchanges.latest_question(chat=NEW, user=7, before=2, since=0.0)
    assert last is not None
    assert last.id == one.id


# With a bot at work


@pytest.fixture
def night(room: Newsroom) -> Room:
    """A basic group that the settings admit."""
    group = room.telegram.group(6, "Night", [room.reader], supergroup=False)
    room.options = {"allowed_ids": frozenset({READER, group.chat_id})}
    return group


def mentions(room: Newsroom, chat: int) -> list[str]:
    """Where chat.db has the id, in any column of any table."""
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        return [
            f"{table}.{name}"
            for table, described in columns(database).items()
            for name, _ in described
            if table != "moved"
            for (value,) in database.read(f'SELECT "{name}" FROM "{table}"')  # noqa: S608
            if str(chat) in str(value)
        ]


def nothing_is_left(room: Newsroom, chat: int) -> None:
    room.telegram.wait_for(lambda _: not mentions(room, chat) or None)


def test_a_group_goes_on_as_a_supergroup_with_all_that_it_had(
    room: Newsroom, night: Room, news: Path
) -> None:
    question = "/ask Why was the quay closed until the evening?"
    with room.open(news):
        for command in (
            question,
            "/watch Who was hurt?",
            "/digest daily 07:00",
            "/quiet 22:00-07:00",
        ):
            room.telegram.reply_to(room.reader.sends(command, to=night))
        assert mentions(room, night.chat_id)
        moved = night.migrates(by=room.reader.user)
        nothing_is_left(room, night.chat_id)
        # The settings name the old id only, and the new one may ask all the same.
        answer = room.telegram.reply_to(room.reader.sends(question, to=moved))
        assert "quay was closed" in answer.text
        assert "Who was hurt?" in room.telegram.reply_to(room.reader.sends("/watch", to=moved)).text


def test_an_answer_that_is_under_way_arrives_in_the_new_group(
    room: Newsroom, night: Room, news: Path
) -> None:
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            engine.ingest([news])
            engine.rebuild()
        # Asked while the bot is down, and so is the migration: the question comes first.
        room.reader.sends("/ask Why was the quay closed until the evening?", to=night)
        moved = night.migrates(by=room.reader.user)
        with room.serving(url):
            answer = room.telegram.wait_for(lambda _: next(iter(moved.from_bot), None))
            assert "quay was closed" in answer.text
            nothing_is_left(room, night.chat_id)


def test_a_group_that_waits_for_a_decision_waits_under_its_new_id(room: Newsroom) -> None:
    group = room.telegram.group(7, "Day", [room.stranger], supergroup=False)
    with room.open():
        group.adds_bot()
        admin = room.telegram.private(room.admin)
        room.telegram.wait_for(lambda _: next(iter(admin.from_bot), None))
        moved = group.migrates(by=room.stranger.user)
        nothing_is_left(room, group.chat_id)
        listed = room.ask("/allow", who=room.admin).text
        assert str(moved.chat_id) in listed
        room.ask(f"/allow {moved.chat_id}", who=room.admin)
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        assert Members(database).role(moved.chat_id) is Role.READER
