"""Telegram's flood limits, for each chat and for all together.

Each chat has its own queue, from which one request leaves at a time. Answers go before edits, and
edits before alerts and briefings, within a chat and between chats; a part of every limit is kept
for the more urgent. When Telegram answers 429, only that chat waits. (The limiter of
python-telegram-bot stops every chat.) Nothing waits here for very long: who sends decides what
becomes of it after a long pause.
"""

from __future__ import annotations

import asyncio
import logging
from bisect import insort
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from itertools import count
from typing import Any

from telegram.error import ChatMigrated, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.observability import metrics

logger = logging.getLogger(__name__)

# Messages and seconds, as Telegram's documentation gives them; short bursts in private are fine.
PRIVATE = (60, 60.0)
GROUP = (20, 60.0)
OVERALL = (30, 1.0)
# Set by hand; not measured.
ATTEMPTS = 5
LONGEST_WAIT = 120.0
_CHATS = 2_000

Result = bool | dict[str, Any] | list[dict[str, Any]]
# Called with True when a request leaves, and with False when it certainly did not arrive.
Departure = Callable[[bool], Awaitable[None]]
# Called with the old id of a group, and the new one.
Moved = Callable[[int, int], Awaitable[None]]


class TurnedAway(TelegramError):
    """Whoever this was for lost access while it waited; it was not sent."""


def _everybody(_: int) -> bool:
    return True


class Priority(IntEnum):
    """Who goes first, the lowest number before the others."""

    ANSWER = 0
    EDIT = 1
    NEWS = 2


# How much of each limit a priority may use up. Set by hand; not measured.
SHARES = {Priority.ANSWER: 1.0, Priority.EDIT: 0.9, Priority.NEWS: 0.6}


@dataclass(frozen=True, slots=True)
class Errand:
    """What a request may bring as its `rate_limit_args`: a priority, if that does not follow from
    the request itself, and what to call when it leaves."""

    priority: Priority | None = None
    note: Departure | None = None


