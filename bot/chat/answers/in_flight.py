"""Answers that are on their way and not noted yet: whoever reacts to one may be quicker than the
note of which message shows it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

# An answer may have left long before this without having arrived, where Telegram pauses its chat.
PATIENCE = 1.0


class Underway:
    """By chat; for the event loop's thread alone."""

    def __init__(self) -> None:
        self._answers: defaultdict[int, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def to(self, chat: int) -> Iterator[None]:
        """Around the sending and noting of an answer."""
        noted = asyncio.Event()
        self._answers[chat].add(noted)
        try:
            yield
        finally:
            noted.set()
            self._answers[chat].discard(noted)
            if not self._answers[chat]:
                del self._answers[chat]

    async def noted(self, chat: int) -> None:
        """Wait until what is on its way now to the chat is noted, for a second at most."""
        waits = [asyncio.create_task(answer.wait()) for answer in self._answers.get(chat, ())]
        if waits:
            _, late = await asyncio.wait(waits, timeout=PATIENCE)
            for task in late:
                task.cancel()
