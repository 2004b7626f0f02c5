"""Slow work, off the event loop: one bounded pool for models, index and databases."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from bot import metrics

T = TypeVar("T")
P = ParamSpec("P")


class Busy(Exception):
    """As many questions are waiting as may wait; `waiting` is how many."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} questions are waiting")
        self.waiting = waiting


class StillAnswering(Exception):
    """This user's last question has not been answered yet."""


class WorkPool:
    """Runs functions in `workers` threads, with at most `queue_size` more in the queue.

    Book-keeping has threads of its own, or an answer that is ready would wait for the questions
    that came after it.
    """

    def __init__(self, *, workers: int, queue_size: int) -> None:
        self._executor = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="work")
        self._records = ThreadPoolExecutor(max_workers=2, thread_name_prefix="record")
        self._limit = workers + queue_size
        self._pending = 0
        self._asking: dict[int, None] = {}  # in the order in which they came

    @property
    def pending(self) -> int:
        """How many requests are under way or waiting."""
        return self._pending

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do what somebody asked for; raises Busy at once when the queue is full."""
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
    def one_at_a_time(self, user: int) -> Iterator[None]:
        """Raises StillAnswering while another question of this user is inside."""
        if user in self._asking:
            raise StillAnswering
        self._asking[user] = None
        try:
            yield
        finally:
            del self._asking[user]

    def ahead_of(self, user: int) -> int:
        """How many questions came before this user's, which is inside, and are not done yet."""
        return list(self._asking).index(user)

    def close(self) -> None:
        """Wait for what is running and drop what is not."""
        self._executor.shutdown(cancel_futures=True)
        self._records.shutdown(cancel_futures=True)


async def _in(executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    context = contextvars.copy_context()  # of the question that this is for
    return await asyncio.get_running_loop().run_in_executor(executor, context.run, work)
