"""/settings by buttons, and what comes of it: language, clock, length of answers, quiet hours."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.chat.commands import OFFERED
from bot.chat.database import ChatDatabase
from bot.chat.people.roles import Role
from bot.chat.people.schedule import find_zone
from bot.chat.people.timetables import Timetable, Timetables
from bot.chat.settings import messages
from bot.engine import Engine
from bot.texts import LANGUAGES, Texts
from tests.botapi import Message
from tests.bots import DESK_ID, READER, Newsroom
from tests.newsroom import write_news
from tests.watchroom import GUST, Watchroom

CLOSED = "Why was the quay closed until the evening?"
UNRELATED = "zymurgy quixotic xylophone"


def timetable(room: Newsroom, chat: int) -> Timetable:
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        return Timetables(database).of_chat(chat)


def becomes(room: Newsroom, scope: str, code: str, description: str) -> None:
    """The menu's first command, /ask, is described so."""
    room.telegram.wait_for(lambda _: offered(room, scope, code, "ask") == description or None)


def offered(room: Newsroom, scope: str, code: str, command: str) -> str | None:
    """The description of a command in a menu."""
    menu = room.telegram.commands.get((scope, code), [])
    return next((each["description"] for each in menu if each["command"] == command), None)


def test_one_message_shows_and_changes_it_all(room: Newsroom, bot: Engine) -> None:
    shown = room.ask("/settings")
    assert shown.text == (
        "Settings for this chat\n"
        "Language: English (as in your Telegram)\n"
        "Time zone: UTC\n"
        "Passages per answer: 2\n"
        "Quiet hours: none\n"
        "Corrections: told"
    )
    assert shown.labels == [
        "Language", "Time zone", "Passages per answer", "Quiet hours", "Corrections"
    ]  # fmt: skip
    asked = room.press(shown, "Language")
    assert asked.text == "Which language should I use? Quotations stay as they are."
    assert asked.labels == ["English", "Українська", "Русский", "✓ as in your Telegram", "‹ Back"]
    assert room.press(asked, "‹ Back").text == shown.text
    room.press(shown, "Passages per answer")
    assert "Passages per answer: 3" in room.press(shown, "3").text
    room.press(shown, "Quiet hours")
    assert "Quiet hours: 23:00-08:00" in room.press(shown, "23:00-08:00").text
    room.press(shown, "Time zone")
    kyiv = next(label for label in room.now(shown).labels if label.startswith("Kyiv "))
    done = room.press(shown, kyiv)
    assert "Time zone: Europe/Kyiv" in done.text
    assert len(room.telegram.private(room.reader).from_bot) == 1
    room.press(shown, "Time zone")
    assert [each for each in room.now(shown).labels if each[0] == "✓"] == [
        next(label for label in room.now(shown).labels if "Kyiv" in label)
    ]
    kept = timetable(room, READER)
    assert (kept.zone, str(kept.quiet)) == ("Europe/Kyiv", "23:00-08:00")
    # Another chat has its own.
    assert "Time zone: UTC" in room.ask("/settings", who=room.admin).text


def test_settings_are_typed_on_one_line(room: Newsroom, bot: Engine) -> None:
    assert "Passages per answer: 3" in room.ask("/settings passages 3").text
    assert "Time zone: Europe/Kyiv" in room.ask("/settings zone kyiv").text
    assert "Quiet hours: 22:00-07:00" in room.ask("/settings quiet 22:00-07:00").text
    assert "Quiet hours: none" in room.ask("/settings Quiet off").text
    assert "Мова: Українська" in room.ask("/settings language українська").text
    assert "Language: English" in room.ask("/settings language en").text
    for slip in (
        "passages",
        "passages 21",
        "passages many",
        "language xx",
        "quiet later",
        "frob 1",
    ):
        assert room.ask(f"/settings {slip}").text.startswith("Type /settings passages 2 (up to 20)")
    assert "Passages per answer: 3" in room.ask("/settings").text


