"""Flood limits: chat by chat, and what is urgent first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import BadRequest, RetryAfter
from telegram.ext import ExtBot

from bot.chat.telegram import rate_limits
from bot.chat.telegram.rate_limits import ChatRateLimiter, Errand, Priority, TimeWindow, TurnedAway
from tests.botapi import BotApiDouble, Fault, Person
from tests.bots import TOKEN

# The library announces that a number will become a timedelta; both are understood.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

Bot = ExtBot[Errand]
NEWS = Errand(Priority.NEWS)


class Telegram:
    """Answers requests, or floods the next ones of a chat. `arrived` is told of each."""

    def __init__(self) -> None:
        self.floods: dict[int, list[float]] = {}
        self.served: list[tuple[int, object]] = []
        self.arrived: dict[int, asyncio.Event] = {}

    async def answer(self, chat: int, what: object) -> bool:
        self.arrived.setdefault(chat, asyncio.Event()).set()
        if self.floods.get(chat):
            raise RetryAfter(timedelta(seconds=self.floods[chat].pop(0)))
        self.served.append((chat, what))
        return True


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


def ask(
    limiter: ChatRateLimiter,
    telegram: Telegram,
    chat: int,
    what: object,
    *,
    endpoint: str = "sendMessage",
    errand: Errand | None = None,
) -> asyncio.Task[Any]:
    return asyncio.create_task(
        limiter.process_request(
            telegram.answer, (chat, what), {}, endpoint, {"chat_id": chat}, errand
        )
    )


async def flooded(
    limiter: ChatRateLimiter, telegram: Telegram, chat: int, seconds: float
) -> asyncio.Task[Any]:
    """A request that Telegram has just told to wait."""
    telegram.floods[chat] = [seconds]
    waiting = telegram.arrived[chat] = asyncio.Event()
    task = ask(limiter, telegram, chat, "flooded")
    await waiting.wait()
    return task


async def test_a_flooded_chat_waits_and_the_others_do_not(telegram: Telegram) -> None:
    limiter, loop = ChatRateLimiter(), asyncio.get_running_loop()
    start = loop.time()
    late = await flooded(limiter, telegram, 1, 0.3)
    await ask(limiter, telegram, 2, "prompt")
    assert await late
    assert loop.time() - start >= 0.3
    assert telegram.served == [(2, "prompt"), (1, "flooded")]


async def test_messages_of_a_chat_keep_their_order(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()
    telegram.floods[1] = [0.05]
    await asyncio.gather(*(ask(limiter, telegram, 1, n) for n in range(5)))
    assert [what for _, what in telegram.served] == [0, 1, 2, 3, 4]


async def test_a_typing_action_is_dropped_rather_than_made_to_wait(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()
    late = await flooded(limiter, telegram, 1, 0.2)
    await ask(limiter, telegram, 1, "typing", endpoint="sendChatAction")
    await late
    assert telegram.served == [(1, "flooded")]
    await ask(limiter, telegram, 1, "typing", endpoint="sendChatAction")
    assert telegram.served[-1] == (1, "typing")


async def test_nobody_types_while_a_chat_is_paused_and_nothing_waits_there(
    telegram: Telegram,
) -> None:
    limiter = ChatRateLimiter()
    telegram.floods[1] = [40_000.0]
    with pytest.raises(RetryAfter):
        await ask(limiter, telegram, 1, "given up")
    await ask(limiter, telegram, 1, "typing", endpoint="sendChatAction")
    assert telegram.served == []


async def test_a_very_long_pause_is_an_error(telegram: Telegram) -> None:
    telegram.floods[1] = [40_000.0]
    with pytest.raises(RetryAfter):
        await ask(ChatRateLimiter(), telegram, 1, "never")


async def test_in_a_very_long_pause_nothing_waits_but_news(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()
    telegram.floods[1] = [0.0, 40_000.0]
    waiting = [ask(limiter, telegram, 1, n) for n in range(3)]
    news = ask(limiter, telegram, 1, "news", errand=NEWS)
    for task in waiting:
        with pytest.raises(RetryAfter):
            await task
    with pytest.raises(RetryAfter):
        await ask(limiter, telegram, 1, "asked in the pause")
    assert not news.done()
    limiter.end_by(asyncio.get_running_loop().time() + 1)
    with pytest.raises(RetryAfter):
        await news
    assert telegram.served == []


async def test_before_an_end_only_what_can_still_leave_waits(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()
    short = await flooded(limiter, telegram, 1, 0.05)
    long = await flooded(limiter, telegram, 2, 60.0)
    limiter.end_by(asyncio.get_running_loop().time() + 10)
    with pytest.raises(RetryAfter):
        await long
    assert await short


async def test_who_lost_access_in_a_pause_gets_nothing_after_it(telegram: Telegram) -> None:
    admitted = {1, 2}
    limiter = ChatRateLimiter(is_admitted=lambda chat: chat in admitted)
    late = await flooded(limiter, telegram, 1, 0.05)
    admitted.remove(1)
    with pytest.raises(TurnedAway):
        await late
    await ask(limiter, telegram, 2, "answer")
    await ask(limiter, telegram, 1, "the word that it was taken away")
    assert telegram.served == [(2, "answer"), (1, "the word that it was taken away")]


async def test_a_chat_that_is_flooded_for_ever_is_given_up(telegram: Telegram) -> None:
    telegram.floods[1] = [0.01] * 50
    with pytest.raises(RetryAfter):
        await ask(ChatRateLimiter(), telegram, 1, "never")
    assert len(telegram.floods[1]) == 50 - rate_limits.ATTEMPTS


async def test_other_errors_pass_through_and_leave_the_chat_open(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()

    async def fail() -> bool:
        raise BadRequest("no")

    with pytest.raises(BadRequest):
        await limiter.process_request(fail, (), {}, "sendMessage", {"chat_id": 1}, None)
    assert await ask(limiter, telegram, 1, "next")


async def test_in_a_chat_answers_go_before_edits_and_edits_before_news(
    telegram: Telegram,
) -> None:
    limiter = ChatRateLimiter()
    first = await flooded(limiter, telegram, 1, 0.1)
    later = [
        ask(limiter, telegram, 1, "news", errand=NEWS),
        ask(limiter, telegram, 1, "edit", endpoint="editMessageText"),
        ask(limiter, telegram, 1, "answer"),
        ask(limiter, telegram, 1, "answer too"),
    ]
    await asyncio.gather(first, *later)
    assert [what for _, what in telegram.served] == [
        "flooded", "answer", "answer too", "edit", "news",
    ]  # fmt: skip


async def test_who_gives_up_makes_room_for_the_next(telegram: Telegram) -> None:
    limiter = ChatRateLimiter()
    first = await flooded(limiter, telegram, 1, 30.0)
    second = ask(limiter, telegram, 1, "second")
    await asyncio.sleep(0)
    first.cancel()
    second.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert telegram.served == []
    assert await ask(limiter, telegram, 2, "other")
    limiter._chats[1].paused_until = 0.0
    assert await ask(limiter, telegram, 1, "third")


async def test_a_chat_that_waits_is_not_forgotten_for_others(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limits, "_CHATS", 1)
    monkeypatch.setattr(rate_limits, "PRIVATE", (60, 0.0))  # no limit that would keep it in mind
    limiter = ChatRateLimiter()
    late = await flooded(limiter, telegram, 1, 0.2)
    await ask(limiter, telegram, 2, "prompt")
    await ask(limiter, telegram, 1, "after it")
    assert telegram.served == [(2, "prompt"), (1, "flooded"), (1, "after it")]
    assert late.done()


async def test_a_pause_is_not_forgotten_for_others(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limits, "_CHATS", 1)
    monkeypatch.setattr(rate_limits, "PRIVATE", (60, 0.0))
    limiter = ChatRateLimiter()
    telegram.floods[1] = [40_000.0]
    with pytest.raises(RetryAfter):
        await ask(limiter, telegram, 1, "given up")
    await ask(limiter, telegram, 2, "prompt")
    await ask(limiter, telegram, 1, "typing", endpoint="sendChatAction")
    assert telegram.served == [(2, "prompt")]


async def test_a_limit_that_is_used_up_is_not_forgotten_for_others(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limits, "_CHATS", 1)
    monkeypatch.setattr(rate_limits, "PRIVATE", (1, 3_600.0))
    limiter = ChatRateLimiter()
    await ask(limiter, telegram, 1, "first")
    await ask(limiter, telegram, 2, "prompt")
    second = ask(limiter, telegram, 1, "second")
    await ask(limiter, telegram, 3, "prompt")
    assert telegram.served == [(1, "first"), (2, "prompt"), (3, "prompt")]
    second.cancel()


async def test_a_part_of_a_group_s_limit_is_left_for_answers(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limits, "GROUP", (5, 3_600.0))
    limiter = ChatRateLimiter()
    news = [ask(limiter, telegram, -1, n, errand=NEWS) for n in range(5)]
    answers = [ask(limiter, telegram, -1, f"answer {n}") for n in range(2)]
    await asyncio.gather(*answers)
    assert [what for _, what in telegram.served] == [0, 1, 2, "answer 0", "answer 1"]
    assert [task.done() for task in news] == [True, True, True, False, False]
    for task in news:
        task.cancel()


def test_a_window_opens_when_its_limit_allows() -> None:
    window = TimeWindow(10, 60.0)
    for moment in range(6):
        assert window.opens(moment, share=0.6) == moment
        window.let_pass(moment)
    assert window.opens(6.0, share=0.6) == 60.0
    assert window.opens(6.0) == 6.0
    for moment in range(6, 10):
        window.let_pass(moment)
    assert window.opens(10.0) == 60.0
    assert window.opens(61.5) == 61.5
    assert not window.is_idle(61.5)
    assert window.is_idle(69.0)


# Against a Telegram


@asynccontextmanager
async def bot_of(double: BotApiDouble) -> AsyncIterator[Bot]:
    with double.running() as url:
        bot: Bot = ExtBot(TOKEN, base_url=f"{url}/bot", rate_limiter=ChatRateLimiter())
        async with bot:
            yield bot


def people(double: BotApiDouble, number: int) -> list[Person]:
    return [double.user(1_000 + n, f"P{n}") for n in range(number)]


async def arrived(double: BotApiDouble, number: int) -> None:
    await asyncio.to_thread(
        double.wait_for, lambda d: len(d.calls("sendMessage")) >= number or None
    )


def texts_sent(double: BotApiDouble) -> list[str]:
    """In the order in which Telegram took them."""
    return [call.params["text"] for call in double.calls("sendMessage") if call.code == 200]


async def test_a_flood_in_one_chat_delays_no_other_on_the_wire() -> None:
    double = BotApiDouble(token=TOKEN)
    noisy, *others = people(double, 6)
    double.fail_next("sendMessage", Fault.flood(100), chat=noisy.user.id)
    async with bot_of(double) as bot:
        late = [asyncio.create_task(bot.send_message(noisy.user.id, f"late {n}")) for n in range(3)]
        await arrived(double, 1)
        await asyncio.gather(*(bot.send_message(each.user.id, "prompt") for each in others))
        assert texts_sent(double) == ["prompt"] * 5
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def test_an_answer_does_not_wait_for_a_burst_of_news(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rate_limits, "OVERALL", (10, 3_600.0))
    double = BotApiDouble(token=TOKEN)
    readers = people(double, 20)
    async with bot_of(double) as bot:
        burst = [
            asyncio.create_task(bot.send_message(each.user.id, "news", rate_limit_args=NEWS))
            for each in readers
        ]
        await arrived(double, 6)
        # Their own news are in line before it, and neither those nor the others hold it up.
        for asker in readers[-2:]:
            await bot.send_message(asker.user.id, "answer")
        assert texts_sent(double) == ["news"] * 6 + ["answer"] * 2
        for task in burst:
            task.cancel()
        await asyncio.gather(*burst, return_exceptions=True)


async def test_what_follows_a_group_to_its_new_id_answers_no_other_message_there() -> None:
    double = BotApiDouble(token=TOKEN)
    (asker,) = people(double, 1)
    old = double.group(2, "Desk", [asker], supergroup=False)
    question = asker.sends("/ask who?", to=old)
    new = old.migrates(by=asker.user)
    other = asker.sends("unrelated", to=new)
    while other.id < question.id:
        other = asker.sends("unrelated", to=new)
    assert question.id in {message.id for message in new.messages}  # numbers begin anew there
    async with bot_of(double) as bot:
        await bot.send_message(old.chat_id, "answer", reply_to_message_id=question.id)
    (answer,) = new.from_bot
    assert (answer.text, answer.reply_to) == ("answer", None)
