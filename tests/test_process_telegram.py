"""`dateline serve` as a process, met in Telegram by the people it is for.

Nothing is replaced but Telegram itself. What needs a model is in test_process_answers.py. Each test
starts a process or two, so all of them are in the tier that takes long.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.botapi import BotApiDouble, Fault, Person, Room
from tests.botapi.model import Call
from tests.botapi.webhook import SECRET_HEADER
from tests.patience import PATIENCE
from tests.process import Operator, Serving

pytestmark = pytest.mark.model

TOKEN = "5550001:AAF-the_token_of_these_tests_0123456789"
ALICE, EDITOR, EVE = 77, 99, 13
READERS = range(101, 105)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A bot without articles, the people who may use it and one who may not."""

    telegram: BotApiDouble
    operator: Operator
    serving: Serving
    alice: Person
    editor: Person
    eve: Person
    desk: Room

    def awaits_in_log(self, words: str) -> str:
        """The first line with these words, in capitals or not."""

        def found(_: BotApiDouble) -> str | None:
            lines = self.serving.log.splitlines()
            return next((line for line in lines if words.lower() in line.lower()), None)

        return self.telegram.wait_for(found)


def operator(folder: Path, url: str) -> Operator:
    return Operator(
        folder,
        {
            "data_dir": str(folder / "data"),
            "telegram_token": TOKEN,
            "telegram_api_url": url,
            "allowed_ids": f"{ALICE},-1001000000001," + ",".join(map(str, READERS)),
            "admin_ids": str(EDITOR),
        },
    )


def token_parts_in(log: str) -> list[str]:
    """Stretches of the token's secret half; a traceback's frame may have broken it over lines."""
    secret = TOKEN.partition(":")[2]
    return [part for n in range(len(secret) - 8) if (part := secret[n : n + 8]) in log]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def await_polling(telegram: BotApiDouble) -> None:
    telegram.wait_for(lambda double: double.is_polled() or None)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    telegram = BotApiDouble(token=TOKEN)
    alice, editor = telegram.user(ALICE, "Alice"), telegram.user(EDITOR, "Ed")
    eve = telegram.user(EVE, "Eve")
    desk = telegram.group(1, "Desk", [alice, editor], topics=True)
    with telegram.running() as url:
        runs = operator(tmp_path_factory.mktemp("newsroom"), url)
        with runs.serving() as serving:
            await_polling(telegram)
            yield Newsroom(telegram, runs, serving, alice, editor, eve, desk)
            assert serving.stop() == 0
        assert telegram.lint == []
        assert telegram.unanswered == []
        assert not token_parts_in(serving.log)


def test_an_empty_corpus_says_so_and_how_to_fill_it(newsroom: Newsroom) -> None:
    reply = newsroom.telegram.reply_to(newsroom.alice.sends("Who closed the bridge?"))
    assert reply.marked("bold") == ["There are no articles yet."]
    assert "dateline ingest" in reply.text


def test_a_newcomer_is_greeted_and_told_that_there_is_nothing_yet(newsroom: Newsroom) -> None:
    greeting = newsroom.telegram.reply_to(newsroom.alice.sends("/start"))
    assert greeting.marked("bold") == ["Ask me about the news.", "There are no articles yet."]
    assert greeting.labels == []


def test_a_stranger_is_told_the_id_to_pass_on_and_then_nothing(newsroom: Newsroom) -> None:
    telegram, eve = newsroom.telegram, newsroom.eve
    refusal = telegram.reply_to(eve.sends("Who closed the bridge?"))
    assert str(EVE) in refusal.text
    editor = telegram.private(newsroom.editor)
    petition = telegram.wait_for(lambda _: next(iter(editor.from_bot), None))
    assert petition.text.startswith(f"Eve asks for access.\nid {EVE}")
    eve.sends("/help")
    press = telegram.answered(eve.presses_data(refusal, "p:abc:0"))
    assert press.toast == "Not allowed."
    telegram.reply_to(newsroom.alice.sends("/help"))  # handled after Eve's
    assert telegram.private(eve).from_bot == [refusal]


