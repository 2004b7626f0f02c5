"""How many questions people may ask in a minute."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from dataclasses import dataclass

from bot.chat.people.roles import Refusals

MINUTE = 60.0
_REMEMBERED = 10_000


class Quota:
    """At most `limit` questions from each key in any minute; forgets idle keys."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._asked: OrderedDict[int, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """How many keys are remembered, which is bounded."""
        return len(self._asked)

    def wait(self, key: int, *, now: float) -> int:
        """Whole seconds until the key may ask again; 0 when it may now. `now` is in seconds."""
        asked = self._asked.get(key, ())
        recent = [moment for moment in asked if now - moment < MINUTE]
        if len(recent) < self.limit:
            return 0
        return max(1, math.ceil(recent[-self.limit] + MINUTE - now))

    def count(self, key: int, *, now: float) -> None:
        """Note that the key has asked."""
        asked = self._asked.setdefault(key, deque(maxlen=self.limit))
        asked.append(now)
        self._asked.move_to_end(key)
        if len(self._asked) > _REMEMBERED:
            self._asked.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Exceeded:
    """A quota is used up: `limit` questions a minute, for `seconds` more. `shared`: it is the
    chat's; `is_news`: nobody was told within the last minute."""

    limit: int
    seconds: int
    shared: bool
    is_news: bool


class Quotas:
    """The quotas of users and of chats; a question counts for both."""

    def __init__(self, *, user: int, chat: int) -> None:
        self._user = Quota(user)
        self._chat = Quota(chat)
        self._refusals = Refusals(interval=MINUTE)

    def take(self, *, user: int, chat: int, now: float) -> Exceeded | None:
        """Count a question, or say which quota is used up; then nothing is counted."""
        for quota, key in ((self._user, user), (self._chat, chat)):
            if seconds := quota.wait(key, now=now):
                is_news = self._refusals.is_due(key, now=now)
                return Exceeded(quota.limit, seconds, quota is self._chat, is_news)
        self._user.count(user, now=now)
        self._chat.count(chat, now=now)
        return None
