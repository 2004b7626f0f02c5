"""The double hands out updates, takes answers to them, and breaks, as Telegram does."""

from __future__ import annotations

import http.client
import json
import threading
import time
import urllib.error
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.botapi import BotApiDouble, Fault, Person
from tests.botapi.client import Answer, Client
from tests.botapi.webhook import SECRET_HEADER

TOKEN = "123:abc"
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def double() -> BotApiDouble:
    return BotApiDouble(token=TOKEN)


@pytest.fixture
def bot(double: BotApiDouble) -> Iterator[Client]:
    with double.running() as url:
        yield Client(url, TOKEN)


@pytest.fixture
def alice(double: BotApiDouble) -> Person:
    return double.user(77, "Alice")


def texts(answer: Answer) -> list[str]:
    return [update["message"]["text"] for update in answer.result]


# getUpdates.


def test_an_offset_confirms_what_comes_before_it(bot: Client, alice: Person) -> None:
    for text in "abcd":
        alice.sends(text)
    updates = bot.call("getUpdates", limit=2).result
    assert [update["message"]["text"] for update in updates] == ["a", "b"]
    assert texts(bot.call("getUpdates")) == list("abcd")  # nothing was confirmed
    assert texts(bot.call("getUpdates", offset=updates[-1]["update_id"] + 1)) == ["c", "d"]
    assert texts(bot.call("getUpdates", offset=-1)) == ["d"]
    assert texts(bot.call("getUpdates")) == ["d"]  # a negative offset forgets the rest


def test_a_long_poll_ends_with_the_first_update(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(bot.call, "getUpdates", timeout=50)
        double.wait_for(lambda _: double.is_polled() or None)
        assert not poll.done()
        alice.sends("now")
        assert texts(poll.result()) == ["now"]


def test_a_long_poll_without_news_returns_nothing(bot: Client) -> None:
    started = time.monotonic()
    assert bot.call("getUpdates", timeout=1).result == []
    assert time.monotonic() - started >= 0.9


def test_of_two_pollers_the_older_is_ended(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    with ThreadPoolExecutor() as pool:
        older = pool.submit(bot.call, "getUpdates", timeout=50)
        double.wait_for(lambda _: double.is_polled() or None)
        newer = pool.submit(bot.call, "getUpdates", timeout=50)
        answer = older.result()
        assert (answer.code, answer.error) == (
            409,
            "Conflict: terminated by other getUpdates request;"
            " make sure that only one bot instance is running",
        )
        alice.sends("for the newer one")
        assert texts(newer.result()) == ["for the newer one"]


def test_kinds_of_updates_are_remembered_and_the_special_ones_must_be_named(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    room = double.group(1, "Desk", [alice])
    room.promotes_bot()
    message = alice.sends("x", to=room)

    def kinds() -> list[str]:
        updates = bot.call("getUpdates").result
        if updates:
            bot.call("getUpdates", offset=updates[-1]["update_id"] + 1)
        return [next(key for key in update if key != "update_id") for update in updates]

    alice.reacts(message, "👍")
    assert kinds() == ["my_chat_member", "message"]
    bot.call("getUpdates", allowed_updates=["message_reaction"])
    alice.reacts(message, "👍")
    alice.sends("y", to=room)
    assert kinds() == ["message_reaction"]
    bot.call("getUpdates", allowed_updates=[])
    alice.sends("z", to=room)
    assert kinds() == ["message"]


def test_privacy_mode(double: BotApiDouble, bot: Client, alice: Person) -> None:
    room = double.group(1, "Desk", [alice])
    own = bot.call("sendMessage", chat_id=room.chat_id, text="x").result["message_id"]
    alice.sends("talk", to=room)
    alice.sends("@brief_bot who?", to=room)  # a mention alone does not reach a bot
    alice.sends("/ask@other_bot who?", to=room)
    alice.sends("/ask who?", to=room)
    alice.sends("/ask@Brief_Bot who?", to=room)
    alice.sends("and then?", to=room, reply_to=room.messages[0])
    assert own == room.messages[0].id
    seen = ["/ask who?", "/ask@Brief_Bot who?", "and then?"]
    assert texts(bot.call("getUpdates")) == seen
    double.world.privacy_mode = False
    alice.sends("talk", to=room)
    assert texts(bot.call("getUpdates")) == [*seen, "talk"]


def test_people_edit_paste_and_send_files(double: BotApiDouble, bot: Client, alice: Person) -> None:
    first = alice.sends("who?")
    alice.edits(first, "who else?")
    parts = alice.pastes("a" + "😀" * 2500)
    alice.sends_file("notes.txt", b"x", caption="look")
    alice.sends_photo()
    alice.follows("https://t.me/brief_bot?start=p_1_2")
    updates = bot.call("getUpdates").result
    assert updates[1]["edited_message"]["text"] == "who else?"
    assert [len(part.text) for part in parts] == [2048, 453]
    assert updates[4]["message"]["document"]["file_name"] == "notes.txt"
    assert updates[4]["message"]["caption"] == "look"
    assert "photo" in updates[5]["message"]
    start = updates[6]["message"]
    assert start["text"] == "/start p_1_2"
    assert start["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    with pytest.raises(ValueError, match="no start link"):
        alice.follows("https://t.me/brief_bot?start=a.b")
    with pytest.raises(ValueError, match="pastes"):
        alice.sends("x" * 4097)


# Taps and inline queries.


@pytest.fixture
def keyboard_message(bot: Client, alice: Person) -> dict[str, Any]:
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "m:1"}]]}
    result: dict[str, Any] = bot.call(
        "sendMessage", chat_id=77, text="x", reply_markup=markup
    ).result
    return result