def test_a_question_of_5000_characters_is_refused_by_its_length(newsroom: Newsroom) -> None:
    parts = newsroom.alice.pastes("why " * 1250)
    room = newsroom.telegram.private(newsroom.alice)
    assert len(parts) == 2
    replies = newsroom.telegram.wait_for(
        lambda _: replies if len(replies := room.after(parts[0])) == 2 else None
    )
    assert all(
        reply.text.startswith("A question can have up to 300 characters") for reply in replies
    )


def test_what_is_no_question_gets_a_sentence(newsroom: Newsroom) -> None:
    telegram, alice = newsroom.telegram, newsroom.alice
    said = {
        "/frobnicate": "I do not know that command.",
        "/ask": "What do you want to know?",
        "/article 7": "I have no article “7”.",
        "/status": "0 articles",
        "/rebuild": "Only administrators can do that.",
    }
    for command, sentence in said.items():
        assert sentence in telegram.reply_to(alice.sends(command)).text
    assert "only text" in telegram.reply_to(alice.sends_photo()).text


def test_an_old_button_is_answered(newsroom: Newsroom) -> None:
    telegram, alice = newsroom.telegram, newsroom.alice
    message = telegram.reply_to(alice.sends("/help"))
    for data in ("p:unknown1:0", "no such thing", "c::999999"):
        press = telegram.answered(alice.presses_data(message, data))
        assert press.toast == "I no longer have this. Please ask again."


def test_in_a_group_it_answers_in_the_topic_as_a_silent_reply(newsroom: Newsroom) -> None:
    telegram, alice, desk = newsroom.telegram, newsroom.alice, newsroom.desk
    topic = desk.opens_topic("Bridge", by=alice.user)
    question = alice.sends("/ask Who closed it?", to=desk, thread=topic)
    reply = telegram.reply_to(question)
    assert (reply.thread_id, reply.reply_to, reply.silent) == (topic, question.id, True)


def test_a_group_that_is_not_listed_is_met_with_silence(newsroom: Newsroom) -> None:
    telegram, alice = newsroom.telegram, newsroom.alice
    elsewhere = telegram.group(2, "Elsewhere", [alice])
    alice.sends("/ask Who closed it?", to=elsewhere)
    telegram.reply_to(alice.sends("/help"))  # handled after
    assert elsewhere.from_bot == []


def test_answers_survive_trouble_on_the_way(newsroom: Newsroom) -> None:
    """Four readers, and each one's first answer meets with another mishap."""
    telegram = newsroom.telegram
    readers = [telegram.user(reader, f"Reader {reader}") for reader in READERS]
    faults = (Fault.flood(1), Fault.gateway(502), Fault.dropped(), Fault.slow(0.3))
    for reader, fault in zip(READERS, faults, strict=True):
        telegram.fail_next("sendMessage", fault, chat=reader)
    questions = [person.sends("/help") for person in readers]
    for question in questions:
        telegram.reply_to(question)
    for person in readers:
        telegram.reply_to(person.sends("/status"))
        assert len(telegram.private(person).from_bot) == 2  # each answer came once


def test_polling_survives_trouble_on_the_way(newsroom: Newsroom) -> None:
    telegram, alice = newsroom.telegram, newsroom.alice
    for fault in (Fault.gateway(502), Fault.flood(1)):
        telegram.fail_next("getUpdates", fault)
        telegram.reply_to(alice.sends("/help"))  # handed out by the poll that was under way
        telegram.reply_to(alice.sends("/help"))
    assert "<html>" not in newsroom.serving.log


