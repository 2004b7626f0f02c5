"""Who was let in, who was turned away, and who asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.database import ChatDatabase
from bot.chat.people.members import CODE_LIFE, MOST_REQUESTS, Members
from bot.chat.people.pairing import Named, code_digest, new_code, parse_named
from bot.chat.people.roles import Role

SAM, GROUP = 99, -1_001_000_000_005


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chat.db"


@pytest.fixture
def members(path: Path) -> Iterator[Members]:
    with closing(ChatDatabase.open(path)) as database:
        yield Members(database)


def asks(members: Members, user: int = SAM, *, now: float = 0.0) -> str:
    code = members.request(user, name="Sam", now=now)
    assert code is not None
    return code


def named(text: str) -> Named:
    found = parse_named(text)
    assert found is not None
    return found


def test_a_code_stands_for_whoever_was_given_it(members: Members) -> None:
    code = asks(members)
    for typed in (code, code.lower(), code.replace("-", "")):
        waiting = members.find_request(named(typed), now=1.0)
        assert waiting is not None
        assert (waiting.id, waiting.name) == (SAM, "Sam")
    assert members.find_request(named(new_code()), now=1.0) is None


def test_a_code_is_good_once_and_for_a_day(members: Members) -> None:
    code = asks(members)
    assert members.find_request(named(code), now=CODE_LIFE) is None
    member = members.settle(SAM, Role.EDITOR, now=1.0)
    assert member is not None
    assert (member.role, member.name) == (Role.EDITOR, "Sam")
    assert members.find_request(named(code), now=1.0) is None
    assert members.settle(SAM, Role.ADMIN, now=1.0) is None
    assert members.role(SAM) is Role.EDITOR


def test_codes_are_not_kept_in_the_clear(members: Members, path: Path) -> None:
    code = asks(members)
    with closing(sqlite3.connect(path)) as connection:
        kept = str(connection.execute("SELECT * FROM requests").fetchall())
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert code_digest(code) in kept


def test_one_code_a_day_for_one_and_not_too_many_for_all(members: Members) -> None:
    asks(members)
    assert members.request(SAM, name="Sam", now=CODE_LIFE - 1) is None
    asks(members, now=CODE_LIFE)
    for user in range(1, MOST_REQUESTS):
        asks(members, user, now=CODE_LIFE)
    assert members.request(1_000, name="Eve", now=CODE_LIFE) is None
    assert members.request_group(GROUP, name="Desk", now=CODE_LIFE)  # groups do not count
    asks(members, 1_000, now=2 * CODE_LIFE)


def test_a_group_is_asked_about_once(members: Members) -> None:
    assert members.request_group(GROUP, name="Desk", now=0.0)
    assert not members.request_group(GROUP, name="Desk", now=1.0)
    assert [request.id for request in members.requests(now=1.0)] == [GROUP]
    members.withdraw(GROUP)
    assert members.request_group(GROUP, name="Desk", now=2.0)


def test_decisions_hold_in_every_process_at_once(members: Members, path: Path) -> None:
    assert members.role(SAM) is None
    with closing(ChatDatabase.open(path)) as other:
        Members(other).decide(SAM, Role.ADMIN, now=1.0)
        assert members.role(SAM) is Role.ADMIN
        assert members.admins() == [SAM]
        Members(other).decide(SAM, Role.STRANGER, now=2.0)
    assert members.role(SAM) is Role.STRANGER
    assert members.admins() == []


def test_a_name_is_kept_over_later_decisions(members: Members) -> None:
    asks(members)
    members.decide(SAM, Role.READER, now=1.0)
    assert members.decide(SAM, Role.STRANGER, now=2.0).name == "Sam"
    members.decide(GROUP, Role.READER, now=3.0)
    assert [(m.id, m.role) for m in members.all()] == [
        (GROUP, Role.READER),
        (SAM, Role.STRANGER),
    ]


@given(st.text(max_size=30))
def test_whatever_is_typed_names_an_id_a_code_or_nobody(text: str) -> None:
    found = parse_named(text)
    if found is not None:
        assert (found.id is None) != (found.digest is None)


@pytest.mark.parametrize("text", ["", "Sam", "12.5", "+7", "7KQ2-M9X", "0000-0000", "9" * 30])
def test_what_is_neither_id_nor_code_is_nobody(text: str) -> None:
    assert parse_named(text) is None


def test_ids_of_users_and_groups_are_told_from_codes() -> None:
    assert parse_named("99") == Named(id=99)
    assert parse_named(str(GROUP)) == Named(id=GROUP)
    code = new_code()
    assert parse_named(code) == Named(digest=code_digest(code))