def test_a_tap_is_answered_once_and_in_time(
    double: BotApiDouble, bot: Client, alice: Person, keyboard_message: dict[str, Any]
) -> None:
    message = double.private(alice).messages[-1]
    press = alice.presses(message, "More")
    query = bot.call("getUpdates").result[0]["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("m:1", message.id)

    def answer(press_id: str, text: str = "") -> Answer:
        return bot.call("answerCallbackQuery", callback_query_id=press_id, text=text)

    assert answer(press.id, "t" * 201).error == "Bad Request: MESSAGE_TOO_LONG"
    assert answer(press.id, "Done").result is True
    assert double.answered(press).toast == "Done"
    assert answer(press.id).error == TOO_OLD
    assert answer("12").error == TOO_OLD
    late = alice.presses(message, "More")
    double.pass_time(16)
    assert answer(late.id).error == TOO_OLD
    assert double.unanswered == [late]
    with pytest.raises(AssertionError, match="no button 'Less'"):
        alice.presses(message, "Less")


def test_inline_queries(double: BotApiDouble, bot: Client, alice: Person) -> None:
    def result(number: int | str) -> dict[str, Any]:
        bold = {"type": "bold", "offset": 0, "length": 1}
        content = {"message_text": "x", "entities": [bold]}
        named = {"type": "article", "id": str(number), "title": "t"}
        return named | {"input_message_content": content}

    typed = alice.types_inline("who claimed it?")
    query = bot.call("getUpdates").result[0]["inline_query"]
    assert query["query"] == "who claimed it?"

    def answer(results: list[dict[str, Any]], **more: Any) -> Answer:
        return bot.call("answerInlineQuery", inline_query_id=query["id"], results=results, **more)

    assert answer([result(n) for n in range(51)]).error == "Bad Request: RESULTS_TOO_MUCH"
    assert answer([result(1), result(1)]).error == "Bad Request: RESULT_ID_DUPLICATE"
    assert answer([result("é" * 33)]).error == "Bad Request: RESULT_ID_INVALID"
    assert answer([], next_offset="é" * 33).error == "Bad Request: NEXT_OFFSET_INVALID"
    for button, error in (
        ({"text": " ", "start_parameter": "a"}, "SWITCH_PM_TEXT_EMPTY"),
        ({"text": "Open"}, "START_PARAM_EMPTY"),
        ({"text": "Open", "start_parameter": "a b"}, "START_PARAM_INVALID"),
    ):
        assert answer([], button=button).error == f"Bad Request: {error}"
    assert answer([result(n) for n in range(50)], is_personal=True, cache_time=30).result is True
    assert (len(typed.results), typed.is_personal, typed.cache_time) == (50, True, 30)
    assert answer([]).error == TOO_OLD
    assert typed.offer("7").marked("bold") == ["x"]
    alice.chooses(typed, "7")
    told, sent = bot.call("getUpdates", offset=-2).result
    assert told["chosen_inline_result"]["result_id"] == "7"
    assert sent["message"]["via_bot"]["username"] == "brief_bot"
    stale = alice.types_inline("later")
    double.pass_time(16)
    assert bot.call("answerInlineQuery", inline_query_id=stale.id, results=[]).error == TOO_OLD


# The bot's own profile.


def test_who_the_bot_is(bot: Client) -> None:
    me = bot.call("getMe").result
    assert (me["id"], me["is_bot"], me["username"]) == (123, True, "brief_bot")
    assert me["can_read_all_group_messages"] is False


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ({"command": "Ask", "description": "d"}, "BOT_COMMAND_INVALID"),
        ({"command": "", "description": "d"}, "command must be non-empty"),
        ({"command": "a" * 33, "description": "d"}, "command length must not exceed 32"),
        ({"command": "ask", "description": " "}, "command description must be non-empty"),
        (
            {"command": "ask", "description": "d" * 257},
            "command description length must not exceed 256",
        ),
        ({"command": "ask"}, "can't parse BotCommand: Can't find field \"description\""),
    ],
)
def test_commands_that_cannot_be(bot: Client, command: dict[str, str], complaint: str) -> None:
    answer = bot.call("setMyCommands", commands=[command])
    assert answer.error == f"Bad Request: {complaint}"