class TimeWindow:
    """At most `limit` passes in any `seconds`. Moments are those of the event loop's clock."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._passed: deque[float] = deque(maxlen=limit)

    def opens(self, now: float, *, share: float = 1.0) -> float:
        """When the next may pass that may use up this share of the limit: `now` or later."""
        allowed = max(1, int(self._limit * share))
        if len(self._passed) < allowed:
            return now
        return max(now, self._passed[-allowed] + self._seconds)

    def let_pass(self, now: float) -> None:
        self._passed.append(now)

    def is_idle(self, now: float) -> bool:
        return not self._passed or now - self._passed[-1] >= self._seconds


@dataclass(frozen=True, slots=True, order=True)
class _Waiting:
    priority: Priority
    number: int
    turn: asyncio.Future[None] = field(compare=False)


class _Chat:
    def __init__(self, *, group: bool) -> None:
        self.window = TimeWindow(*(GROUP if group else PRIVATE))
        self.line: list[_Waiting] = []
        self.is_busy = False
        self.paused_until = 0.0

    def is_idle(self, now: float) -> bool:
        is_done = not self.is_busy and not self.line
        return is_done and self.paused_until <= now and self.window.is_idle(now)


class ChatRateLimiter(BaseRateLimiter[Errand]):
    """Keeps each chat and the whole bot under the limits and honours 429 for the chat it hit.

    A pause of more than two minutes is not waited for but raised (RetryAfter), except by news that
    come during it. What is sent to a group that got another id goes to the new one, and `moved` is
    called with both. What waits for a chat that `is_admitted` no longer is not sent (TurnedAway).
    """

    def __init__(
        self, moved: Moved | None = None, *, is_admitted: Callable[[int], bool] = _everybody
    ) -> None:
        self._moved = moved
        self._is_admitted = is_admitted
        self._end: float | None = None
        self._chats: dict[object, _Chat] = {}
        self._overall = TimeWindow(*OVERALL)
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    def end_by(self, moment: float) -> None:
        """Let no request wait for a pause that is longer than that, on the event loop's clock."""
        self._end = moment
        for chat in self._chats.values():
            self._let_go(chat)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Requests that still wait have been given up by now."""
        if self._timer is not None:
            self._timer.cancel()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Errand | None,
    ) -> Result:
        """Make the request when its turn has come; see BaseRateLimiter."""
        try:
            return await self._process(callback, args, kwargs, endpoint, data, rate_limit_args)
        except ChatMigrated as error:
            old, new = data["chat_id"], error.new_chat_id
            if self._moved is not None:
                await self._moved(old, new)
            if not endpoint.startswith("send"):
                raise  # the messages there have other numbers
            data["chat_id"] = new
            data.pop("reply_parameters", None)
            return await self._process(callback, args, kwargs, endpoint, data, rate_limit_args)

    async def _process(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Errand | None,
    ) -> Result:
        chat_id = data.get("chat_id")
        if chat_id is None:
            return await callback(*args, **kwargs)
        chat = self._chat(chat_id)
        if endpoint == "sendChatAction":
            # Useful only at once, so it neither waits nor counts.
            if chat.is_busy or chat.line or chat.paused_until > _now():
                return True
            return await callback(*args, **kwargs)
        errand = rate_limit_args or Errand()
        priority = errand.priority
        if priority is None:
            priority = Priority.EDIT if endpoint.startswith("edit") else Priority.ANSWER
        number = next(self._numbers)
        was_admitted = self._admits(chat_id)
        for attempt in range(1, ATTEMPTS + 1):
            asked = _now()
            if self._is_too_long(chat, priority):
                raise _retry_after(chat)
            async with self._turn(chat, priority, number):
                metrics.spent("pacing", _now() - asked)
                if was_admitted and not self._admits(chat_id):
                    raise TurnedAway("access was taken away meanwhile")
                try:
                    return await _depart(lambda: callback(*args, **kwargs), errand.note)
                except RetryAfter as error:
                    seconds = seconds_of(error)
                    chat.paused_until = _now() + seconds
                    logger.warning("Telegram pauses chat %s for %.0f s", chat_id, seconds)
                    self._let_go(chat)
                    if seconds > LONGEST_WAIT or attempt == ATTEMPTS:
                        raise
        raise AssertionError("the last attempt returns or raises")

    def _admits(self, chat_id: object) -> bool:
        return not isinstance(chat_id, int) or self._is_admitted(chat_id)

    def _is_too_long(self, chat: _Chat, priority: Priority) -> bool:
        """Whether the chat's pause is longer than such a request waits."""
        if self._end is not None and chat.paused_until > self._end:
            return True
        return priority is not Priority.NEWS and chat.paused_until > _now() + LONGEST_WAIT

    def _let_go(self, chat: _Chat) -> None:
        for waiting in chat.line:
            if not waiting.turn.done() and self._is_too_long(chat, waiting.priority):
                waiting.turn.set_exception(_retry_after(chat))

    @asynccontextmanager
    async def _turn(self, chat: _Chat, priority: Priority, number: int) -> AsyncIterator[None]:
        """Inside, no other request to the chat is in work."""
        waiting = _Waiting(priority, number, asyncio.get_running_loop().create_future())
        insort(chat.line, waiting)
        self._call_up()
        try:
            await waiting.turn
            yield
        finally:
            if waiting in chat.line:  # given up before its turn
                chat.line.remove(waiting)
            else:
                chat.is_busy = False
            self._call_up()

    def _call_up(self) -> None:
        """Let every request go whose turn it is, and set a timer for the next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while True:
            now = _now()
            turns = [
                (self._opens(chat, now), chat.line[0], chat)
                for chat in self._chats.values()
                if chat.line and not chat.is_busy
            ]
            ready = [turn for turn in turns if turn[0] <= now]
            if not ready:
                break
            _, waiting, chat = min(ready, key=lambda turn: turn[1])
            chat.line.remove(waiting)
            chat.is_busy = True
            chat.window.let_pass(now)
            self._overall.let_pass(now)
            if not waiting.turn.done():  # else it leaves the line in a moment
                waiting.turn.set_result(None)
        if turns:
            soonest = min(opens for opens, _, _ in turns)
            self._timer = asyncio.get_running_loop().call_at(soonest, self._call_up)

    def _opens(self, chat: _Chat, now: float) -> float:
        """When the first request of a chat may go, as far as is known."""
        share = SHARES[chat.line[0].priority]
        return max(
            chat.paused_until,
            chat.window.opens(now, share=share),
            self._overall.opens(now, share=share),
        )

    def _chat(self, chat_id: object) -> _Chat:
        if len(self._chats) >= _CHATS and chat_id not in self._chats:
            now = _now()
            self._chats = {
                known: chat for known, chat in self._chats.items() if not chat.is_idle(now)
            }
        group = isinstance(chat_id, str) or (isinstance(chat_id, int) and chat_id < 0)
        return self._chats.setdefault(chat_id, _Chat(group=group))


async def _depart(
    request: Callable[[], Coroutine[Any, Any, Result]], note: Departure | None
) -> Result:
    if note is None:
        return await request()
    await note(True)
    try:
        return await request()
    except RetryAfter:
        await note(False)
        raise


def _retry_after(chat: _Chat) -> RetryAfter:
    return RetryAfter(timedelta(seconds=chat.paused_until - _now()))


def seconds_of(error: RetryAfter) -> float:
    """The library is changing from a number to a timedelta."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def _now() -> float:
    return asyncio.get_running_loop().time()
