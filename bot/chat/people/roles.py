"""Who may do what. Nobody may, unless the settings or an administrator have let them in."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from enum import IntEnum

from telegram import Update
from telegram.constants import ChatType

REFUSAL_INTERVAL = 24 * 3600.0
_REMEMBERED = 10_000


class Role(IntEnum):
    """What somebody is to the bot in the chat they write in; a higher role may all of a lower."""

    STRANGER = 0
    READER = 1
    EDITOR = 2
    ADMIN = 3

    @property
    def word(self) -> str:
        """As people write it."""
        return self.name.lower()


def _nothing(_: int) -> Role | None:
    return None


class Access:
    """The owner's list from the settings, and on top of it what administrators have decided.

    In private the user's id decides. A group is served when its own id is admitted, whoever writes
    in it; an admitted user alone does not open a group, where everybody would read the answers. A
    group listed among the admins is a group of admins. Whoever was denied gets nothing anywhere;
    whom the owner lists nobody can deny.
    """

    def __init__(
        self,
        *,
        allowed: frozenset[int],
        admins: frozenset[int],
        decided: Callable[[int], Role | None] = _nothing,
    ) -> None:
        """`decided` tells the role that a user or group was given; STRANGER where it was denied,
        None where nobody has decided."""
        self._allowed = allowed
        self._admins = admins
        self._decided = decided

    def listed(self, identifier: int) -> Role:
        """What the owner's list alone makes of a user or group."""
        if identifier in self._admins:
            return Role.ADMIN
        return Role.READER if identifier in self._allowed else Role.STRANGER

    def of(self, identifier: int) -> Role:
        """The role of a user in private, or of a group."""
        return max(self.listed(identifier), self._decided(identifier) or Role.STRANGER)

    def is_denied(self, identifier: int) -> bool:
        """Whether somebody was turned away, or let in once and then removed."""
        denied = self._decided(identifier) is Role.STRANGER
        return denied and self.listed(identifier) is Role.STRANGER

    def role(self, *, user: int | None, chat: int, private: bool) -> Role:
        """`user` is None where Telegram names no user, as for a group's anonymous admins."""
        if private:
            return Role.STRANGER if user is None else self.of(user)
        group = self.of(chat)
        if group is Role.STRANGER or user is None:
            return group
        return Role.STRANGER if self.is_denied(user) else max(group, self.of(user))

    def role_in(self, update: Update) -> Role:
        chat, user = update.effective_chat, update.effective_user
        if chat is None:  # an inline query names none: whatever comes of it is the user's to show
            return self.of(user.id) if user else Role.STRANGER
        return self.role(
            user=user.id if user else None, chat=chat.id, private=chat.type == ChatType.PRIVATE
        )


class Refusals:
    """Remembers whom it has refused, so that a stranger is told once a day and not more.

    `interval` is in seconds.
    """

    def __init__(self, *, interval: float = REFUSAL_INTERVAL) -> None:
        self._interval = interval
        self._refused: OrderedDict[int, float] = OrderedDict()

    def __len__(self) -> int:
        """How many are remembered, which is bounded."""
        return len(self._refused)

    def is_due(self, user: int, *, now: float) -> bool:
        """Whether to tell this user now; a yes is remembered. `now` is in seconds."""
        last = self._refused.get(user)
        if last is not None and now - last < self._interval:
            return False
        self._refused[user] = now
        self._refused.move_to_end(user)
        if len(self._refused) > _REMEMBERED:
            self._refused.popitem(last=False)
        return True