def test_an_answer_that_telegram_refuses_is_one_sentence_and_a_log_entry(
    newsroom: Newsroom,
) -> None:
    telegram, alice = newsroom.telegram, newsroom.alice
    refused = Fault.refused(400, "Bad Request: no reason")
    telegram.fail_next("sendMessage", refused, chat=ALICE)
    reply = telegram.reply_to(alice.sends("/help"))
    assert reply.text.startswith("Something went wrong on my side")
    newsroom.awaits_in_log("BadRequest: No reason")
    log = newsroom.serving.log
    assert "self = <" not in log  # no local variables: they hold questions and addresses
    assert not token_parts_in(log)


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
        (400, "Bad Request: TOPIC_CLOSED"),
    ],
)
def test_a_chat_that_is_shut_to_the_bot_is_a_line_in_the_log(
    newsroom: Newsroom, code: int, refusal: str
) -> None:
    telegram, alice = newsroom.telegram, newsroom.alice
    telegram.fail_next("sendMessage", Fault.refused(code, refusal), chat=ALICE)
    question = alice.sends("/help")
    reason = refusal.partition(": ")[2]
    line = newsroom.awaits_in_log(reason)
    assert "[info" in line
    telegram.reply_to(alice.sends("/help"))
    assert len(telegram.private(alice).after(question)) == 1


def test_a_second_bot_on_the_same_folder_is_refused(newsroom: Newsroom) -> None:
    result = newsroom.operator.run("serve")
    assert result.returncode == 1
    assert f"already running (pid {newsroom.serving.process.pid})" in result.stderr
    newsroom.telegram.reply_to(newsroom.alice.sends("/help"))


def test_every_kind_of_chat_has_its_menu(newsroom: Newsroom) -> None:
    menus = {
        scope: [command["command"] for command in commands]
        for (scope, _), commands in newsroom.telegram.commands.items()
    }
    assert "ask" in menus["all_private_chats"]
    assert "ask" in menus["all_group_chats"]
    assert "rebuild" in menus[f"chat:{EDITOR}"]
    assert all("rebuild" not in menu for scope, menu in menus.items() if "chat:" not in scope)


# Each of these runs a bot of its own.


def test_a_wrong_token_ends_it_with_one_line(tmp_path: Path) -> None:
    telegram = BotApiDouble(token="5550001:AAF-another_token_0123456789012345")
    with telegram.running() as url:
        result = operator(tmp_path, url).run("serve")
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert "rejects the bot's token" in lines[-1]
    assert "DATELINE_TELEGRAM_TOKEN" in lines[-1]
    assert not token_parts_in(result.stderr)
    assert "Traceback" not in result.stderr


def test_it_waits_for_a_telegram_that_is_down_and_ends_with_one_line_where_the_token_is_revoked(
    tmp_path: Path,
) -> None:
    telegram = BotApiDouble(token=TOKEN)
    alice = telegram.user(ALICE, "Alice")
    telegram.fail_always("*", Fault.gateway(502))
    with telegram.running() as url, operator(tmp_path, url).serving() as serving:
        telegram.wait_for(lambda double: double.calls("getMe") or None)
        telegram.heal()
        telegram.reply_to(alice.sends("/help"))
        telegram.fail_always("*", Fault.refused(401, "Unauthorized"))
        alice.sends("/help")  # ends the poll that was under way
        assert serving.process.wait(PATIENCE) == 1
    assert "rejects the bot's token" in serving.log.splitlines()[-1]
    assert "Traceback" not in serving.log
    assert not token_parts_in(serving.log)


def test_by_webhook_only_telegram_is_let_in(tmp_path: Path) -> None:
    telegram = BotApiDouble(token=TOKEN)
    alice = telegram.user(ALICE, "Alice")
    port = free_port()
    public, local = "https://bot.example/hook", f"http://127.0.0.1:{port}/hook"
    telegram.route_webhook(public, local)
    with telegram.running() as url:
        runs = operator(tmp_path, url)
        runs.settings.update(
            webhook_url=public, webhook_port=str(port), webhook_secret="only-we-know"
        )
        with runs.serving() as serving:
            telegram.reply_to(alice.sends("/help"))
            forged = urllib.request.Request(local, b"{}", {SECRET_HEADER: "a guess"})
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(forged, timeout=PATIENCE)  # noqa: S310
            assert serving.stop() == 0
    assert telegram.lint == []
    assert not token_parts_in(serving.log)
    assert "only-we-know" not in serving.log


