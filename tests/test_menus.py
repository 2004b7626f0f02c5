"""The command menus of those who may do more: offered at once, and taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest

from bot.chat.commands import OFFERED
from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.roles import Role
from bot.chat.watches import jobs
from bot.texts import LANGUAGES
from tests.botapi import Fault
from tests.bots import ADMIN, COLLEAGUE, STRANGER, Newsroom

PRIVATE, EDITORS, ADMINS = (
    OFFERED.private[role] for role in (Role.READER, Role.EDITOR, Role.ADMIN)
)
GROUP = OFFERED.group


@pytest.fixture
def room(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setattr(jobs, "INTERVAL", 0.05)
    room.menus = True
    return room


@pytest.fixture
def members(room: Newsroom) -> Iterator[Members]:
    """What `dateline access` writes into, in another process."""
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        yield Members(database)


def menu(room: Newsroom, scope: str, language: str = "") -> list[str]:
    offered = room.telegram.commands.get((scope, language), [])
    return [command["command"] for command in offered]


def sees(room: Newsroom, user: int, wanted: Sequence[str]) -> None:
    """The user's own menu becomes so, in every language; empty where there is to be none."""

    def is_so(_: object) -> bool | None:
        codes = ["", *LANGUAGES[1:]]
        return all(menu(room, f"chat:{user}", code) == wanted for code in codes) or None

    room.telegram.wait_for(is_so)


def test_everybody_is_offered_what_they_may_do(room: Newsroom) -> None:
    with room.open():
        sees(room, ADMIN, ADMINS)
        assert menu(room, "all_private_chats") == PRIVATE
        assert menu(room, "all_group_chats", "uk") == GROUP
        assert not {"add", "rebuild"} & {*PRIVATE, *GROUP}


def test_a_role_given_in_the_chat_brings_its_menu_and_a_lost_one_takes_it(room: Newsroom) -> None:
    with room.open():
        for command, wanted in (
            (f"/allow {STRANGER} editor", EDITORS),
            (f"/allow {STRANGER} admin", ADMINS),
            (f"/allow {STRANGER} editor", EDITORS),
            (f"/allow {STRANGER}", []),
            (f"/allow {STRANGER} admin", ADMINS),
            (f"/deny {STRANGER}", []),
        ):
            room.ask(command, who=room.admin)
            sees(room, STRANGER, wanted)
        assert menu(room, "all_private_chats") == PRIVATE
        sees(room, ADMIN, ADMINS)


def test_a_button_under_a_request_brings_the_menu_too(room: Newsroom) -> None:
    with room.open():
        room.telegram.reply_to(room.stranger.sends("hello"))
        admin = room.telegram.private(room.admin)
        asked = room.telegram.wait_for(lambda _: next(iter(admin.from_bot), None))
        room.press(asked, "Editor", who=room.admin)
        sees(room, STRANGER, EDITORS)


def test_a_decision_on_the_server_reaches_a_running_bot(room: Newsroom, members: Members) -> None:
    with room.open():
        members.decide(COLLEAGUE, Role.ADMIN, now=1.0)
        sees(room, COLLEAGUE, ADMINS)
        members.decide(COLLEAGUE, Role.STRANGER, now=2.0)
        sees(room, COLLEAGUE, [])


def test_a_role_lost_while_the_bot_was_down_takes_its_menu_at_the_start(
    room: Newsroom, members: Members
) -> None:
    with room.telegram.running() as url:
        members.decide(COLLEAGUE, Role.EDITOR, now=1.0)
        with room.serving(url):
            sees(room, COLLEAGUE, EDITORS)
            sees(room, ADMIN, ADMINS)
        members.decide(COLLEAGUE, Role.READER, now=2.0)
        room.options = {"admin_ids": frozenset({STRANGER})}
        with room.serving(url):
            sees(room, COLLEAGUE, [])
            sees(room, ADMIN, [])
            sees(room, STRANGER, ADMINS)


def test_who_has_not_written_yet_gets_the_menu_when_they_do(room: Newsroom) -> None:
    newcomer = room.telegram.user(500, "New")
    room.options = {"admin_ids": frozenset({500})}
    room.telegram.fail_always("setMyCommands", Fault.refused(400, "Bad Request: chat not found"))
    with room.open():
        room.telegram.heal()
        room.ask("/help")
        assert menu(room, "chat:500") == []  # it is not asked for again and again
        room.telegram.reply_to(newcomer.sends("/help"))
        sees(room, 500, ADMINS)


def test_without_menus_the_bot_works(room: Newsroom) -> None:
    room.telegram.fail_always("setMyCommands", Fault.refused(400, "Bad Request: no"))
    room.telegram.fail_always("deleteMyCommands", Fault.gateway())
    with room.open():
        room.ask(f"/allow {STRANGER} editor", who=room.admin)
        room.ask(f"/deny {STRANGER}", who=room.admin)
        assert room.ask("/help").text
