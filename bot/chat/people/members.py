"""Who was given or denied access, and who is asking.

A running bot reads it for each update, so a decision holds in all processes at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.database import PRESENT_ID, ChatDatabase, Row
from bot.chat.people.pairing import Named, code_digest, new_code
from bot.chat.people.roles import Role

CODE_LIFE = 24 * 3600.0
GROUP_REQUEST_LIFE = 30 * 24 * 3600.0
# Users who ask at a time: strangers must not flood the admins' chats.
MOST_REQUESTS = 20


@dataclass(frozen=True, slots=True)
class Member:
    """A decision about a user or group. STRANGER: denied. `decided` is in seconds since the epoch;
    `name` is as Telegram gave it, and may be empty."""

    id: int
    role: Role
    name: str
    decided: float


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """A user or group that asks for access, until it `expires` (seconds since the epoch)."""

    id: int
    name: str
    expires: float


class Members:
    """Decisions and requests; may be used from many threads and processes."""

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database

    def role(self, identifier: int) -> Role | None:
        """What was decided about a user or group; None where nothing was."""
        sql = f"SELECT role FROM members WHERE id = {PRESENT_ID}"  # noqa: S608 - our own
        rows = self._database.read(sql, (identifier,))
        return Role[rows[0][0].upper()] if rows else None

    def all(self) -> list[Member]:
        """Every decision, groups first, then the highest roles."""
        sql = "SELECT id, role, name, decided FROM members"
        members = [_member(row) for row in self._database.read(sql)]
        return sorted(members, key=lambda m: (m.id > 0, -m.role, m.name.casefold(), m.id))

    def admins(self) -> list[int]:
        """The users who were made administrators."""
        sql = "SELECT id FROM members WHERE role = ? AND id > 0 ORDER BY id"
        return [identifier for (identifier,) in self._database.read(sql, (Role.ADMIN.word,))]

    def requests(self, *, now: float) -> list[AccessRequest]:
        """Who waits for a decision, the earliest first."""
        sql = "SELECT id, name, expires FROM requests WHERE expires > ? ORDER BY made, id"
        return [AccessRequest(*row) for row in self._database.read(sql, (now,))]

    def request(self, user: int, *, name: str, now: float) -> str | None:
        """Store that a user asks for access; their code, or None.

        None while their earlier code is good, and while too many others wait.
        """
        code = new_code()
        with self._database.transaction():
            self._expire(now)
            waiting = self._database.read("SELECT id FROM requests WHERE id > 0")
            if (user,) in waiting or len(waiting) >= MOST_REQUESTS:
                return None
            self._add(user, code_digest(code), name, now=now, life=CODE_LIFE)
        return code

    def request_group(self, chat: int, *, name: str, now: float) -> bool:
        """Store that the bot was added to a group; whether that is new."""
        with self._database.transaction():
            self._expire(now)
            if self._database.read("SELECT 1 FROM requests WHERE id = ?", (chat,)):
                return False
            self._add(chat, None, name, now=now, life=GROUP_REQUEST_LIFE)
        return True

    def withdraw(self, identifier: int) -> None:
        """The bot was removed from a group that nobody had decided about."""
        self._database.write("DELETE FROM requests WHERE id = ?", (identifier,))

    def find_request(self, named: Named, *, now: float) -> AccessRequest | None:
        """The request that an id or a code stands for."""
        rows = self._database.read(
            "SELECT id, name, expires FROM requests WHERE (id = ? OR code = ?) AND expires > ?",
            (named.id, named.digest, now),
        )
        return AccessRequest(*rows[0]) if rows else None

    def decide(self, identifier: int, role: Role, *, now: float) -> Member:
        """Give a role, or deny with STRANGER; this also ends a request and its code."""
        with self._database.transaction():
            return self._decide(identifier, role, now=now)

    def settle(self, identifier: int, role: Role, *, now: float) -> Member | None:
        """Decide about a request; None if that was done before, or if it has expired."""
        with self._database.transaction():
            if self.find_request(Named(id=identifier), now=now) is None:
                return None
            return self._decide(identifier, role, now=now)

    def _decide(self, identifier: int, role: Role, *, now: float) -> Member:
        asked = self._database.write(
            "DELETE FROM requests WHERE id = ? RETURNING name", (identifier,)
        )
        rows = self._database.write(
            "INSERT INTO members VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " role = excluded.role, decided = excluded.decided,"
            " name = coalesce(nullif(excluded.name, ''), name)"
            " RETURNING id, role, name, decided",
            (identifier, role.word, asked[0][0] if asked else "", now),
        )
        return _member(rows[0])

    def _expire(self, now: float) -> None:
        self._database.write("DELETE FROM requests WHERE expires <= ?", (now,))

    def _add(
        self, identifier: int, digest: str | None, name: str, *, now: float, life: float
    ) -> None:
        self._database.write(
            "INSERT INTO requests VALUES (?, ?, ?, ?, ?)",
            (identifier, digest, name, now, now + life),
        )


def _member(row: Row) -> Member:
    identifier, role, name, decided = row
    return Member(identifier, Role[role.upper()], name, decided)