def test_killed_or_told_to_stop_with_questions_waiting_it_answers_each_once(
    tmp_path: Path,
) -> None:
    telegram = BotApiDouble(token=TOKEN)
    people = [telegram.user(reader, f"Reader {reader}") for reader in READERS]

    def answers_each() -> list[int]:
        return [len(telegram.private(person).from_bot) for person in people]

    with telegram.running() as url:
        runs = operator(tmp_path, url)
        with runs.serving(name="killed") as serving:
            await_polling(telegram)
            telegram.fail_always("sendMessage", Fault.flood(60))
            questions = [person.sends("Who closed the bridge?") for person in people]
            telegram.wait_for(
                lambda double: len(double.calls("sendMessage")) >= len(people) or None
            )
            telegram.wait_for(_all_taken)
            serving.stop(signal.SIGKILL)
        telegram.heal()
        with runs.serving() as serving:
            for question in questions:
                telegram.reply_to(question)
            assert "is taken up again" in serving.log
            assert answers_each() == [1] * len(people)

            await_polling(telegram)
            answers = threading.Event()
            telegram.fail_next("sendMessage", Fault.until(answers), times=len(people))
            for person in people:
                person.sends("Who closed the harbour?")
            telegram.wait_for(_all_taken)
            serving.process.send_signal(signal.SIGTERM)
            telegram.wait_for(_last_poll)
            with pytest.raises(subprocess.TimeoutExpired):
                serving.process.wait(1)
            assert answers_each() == [1] * len(people)
            answers.set()
            assert serving.process.wait(PATIENCE) == 0
    assert answers_each() == [2] * len(people)


def test_told_to_stop_under_a_webhook_it_ends_within_its_grace_and_loses_nothing(
    tmp_path: Path,
) -> None:
    """Telegram wants silence for longer than the grace, which is cut short for the test."""
    telegram = BotApiDouble(token=TOKEN)
    people = [telegram.user(reader, f"Reader {reader}") for reader in READERS]
    *before, late = people
    port = free_port()
    public, local = "https://bot.example/hook", f"http://127.0.0.1:{port}/hook"
    telegram.route_webhook(public, local)
    hurried = "from bot.chat import app; app.GRACE = 0.5; from bot.cli import main; main()"
    with telegram.running() as url:
        runs = operator(tmp_path, url)
        runs.settings.update(
            webhook_url=public, webhook_port=str(port), webhook_secret="only-we-know"
        )
        telegram.fail_always("sendMessage", Fault.flood(2))
        with runs.serving(program=(sys.executable, "-c", hurried, "serve")) as serving:
            questions = [person.sends("Who closed the bridge?") for person in before]
            telegram.wait_for(
                lambda double: len(double.calls("sendMessage")) >= len(before) or None
            )
            serving.process.send_signal(signal.SIGTERM)
            assert serving.process.wait(60) == 0
        questions.append(late.sends("Who closed the bridge?"))  # nobody is there to take it
        telegram.heal()
        with runs.serving(name="again"):
            for question in questions:
                telegram.reply_to(question)
            telegram.reply_to(late.sends("/help"))
    assert [len(telegram.private(one).from_bot) for one in people] == [1] * len(before) + [2]


def _all_taken(telegram: BotApiDouble) -> bool | None:
    return telegram.world.updates.pending == () or None


def _last_poll(telegram: BotApiDouble) -> Call | None:
    """How the library, told to stop, confirms what it has taken."""
    polls = telegram.calls("getUpdates")
    return next((call for call in polls if call.params["timeout"] == "0"), None)


def test_of_two_bots_with_one_token_each_says_what_is_wrong(tmp_path: Path) -> None:
    telegram = BotApiDouble(token=TOKEN)
    alice = telegram.user(ALICE, "Alice")
    with telegram.running() as url:
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
        first, second = (operator(tmp_path / name, url) for name in ("first", "second"))
        with first.serving() as older:
            await_polling(telegram)
            with second.serving():
                telegram.wait_for(
                    lambda _: (
                        "another program is receiving this bot's updates" in older.log or None
                    ),
                )
            telegram.reply_to(alice.sends("/help"))  # the one that is left serves
            assert older.stop() == 0
    assert "Traceback" not in older.log
