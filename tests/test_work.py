"""The bounded pool for slow work."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot.chat.service.work import Busy, StillAnswering, WorkPool


@pytest.fixture
def pool() -> Iterator[WorkPool]:
    pool = WorkPool(workers=1, queue_size=1)
    yield pool
    pool.close()


async def test_work_runs_off_the_event_loop(pool: WorkPool) -> None:
    assert await pool.run(threading.get_ident) != threading.get_ident()


async def test_beyond_the_queue_it_is_busy_at_once_and_free_again_later(pool: WorkPool) -> None:
    gate = threading.Event()
    running = asyncio.create_task(pool.run(gate.wait))
    waiting = asyncio.create_task(pool.run(gate.wait))
    await asyncio.sleep(0)
    with pytest.raises(Busy) as refusal:
        await pool.run(gate.wait)
    assert refusal.value.waiting == 2
    assert await pool.record(int, "7") == 7  # book-keeping waits for no question
    gate.set()
    assert await running
    assert await waiting
    assert pool.pending == 0
    assert await pool.run(int, "8") == 8


async def test_failed_work_frees_its_place(pool: WorkPool) -> None:
    for _ in range(5):
        with pytest.raises(ValueError, match="invalid literal"):
            await pool.run(int, "x")


def test_a_user_has_one_question_at_a_time(pool: WorkPool) -> None:
    with pool.one_at_a_time(77, chat=77):
        with pool.one_at_a_time(78, chat=78):
            pass
        with pytest.raises(StillAnswering), pool.one_at_a_time(77, chat=77):
            pass
    with pool.one_at_a_time(77, chat=77):
        pass
