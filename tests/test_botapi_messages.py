"""The double refuses what Telegram refuses, in its words, and notes what Telegram alters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.botapi import BotApiDouble, Entity, Message, Person, Room
from tests.botapi.client import Client

TOKEN = "123:abc"


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


def last(double: BotApiDouble, person: Person) -> Message:
    return double.private(person).messages[-1]


def buttons(*row: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(row)]}


# Text and entities.


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"type": "bold"}, Entity("bold", 2, 1)),
        ({"type": "expandable_blockquote"}, Entity("expandable_blockquote", 2, 1)),
        (
            {"type": "text_link", "url": "a.example?x=1&y"},
            Entity("text_link", 2, 1, url="http://a.example/?x=1&y"),
        ),
        ({"type": "text_mention", "user": {"id": 77}}, Entity("text_mention", 2, 1, user_id=77)),
        ({"type": "pre", "language": "sql"}, Entity("pre", 2, 1, language="sql")),
        (
            {"type": "custom_emoji", "custom_emoji_id": "5"},
            Entity("custom_emoji", 2, 1, custom_emoji_id="5"),
        ),
        (
            {"type": "date_time", "unix_time": 1684886400, "date_time_format": "D"},
            Entity("date_time", 2, 1, unix_time=1684886400, date_time_format="D"),
        ),
    ],
)
def test_entities_are_kept_with_all_that_they_say(
    double: BotApiDouble, bot: Client, alice: Person, given: dict[str, Any], kept: Entity
) -> None:
    entity = {"offset": 2, "length": 1, **given}
    bot.call("sendMessage", chat_id=77, text="😀x", entities=[entity]).result  # noqa: B018
    assert last(double, alice).entities == (kept,)
    assert double.lint == []


def test_what_people_wrote_is_never_read_as_markup(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    answer = bot.call("sendMessage", chat_id=77, text="5 < 6", parse_mode="HTML")
    assert answer.code == 500
    assert ["parse_mode HTML" in note for note in double.lint] == [True]
    assert double.private(alice).from_bot == []


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "\u200b\u2060"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "é" * 20_000}, "text is too long"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "message_thread_id": 9}, "message thread not found"),
        ({"text": "x", "link_preview_options": {"url": "no"}}, "WEBPAGE_URL_INVALID"),
        (
            {"text": "x", "link_preview_options": {"is_disabled": "yes"}},
            'field "is_disabled" must be of type Boolean',
        ),
    ],
)
def test_a_message_that_cannot_be_is_refused(
    bot: Client, alice: Person, params: dict[str, Any], complaint: str
) -> None:
    answer = bot.call("sendMessage", **{"chat_id": 77, **params})
    assert (answer.code, answer.error) == (400, f"Bad Request: {complaint}")


def test_the_longest_message_goes_through(bot: Client, alice: Person) -> None:
    assert bot.call("sendMessage", chat_id=77, text="😀" * 2048).result["text"] == "😀" * 2048


@pytest.mark.parametrize(
    ("entity", "complaint"),
    [
        ({"offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"offset": 0, "length": -2}, "receive an entity with incorrect length -2"),
        (
            {"offset": 9, "length": 1},
            "entity begins after the end of the text at UTF-16 offset 9",
        ),
        (
            {"offset": 0, "length": 9},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
        (
            {"offset": 2, "length": 2},
            "entity begins in a middle of a UTF-16 symbol at byte offset 5",
        ),
        (
            {"offset": 0, "length": 2},
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol"
            " at byte offset 5",
        ),
        (
            {"offset": 0, "length": 1, "type": "marquee"},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"offset": 0, "length": 1, "type": "text_link"},
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
        (
            {"offset": 0, "length": 1, "type": "text_link", "url": "http://localhost:8000/a"},
            "entity URL 'http://localhost:8000/a' is invalid: Wrong HTTP URL",
        ),
        (
            {"offset": 0, "length": 1, "type": "text_link", "url": "ftp://a.example"},
            "entity URL 'ftp://a.example' is invalid: Unsupported URL protocol",
        ),
        (
            {"offset": 0, "length": 1, "type": "text_mention", "user": {"id": 404}},
            "user not found",
        ),
    ],
)
def test_an_entity_that_does_not_fit_is_refused(
    bot: Client, alice: Person, entity: dict[str, Any], complaint: str
) -> None:
    answer = bot.call("sendMessage", chat_id=77, text="a😀b", entities=[{"type": "bold", **entity}])
    assert (answer.code, answer.error) == (400, f"Bad Request: {complaint}")


def test_entities_count_utf16_units(double: BotApiDouble, bot: Client, alice: Person) -> None:
    bold = {"type": "bold", "offset": 3, "length": 1}
    bot.call("sendMessage", chat_id=77, text="a😀b", entities=[bold]).result  # noqa: B018
    assert last(double, alice).marked("bold") == ["b"]


@pytest.mark.parametrize(
    ("params", "text", "note"),
    [
        ({"text": "x "}, "x", "white space at the end"),
        ({"text": "\nx"}, "x", "white space at the start"),
        ({"text": "a\rb"}, "ab", "U+000D was deleted"),
        ({"text": "A\u030angstrom"}, "Angstrom", "U+030A was deleted"),
        ({"text": "a\u2028b"}, "ab", "U+2028 was deleted"),
        ({"text": "a\tb"}, "a b", "control character U+0009 became a space"),
        ({"text": "a\u200e\u200fb"}, "a\u200c\u200fb", "direction marks"),
    ],
)
def test_silent_damage_is_done_and_noted(
    double: BotApiDouble,
    bot: Client,
    alice: Person,
    params: dict[str, Any],
    text: str,
    note: str,
) -> None:
    assert bot.call("sendMessage", chat_id=77, **params).result["text"] == text
    assert len(double.lint) == 1
    assert note in double.lint[0]
    assert "Alice (77)" in double.lint[0]


def test_entities_move_with_the_characters_that_are_deleted(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    bold = {"type": "bold", "offset": 3, "length": 3}
    bot.call("sendMessage", chat_id=77, text="a\r\rbc\r d", entities=[bold]).result  # noqa: B018
    assert last(double, alice).marked("bold") == ["bc"]


@pytest.mark.parametrize(
    ("spans", "kept", "note"),
    [
        ([("blockquote", 0, 9), ("blockquote", 2, 2)], {("blockquote", 0, 9)}, "nested blockquote"),
        ([("blockquote", 0, 4), ("code", 2, 4)], {("blockquote", 0, 4)}, "crosses the edge"),
        ([("code", 0, 9), ("bold", 3, 2)], {("code", 0, 9)}, "bold over code"),
        ([("bold", 0, 9), ("code", 3, 2)],
         {("bold", 0, 3), ("code", 3, 2), ("bold", 5, 4)}, "bold over code"),
        ([("bold", 0, 0)], set(), "empty entity"),
    ],
)  # fmt: skip
def test_entities_that_cross_are_flattened_and_noted(
    double: BotApiDouble,
    bot: Client,
    alice: Person,
    spans: list[tuple[str, int, int]],
    kept: set[tuple[str, int, int]],
    note: str,
) -> None:
    entities = [{"type": kind, "offset": at, "length": length} for kind, at, length in spans]
    bot.call("sendMessage", chat_id=77, text="123456789", entities=entities).result  # noqa: B018
    assert {(e.type, e.offset, e.length) for e in last(double, alice).entities} == kept
    assert note in double.lint[0]


def test_the_hundred_and_first_entity_is_ignored(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    entities = [{"type": "bold", "offset": 2 * n, "length": 1} for n in range(101)]
    bot.call("sendMessage", chat_id=77, text="ab" * 101, entities=entities).result  # noqa: B018
    assert len(last(double, alice).entities) == 100
    assert "1 of 101 entities were ignored" in double.lint[0]


# Keyboards.


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "url": "http://localhost/"},
         "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL"),
        ({"text": "x"}, "can't parse inline keyboard button: Text buttons are unallowed in the"
         " inline keyboard"),
        ({"text": "x", "callback_data": ""}, "can't parse inline keyboard button: Text buttons are"
         " unallowed in the inline keyboard"),
        ({"callback_data": "x"}, 'can\'t parse inline keyboard button: Can\'t find field "text"'),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": "y" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "callback_data": "y", "style": "pink"}, "BUTTON_STYLE_INVALID"),
        ({"text": "x", "web_app": {"url": "http://a.example"}}, "inline keyboard button Web App"
         " URL 'http://a.example' is invalid: Only HTTPS links are allowed"),
        ({"text": "x", "pay": True}, "BUTTON_TYPE_INVALID"),
    ],
)  # fmt: skip
def test_a_button_that_telegram_refuses(
    bot: Client, alice: Person, button: dict[str, Any], complaint: str
) -> None:
    answer = bot.call("sendMessage", chat_id=77, text="x", reply_markup=buttons(button))
    assert (answer.code, answer.error) == (400, f"Bad Request: {complaint}")


def test_buttons_of_every_kind_are_kept(double: BotApiDouble, bot: Client, alice: Person) -> None:
    row: list[dict[str, Any]] = [
        {"text": "a", "callback_data": "é" * 32, "style": "danger"},
        {"text": "b", "url": "https://a.example/x"},
        {"text": "c", "copy_text": {"text": "y" * 256}},
        {"text": "d", "switch_inline_query": ""},
        {"text": "e", "web_app": {"url": "https://a.example"}},
    ]
    sent = bot.call("sendMessage", chat_id=77, text="x", reply_markup=buttons(*row)).result
    assert sent["reply_markup"] == buttons(*row)
    assert last(double, alice).labels == list("abcde")


def test_a_web_app_button_is_for_private_chats(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    group = double.group(1, "Desk", [alice])
    markup = buttons({"text": "x", "web_app": {"url": "https://a.example"}})
    answer = bot.call("sendMessage", chat_id=group.chat_id, text="x", reply_markup=markup)
    assert answer.error == "Bad Request: BUTTON_TYPE_INVALID"


def test_too_many_buttons(double: BotApiDouble, bot: Client, alice: Person) -> None:
    button = {"text": "x", "callback_data": "y"}
    rows = {"inline_keyboard": [[button] * 8] * 13}
    answer = bot.call("sendMessage", chat_id=77, text="x", reply_markup=rows)
    assert answer.error == "Bad Request: reply markup is too long"
    bot.call("sendMessage", chat_id=77, text="x", reply_markup=buttons(*[button] * 9))
    assert ["9 buttons in a row" in note for note in double.lint] == [True]


# Edits and deletions.


def test_an_edit_replaces_and_keeps_history(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    keyboard = buttons({"text": "More", "callback_data": "m"})
    sent = bot.call("sendMessage", chat_id=77, text="one", reply_markup=keyboard).result
    bot.call("editMessageText", chat_id=77, message_id=sent["message_id"], text="two").result  # noqa: B018
    message = last(double, alice)
    assert (message.text, [content.body.text for content in message.edits]) == ("two", ["one"])
    assert message.keyboard == ()  # an edit without a keyboard takes it away


def test_an_edit_that_changes_nothing_is_refused(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    keyboard = buttons({"text": "More", "callback_data": "m"})
    sent = bot.call("sendMessage", chat_id=77, text="one two", reply_markup=keyboard).result
    where = {"chat_id": 77, "message_id": sent["message_id"]}
    same = bot.call("editMessageText", **where, text="one two ", reply_markup=keyboard)
    assert same.error == (
        "Bad Request: message is not modified: specified new message content and reply markup are"
        " exactly the same as a current content and reply markup of the message"
    )
    bold = [{"type": "bold", "offset": 0, "length": 3}]
    edit = {"text": "one two", "entities": bold, "reply_markup": keyboard}
    assert bot.call("editMessageText", **where, **edit).code == 200
    assert bot.call("editMessageReplyMarkup", **where, reply_markup=keyboard).code == 400
    assert bot.call("editMessageReplyMarkup", **where).code == 200


def test_edits_of_what_is_not_there_or_not_the_bots(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    question = alice.sends("hello")
    own = bot.call("sendMessage", chat_id=77, text="x").result["message_id"]
    edit = {"chat_id": 77, "text": "y"}
    errors = {
        999: "message to edit not found",
        question.id: "message can't be edited",
        0: "message identifier is not specified",
    }
    for message_id, complaint in errors.items():
        answer = bot.call("editMessageText", **edit, message_id=message_id)
        assert answer.error == f"Bad Request: {complaint}"
    answer = bot.call("editMessageCaption", chat_id=77, message_id=own, caption="y")
    assert answer.error == "Bad Request: there is no caption in the message to edit"
    force = {"force_reply": True}
    answer = bot.call("editMessageText", **edit, message_id=own, reply_markup=force)
    assert answer.error == "Bad Request: inline keyboard expected"


def test_deleting(double: BotApiDouble, bot: Client, alice: Person) -> None:
    room = double.group(1, "Desk", [alice])
    theirs, own = alice.sends("/ask x", to=room), alice.sends("hello")
    group = {"chat_id": room.chat_id}
    assert bot.call("deleteMessage", chat_id=77, message_id=own.id).result is True
    answer = bot.call("deleteMessage", chat_id=77, message_id=own.id)
    assert answer.error == "Bad Request: message to delete not found"
    answer = bot.call("deleteMessage", **group, message_id=theirs.id)
    assert answer.error == "Bad Request: message can't be deleted"
    room.promotes_bot()
    assert bot.call("deleteMessages", **group, message_ids=[theirs.id, 999]).result is True
    assert room.messages == []


# Replies.


def test_replies_and_quotations(double: BotApiDouble, bot: Client, alice: Person) -> None:
    bold = Entity("bold", 4, 5)
    question = alice.sends("The mayor denied it.", entities=[bold])
    reply = {"message_id": question.id}

    def say(**parameters: Any) -> Any:
        return bot.call("sendMessage", chat_id=77, text="x", reply_parameters=parameters)

    assert say(**reply).result["reply_to_message"]["message_id"] == question.id
    assert say(message_id=999).error == "Bad Request: message to be replied not found"
    assert "reply_to_message" not in say(message_id=999, allow_sending_without_reply=True).result
    assert say(quote="x").error == 'Bad Request: can\'t find field "message_id"'
    marked = {"type": "bold", "offset": 4, "length": 5}
    quoted = say(**reply, quote="The mayor", quote_entities=[marked]).result["quote"]
    assert (quoted["text"], quoted["position"]) == ("The mayor", 0)
    assert say(**reply, quote="denied it").result["quote"]["position"] == 10
    for wrong in ("The mayor", "the governor", "y" * 1025):  # plain where it is bold, absent, long
        assert say(**reply, quote=wrong).error == "Bad Request: QUOTE_TEXT_INVALID"


# Chats.


def test_private_chats_that_are_closed_to_the_bot(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    stranger = double.user(5, "Bo", has_started=False)
    gone = double.user(6, "Cy")
    gone.deletes_account()
    alice.blocks_bot()
    told = {
        5: "Forbidden: bot can't initiate conversation with a user",
        6: "Forbidden: user is deactivated",
        77: "Forbidden: bot was blocked by the user",
    }
    for chat_id, description in told.items():
        answer = bot.call("sendMessage", chat_id=chat_id, text="x")
        assert (answer.code, answer.error) == (403, description)
    alice.unblocks_bot()
    stranger.sends("/start")
    assert bot.call("sendMessage", chat_id=77, text="x").code == 200
    assert bot.call("sendMessage", chat_id=5, text="x").code == 200


def test_groups_that_are_closed_to_the_bot(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    room = double.group(1, "Desk", [alice])
    basic = double.group(2, "Old desk", [alice], supergroup=False)

    def refusal(chat: Room) -> str:
        return bot.call("sendMessage", chat_id=chat.chat_id, text="x").error

    room.mutes_bot()
    assert refusal(room) == "Bad Request: not enough rights to send text messages to the chat"
    room.kicks_bot()
    assert refusal(room) == "Forbidden: bot was kicked from the supergroup chat"
    assert bot.call("leaveChat", chat_id=basic.chat_id).result is True
    assert refusal(basic) == "Forbidden: bot is not a member of the group chat"


def test_a_group_that_becomes_a_supergroup(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    old = double.group(2, "Desk", [alice], supergroup=False)
    new = old.migrates(by=alice.user)
    answer = bot.call("sendMessage", chat_id=old.chat_id, text="x")
    assert answer.error == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer.body["parameters"] == {"migrate_to_chat_id": new.chat_id}
    moves = [update["message"] for update in bot.call("getUpdates").result]
    assert moves[0]["migrate_to_chat_id"] == new.chat_id
    assert moves[1]["migrate_from_chat_id"] == old.chat_id


def test_topics(double: BotApiDouble, bot: Client, alice: Person) -> None:
    room = double.group(1, "Desk", [alice], topics=True)
    topic = room.opens_topic("Border", by=alice.user)
    question = alice.sends("/ask who?", to=room, thread=topic)
    where = {"chat_id": room.chat_id, "text": "x"}
    update = bot.call("getUpdates", offset=-1).result[0]["message"]
    assert (update["message_thread_id"], update["is_topic_message"]) == (topic, True)
    assert "forum_topic_created" in update["reply_to_message"]
    reply = bot.call("sendMessage", **where, reply_parameters={"message_id": question.id}).result
    assert reply["message_thread_id"] == topic
    answer = bot.call("sendMessage", **where, message_thread_id=topic + 50)
    assert answer.error == "Bad Request: message thread not found"
    room.closes_topic(topic, by=alice.user)
    answer = bot.call("sendMessage", **where, message_thread_id=topic)
    assert answer.error == "Bad Request: TOPIC_CLOSED"


def test_looking_at_chats(double: BotApiDouble, bot: Client, alice: Person) -> None:
    room = double.group(1, "Desk", [alice])
    assert bot.call("getChat", chat_id=room.chat_id).result["title"] == "Desk"
    member = bot.call("getChatMember", chat_id=room.chat_id, user_id=77).result
    assert member["status"] == "member"
    assert bot.call("getChatMember", chat_id=room.chat_id, user_id=5).code == 400
    assert bot.call("getChatMemberCount", chat_id=room.chat_id).result == 2


# Files, actions, reactions.


def multipart(**parts: str | tuple[str, bytes]) -> tuple[bytes, str]:
    body = b""
    for name, part in parts.items():
        head = f'--cut\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(part, str):
            body += f"{head}\r\n\r\n{part}\r\n".encode()
        else:
            body += f'{head}; filename="{part[0]}"\r\n\r\n'.encode() + part[1] + b"\r\n"
    return body + b"--cut--\r\n", "multipart/form-data; boundary=cut"


def test_a_document_goes_up_and_comes_down(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    data = b"a\r\n\x00\xffb\n"
    sent = bot.post("sendDocument", *multipart(chat_id="77", document=("list.txt", data))).result
    again = bot.call("sendDocument", chat_id=77, document=sent["document"]["file_id"]).result
    assert again["document"]["file_name"] == "list.txt"
    document = last(double, alice).document
    assert document
    assert document.data == data
    path = bot.call("getFile", file_id=document.file_id).result["file_path"]
    assert path
    assert bot.call("getFile", file_id="no").code == 400


def test_documents_that_cannot_be(bot: Client, alice: Person) -> None:
    def send(**parts: str | tuple[str, bytes]) -> str:
        return bot.post("sendDocument", *multipart(chat_id="77", **parts)).error

    file = ("a.txt", b"x")
    assert send() == "Bad Request: there is no document in the request"
    assert send(document=("a.txt", b"")) == "Bad Request: file must be non-empty"
    too_long = "Bad Request: message caption is too long"
    assert send(document=file, caption="c" * 1025) == too_long


def test_chat_actions_and_reactions(double: BotApiDouble, bot: Client, alice: Person) -> None:
    question = alice.sends("hello")
    assert bot.call("sendChatAction", chat_id=77, action="typing").result is True
    answer = bot.call("sendChatAction", chat_id=77, action="thinking")
    assert answer.error == "Bad Request: wrong parameter action in request"
    assert double.private(alice).actions() == ["typing"]

    def react(*emoji: str, message_id: int = question.id) -> Any:
        reaction = [{"type": "emoji", "emoji": one} for one in emoji]
        return bot.call("setMessageReaction", chat_id=77, message_id=message_id, reaction=reaction)

    assert react("👍").result is True
    assert double.private(alice).now(question).reactions == ("👍",)
    assert react("👍", "👎").error == "Bad Request: REACTIONS_TOO_MANY"
    assert react("🧀").error == "Bad Request: REACTION_INVALID"
    assert react("👍", message_id=999).error == "Bad Request: message to react not found"


# What a test reads.


def test_the_transcript_shows_the_conversation(
    double: BotApiDouble, bot: Client, alice: Person
) -> None:
    question = alice.sends("who?")
    entities = [
        {"type": "bold", "offset": 5, "length": 4},
        {"type": "blockquote", "offset": 10, "length": 7},
        {"type": "text_link", "offset": 17, "length": 3, "url": "a.example"},
    ]
    bot.call(
        "sendMessage",
        chat_id=77,
        text="a 😀 bold\none\ntwosrc",
        entities=entities,
        reply_parameters={"message_id": question.id},
        reply_markup=buttons({"text": "More", "callback_data": "m"}),
    )
    alice.presses(last(double, alice), "More")
    assert double.transcript().splitlines() == [
        "―― private chat: Alice (77) ――",
        "[1] Alice:",
        "    who?",
        "[2] Bot → [1]:",
        "    a 😀 **bold**",
        "    │ one",
        "    │ twosrc⟨http://a.example/⟩",
        "    [More]",
        "[2] Alice presses [More]",
    ]
