"""Presses of buttons, whatever they carry: each is answered, or the button would go on waiting."""

from __future__ import annotations

import pytest

from bot.chat.answers.exchanges import Exchange, Exchanges
from bot.chat.telegram.keyboards import Operation
from bot.texts import Texts
from tests.bots import Newsroom
from tests.newsroom import write_news

EXPIRED = Texts()("button_expired")
QUESTION = "Why was the quay closed until the evening?"
# These say something else where there is nothing to be done.
OTHERS = {Operation.WATCH, Operation.MUTE_WATCH, Operation.STOP_WATCH,
          Operation.CANCEL_REBUILD, Operation.CASE, Operation.FAILURES, Operation.FEED}  # fmt: skip


def test_a_press_that_leads_nowhere_is_answered(room: Newsroom) -> None:
    with room.open():
        message = room.ask("/start")
        for data in ("", "1:abc:1", "p", "p:a b:1", *(f"{each}:?" for each in Operation)):
            assert room.toast(message, data) == EXPIRED, data
        for operation in Operation:
            toast = room.toast(message, f"{operation}:nothing:1")
            assert (toast == EXPIRED) is (operation not in OTHERS), operation


def test_a_press_is_answered_although_what_it_asks_for_fails(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(itself: Exchanges, identifier: str) -> Exchange | None:
        raise RuntimeError(identifier)

    with room.open(write_news(room.folder / "news")):
        answer = room.ask(QUESTION)
        monkeypatch.setattr(Exchanges, "get", fail)
        assert room.toast(answer, f"{Operation.SOURCES}:abc:0") == ""
