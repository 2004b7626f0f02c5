"""Who may do what. Nobody may, unless the settings name them."""

from __future__ import annotations

from collections import OrderedDict
from enum import IntEnum

from telegram import Update
from telegram.constants import ChatType

REFUSAL_INTERVAL = 24 * 3600.0
_REMEMBERED = 10_000


class Role(IntEnum):
    """What somebody is to the bot in the chat they write in; a higher role may all of a lower."""

    STRANGER = 0
    READER = 1
    ADMIN = 2


class Access:
    """The allow-list.

    In private the user's id decides. A group is served when its own id is listed, whoever writes
    in it; a listed user alone does not open a group, where everybody would read the answers. A
    group listed among the admins is a group of admins.
    """

    def __init__(self, *, allowed: frozenset[int], admins: frozenset[int]) -> None:
        self._admins = admins
        self._admitted = allowed | admins

    def role(self, *, user: int | None, chat: int, private: bool) -> Role:
        """`user` is None where Telegram names no user, as for a group's anonymous admins."""
        if (user if private else chat) not in self._admitted:
            return Role.STRANGER
        if user in self._admins or (not private and chat in self._admins):
            return Role.ADMIN
        return Role.READER

    def role_in(self, update: Update) -> Role:
        chat, user = update.effective_chat, update.effective_user
        if chat is None:
            return Role.STRANGER
        return self.role(
            user=user.id if user else None, chat=chat.id, private=chat.type == ChatType.PRIVATE
        )


class Refusals:
    """Remembers whom it has refused, so that a stranger is told once a day and not more."""

    def __init__(self) -> None:
        self._refused: OrderedDict[int, float] = OrderedDict()

    def __len__(self) -> int:
        """How many are remembered, which is bounded."""
        return len(self._refused)

    def is_due(self, user: int, *, now: float) -> bool:
        """Whether to tell this user now; a yes is remembered. `now` is in seconds."""
        last = self._refused.get(user)
        if last is not None and now - last < REFUSAL_INTERVAL:
            return False
        self._refused[user] = now
        self._refused.move_to_end(user)
        if len(self._refused) > _REMEMBERED:
            self._refused.popitem(last=False)
        return True
