"""A newsroom's conversation with `dateline serve` over the demo corpus, quotations checked.

The process, the model, the index and the database are the real ones; Telegram is the double.
"""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.botapi import BotApiDouble, Message, Person, Room
from tests.process import Operator, Serving

pytestmark = pytest.mark.model

DEMO = Path(__file__).parent.parent / "demo" / "articles"
TOKEN = "5550001:AAF-the_token_of_these_tests_0123456789"
QUESTION = "What did the VRG say about the gate?"
OFF_TOPIC = "What is the best recipe for rhubarb crumble?"


@dataclass(frozen=True, slots=True)
class Desk:
    """A running bot with the demo corpus, two readers, an administrator and their group."""

    telegram: BotApiDouble
    operator: Operator
    serving: Serving
    alice: Person
    bo: Person
    editor: Person
    group: Room

    @property
    def data(self) -> Path:
        return self.operator.folder / "data"

    def asks(self, text: str) -> Message:
        return answer_to(self.telegram, self.alice.sends(text))

    def turns(self, message: Message, label: str) -> Message:
        """Press a button, and the message as it is then."""
        press = self.alice.presses(message, label)
        edited = self.telegram.edit_of(message)
        self.telegram.answered(press)
        return edited


def answer_to(telegram: BotApiDouble, question: Message) -> Message:
    """What it is answered with; on a slow machine the message first asks to wait, or /cancel."""
    return telegram.reply_to(question, lambda message: "/cancel" not in message.text)


def operator(folder: Path, url: str) -> Operator:
    settings = {
        "data_dir": str(folder / "data"),
        "telegram_token": TOKEN,
        "telegram_api_url": url,
        "allowed_ids": "77,78,-1001000000001",
        "admin_ids": "99",
    }
    return Operator(folder, settings)


