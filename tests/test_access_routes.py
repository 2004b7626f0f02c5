"""Every way to the corpus, tried by those who may not have it: nothing comes out.

Who is let in, turned away and removed goes by pairing codes, buttons and commands, as in life.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.chat.answers.receipts import Receipts
from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.roles import Role
from bot.engine import Engine
from corpus.types import Metadata
from tests.botapi import Message, Person, Room
from tests.bots import ADMIN, DESK, STRANGER, Newsroom
from tests.documents import pdf, show

CLOSED = "Why was the quay closed until the evening?"
COMMANDS = (
    "/start", "/help", "/sources", "/article 1", "/article_1", "/status", "/start p_1_1",
    f"/ask {CLOSED}", CLOSED, "/watch storm", "/digest daily 07:00", "/settings", "/who Vardal",
    "/rebuild", "/add", "/remove 1", "/allow 99 admin", "/deny 77", "/errors", "/forget",
)  # fmt: skip
FINISH = (
    "import json; print(json.dumps({'report': {'articles': 4, 'paragraphs': 9, 'embedded': 2,"
    " 'reused': 7, 'removed': 0, 'seconds': 0.1}}))"
)


@pytest.fixture
def room(room: Newsroom) -> Newsroom:
    room.rebuild = FINISH
    return room


def chat_database(room: Newsroom) -> ChatDatabase:
    return ChatDatabase.open(room.folder / "data" / "chat.db")


def members(room: Newsroom) -> Members:
    return Members(chat_database(room))


def petition(room: Newsroom, seen: int = 0) -> Message:
    """What the admin is asked, after so many earlier messages."""
    admin = room.telegram.private(room.admin)
    return room.telegram.wait_for(lambda _: next(iter(admin.from_bot[seen:]), None))


def settled(room: Newsroom) -> None:
    """Everything sent so far has been dealt with."""
    room.telegram.wait_for(lambda telegram: telegram.unanswered == [] or None)
    room.telegram.wait_for(lambda telegram: telegram.world.updates.pending == () or None)
    room.ask("/help", who=room.admin)


@dataclass(frozen=True)
class Attempt:
    """Somebody who tries their luck: `answer` is one that somebody else got, `own` a message of
    the bot where they try."""

    room: Newsroom
    who: Person
    answer: Message
    own: Message
    to: Room | None = None

    def says(self, text: str, **more: Any) -> Message:
        return self.who.sends(text, to=self.to, **more)

    @property
    def data(self) -> list[str]:
        """What the buttons of the answer carry."""
        values = [b.value for row in self.answer.keyboard for b in row]
        return [value for value in values if isinstance(value, str)]

    @property
    def links(self) -> list[str]:
        return [e.url for e in self.answer.entities if e.url and "start=" in e.url]

    def share(self) -> str:
        """What the share button of the answer types."""
        return f"#{self.data[0].split(':')[1]}"


def by_commands(attempt: Attempt) -> None:
    for text in COMMANDS:
        attempt.says(text)


def by_question(attempt: Attempt) -> None:
    attempt.says(CLOSED)
    attempt.says(f"/ask@brief_bot {CLOSED}")


def by_reply(attempt: Attempt) -> None:
    attempt.says(CLOSED, reply_to=attempt.own)


def by_edit(attempt: Attempt) -> None:
    attempt.who.edits(attempt.says("hello"), CLOSED)
    attempt.who.edits(attempt.says("/help"), f"/ask {CLOSED}")


def by_file(attempt: Attempt) -> None:
    attempt.who.sends_file("news.txt", b"The pier was closed at noon.", to=attempt.to)
    attempt.who.sends_photo(CLOSED, to=attempt.to)


def by_deep_link(attempt: Attempt) -> None:
    for link in (*attempt.links, "https://t.me/brief_bot?start=inline"):
        attempt.who.follows(link)


def by_own_buttons(attempt: Attempt) -> None:
    for row in attempt.own.keyboard:
        for button in row:
            attempt.who.presses_data(attempt.own, str(button.value))


def by_buttons_of_others(attempt: Attempt) -> None:
    for data in attempt.data:
        attempt.who.presses_data(attempt.answer, data)


def by_forwarded_buttons(attempt: Attempt) -> None:
    for data in attempt.data:
        attempt.who.presses_data(attempt.own, data)


def by_made_up_buttons(attempt: Attempt) -> None:
    for data in ("x::0", "k::0", f"d:{attempt.who.user.id}:3", "e:1-000000:1", "a:1:0", "w::0"):
        attempt.who.presses_data(attempt.own, data)


def by_inline(attempt: Attempt) -> None:
    for text in (CLOSED, 'quay from:"Harbour Post"', ""):
        offered = attempt.room.telegram.offered(attempt.who.types_inline(text))
        assert offered.results == ()


def by_share(attempt: Attempt) -> None:
    offered = attempt.room.telegram.offered(attempt.who.types_inline(attempt.share()))
    assert offered.results == ()


def by_chosen_result(attempt: Attempt) -> None:
    room = attempt.room
    offered = room.telegram.offered(room.admin.types_inline(CLOSED))
    before = Receipts(chat_database(room)).all()
    attempt.who.chooses(offered, offered.results[0].id)  # made by a modified app
    settled(room)
    assert Receipts(chat_database(room)).all() == before


# The names stand in the table of docs/operations.md.
ROUTES: dict[str, Callable[[Attempt], None]] = {
    "every command, those of administrators too": by_commands,
    "a question, plain or by `/ask`": by_question,
    "a reply to the bot": by_reply,
    "a message edited into a question": by_edit,
    "a document, a photo's caption": by_file,
    "a deep link to a paragraph, and that of inline mode": by_deep_link,
    "buttons of one's own earlier answers": by_own_buttons,
    "buttons of others' answers": by_buttons_of_others,
    "buttons forwarded under another message": by_forwarded_buttons,
    "made-up button data": by_made_up_buttons,
    "inline mode": by_inline,
    "the share of somebody's answer": by_share,
    "a forged inline choice": by_chosen_result,
}


def tries_everything(attempt: Attempt) -> None:
    for route in ROUTES.values():
        route(attempt)
    settled(attempt.room)


def toasts(room: Newsroom) -> set[str]:
    return {press.toast for press in room.telegram.world.presses.values()}


# Who is not admitted


def test_a_stranger_gets_nothing(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    refusal = room.telegram.reply_to(room.stranger.sends(CLOSED))
    tries_everything(Attempt(room, room.stranger, answer, refusal))
    assert room.telegram.private(room.stranger).from_bot == [refusal]
    assert room.now(refusal).edits == room.now(answer).edits == ()
    assert toasts(room) == {"Not allowed."}
    assert members(room).role(STRANGER) is None
    assert bot.stats().articles == 3


def test_somebody_removed_gets_nothing_any_more(room: Newsroom, bot: Engine) -> None:
    members(room).decide(STRANGER, Role.EDITOR, now=0.0)
    own = room.ask(CLOSED, who=room.stranger)
    answer = room.ask(CLOSED)
    assert own.labels
    assert room.ask(f"/deny {STRANGER}", who=room.admin).text == "99 has no access."
    chat = room.telegram.private(room.stranger)
    before = len(chat.from_bot)
    question = next(m for m in chat.messages if m.text == CLOSED)
    room.stranger.edits(question, "Who felt one long scrape on the car deck?")
    told = room.telegram.wait_for(lambda _: chat.from_bot[before:] or None)
    tries_everything(Attempt(room, room.stranger, answer, own))
    assert [message.text for message in told] == ["This bot is private."]
    assert chat.from_bot[before:] == told
    assert room.now(own).edits == room.now(answer).edits == ()
    assert toasts(room) == {"Not allowed."}
    assert bot.stats().articles == 3


def test_somebody_removed_gets_nothing_in_an_admitted_group(room: Newsroom, bot: Engine) -> None:
    members(room).decide(STRANGER, Role.STRANGER, now=0.0)
    answer = room.telegram.reply_to(room.colleague.sends(f"/ask {CLOSED}", to=room.desk))
    tries_everything(Attempt(room, room.stranger, answer, answer, to=room.desk))
    assert room.desk.from_bot == [answer]
    assert room.now(answer).edits == ()
    assert toasts(room) == {"Not allowed."}


def test_a_group_that_is_not_admitted_gets_nothing(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    people = (room.reader, room.admin, room.stranger)
    elsewhere = room.telegram.group(DESK + 1, "Elsewhere", people)
    elsewhere.promotes_bot()  # now it sees every message
    in_private = {by_deep_link, by_inline, by_share, by_chosen_result, by_buttons_of_others}
    for person in people:
        said = person.sends("hello", to=elsewhere)
        attempt = Attempt(room, person, answer, said, to=elsewhere)
        for route in ROUTES.values():
            if route not in in_private:  # there a reader and the admin may
                route(attempt)
    settled(room)
    assert elsewhere.from_bot == []
    assert toasts(room) == {"Not allowed."}


def test_every_route_is_named_in_the_operator_s_table() -> None:
    table = (Path(__file__).parent.parent / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [name for name in ROUTES if f"| {name} |" not in table] == []


def test_an_editor_is_no_administrator(room: Newsroom, bot: Engine) -> None:
    members(room).decide(STRANGER, Role.EDITOR, now=0.0)
    for command in ("/allow 99 admin", "/deny 77", "/rebuild", "/errors"):
        answer = room.ask(command, who=room.stranger)
        assert answer.text == "Only administrators can do that."
    assert room.toast(answer, "d:99:3", who=room.stranger) == "Only administrators can do that."


# How one gets in


def test_a_stranger_is_let_in_by_a_button(room: Newsroom, bot: Engine) -> None:
    room.stranger.sends(CLOSED)
    asked = petition(room)
    assert asked.text.startswith("Sam asks for access.\nid 99, code ")
    assert asked.labels == ["Reader", "Editor", "Deny"]
    done = room.press(asked, "Reader", who=room.admin)
    assert done.text == "Sam (99) now has access as reader. Decided by Ada."
    room.telegram.wait_for(
        lambda _: len(room.telegram.private(room.stranger).from_bot) == 2 or None
    )
    assert "quay was closed" in room.ask(CLOSED, who=room.stranger).text
    late = room.toast(asked, f"d:{STRANGER}:0", who=room.admin)
    assert late == "That has already been decided, or has expired."
    assert members(room).role(STRANGER) is Role.READER


def test_a_stranger_is_let_in_by_a_code_with_a_role(room: Newsroom, bot: Engine) -> None:
    refusal = room.telegram.reply_to(room.stranger.sends("/start"))
    code = refusal.marked("code")[0]
    petition(room)
    done = room.ask(f"/allow {code.lower()} editor", who=room.admin)
    assert done.text == "Sam (99) now has access as editor."
    spent = room.ask(f"/allow {code}", who=room.admin)
    assert spent.text.startswith("Nobody waiting has this code;")
    assert "99 editor Sam" in room.ask("/allow", who=room.admin).text


def test_whoever_is_denied_is_asked_about_no_more(room: Newsroom, bot: Engine) -> None:
    room.stranger.sends("/start")
    asked = petition(room)
    assert "has no access" in room.press(asked, "Deny", who=room.admin).text
    seen = len(room.telegram.private(room.admin).from_bot)
    room.stranger.sends("/start")
    settled(room)
    assert len(room.telegram.private(room.admin).from_bot) == seen + 1  # the /help of `settled`


def test_a_group_is_let_in_after_the_admins_were_asked(room: Newsroom, bot: Engine) -> None:
    elsewhere = room.telegram.group(DESK + 1, "Elsewhere", [room.stranger])
    elsewhere.kicks_bot()
    elsewhere.adds_bot()
    asked = petition(room)
    assert asked.text.startswith("I was added to the group Elsewhere\n")
    assert "Sam, id 99" in asked.text
    assert asked.labels == ["Allow", "Deny"]
    room.press(asked, "Allow", who=room.admin)
    welcome = room.telegram.wait_for(lambda _: next(iter(elsewhere.from_bot), None))
    assert welcome.text.startswith("This group now has access.")
    answer = room.telegram.reply_to(room.stranger.sends(f"/ask {CLOSED}", to=elsewhere))
    assert "quay was closed" in answer.text
    room.ask(f"/deny {elsewhere.chat_id}", who=room.admin)
    room.stranger.sends(f"/ask {CLOSED}", to=elsewhere)
    settled(room)
    assert elsewhere.from_bot == [welcome, answer]


def test_what_the_owner_lists_cannot_be_denied(room: Newsroom, bot: Engine) -> None:
    refused = {
        "/deny 77": "The settings list 77 as reader;",
        f"/deny {ADMIN}": "You cannot decide about yourself.",
        "/deny": "/allow CODE or /allow ID",
        "/allow 99 king": "/allow CODE or /allow ID",
        "/allow nobody": "That is neither an id nor a code;",
        "/allow -100200300 admin": "-100200300 is a group,",
    }
    for command, answer in refused.items():
        assert room.ask(command, who=room.admin).text.startswith(answer), command
    assert "quay was closed" in room.ask(CLOSED).text


# How much one may ask, and what is kept


def test_too_many_questions_are_declined_politely_and_once(room: Newsroom, news: Path) -> None:
    room.options = {"questions_per_minute": 2}
    with room.open(news):
        for _ in range(2):
            assert "quay was closed" in room.ask(CLOSED).text
        declined = room.ask(CLOSED).text
        assert re.fullmatch(
            r"You have asked 2 questions within a minute, the most I take\. "
            r"Please ask again in \d+ seconds?\.",
            declined,
        )
        room.reader.sends(CLOSED)
        room.ask("/help")
        assert len(room.telegram.private(room.reader).from_bot) == 4


def test_forgetting_deletes_what_is_kept_of_oneself_only(room: Newsroom, bot: Engine) -> None:
    mine = room.ask(CLOSED)
    other = room.ask(CLOSED, who=room.admin)
    asked = room.ask("/forget")
    assert asked.labels == ["Delete", "Keep"]
    assert room.press(asked, "Delete").text.startswith("Deleted:")
    press = room.answered(room.reader.presses(mine, "More"))
    assert press.toast == "I no longer have this. Please ask again."
    assert "Passages 3–4" in room.press(other, "More", who=room.admin).text


def test_forgetting_asks_first_and_may_be_let_be(room: Newsroom, bot: Engine) -> None:
    mine = room.ask(CLOSED)
    assert room.press(room.ask("/forget"), "Keep").text == "Nothing was deleted."
    assert "Passages 3–4" in room.press(mine, "More").text


def test_only_who_asked_to_be_forgotten_decides_it(room: Newsroom, bot: Engine) -> None:
    room.ask(CLOSED)
    asked = room.telegram.reply_to(room.reader.sends("/forget", to=room.desk))
    press = room.answered(room.colleague.presses(asked, "Delete"))
    assert press.toast == "Only the person who sent /forget can decide this."
    assert room.now(asked).labels == ["Delete", "Keep"]


# Editing the corpus


def editor(room: Newsroom) -> Person:
    members(room).decide(STRANGER, Role.EDITOR, now=0.0)
    return room.stranger


def test_an_editor_adds_a_document_and_the_index_follows(room: Newsroom, bot: Engine) -> None:
    sent = editor(room).sends_file(
        "../The pier.md", b"The old pier reopened on Monday.", caption="outlet: Harbour Post"
    )
    message = room.telegram.reply_to(sent)
    done = room.telegram.wait_for(
        lambda _: ((m := room.now(message)).text.endswith("The index is up to date.") and m) or None
    )
    assert done.text.startswith("Added /article_4 ")
    assert "Harbour Post" in done.text
    assert [p.text for p in bot.store.paragraphs(4)] == ["The old pier reopened on Monday."]
    assert not list((room.folder / "data" / "added").rglob("*.*"))
    again = room.stranger.sends_file("../The pier.md", b"The old pier reopened on Tuesday.")
    assert room.telegram.reply_to(again).text.startswith("Updated /article_4 ")


def test_of_a_list_that_repeats_itself_the_one_article_is_shown(
    room: Newsroom, bot: Engine
) -> None:
    line = b'{"text": "The old pier reopened on Monday, the harbour master said."}\n'
    added = room.telegram.reply_to(editor(room).sends_file("pier.jsonl", line * 2))
    assert added.text.startswith("Added /article_4 ")


def test_an_editor_adds_a_text_by_replying_to_it(room: Newsroom, bot: Engine) -> None:
    said = editor(room).sends("The lamp at Lissow was lit again on Friday, the keeper said.")
    answer = room.telegram.reply_to(said)
    command = "/add\ntitle: Lamp lit again\noutlet: The Gull\ndate: 2031-03-08"
    added = room.telegram.reply_to(room.stranger.sends(command, reply_to=said),
                                   lambda m: m.id > answer.id)  # fmt: skip
    assert added.text.startswith("Added /article_4 Lamp lit again\n")
    article = bot.store.find("4")
    assert (article.outlet, article.published) == ("The Gull", "2031-03-08")


def test_a_text_is_called_by_its_headline(room: Newsroom, bot: Engine) -> None:
    lamp = "The lamp at Lissow was lit again on Friday, the keeper said."
    said = editor(room).sends(f"Lamp lit again at Lissow\n\n{lamp}")
    answer = room.telegram.reply_to(said)
    added = room.telegram.reply_to(room.stranger.sends("/add", reply_to=said),
                                   lambda m: m.id > answer.id)  # fmt: skip
    assert added.text.startswith("Added /article_4 Lamp lit again at Lissow\n")
    assert [p.text for p in bot.store.paragraphs(4)] == [lamp]


def test_what_an_editor_passes_on_is_offered_as_an_article(room: Newsroom, bot: Engine) -> None:
    text = "The lamp at Lissow was lit again on Friday, the keeper said. " * 8
    post = editor(room).forwards(text.strip(), channel="Gull Wire", username="gullwire", post=12)
    offer = room.telegram.reply_to(post)
    assert offer.reply_to == post.id
    assert offer.text.startswith("Add this text as an article?")
    pressed = room.answered(room.stranger.presses(offer, "Add as an article"))
    assert pressed.toast == ""
    added = room.telegram.reply_to(offer)
    assert added.text.startswith("Added /article_4 ")
    article = bot.store.find("4")
    assert (article.outlet, article.url) == ("Gull Wire", "https://t.me/gullwire/12")
    # The same from a reader is a question, and too long for one.
    refused = room.telegram.reply_to(
        room.reader.forwards(text.strip(), channel="Gull Wire", username="gullwire", post=12)
    )
    assert refused.text.startswith("A question can have up to 300 characters")
    assert room.toast(refused, "f::1") == "I no longer have this. Please ask again."


def test_a_text_is_added_by_one_line(room: Newsroom, bot: Engine) -> None:
    lamp = "The lamp at Lissow was lit again on Friday, the keeper said."
    said = editor(room).sends(f'/add outlet:"The Gull" date:2031-03-08 {lamp}')
    added = room.telegram.reply_to(said)
    assert added.text.startswith(f"Added /article_4 {lamp[:20]}")
    article = bot.store.find("4")
    assert (article.outlet, article.published) == ("The Gull", "2031-03-08")
    assert [p.text for p in bot.store.paragraphs(4)] == [lamp]


def test_a_text_too_long_to_ask_is_offered_as_an_article(room: Newsroom, bot: Engine) -> None:
    text = "The lamp at Lissow was lit again on Friday, the keeper said. " * 8
    said = editor(room).sends(text.strip())
    offer = room.telegram.reply_to(said)
    assert (offer.reply_to, offer.labels) == (said.id, ["Add as an article"])
    room.answered(room.stranger.presses(offer, "Add as an article"))
    added = room.telegram.reply_to(offer)
    assert added.text.startswith("Added /article_4 The lamp at Lissow was lit again on Friday")
    assert "message-" not in added.text
    assert "message-" not in room.ask("/sources").text
    assert room.ask(text.strip()).text.startswith("A question can have up to 300 characters")


def test_texts_of_two_chats_with_one_number_are_two_articles(room: Newsroom, bot: Engine) -> None:
    who = editor(room)
    texts = {
        None: "The old pier reopened on Monday, the harbour master said.",
        room.desk: "The new pier was closed on Tuesday, the mayor said.",
    }
    for place, text in texts.items():
        said = who.sends(text, to=place)
        if place is None:
            room.telegram.reply_to(said)
        command = who.sends("/add", to=place, reply_to=said)
        room.telegram.reply_to(command, lambda m: m.text.startswith("Added"))
    assert bot.stats().articles == 5


def test_a_headline_may_stand_right_above_the_text(room: Newsroom, bot: Engine) -> None:
    text = "The harbour office said that the lamp was lit on Monday."
    added = room.ask(f"/add Lamp at Lissow lit again\n{text}", who=editor(room))
    assert added.text.startswith("Added /article_4 Lamp at Lissow lit again\n")
    assert [paragraph.text for paragraph in bot.store.paragraphs(4)] == [text]


def test_a_pasted_text_says_itself_whose_it_is(room: Newsroom, bot: Engine) -> None:
    text = "The harbour office said that the lamp was lit on Monday."
    head = "Lamp at Lissow lit again\n\nHighland Dispatch\n8 March 2031\nBy Selma Ortiz"
    room.ask(f"/add {head}\n\n{text}", who=editor(room))
    article = bot.store.find("4")
    assert (article.outlet, article.published) == ("Highland Dispatch", "2031-03-08")
    assert article.byline == "Selma Ortiz"
    assert [paragraph.text for paragraph in bot.store.paragraphs(4)] == [text]


def test_a_document_is_added_by_what_it_is_whatever_its_name(room: Newsroom, bot: Engine) -> None:
    lamp = "The lamp at Lissow was lit again on Friday, the keeper said."
    added = room.telegram.reply_to(editor(room).sends_file("lamp.txt", pdf(show(72, 700, lamp))))
    assert added.text.startswith(f"Added /article_4 {lamp[:20]}")
    assert [p.text for p in bot.store.paragraphs(4)] == [lamp]


def test_what_cannot_be_added_is_said_in_a_line(room: Newsroom, bot: Engine) -> None:
    who = editor(room)
    for name, data, answer in (
        ("tool.exe", b"x", "I accept documents that end in .txt"),
        ("empty.txt", b"   ", "empty.txt:"),
        ("bad.jsonl", b"{", "bad.jsonl line 1:"),
        ("torn.pdf", b"%PDF-1.7 torn", "torn.pdf: it is broken off or damaged; get it again"),
    ):
        told = room.telegram.reply_to(who.sends_file(name, data)).text
        assert told.startswith(answer), told
        assert str(room.folder) not in told
    assert room.ask("/add", who=who).text.startswith("Send /add ")
    assert room.telegram.reply_to(room.reader.sends_file("a.txt", b"x")).text.startswith("I read")
    assert bot.stats().articles == 3


def test_an_article_is_removed_after_a_second_thought(room: Newsroom, bot: Engine) -> None:
    who = editor(room)
    asked = room.ask("/remove storm-note", who=who)
    assert asked.labels == ["Remove", "Keep"]
    assert room.press(asked, "Keep", who=who).text == "The article stays."
    asked = room.ask("/remove storm-note", who=who)
    room.press(asked, "Remove", who=who)
    room.telegram.wait_for(lambda _: "The index is up to date." in room.now(asked).text or None)
    assert room.now(asked).text.startswith("Removed The weather station on")
    assert bot.stats().articles == 2
    assert room.ask("/remove storm-note", who=who).text.startswith("I have no article")
    assert room.ask("/remove 1").text == "Only editors and administrators can do that."


def test_a_button_removes_the_article_that_was_shown_as_it_was_shown(
    room: Newsroom, bot: Engine, news: Path
) -> None:
    who = editor(room)
    number = bot.store.find("storm-note").number
    record = {"id": str(number), "title": "Lock closed", "text": "The lock at Orme was closed."}
    (news / "lock.jsonl").write_text(json.dumps(record), encoding="utf-8")
    bot.ingest([news / "lock.jsonl"])
    told = room.ask(f"/remove {number}", who=who).text
    assert f"id:{number} or number:{number}" in told
    asked = room.ask(f"/remove number:{number}", who=who)
    bot.store.edit(number, Metadata(title="Gale"))
    press = who.presses(asked, "Remove")
    assert "has changed since" in room.answered(press).toast
    asked = room.ask(f"/remove #{number}", who=who)
    assert "Gale" in asked.text
    room.press(asked, "Remove", who=who)
    room.telegram.wait_for(lambda _: "The index is up to date." in room.now(asked).text or None)
    assert bot.store.find(f"id:{number}").title == "Lock closed"
    assert bot.stats().articles == 3


def test_buttons_that_take_something_away_are_red_and_the_others_are_not(
    room: Newsroom, bot: Engine
) -> None:
    """As they were sent to Telegram."""

    def styles(message: Message) -> dict[str, str | None]:
        return {button.text: button.style for row in message.keyboard for button in row}

    who = editor(room)
    assert styles(room.ask("/remove storm-note", who=who)) == {"Remove": "danger", "Keep": None}
    assert styles(room.ask("/forget")) == {"Delete": "danger", "Keep": None}
    assert styles(room.ask("/watch Who closed the quay?")) == {"Stop watching": "danger"}
    room.ask("hello?", who=room.colleague)
    petition = room.telegram.wait_for(
        lambda _: next((m for m in room.telegram.private(room.admin).from_bot if m.labels), None)
    )
    assert styles(petition) == {"Reader": "primary", "Editor": None, "Deny": "danger"}


# Looking after the bot


def test_admins_read_the_last_errors_without_secrets(room: Newsroom, bot: Engine) -> None:
    import logging

    from tests.bots import TOKEN

    assert room.ask("/errors", who=room.admin).text == "No errors since I started."
    for number in range(30):
        logging.getLogger("bot.test").error("number %s of %s", number, TOKEN)
    shown = room.ask("/errors", who=room.admin)
    assert shown.marked("code")[0].endswith(" bot.test: number 29 of [secret]")
    assert len(shown.marked("code")) == 20
    status = room.ask("/status", who=room.admin).text
    assert "30 errors today" in status
    assert "Generation " in status