def test_the_language_is_spoken_at_once_and_after_a_restart(room: Newsroom, tmp_path: Path) -> None:
    news = write_news(tmp_path / "wire")
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            engine.ingest([news])
            engine.rebuild()
            shown = room.ask("/settings")
            room.press(shown, "Language")
            assert room.press(shown, "Українська").text.startswith(
                "Налаштування цього чату\nМова: Українська\n"
            )
            answer = room.ask(CLOSED)
            assert answer.text.splitlines()[:2] == [
                CLOSED, "Уривки 1–2, спершу найкращі",
            ]  # fmt: skip
            assert "Two cranes were blown over" in answer.text  # quoted as it was written
            private = f"chat:{READER}"
            becomes(room, private, "ru", "Поставити запитання")
            for code in ("", *LANGUAGES[1:]):
                assert offered(room, private, code, "ask") == "Поставити запитання"
            listed = [each["command"] for each in room.telegram.commands[private, ""]]
            assert listed == OFFERED.private[Role.READER]
        with room.serving(url):
            assert room.press(answer, "Ще").text.startswith(f"{CLOSED}\nУривки 3–4")
            assert room.ask("/nonsense").text.startswith("Такої команди я не знаю.")
            room.press(room.ask("/settings"), "Мова")
            menu = room.telegram.private(room.reader).from_bot[-1]
            assert "Language: English (as in" in room.press(menu, "як у вашому Telegram").text
            room.telegram.wait_for(lambda t: (private, "") not in t.commands or None)
    assert room.telegram.lint == []


def test_answers_have_as_many_passages_as_was_set(room: Newsroom, bot: Engine) -> None:
    assert len(room.ask(CLOSED).marked("blockquote")) == 2
    shown = room.ask("/settings")
    room.press(shown, "Passages per answer")
    room.press(shown, "5")
    assert len(room.ask(CLOSED).marked("blockquote")) == 5
    assert len(room.ask(CLOSED, who=room.admin).marked("blockquote")) == 2


def test_days_are_those_of_the_zone_that_was_set(room: Newsroom, tmp_path: Path) -> None:
    late = tmp_path / "late.md"
    late.write_text(
        "---\ntitle: Pier\nsource: The Gull\ndate: 2031-03-04T23:30:00+00:00\n---\n"
        "The old pier reopened on Monday after the storm.\n"
    )
    with room.open(late):
        question = "When did the old pier reopen after the storm?"
        assert "The Gull · 4 March 2031" in room.ask(question).text
        assert "Time zone: Europe/Kyiv" in room.ask("/settings zone kyiv").text
        assert "The Gull · 5 March 2031" in room.ask(question).text
        wrong = room.ask("/settings zone Kiyv").text
        assert wrong.startswith("I do not know the time zone “Kiyv”. Did you mean Europe/Kyiv")