@contextmanager
def staffed(folder: Path) -> Iterator[Desk]:
    """A bot at work in the folder; afterwards nothing that it sent was damaged on the way."""
    telegram = BotApiDouble(token=TOKEN)
    alice, bo, editor = (
        telegram.user(user_id, name) for user_id, name in ((77, "Alice"), (78, "Bo"), (99, "Ed"))
    )
    group = telegram.group(1, "Desk", [alice, bo, editor])
    with telegram.running() as url, operator(folder, url).serving() as serving:
        telegram.wait_for(lambda double: double.is_polled() or None)
        yield Desk(telegram, operator(folder, url), serving, alice, bo, editor, group)
        assert serving.stop() == 0
    assert telegram.lint == []
    assert telegram.unanswered == []
    assert "Traceback" not in serving.log


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose data holds the demo articles, not yet indexed."""
    folder = tmp_path_factory.mktemp("ingested")
    result = operator(folder, "http://127.0.0.1:9").run("ingest", str(DEMO))
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def indexed(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied(ingested, tmp_path_factory.mktemp("indexed"))
    result = operator(folder, "http://127.0.0.1:9").run("rebuild")
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def desk(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with staffed(copied(indexed, tmp_path_factory.mktemp("desk"))) as desk:
        yield desk


def copied(folder: Path, target: Path) -> Path:
    shutil.copytree(folder / "data", target / "data")
    return target


def stored_paragraphs(data: Path) -> list[str]:
    """Read past the product, straight from its database."""
    with closing(sqlite3.connect(data / "corpus.db")) as database:
        return [text for (text,) in database.execute("SELECT text FROM paragraphs")]


def quotations(message: Message) -> list[str]:
    return message.marked("blockquote")


def assert_verbatim(desk: Desk, message: Message) -> None:
    """Every block quotation is a slice of one stored paragraph, character for character; what is
    folded up is several, each after its number."""
    stored = stored_paragraphs(desk.data)
    found = quotations(message)
    assert found
    folded = "\n".join(message.marked("expandable_blockquote"))
    for quotation in [*found, *re.split(r"\n?^¶\d+ ", folded, flags=re.MULTILINE)]:
        assert any(quotation in paragraph for paragraph in stored), quotation


def test_an_answer_quotes_word_for_word_with_numbers_and_sources(desk: Desk) -> None:
    answer = desk.asks(QUESTION)
    assert answer.marked("bold")[0] == QUESTION
    assert_verbatim(desk, answer)
    count = len(quotations(answer))
    links = [link for link in answer.marked("text_link") if link.startswith("[")]
    assert [link.partition(" ")[0] for link in links] == [f"[{n}]" for n in range(1, count + 1)]
    assert all(f"🔍 {n}" in answer.labels for n in range(1, count + 1))


def test_a_citations_link_opens_its_paragraph(desk: Desk) -> None:
    answer = desk.asks(QUESTION)
    link = next(e for e in answer.entities if e.type == "text_link" and "?start=" in (e.url or ""))
    opened = desk.telegram.reply_to(desk.alice.follows(str(link.url)))
    assert_verbatim(desk, opened)
    first = quotations(answer)[0]
    assert any(first in quotation for quotation in quotations(opened))


def test_an_answer_is_leafed_through_in_one_message(desk: Desk) -> None:
    first = desk.asks(QUESTION)
    second = desk.turns(first, "More")
    assert_verbatim(desk, second)
    assert not set(quotations(first)) & set(quotations(second))
    again = desk.turns(second, "‹")
    assert (again.text, again.keyboard) == (first.text, first.keyboard)
    context = desk.turns(again, "🔍 2")
    assert_verbatim(desk, context)
    assert any(quotations(first)[1] in quotation for quotation in quotations(context))
    reading = desk.turns(context, "Read the article")
    assert_verbatim(desk, reading)
    back = desk.turns(desk.turns(reading, "‹ Back"), "‹ Back")
    assert back.text == first.text
    sources = desk.turns(back, "Sources")
    assert desk.turns(sources, "‹ Back").text == first.text


def test_an_article_can_be_read_to_its_end(desk: Desk) -> None:
    page = desk.asks("/article 1")
    shown = quotations(page)
    while "›" in page.labels:
        page = desk.turns(page, "›")
        assert_verbatim(desk, page)
        shown += quotations(page)
    with closing(sqlite3.connect(desk.data / "corpus.db")) as database:
        rows = database.execute("SELECT text FROM paragraphs WHERE article = 1 ORDER BY position")
        assert shown == [text for (text,) in rows]


def test_it_says_when_nothing_answers(desk: Desk) -> None:
    reply = desk.asks(OFF_TOPIC)
    assert "I found no passage that answers this." in reply.marked("bold")
    assert quotations(reply) == []


def test_an_edited_question_is_answered_in_the_same_message(desk: Desk) -> None:
    question = desk.alice.sends(OFF_TOPIC)
    reply = answer_to(desk.telegram, question)
    desk.alice.edits(question, QUESTION)
    edited = desk.telegram.edit_of(reply)
    assert_verbatim(desk, edited)
    assert edited.marked("bold")[0] == QUESTION


def test_in_a_group_the_buttons_are_the_askers(desk: Desk) -> None:
    question = desk.alice.sends(f"/ask {QUESTION}", to=desk.group)
    answer = answer_to(desk.telegram, question)
    assert answer.reply_to == question.id
    press = desk.telegram.answered(desk.bo.presses(answer, "More"))
    assert "/ask" in press.toast
    assert desk.group.now(answer) == answer
    desk.turns(answer, "More")
    follow_up = desk.bo.sends("How many people died?", to=desk.group, reply_to=answer)
    assert_verbatim(desk, answer_to(desk.telegram, follow_up))


def test_a_passage_is_offered_in_another_chat_and_an_answer_shared(desk: Desk) -> None:
    offered = desk.telegram.offered(desk.alice.types_inline(QUESTION))
    assert 1 <= len(offered.results) <= 5
    assert_verbatim(desk, desk.alice.chooses(offered, offered.results[0].id, to=desk.group))
    answer = desk.asks(QUESTION)
    shared = desk.telegram.offered(desk.alice.shares(answer, "Share"))
    copy = desk.alice.chooses(shared, shared.results[0].id, to=desk.group)
    assert copy.text == answer.text
    assert quotations(copy) == quotations(answer)


def test_what_is_set_by_buttons_holds_for_the_next_answer(desk: Desk) -> None:
    def turns(message: Message, label: str) -> Message:
        press = desk.bo.presses(message, label)
        desk.telegram.answered(press)
        return desk.telegram.edit_of(message)

    settings = desk.telegram.reply_to(desk.bo.sends("/settings"))
    settings = turns(turns(settings, "Passages per answer"), "3")
    settings = turns(turns(settings, "Language"), "Українська")
    assert "Уривків у відповіді: 3" in settings.text
    answer = answer_to(desk.telegram, desk.bo.sends(QUESTION))
    assert "Уривки 1–3" in answer.text
    assert len(quotations(answer)) == 3
    assert_verbatim(desk, answer)


def test_sources_and_status(desk: Desk) -> None:
    sources = desk.asks("/sources")
    assert "19 articles" in sources.marked("bold")[0]
    assert desk.turns(sources, "›").text != sources.text
    assert "up to date" in desk.asks("/status").text


def test_an_administrator_makes_the_first_index_from_the_chat(
    ingested: Path, tmp_path: Path
) -> None:
    with staffed(copied(ingested, tmp_path)) as desk:
        assert "not indexed yet" in desk.asks(QUESTION).text
        report = desk.telegram.reply_to(desk.editor.sends("/rebuild"))
        assert report.labels == ["Cancel"]
        done = desk.telegram.edit_of(report, lambda message: "Index rebuilt" in message.text)
        assert done.keyboard == ()
        assert_verbatim(desk, desk.asks(QUESTION))


def test_while_it_is_rebuilt_the_old_index_answers(indexed: Path, tmp_path: Path) -> None:
    with staffed(copied(indexed, tmp_path)) as desk:
        telegram, editor = desk.telegram, desk.editor
        report = telegram.reply_to(editor.sends("/rebuild full"))
        assert_verbatim(desk, desk.asks(QUESTION))
        assert "already running" in telegram.reply_to(editor.sends("/rebuild")).text
        press = telegram.answered(editor.presses(report, "Cancel"))
        assert press.toast == "Stopping."
        telegram.edit_of(report, lambda message: "cancelled" in message.text)
        assert_verbatim(desk, desk.asks(QUESTION))
        result = desk.operator.run("verify")
        assert result.returncode == 0, result.stderr


def test_told_to_stop_amid_a_rebuild_it_leaves_a_sound_index(indexed: Path, tmp_path: Path) -> None:
    with staffed(copied(indexed, tmp_path)) as desk:
        report = desk.telegram.reply_to(desk.editor.sends("/rebuild full"))
        assert desk.serving.stop() == 0
        assert desk.telegram.private(desk.editor).now(report).keyboard == ()
        result = desk.operator.run("verify")
        assert result.returncode == 0, result.stderr


def test_an_answers_buttons_outlive_a_crash(indexed: Path, tmp_path: Path) -> None:
    telegram = BotApiDouble(token=TOKEN)
    alice = telegram.user(77, "Alice")
    copied(indexed, tmp_path)
    with telegram.running() as url:
        runs = operator(tmp_path, url)
        with runs.serving(name="first") as serving:
            answer = answer_to(telegram, alice.sends(QUESTION))
            serving.stop(signal.SIGKILL)
        press = alice.presses(answer, "More")
        with runs.serving(name="second"):
            telegram.edit_of(answer)
            telegram.answered(press)
    assert telegram.lint == []
