"""Questions without a reply that go on from the last answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chat.answers.chat_query import ChatQuery, going_on
from bot.chat.answers.exchanges import Exchange, ExchangeKind
from bot.engine import Engine
from corpus.types import Filters
from index.query.going_on import goes_on
from tests.bots import Newsroom

MOVE = "Did the council vote to move the fish market?"


@pytest.mark.parametrize(
    "question",
    [
        "why?",
        "When?",
        "how many?",
        "and the wounded?",
        "And the wounded soldiers?",
        "what about Kyiv?",
        "but who denied it?",
        "Who denied it?",
        "when did they leave?",
        "Ok, and the army?",
    ],
)
def test_a_question_that_does_not_say_what_it_is_about_goes_on(question: str) -> None:
    assert goes_on(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who claimed responsibility?",
        "Kyiv?",
        "Who won?",
        "What happened?",
        "And how many soldiers crossed the border at Lissow?",
        "Was it confirmed by the Lissow council?",
        "Anderson?",
        "???",
    ],
)
def test_a_question_with_a_subject_of_its_own_does_not(question: str) -> None:
    assert not goes_on(question)


def earlier(question: str, filters: Filters) -> Exchange:
    payload = ChatQuery(question, filters).to_payload()
    return Exchange("id", ExchangeKind.QUESTION, 7, 7, 1, 2, 0.0, question, payload)


def test_it_takes_over_what_the_question_before_was_limited_to() -> None:
    limits = Filters(("The Gull",), since="2031-03-04", articles=(3,))
    before = earlier("Who claimed the Lissow raid?", limits)
    query = going_on(ChatQuery("and in Varn?", Filters(until="2031-03-09")), before)
    # But for the articles: only who replies to an answer asks within those.
    assert query.filters == Filters(("The Gull",), until="2031-03-09")
    assert query.carried == ("claimed", "raid")
    assert query.after == "Who claimed the Lissow raid?"


def test_it_does_not_go_on_from_a_question_that_says_as_little() -> None:
    assert going_on(ChatQuery("and the boats?"), earlier("why?", Filters())).carried == ()


def test_a_question_with_a_speaker_of_its_own_does_not_go_on() -> None:
    query = ChatQuery("What did she say?", Filters(by=("Lena Harrow",)))
    assert going_on(query, earlier("Was the mayor arrested?", Filters())) == query


def test_it_goes_on_from_the_last_answer_and_says_so(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(MOVE)
    found = room.ask("and the depot?")
    limits = found.marked("italic")[0]
    assert limits.startswith(f"Going on from “{MOVE}” · with “council vote move fish market”")
    assert "old tram depot" in found.marked("blockquote")[0]
    assert (found.reply_to, found.quote) == (answer.id, MOVE)
    alone = room.press(found, "Ask it by itself")
    assert "Going on" not in alone.text
    assert "Ask it by itself" not in alone.labels
    assert room.now(answer).text == answer.text


def test_it_goes_on_from_nobody_elses_answer_nor_from_an_old_one(
    room: Newsroom, news: Path
) -> None:
    now = [1_930_000_000.0]
    room.clock = lambda: now[0]
    with room.open(news):
        room.ask(MOVE)
        assert "Going on" not in room.ask("why?", who=room.admin).text
        now[0] += 601
        assert "Going on" not in room.ask("why?").text
        room.ask(MOVE)
        now[0] += 599
        assert "Going on" in room.ask("why?").text


def test_an_answer_replies_to_nothing_where_the_question_stands_there_no_more(
    room: Newsroom, bot: Engine
) -> None:
    answer = room.ask(MOVE)
    room.press(answer, "🔍 1")
    found = room.ask("and the depot?")
    assert "Going on from" in found.text
    assert (found.reply_to, found.quote) == (None, None)