def test_commands_are_kept_by_scope_and_language(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    ask = {"command": "ask", "description": "Ask a question"}
    admins = {"type": "chat", "chat_id": 77}
    assert bot.call("setMyCommands", commands=[ask]).result is True
    assert bot.call("setMyCommands", commands=[ask], scope=admins, language_code="uk").result
    assert double.commands == {("default", ""): [ask], ("chat:77", "uk"): [ask]}
    assert bot.call("getMyCommands").result == [ask]
    assert bot.call("deleteMyCommands").result is True
    assert bot.call("getMyCommands").result == []
    refused: dict[str, dict[str, Any]] = {
        "BOT_COMMANDS_TOO_MUCH": {"commands": [ask] * 101},
        "LANG_CODE_INVALID": {"commands": [ask], "language_code": "eng"},
        "chat not found": {"commands": [ask], "scope": {"type": "chat", "chat_id": 5}},
        "can't parse BotCommandScope: Unsupported type specified": {
            "commands": [ask],
            "scope": {"type": "everybody"},
        },
    }
    for complaint, params in refused.items():
        assert bot.call("setMyCommands", **params).error == f"Bad Request: {complaint}"


def test_descriptions(bot: Client) -> None:
    assert bot.call("setMyDescription", description="d" * 512).result is True
    assert bot.call("getMyDescription").result == {"description": "d" * 512}
    assert bot.call("setMyDescription", description="d" * 513).code == 400
    assert bot.call("setMyShortDescription", short_description="d" * 121).code == 400


# Webhooks.


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"url": "http://a.example/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://a.example:8000/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://a.example/", "secret_token": "a" * 257}, "secret token is too long"),
        (
            {"url": "https://a.example/", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
    ],
)
def test_a_webhook_that_cannot_be(bot: Client, params: dict[str, str], complaint: str) -> None:
    assert bot.call("setWebhook", **params).error == f"Bad Request: {complaint}"


