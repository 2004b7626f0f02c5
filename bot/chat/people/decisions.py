"""Giving and denying access, as an administrator decides in the chat or on the command line."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.people.members import Member, Members
from bot.chat.people.pairing import parse_named
from bot.chat.people.roles import Access, Role
from corpus.errors import DatelineError


class Undecidable(DatelineError):
    """The decision cannot be made; `reason` and `values` are for the chat's text about it."""

    def __init__(self, reason: str, problem: str, *, fix: str, **values: str) -> None:
        super().__init__(problem, fix=fix)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Decisions:
    """Checks each decision against the owner's list, then keeps it."""

    members: Members
    access: Access

    def allow(self, whom: str, *, role: Role, now: float) -> tuple[Role, Member]:
        """Give a role to a user or group, named by id or code; raises Undecidable.

        Also returns their role before.
        """
        identifier = self._find(whom, now=now)
        if identifier < 0 and role is not Role.READER:
            raise Undecidable(
                "group_role",
                f"{identifier} is a group, and roles are for people",
                fix="allow it without a role, and its members can ask",
                id=str(identifier),
            )
        self._check_not_listed(identifier, at_least=role)
        return self._decide(identifier, role, now=now)

    def deny(self, whom: str, *, now: float) -> tuple[Role, Member]:
        """Deny access, also to somebody who had it; as for `allow`."""
        identifier = self._find(whom, now=now)
        self._check_not_listed(identifier, at_least=Role.READER)
        return self._decide(identifier, Role.STRANGER, now=now)

    def _decide(self, identifier: int, role: Role, *, now: float) -> tuple[Role, Member]:
        before = self.access.of(identifier)
        return before, self.members.decide(identifier, role, now=now)

    def _find(self, whom: str, *, now: float) -> int:
        named = parse_named(whom)
        if named is None:
            raise Undecidable(
                "nobody",
                "that is neither an id nor a code",
                fix="an id is a number, a code looks like KQ27-M9XA",
            )
        if named.id is not None:
            return named.id
        request = self.members.find_request(named, now=now)
        if request is None:
            raise Undecidable(
                "no_request",
                "nobody waiting has this code",
                fix="a code works once and for 24 hours, so use the id",
            )
        return request.id

    def _check_not_listed(self, identifier: int, *, at_least: Role) -> None:
        listed = self.access.listed(identifier)
        if listed >= at_least:
            raise Undecidable(
                "listed",
                f"the settings list {identifier} as {listed.word}",
                fix="edit DATELINE_ALLOWED_IDS or DATELINE_ADMIN_IDS and restart",
                id=str(identifier),
                role=listed.word,
            )
