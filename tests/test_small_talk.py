"""Messages that ask nothing."""

from __future__ import annotations

import pytest

from bot.engine import Engine
from bot.texts.small_talk import SmallTalk, small_talk
from tests.bots import Newsroom


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hi", "greeting"),
        ("hellooo!!", "greeting"),
        ("Good morning, bot 🙂", "greeting"),
        ("Thanks, that’s great!", "thanks"),
        ("Thank you very much.", "thanks"),
        ("ok thanks", "agreement"),
        ("OKAY", "agreement"),
        ("👍🏽", "agreement"),
        ("got it, thx", "agreement"),
        ("bye!", "farewell"),
        ("Привіт!", "greeting"),
        ("Добрий день", "greeting"),
        ("дуже дякую за відповідь", "thanks"),
        ("ок", "agreement"),
        ("Здравствуйте", "greeting"),
        ("Большое спасибо!", "thanks"),
        ("понятно, спасибо", "agreement"),
    ],
)
def test_greetings_thanks_and_consent_ask_nothing(text: str, kind: str) -> None:
    assert small_talk(text) is SmallTalk(kind)


@pytest.mark.parametrize(
    "text",
    [
        "Why?",
        "when",
        "and the wounded?",
        "Thanks, and who denied it?",
        "Hello Dolly casualties",
        "Is it over now?",
        "Good Friday agreement",
        "Hi-tech drones",
        "bot",
        "?",
        "…",
        "",
        "141",
        "Kyiv",
        "ok corral shooting",
        "а поранені?",
    ],
)
def test_what_may_be_a_question_is_one(text: str) -> None:
    assert small_talk(text) is None


def test_small_talk_gets_a_friendly_line_and_nothing_is_searched(
    room: Newsroom, bot: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot, "assess", None)  # it would fail
    assert room.ask("Hello!").text.startswith("Hello! Ask me about the news")
    assert room.ask("thank you").text == "You are welcome. Ask whenever you like."
    room.ask("/settings language uk")
    assert room.ask("ок").text.startswith("Гаразд.")


def test_in_a_group_small_talk_is_met_with_silence(room: Newsroom, bot: Engine) -> None:
    answer = room.telegram.reply_to(room.reader.sends("/ask Who felt a scrape?", to=room.desk))
    room.reader.sends("thanks!", to=room.desk, reply_to=answer)
    after = room.telegram.reply_to(room.colleague.sends("/ask What of the crane?", to=room.desk))
    assert room.desk.from_bot == [answer, after]