def test_quiet_hours_set_by_a_button_hold_alerts_back(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        shown = desk.room.ask("/settings")
        desk.room.press(shown, "Quiet hours")
        desk.room.press(shown, "22:00-07:00")
        desk.now = "2031-03-05T23:00:00+00:00"
        desk.gust("storm", 151)
        desk.publish(engine)
        assert desk.heard() == []
        desk.now = "2031-03-06T07:30:00+00:00"
        desk.settle()
        (alert,) = desk.heard()
        assert "151 kilometres" in alert.text


def test_a_briefing_moves_with_the_zone(room: Newsroom, bot: Engine) -> None:
    room.ask("/digest daily 07:00")
    shown = room.ask("/settings")
    room.press(shown, "Time zone")
    tokyo = next(label for label in room.now(shown).labels if label.startswith("Tokyo "))
    room.press(shown, tokyo)
    due = timetable(room, READER).due
    assert due is not None
    local = datetime.fromtimestamp(due, find_zone("Asia/Tokyo"))
    assert (local.hour, local.minute) == (7, 0)


# Groups


def test_in_a_group_only_its_administrators_change_settings(room: Newsroom, bot: Engine) -> None:
    telegram, desk = room.telegram, room.desk
    shown = telegram.reply_to(room.reader.sends("/settings", to=desk))
    assert shown.labels == []
    assert shown.text.endswith("Only the administrators of this group can change its settings.")
    refused = room.toast(shown, "t:language:2")
    assert refused == "Only the administrators of this group can change its settings."
    assert room.toast(shown, "t:passages:8", who=room.colleague) == refused
    desk.promotes(room.colleague.user)
    mine = telegram.reply_to(room.colleague.sends("/settings", to=desk))
    assert "as first used here" in mine.text
    room.press(mine, "Language", who=room.colleague)
    room.press(mine, "Русский", who=room.colleague)
    answer = telegram.reply_to(room.reader.sends(f"/ask {UNRELATED}", to=desk))
    assert (
        "Я не нашёл отрывка, который на это отвечает. Найденное не кажется связанным с этим."
        in answer.text
    )
    group, admins = OFFERED.group, OFFERED.group_admins
    scopes = {f"chat:{DESK_ID}": group, f"chat_administrators:{DESK_ID}": admins}
    for scope, names in scopes.items():
        becomes(room, scope, "ru", "Задать вопрос")
        assert [each["command"] for each in telegram.commands[scope, ""]] == names
        assert offered(room, scope, "", "ask") == "Задать вопрос"


def test_what_no_button_says_changes_nothing(room: Newsroom, bot: Engine) -> None:
    shown = room.ask("/settings")
    for aspect in messages.Aspect:
        for number in ("", 44, 999_999):
            room.toast(shown, f"t:{aspect}:{number}")
    assert room.toast(shown, "t:nonsense:1") == "I no longer have this. Please ask again."
    assert room.ask("/settings").text == shown.text


def test_every_choice_is_one_that_there_is() -> None:
    assert all(find_zone(zone).key == zone for zone in messages.ZONES)
    for language in LANGUAGES:
        cities = [Texts(language).city(zone) for zone in messages.ZONES]
        assert len(set(cities)) == len(messages.ZONES)
    assert Texts("uk").city("Europe/Kyiv") == "Київ"


# The language of those who have set none


def test_a_ukrainian_is_answered_in_ukrainian(room: Newsroom, bot: Engine) -> None:
    room.reader = room.telegram.user(READER, "Оля", language_code="uk")
    greeting = room.ask("/start")
    assert greeting.text.startswith("Запитайте мене про новини.\nЯ відповідаю дослівними цитатами")
    answer = room.ask(CLOSED)
    assert answer.marked("blockquote")[0] == (
        "Two cranes were blown over, and the quay was closed until the evening."
    )
    assert "видання невідоме · без дати" in answer.text
    assert answer.text.endswith("статті до 6 березня 2031\u202fр.")
    assert answer.labels == ["🔍 1", "🔍 2", "Ще", "Джерела", "👍", "👎", "Поділитися"]
    assert (
        "Я не знайшов уривка, який на це відповідає. Знайдене не здається повʼязаним із цим."
        in (room.ask(UNRELATED).text)
    )
    assert room.ask('depot? from:"Gull"').text == (
        "Видання «Gull» у мене немає. Можливо, ви мали на увазі «The Gull»?"
    )
    assert "Мова: Українська (як у вашому Telegram)" in room.ask("/settings").text


def test_apps_are_offered_commands_in_their_language(room: Newsroom) -> None:
    room.menus = True
    scope = "all_private_chats"
    with room.open():
        menus = {code: offered(room, scope, code, "settings") for code in ("", "uk", "ru")}
        assert menus == {
            "": "Language, time zone, passages, quiet hours",
            "uk": "Мова, часовий пояс, уривки, тихі години",
            "ru": "Язык, часовой пояс, отрывки, тихие часы",
        }
        assert offered(room, "all_group_chats", "uk", "settings") is None
        assert offered(room, "all_chat_administrators", "uk", "settings") == menus["uk"]


def test_a_group_goes_on_in_the_language_it_was_first_spoken_to(
    room: Newsroom, bot: Engine
) -> None:
    first = room.telegram.user(room.colleague.user.id, "Коля", language_code="ru")

    def said(message: Message) -> str:
        return room.telegram.reply_to(message).text

    assert "из" in said(first.sends("/sources", to=room.desk)).splitlines()[0]
    assert "из" in said(room.reader.sends("/sources", to=room.desk)).splitlines()[0]
    assert "from" in room.ask("/sources").text.splitlines()[0]


def test_a_stranger_is_refused_in_their_language(room: Newsroom, bot: Engine) -> None:
    stranger = room.telegram.user(room.stranger.user.id, "Сем", language_code="ru")
    refusal = room.telegram.reply_to(stranger.sends(CLOSED))
    assert refusal.text.startswith("Это закрытый бот.")
    petition = room.telegram.wait_for(
        lambda _: next(iter(room.telegram.private(room.admin).from_bot), None)
    )
    assert petition.labels == ["Reader", "Editor", "Deny"]  # in the administrator's
    assert room.toast(refusal, "p:abc:0", who=stranger) == "Нет доступа."


def test_what_comes_by_itself_is_in_the_language_of_the_chat(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.reader = desk.room.telegram.user(READER, "Оля", language_code="uk")
        saved = desk.room.ask(f"/watch {GUST}")
        assert saved.text == (
            "Підписку 1 збережено. Зараз я знайшов 1 уривок із відповіддю, про нові повідомлю."
        )
        desk.gust("storm", 151)
        desk.publish(engine)
        (alert,) = desk.heard()
        assert alert.text.startswith(f"🔔 Підписка 1: {GUST}\n1 уривок з 1 статті")
        assert alert.labels[-3:] == ["Тиша на 24 год", "Більше не стежити", "Поділитися"]
