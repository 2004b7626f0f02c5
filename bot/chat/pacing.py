"""Telegram's flood limits, kept for each chat apart.

Each chat has its own queue: messages leave in order, and when Telegram answers 429 only that chat
waits. (The limiter that comes with python-telegram-bot stops every chat.)
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

logger = logging.getLogger(__name__)

# Messages and seconds, as Telegram's documentation gives them; short bursts in private are fine.
PRIVATE = (60, 60.0)
GROUP = (20, 60.0)
OVERALL = (30, 1.0)
RETRIES = 4
LONGEST_WAIT = 120.0
_CHATS = 2_000

Result = bool | dict[str, Any] | list[dict[str, Any]]
# Told True when a request leaves, and False when it certainly did not arrive.
Departure = Callable[[bool], Awaitable[None]]


class Window:
    """At most `limit` passes in any `seconds`."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._passed: deque[float] = deque()

    async def wait(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            now = loop.time()
            while self._passed and now - self._passed[0] >= self._seconds:
                self._passed.popleft()
            if len(self._passed) < self._limit:
                self._passed.append(now)
                return
            await asyncio.sleep(self._passed[0] + self._seconds - now)

    def is_idle(self, now: float) -> bool:
        return not self._passed or now - self._passed[-1] >= self._seconds


class _Chat:
    def __init__(self, *, group: bool) -> None:
        self.window = Window(*(GROUP if group else PRIVATE))
        self.turn = asyncio.Lock()
        self.paused_until = 0.0


class ChatRateLimiter(BaseRateLimiter[Departure]):
    """Keeps each chat and the whole bot under the limits and honours 429 for the chat it hit.

    A request may bring a Departure, as its `rate_limit_args`, to learn when its turn has come.

    A 429 that asks for more than two minutes is not waited for: it is raised (RetryAfter).
    """

    def __init__(self) -> None:
        self._chats: dict[object, _Chat] = {}
        self._overall = Window(*OVERALL)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Departure | None,
    ) -> Result:
        """Make the request when its chat's turn has come; see BaseRateLimiter."""
        chat_id = data.get("chat_id")
        if chat_id is None:
            return await callback(*args, **kwargs)
        chat = self._chat(chat_id)
        if endpoint == "sendChatAction":
            # Only of use at once, so it neither waits nor counts.
            if chat.turn.locked() or chat.paused_until > _now():
                return True
            return await callback(*args, **kwargs)
        async with chat.turn:
            return await self._send(
                chat, chat_id, lambda: callback(*args, **kwargs), rate_limit_args
            )

    async def _send(
        self,
        chat: _Chat,
        chat_id: object,
        request: Callable[[], Coroutine[Any, Any, Result]],
        note: Departure | None,
    ) -> Result:
        for _ in range(RETRIES):
            await asyncio.sleep(max(0.0, chat.paused_until - _now()))
            await chat.window.wait()
            await self._overall.wait()
            try:
                return await _depart(request, note)
            except RetryAfter as error:
                seconds = _seconds(error)
                chat.paused_until = _now() + seconds
                logger.warning("Telegram pauses chat %s for %.0f s", chat_id, seconds)
                if seconds > LONGEST_WAIT:
                    raise
        await asyncio.sleep(max(0.0, chat.paused_until - _now()))
        return await _depart(request, note)

    def _chat(self, chat_id: object) -> _Chat:
        if len(self._chats) >= _CHATS and chat_id not in self._chats:
            now = _now()
            self._chats = {
                known: chat
                for known, chat in self._chats.items()
                if chat.turn.locked() or chat.paused_until > now or not chat.window.is_idle(now)
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


def _seconds(error: RetryAfter) -> float:
    """The library is changing from a number to a timedelta."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def _now() -> float:
    return asyncio.get_running_loop().time()
