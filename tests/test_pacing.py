"""Flood limits, chat by chat."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import BadRequest, RetryAfter

from bot.chat.pacing import ChatRateLimiter, Window

# The library announces that a number will become a timedelta; both are understood.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


class Telegram:
    """Answers requests, or floods the next ones of a chat."""

    def __init__(self) -> None:
        self.floods: dict[int, list[float]] = {}
        self.served: list[tuple[int, object]] = []

    async def answer(self, chat: int, what: object) -> bool:
        if self.floods.get(chat):
            raise RetryAfter(timedelta(seconds=self.floods[chat].pop(0)))
        self.served.append((chat, what))
        return True


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


async def ask(
    limiter: ChatRateLimiter, telegram: Telegram, chat: int, what: object, *, endpoint: str = "x"
) -> Any:
    return await limiter.process_request(
        telegram.answer, (chat, what), {}, endpoint, {"chat_id": chat}, None
    )


async def test_a_flooded_chat_waits_and_the_others_do_not(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()
    telegram.floods[1] = [0.3]
    start = time.monotonic()
    flooded = asyncio.create_task(ask(limiter, telegram, 1, "late"))
    await asyncio.sleep(0.01)
    await ask(limiter, telegram, 2, "prompt")
    assert time.monotonic() - start < 0.2
    assert await flooded
    assert time.monotonic() - start >= 0.3
    assert telegram.served == [(2, "prompt"), (1, "late")]


async def test_messages_of_a_chat_keep_their_order(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()
    telegram.floods[1] = [0.05]
    await asyncio.gather(*(ask(limiter, telegram, 1, n) for n in range(5)))
    assert [what for _, what in telegram.served] == [0, 1, 2, 3, 4]


async def test_a_typing_action_is_dropped_rather_than_made_to_wait(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()
    telegram.floods[1] = [0.2]
    flooded = asyncio.create_task(ask(limiter, telegram, 1, "answer"))
    await asyncio.sleep(0.01)
    await ask(limiter, telegram, 1, "typing", endpoint="sendChatAction")
    await flooded
    assert telegram.served == [(1, "answer")]


async def test_a_very_long_pause_is_an_error(telegram: Telegram) -> None:
    telegram.floods[1] = [40_000.0]
    with pytest.raises(RetryAfter):
        await ask(ChatRateLimiter(), telegram, 1, "never")


async def test_other_errors_pass_through_and_leave_the_chat_open(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()

    async def fail() -> bool:
        raise BadRequest("no")

    with pytest.raises(BadRequest):
        await limiter.process_request(fail, (), {}, "sendMessage", {"chat_id": 1}, None)
    assert await ask(limiter, telegram, 1, "next")


async def test_a_window_lets_through_no_more_than_its_limit() -> None:
    window, start = Window(3, 0.2), time.monotonic()
    for _ in range(7):
        await window.wait()
    assert time.monotonic() - start >= 0.4
