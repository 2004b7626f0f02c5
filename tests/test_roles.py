"""Who gets in."""

from __future__ import annotations

import pytest

from bot.chat.people.roles import Access, Refusals, Role

READER, ADMIN, STRANGER, ANONYMOUS = 77, 1, 99, None
DESK, ADMINS_GROUP, ELSEWHERE = -100_5, -100_6, -100_7

ACCESS = Access(allowed=frozenset({READER, DESK}), admins=frozenset({ADMIN, ADMINS_GROUP}))


@pytest.mark.parametrize(
    ("user", "chat", "role"),
    [
        (READER, READER, Role.READER),
        (ADMIN, ADMIN, Role.ADMIN),
        (STRANGER, STRANGER, Role.STRANGER),
        (STRANGER, DESK, Role.READER),
        (READER, DESK, Role.READER),
        (ADMIN, DESK, Role.ADMIN),
        (ANONYMOUS, DESK, Role.READER),
        (STRANGER, ADMINS_GROUP, Role.ADMIN),
        (READER, ELSEWHERE, Role.STRANGER),
        (ADMIN, ELSEWHERE, Role.STRANGER),
        (ANONYMOUS, ELSEWHERE, Role.STRANGER),
    ],
)
def test_roles(user: int | None, chat: int, role: Role) -> None:
    assert ACCESS.role(user=user, chat=chat, private=chat > 0) is role


def test_nobody_is_admitted_when_nobody_is_listed() -> None:
    access = Access(allowed=frozenset(), admins=frozenset())
    assert access.role(user=READER, chat=READER, private=True) is Role.STRANGER
    assert access.role(user=None, chat=DESK, private=False) is Role.STRANGER


def test_a_decision_adds_to_the_owner_s_list_and_takes_nothing_from_it() -> None:
    decided = {ADMIN: Role.READER, READER: Role.EDITOR, DESK: Role.STRANGER}
    access = Access(
        allowed=frozenset({READER, DESK}), admins=frozenset({ADMIN}), decided=decided.get
    )
    assert access.of(ADMIN) is Role.ADMIN
    assert access.of(READER) is Role.EDITOR
    assert access.of(DESK) is Role.READER


def test_a_group_listed_does_not_admit_its_members_in_private() -> None:
    access = Access(allowed=frozenset({DESK}), admins=frozenset())
    assert access.role(user=READER, chat=READER, private=True) is Role.STRANGER


def test_a_stranger_is_told_once_a_day() -> None:
    refusals, day = Refusals(), 24 * 3600.0
    assert refusals.is_due(99, now=0.0)
    assert not refusals.is_due(99, now=day - 1)
    assert refusals.is_due(98, now=day - 1)
    assert refusals.is_due(99, now=day)
    assert not refusals.is_due(99, now=day + 1)


def test_the_memory_of_strangers_is_bounded() -> None:
    refusals = Refusals()
    for user in range(20_000):
        refusals.is_due(user, now=0.0)
    assert len(refusals) <= 10_000
