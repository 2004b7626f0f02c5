"""Answers in flight: a fast reader may react before we have stored which message carries the
answer."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds. Where Telegram pauses a chat, an answer may be in flight for much longer.
STORED_WITHIN = 1.0


class InFlight:
    """By chat; for the event loop's thread alone."""

    def __init__(self) -> None:
        self._answers: defaultdict[int, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def to(self, chat: int) -> Iterator[None]:
        """Around the sending and storing of an answer."""
        stored = asyncio.Event()
        self._answers[chat].add(stored)
        try:
            yield
        finally:
            stored.set()
            self._answers[chat].discard(stored)
            if not self._answers[chat]:
                del self._answers[chat]

    async def landed(self, chat: int) -> None:
        """Wait until what is in flight to the chat now is stored, for a second at most."""
        waits = [asyncio.create_task(answer.wait()) for answer in self._answers.get(chat, ())]
        if waits:
            _, late = await asyncio.wait(waits, timeout=STORED_WITHIN)
            for task in late:
                task.cancel()
