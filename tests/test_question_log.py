"""What was asked and went wrong: in the chat for administrators, in the terminal, as test cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.chat.admin.question_screens import questions_screen
from bot.chat.answers import question_log
from bot.chat.answers.chat_query import ChatQuery
from bot.chat.answers.exchanges import Exchange, ExchangeKind, Exchanges
from bot.chat.answers.question_log import AskedQuestion, Failure, QuestionLog
from bot.chat.answers.ratings import Rating, Ratings
from bot.chat.database import ChatDatabase
from bot.engine import Engine
from bot.texts import LANGUAGES, Texts
from corpus.storage.store import CorpusStore
from index.evaluation.judged_questions import read_questions
from index.types import Tier
from tests.bots import Newsroom
from tests.patience import PATIENCE
from tests.terminal import Terminal

CLOSED = "Why was the quay closed until the evening?"
NOTHING = "zymurgy xylophone quetzal?"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[ChatDatabase]:
    (tmp_path / "data").mkdir()
    with closing(ChatDatabase.open(tmp_path / "data" / "chat.db")) as opened:
        yield opened


def ask(
    database: ChatDatabase, question: str, *, seconds: float = 0.1, user: int = 7, **payload: object
) -> Exchange:
    kept = {"confidence": 0.9, "as_of": None, "citations": [], "seconds": seconds, **payload}
    if "reason" in kept:
        del kept["citations"]
    kept |= ChatQuery(question).to_payload()
    return Exchanges(database).add(
        ExchangeKind.QUESTION, chat=user, user=user, question=1, asked=1_930_000_000.0,
        text=question, payload=kept,
    )  # fmt: skip


def failures(database: ChatDatabase, *kinds: Failure) -> list[str]:
    return sorted(one.query.question for one in QuestionLog(database).failed(*kinds))


def test_a_question_fails_by_refusal_by_rating_or_by_its_time(database: ChatDatabase) -> None:
    ratings = Ratings(database)
    ask(database, "fine?")
    ratings.give(ask(database, "right?").id, user=8, rating=Rating.RIGHT)
    ask(database, "refused?", reason="nothing-related")
    ask(database, "slow?", seconds=4.0)
    ratings.give(ask(database, "wrong?").id, user=8, rating=Rating.WRONG_PASSAGE)
    ratings.give(ask(database, "None of it?").id, user=8, rating=Rating.NOTHING_ANSWERS)
    ask(database, "none of IT")
    assert failures(database, Failure.REFUSED) == ["refused?"]
    assert failures(database, Failure.SLOW) == ["slow?"]
    assert failures(database, Failure.WRONG) == ["None of it?", "none of IT", "wrong?"]
    assert len(failures(database)) == 5
    against = [one.query.question for one in QuestionLog(database).all() if one.is_against]
    assert against == ["none of IT"]


def test_what_may_answer_is_told_apart_and_is_answerable_by_its_ratings(
    database: ChatDatabase,
) -> None:
    kept: dict[str, Any] = {
        "reason": "related-but-not-answered", "doubtful": True, "nearest": [{"paragraph": 2}]
    }  # fmt: skip
    for question, rating in (("right?", Rating.RIGHT), ("wrong?", Rating.NOTHING_ANSWERS)):
        Ratings(database).give(ask(database, question, **kept).id, user=8, rating=rating)
    ask(database, "unrated?", **kept)
    ask(database, "refused?", reason="nothing-related", nearest=[{"paragraph": 2}])
    log = {one.query.question: one for one in QuestionLog(database).all()}
    assert {one.query.question for one in log.values() if one.likely_answerable} == {"right?"}
    assert [(log[q].tier, log[q].cited) for q in ("right?", "unrated?", "refused?")] == [
        (Tier.PERHAPS, (2,)), (Tier.PERHAPS, (2,)), (Tier.NONE, ())
    ]  # fmt: skip
    assert failures(database, Failure.WRONG) == ["wrong?"]
    assert len(failures(database, Failure.REFUSED)) == 4


def test_a_case_is_made_changed_and_ended_and_goes_with_its_question(
    database: ChatDatabase,
) -> None:
    log, exchange = QuestionLog(database), ask(database, "refused?", reason="nothing-related")
    assert log.toggle(exchange.id, is_answerable=True, now=1.0) is True
    assert log.toggle(exchange.id, is_answerable=False, now=1.0) is False
    assert [one.is_answerable for one in log.all()] == [False]
    assert log.toggle(exchange.id, is_answerable=False, now=1.0) is None
    assert [one.is_answerable for one in log.all()] == [None]
    assert log.toggle("nothing", is_answerable=True, now=1.0) is None
    log.toggle(exchange.id, is_answerable=True, now=1.0)
    database.forget(7)
    assert log.all() == []
    assert database.read("SELECT count(*) FROM test_cases") == [(0,)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_list_can_be_sent(language: str) -> None:
    texts = Texts(language)
    for n in (0, 1, 2, 5, 21):
        found = [_long(number) for number in range(n)]
        for page in range(5):
            screen = questions_screen(found, texts, kind=None, page=page)
            assert screen.message.fits
    assert questions_screen([], texts, kind=Failure.SLOW, page=3).keyboard is not None


def _long(number: int) -> AskedQuestion:
    ratings = dict.fromkeys(Rating, 1)
    query, tier = ChatQuery("why " * 75), list(Tier)[number % 3]
    return AskedQuestion(f"exchange{number}", 1e9, query, tier, None, 0.5, 9.0, (),
                         ratings, True, bool(number % 2))  # fmt: skip


def test_an_administrator_sees_what_failed_and_makes_a_case_by_a_tap(
    room: Newsroom, bot: Engine, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_log, "SLOW", PATIENCE)
    room.ask(NOTHING)
    answer = room.ask(CLOSED)
    room.press(answer, "👎")
    room.answered(room.reader.presses(room.now(answer), "Nothing answers"))
    assert room.ask("/questions").text == "Only administrators can do that."
    assert "/questions" in room.ask("/help", who=room.admin).text

    listed = room.ask("/questions", who=room.admin)
    assert listed.marked("bold")[0] == "2 questions to look at"
    assert f"1 {CLOSED}\nanswered · " in listed.text
    assert "👎 Nothing answers" in listed.text
    assert f"2 {NOTHING}\nnot answered · " in listed.text
    assert listed.labels == [
        "1 · answerable", "1 · not answerable",
        "2 · answerable", "2 · not answerable",
        "Not answered", "Rated wrong", "Slow",
    ]  # fmt: skip
    refused = room.press(listed, "Not answered", who=room.admin)
    assert refused.marked("bold")[0] == "1 question not answered"
    marked = room.press(listed, "1 · answerable", who=room.admin)
    assert marked.labels[0] == "✓ 1 · answerable"
    assert room.press(listed, "Slow", who=room.admin).text == (
        "0 slow questions\n\nNone of those that I still keep."
    )
    # Nobody else's press of a forwarded button does anything.
    assert room.toast(listed, "q:abc:1.0") == "Only administrators can do that."
    assert room.telegram.reply_to(
        room.admin.sends("/questions wrong")
    ).marked("bold")[0] == "1 question rated wrong"  # fmt: skip

    told = terminal.succeeds("questions", "--cases", "--export", "cases.jsonl")
    assert told == "Wrote 1 question to cases.jsonl.\n"
    (case,) = read_questions(tmp_path / "cases.jsonl")
    assert (case.text, case.answerable, case.gold) == (NOTHING, True, ())


def test_the_terminal_lists_and_exports_them(
    terminal: Terminal, news: Path, database: ChatDatabase, tmp_path: Path
) -> None:
    assert terminal.succeeds("questions") == "Nothing has been asked yet.\n"
    terminal.succeeds("ingest", str(news))
    ask(database, "refused?", reason="nothing-related", confidence=0.1)
    cited = [{"paragraph": 2}]
    good = ask(database, "slow but right?", citations=cited, seconds=6.0)
    Ratings(database).give(good.id, user=8, rating=Rating.RIGHT)
    lines = terminal.succeeds("questions").splitlines()
    assert sorted(line[21:] for line in lines) == [
        "· answers · 90% · 6.0 s · rated right · slow but right?",
        "· none · nothing-related · 10% · 0.1 s · refused?",
    ]
    assert lines[0].startswith("2031-02-27 ")
    assert terminal.succeeds("questions", "--wrong") == "Nothing went wrong.\n"
    assert terminal.succeeds("questions", "--since", "2031-02-28") == (
        "Nothing has been asked yet.\n"
    )
    assert len(terminal.succeeds("questions", "--limit", "1").splitlines()) == 2
    report = terminal.json("questions", "--slow", "--json")
    assert report["total"] == 1
    assert report["questions"][0]["failures"] == ["slow"]
    terminal.succeeds("questions", "--export", "all.jsonl")
    cases = {case.text: case for case in read_questions(tmp_path / "all.jsonl")}
    assert not cases["refused?"].answerable
    with CorpusStore.open(tmp_path / "data" / "corpus.db") as store:
        paragraph, article = store.passages([2])[2]
    assert cases["slow but right?"].gold == (" ".join(paragraph.text.split()),)
    assert cases["slow but right?"].articles == (article.id,)
    assert json.loads((tmp_path / "all.jsonl").read_text().splitlines()[0])["answers"] == []