class Receiver(HTTPServer):
    """The bot's side of a webhook; answers with the next of `codes`, then 200."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.received: list[tuple[str | None, dict[str, Any]]] = []
        super().__init__(("127.0.0.1", 0), ReceiverHandler)

    @contextmanager
    def running(self) -> Iterator[str]:
        thread = threading.Thread(target=self.serve_forever, args=(0.005,))
        thread.start()
        yield f"http://127.0.0.1:{self.server_address[1]}/"
        self.shutdown()
        thread.join()
        self.server_close()


class ReceiverHandler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.headers[SECRET_HEADER], json.loads(body)))
        self.send_response(self.server.codes.pop(0) if self.server.codes else 200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


def test_a_webhook_is_tried_until_it_takes_the_update(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    receiver = Receiver(500)
    with receiver.running() as target:
        double.route_webhook("https://a.example/hook", target)
        assert bot.call("setWebhook", url="https://a.example/hook", secret_token="s3").result
        alice.sends("hello")
        double.wait_for(lambda _: len(receiver.received) == 2 or None)
        double.wait_for(lambda d: d.world.updates.pending == () or None)
    (secret, first), (_, second) = receiver.received
    assert secret == "s3"
    assert first == second  # the same update twice: bots must expect that
    info = bot.call("getWebhookInfo").result
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    answer = bot.call("getUpdates")
    assert (answer.code, answer.error) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first",
    )
    assert bot.call("deleteWebhook", drop_pending_updates=True).result is True
    assert bot.call("getUpdates").result == []


def test_a_webhook_ends_a_waiting_poll(double: BotApiDouble, bot: Client) -> None:
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(bot.call, "getUpdates", timeout=50)
        double.wait_for(lambda _: double.is_polled() or None)
        bot.call("setWebhook", url="https://a.example/hook")
        assert poll.result().error == "Conflict: terminated by setWebhook request"


# Trouble.


def test_a_wrong_token_and_a_wrong_method(double: BotApiDouble, bot: Client) -> None:
    stranger = Client(bot.url, "123:wrong")
    assert stranger.call("getMe") == Answer(
        401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
    )
    answer = Client(bot.url, "nonsense").call("getMe")
    assert answer.error == "Unauthorized: invalid token specified"
    assert bot.call("sendTelepathy").error == "Not Found: method not found"
    assert "sendtelepathy" in double.lint[0]
    assert bot.call("GETME").code == 200  # methods are not case-sensitive


def test_parameters_come_in_any_of_the_four_ways(bot: Client, alice: Person) -> None:
    form = "application/x-www-form-urlencoded"
    sent = [
        bot.call("sendMessage", chat_id=77, text="a b"),
        bot.post("sendMessage", b"chat_id=77&text=a+b", form),
        bot.post("sendMessage?chat_id=77&text=a%20b", b"", form),
        bot.post(
            "sendMessage",
            b'--c\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n77\r\n'
            b'--c\r\nContent-Disposition: form-data; name="text"\r\n\r\na b\r\n--c--\r\n',
            'multipart/form-data; boundary="c"',
        ),
    ]
    assert [answer.result["text"] for answer in sent] == ["a b"] * 4
    assert bot.post("getMe", b"{", "application/json").code == 400


def test_a_flood_names_the_seconds_and_notes_who_comes_back_early(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    double.fail_next("sendMessage", Fault.flood(3))
    answer = bot.call("sendMessage", chat_id=77, text="x")
    assert answer.code == 429
    assert answer.error == "Too Many Requests: retry after 3"
    assert answer.body["parameters"] == {"retry_after": 3}
    assert bot.call("sendMessage", chat_id=77, text="x").code == 200
    assert "before retry_after ended" in double.lint[0]
    assert [call.code for call in double.calls("sendMessage")] == [429, 200]


def test_faults_last_as_long_as_ordered(double: BotApiDouble, bot: Client, alice: Person) -> None:
    double.fail_always("*", Fault.refused(500, "Internal Server Error: restart"))
    assert [bot.call("getMe").code for _ in range(3)] == [500] * 3
    double.heal()
    double.fail_next("getMe", Fault.refused(413, "Request Entity Too Large"), times=2)
    assert [bot.call("getMe").code for _ in range(3)] == [413, 413, 200]


def test_a_gateway_answers_in_html(double: BotApiDouble, bot: Client) -> None:
    double.fail_next("getMe", Fault.gateway(502))
    with pytest.raises(json.JSONDecodeError):
        bot.call("getMe")
    connection = http.client.HTTPConnection(bot.url.removeprefix("http://"))
    double.fail_next("getMe", Fault.gateway(500))
    connection.request("GET", f"/bot{TOKEN}/getMe")
    response = connection.getresponse()
    assert (response.status, response.headers["Content-Type"]) == (500, "text/html")
    assert b"Internal Server Error" in response.read()
    connection.close()


def test_a_connection_drops_before_or_after_the_deed(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    for done, sent in ((False, 0), (True, 1)):
        double.fail_next("sendMessage", Fault.dropped(done=done))
        with pytest.raises((http.client.RemoteDisconnected, urllib.error.URLError)):
            bot.call("sendMessage", chat_id=77, text="x")
        assert len(double.private(alice).from_bot) == sent


def test_a_slow_answer_comes_late(double: BotApiDouble, bot: Client) -> None:
    double.fail_next("getMe", Fault.slow(0.2))
    started = time.monotonic()
    assert bot.call("getMe").code == 200
    assert time.monotonic() - started >= 0.2


def test_waiting_in_vain_shows_the_conversation(double: BotApiDouble, alice: Person) -> None:
    question = alice.sends("anybody there?")
    with pytest.raises(AssertionError, match="anybody there"):
        double.reply_to(question, timeout=0.05)
