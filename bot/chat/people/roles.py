"""Who may do what. Nobody may do anything unless the settings or an administrator say so."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from enum import IntEnum

from telegram import Update
from telegram.constants import ChatType

REFUSAL_INTERVAL = 24 * 3600.0
_REMEMBERED = 10_000


class Role(IntEnum):
    """What somebody may do in a chat; a higher role may do all that a lower one may."""

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
    """The owner's list from the settings, and the decisions of administrators.

    In private the user's id decides. A group needs access of its own, and then everybody in it may
    ask; a user with access does not open a group, where everybody would read the answers. A group
    listed among the admins is a group of admins. A denied user gets nothing anywhere, but nobody
    can deny those whom the owner lists.
    """

    def __init__(
        self,
        *,
        allowed: frozenset[int],
        admins: frozenset[int],
        decided: Callable[[int], Role | None] = _nothing,
        channels: frozenset[int] = frozenset(),
    ) -> None:
        """`decided` returns the role given to a user or group: STRANGER if denied, None if nobody
        has decided. The posts of `channels` are taken in."""
        self._allowed = allowed
        self._admins = admins
        self._decided = decided
        self._channels = channels

    def listed(self, identifier: int) -> Role:
        """The role by the owner's list alone."""
        if identifier in self._admins:
            return Role.ADMIN
        return Role.READER if identifier in self._allowed else Role.STRANGER

    def of(self, identifier: int) -> Role:
        """The role of a user in private, or of a group."""
        return max(self.listed(identifier), self._decided(identifier) or Role.STRANGER)

    def is_denied(self, identifier: int) -> bool:
        """Whether access was denied, at once or later."""
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
        if chat is None:  # an inline query names no chat: the user decides where its results go
            return self.of(user.id) if user else Role.STRANGER
        return self.role(
            user=user.id if user else None, chat=chat.id, private=chat.type == ChatType.PRIVATE
        )

    def is_source(self, channel: int) -> bool:
        """Whether the posts of a channel are taken in."""
        return channel in self._channels

    def is_heard(self, update: Update) -> bool:
        """Whether anything is done with an update: it is a post that is taken in, or comes from
        somebody with a role."""
        post = update.channel_post or update.edited_channel_post
        if post is not None:
            return self.is_source(post.chat.id)
        return self.role_in(update) is not Role.STRANGER


class Refusals:
    """Remembers whom the bot has refused, so that it tells a stranger only once a day.

    `interval` is in seconds.
    """

    def __init__(self, *, interval: float = REFUSAL_INTERVAL) -> None:
        self._interval = interval
        self._refused: OrderedDict[int, float] = OrderedDict()

    def __len__(self) -> int:
        """How many are remembered; bounded."""
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
