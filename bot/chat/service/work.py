"""Slow work, off the event loop: one bounded pool for models, index and databases."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from bot.observability import metrics
from bot.texts.labels import count

T = TypeVar("T")
P = ParamSpec("P")


class Busy(Exception):
    """As many questions are waiting as may wait; `waiting` is how many."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{count(waiting, 'question')} waiting")
        self.waiting = waiting


class StillAnswering(Exception):
    """This user's last question has not been answered yet."""


class Withdrawn(Exception):
    """The user does not want this question answered any more."""


class Turn:
    """A question that is being answered; until then its user may withdraw it."""

    def __init__(self, chat: int) -> None:
        self.chat = chat
        self._withdrawn = asyncio.Event()

    def withdraw(self) -> None:
        self._withdrawn.set()

    def check(self) -> None:
        """Raises Withdrawn; for work in the pool, before it stores anything."""
        if self._withdrawn.is_set():
            raise Withdrawn

    async def unless_withdrawn(self, work: Awaitable[T]) -> T:
        """What the work makes; raises Withdrawn at once when it is no longer wanted."""
        working = asyncio.ensure_future(work)
        withdrawn = asyncio.ensure_future(self._withdrawn.wait())
        try:
            await asyncio.wait({working, withdrawn}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise Withdrawn
            return working.result()
        finally:
            working.cancel()  # what waits in the pool never begins
            withdrawn.cancel()


class WorkPool:
    """Runs functions in `workers` threads, with at most `queue_size` more in the queue.

    Book-keeping has its own threads, or a finished answer would wait for the questions after it.
    """

    def __init__(self, *, workers: int, queue_size: int) -> None:
        self._executor = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="work")
        self._records = ThreadPoolExecutor(max_workers=2, thread_name_prefix="record")
        self._limit = workers + queue_size
        self._pending = 0
        self._turns: dict[int, Turn] = {}  # by user, in the order in which they came

    @property
    def pending(self) -> int:
        """How many requests are under way or waiting."""
        return self._pending

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do what somebody asked for; raises Busy at once if the queue is full."""
        if self._pending >= self._limit:
            metrics.REFUSALS.inc()
            raise Busy(self._pending)
        self._pending += 1
        try:
            return await _in(self._executor, partial(work, *args, **kwargs))
        finally:
            self._pending -= 1

    async def record(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a piece of the bot's own book-keeping, which is never refused."""
        with metrics.stage("noting"):
            return await _in(self._records, partial(work, *args, **kwargs))

    @contextmanager
    def one_at_a_time(self, user: int, *, chat: int) -> Iterator[Turn]:
        """Raises StillAnswering while another question of this user is inside."""
        if user in self._turns:
            raise StillAnswering
        turn = self._turns[user] = Turn(chat)
        try:
            yield turn
        finally:
            del self._turns[user]

    def turn_of(self, user: int) -> Turn | None:
        """This user's question that is inside."""
        return self._turns.get(user)

    def ahead_of(self, turn: Turn) -> int:
        """How many questions before this one are not done yet."""
        return list(self._turns.values()).index(turn)

    def close(self) -> None:
        """Wait for what is running and drop what is not."""
        self._executor.shutdown(cancel_futures=True)
        self._records.shutdown(cancel_futures=True)


async def _in(executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    context = contextvars.copy_context()  # so that metrics know the question
    return await asyncio.get_running_loop().run_in_executor(executor, context.run, work)
