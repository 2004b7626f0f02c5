"""Updates waiting for the bot, and `getUpdates`, which hands them out and confirms them."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from tests.botapi.errors import Json, conflict

_LONGEST_WAIT = 50
_MOST_AT_ONCE = 100
_ONLY_IF_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Pending updates; every method expects the world's lock, which `changed` wraps."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._pending: list[Json] = []
        self._next_id = 900_000_001
        self._poller = 0
        self._why_ended = ""
        self._allowed: frozenset[str] = frozenset()  # empty: all but those to be named
        self.closed = False
        self.last_poll: float | None = None

    @property
    def pending(self) -> tuple[Json, ...]:
        return tuple(self._pending)

    @property
    def allowed(self) -> list[str]:
        return sorted(self._allowed)

    def allow(self, kinds: Sequence[str] | None) -> None:
        """None keeps what was named before, an empty list goes back to the default."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def wants(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in _ONLY_IF_NAMED

    def add(self, kind: str, payload: Json) -> None:
        """Queue an update; one of a kind that was not asked for is never made."""
        if self.wants(kind):
            self._pending.append({"update_id": self._next_id, kind: payload})
            self._next_id += 1
            self._changed.notify_all()

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative one keeps that many of the newest."""
        if offset < 0:
            self._pending = self._pending[offset:]
        else:
            self._pending = [u for u in self._pending if u["update_id"] >= offset]

    def drop_all(self) -> None:
        self._pending.clear()

    def end_poll(self, reason: str) -> None:
        """Answer a waiting `getUpdates` with 409 and this reason."""
        self._poller += 1
        self._why_ended = reason
        self._changed.notify_all()

    def fetch(self, *, offset: int, limit: int, timeout: float) -> list[Json]:
        """Long polling.

        Raises:
            ApiError: 409 in the *older* of two requests.
        """
        self.end_poll("terminated by other getUpdates request;"
                      " make sure that only one bot instance is running")  # fmt: skip
        mine = self._poller
        self.last_poll = time.time()
        if offset:
            self.confirm(offset)
        most = limit if 1 <= limit <= _MOST_AT_ONCE else _MOST_AT_ONCE
        deadline = time.monotonic() + min(max(timeout, 0), _LONGEST_WAIT)
        while not self._pending and not self.closed:
            left = deadline - time.monotonic()
            self._changed.wait(max(left, 0))
            if left <= 0 or mine != self._poller:
                break
        if mine != self._poller:
            raise conflict(self._why_ended)
        return list(self._pending[:most])
