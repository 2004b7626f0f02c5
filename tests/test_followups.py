"""Questions with filters, and questions that reply to an answer, over HTTP with the double."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.chat.answers.chat_query import ChatQuery, follow_up, query_of
from bot.chat.answers.exchanges import Exchange, ExchangeKind
from bot.engine import Engine
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from tests.articles import save
from tests.botapi import Message
from tests.bots import Newsroom

CLOSED = "Why was the quay closed until the evening?"
MOVE = "Where did the council vote to move the fish market?"


def settled(room: Newsroom, answer: Message) -> Message:
    """The answer, once the bot has noted which message it is; nobody replies faster than that."""
    sql = "SELECT count(*) FROM exchanges WHERE chat = ? AND answer = ?"
    with closing(sqlite3.connect(room.folder / "data" / "chat.db")) as connection:
        where = answer.chat_id, answer.id
        room.telegram.wait_for(lambda _: connection.execute(sql, where).fetchone()[0] or None)
    return answer


# Filters


def test_a_filtered_question_quotes_only_what_it_allows_and_says_so(
    room: Newsroom, bot: Engine
) -> None:
    answer = room.ask(f'{MOVE} from:"the gull" since:2031-03-05')
    assert answer.marked("bold")[0] == MOVE
    assert answer.marked("italic")[0] == "The Gull · since 5 March 2031"
    quoted = answer.marked("blockquote")
    texts = {p.text for p in bot.store.paragraphs(bot.store.find("market-7").number)}
    assert quoted
    assert set(quoted) <= texts
    assert "Search everything" not in answer.labels
    sources = room.press(answer, "Sources")
    assert room.press(sources, "‹ Back").text == answer.text


def test_filters_work_with_the_command_in_a_group_and_find_nothing_outside(
    room: Newsroom, bot: Engine
) -> None:
    question = room.colleague.sends(f"/ask until:2031-03-01 {MOVE}", to=room.desk)
    answer = room.telegram.reply_to(question)
    assert answer.marked("blockquote") == []
    assert answer.marked("italic") == ["until 1 March 2031"]
    assert "I found no passage that answers this." in answer.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"{MOVE} from:Gull", "I have no outlet “Gull”. Did you mean “The Gull”?"),
        (
            f"{MOVE} since:marsh",
            "since: needs a date such as 2031-03-04 or yesterday; “marsh” is none.",
        ),
        ('from:"The Gull"', "What do you want to know?"),
    ],
)
def test_a_filter_that_cannot_be_followed_gets_one_sentence(
    room: Newsroom, bot: Engine, text: str, sentence: str
) -> None:
    assert room.ask(text).text == sentence


def test_an_edited_filter_is_answered_anew(room: Newsroom, bot: Engine) -> None:
    question = room.reader.sends(f'{MOVE} from:"The Gull"')
    answer = room.telegram.reply_to(question)
    room.reader.edits(question, f'{MOVE} from:"Harbour Post"')
    edited = room.telegram.edit_of(answer)
    assert edited.marked("italic")[0] == "Harbour Post"


# Replies


def test_a_reply_asks_within_the_articles_of_the_answer(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(f'{MOVE} from:"The Gull"')
    follow = room.reader.sends("Why was the quay closed by cranes?", reply_to=settled(room, answer))
    within = room.telegram.reply_to(follow)
    assert within.marked("italic")[0] == (
        "Follow-up: searched only 1 article of the earlier answer"
    )
    assert "quay was closed" not in within.text
    assert "Search everything" in within.labels

    everywhere = room.press(within, "Search everything")
    assert "quay was closed" in everywhere.marked("blockquote")[0]
    assert "Follow-up" not in everywhere.text
    assert "Search everything" not in everywhere.labels


def test_an_elliptic_reply_is_searched_with_the_words_before_it(
    room: Newsroom, bot: Engine
) -> None:
    answer = room.ask(MOVE)
    follow = room.reader.sends("and what of the tram?", reply_to=settled(room, answer))
    found = room.telegram.reply_to(follow)
    assert found.marked("bold")[0] == "and what of the tram?"
    assert "with “council vote move fish market” from the earlier question" in found.text
    assert "old tram depot" in found.marked("blockquote")[0]
    chained = room.telegram.reply_to(
        room.reader.sends("and the depot?", reply_to=settled(room, found))
    )
    assert "with “council vote move fish market” from the earlier question" in chained.text
    assert "old tram depot" in chained.marked("blockquote")[0]


def test_a_reply_in_a_group_may_be_anybodys_but_widening_is_the_askers(
    room: Newsroom, bot: Engine
) -> None:
    answer = room.telegram.reply_to(room.reader.sends(f"/ask {MOVE}", to=room.desk))
    follow = room.colleague.sends("and the traders?", to=room.desk, reply_to=settled(room, answer))
    found = room.telegram.reply_to(follow)
    assert "Follow-up" in found.text
    press = room.reader.presses(found, "Search everything")
    assert room.answered(press).toast.startswith("These buttons are for the person who asked.")
    assert "Follow-up" not in room.press(found, "Search everything", who=room.colleague).text


def test_a_reply_to_anything_else_is_a_question_of_its_own(room: Newsroom, bot: Engine) -> None:
    for earlier in (room.ask("/help"), room.ask("/sources"), room.ask("/nonsense")):
        answer = room.telegram.reply_to(room.reader.sends(CLOSED, reply_to=earlier))
        assert "quay was closed" in answer.text
        assert "Follow-up" not in answer.text


def test_a_reply_to_an_article_asks_within_it(room: Newsroom, bot: Engine) -> None:
    article = room.ask("/article market-7")
    follow = room.reader.sends(
        "Does the depot have no cold store, as traders say?", reply_to=article
    )
    found = room.telegram.reply_to(follow)
    assert "searched only 1 article" in found.text
    assert "no cold store" in found.text


def test_a_follow_up_outlives_its_articles(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(f'{MOVE} from:"The Gull"')
    bot.store.remove(bot.store.find("market-7").number)
    follow = room.reader.sends(CLOSED, reply_to=settled(room, answer))
    found = room.telegram.reply_to(follow)
    assert "quay was closed" in found.text
    assert "Follow-up" not in found.text


# What is carried over


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, "The bridge shut at noon.", name="a")
        yield store


def exchange(question: str, **payload: object) -> Exchange:
    return Exchange("id", ExchangeKind.QUESTION, 7, 7, 1, 2, 0.0, question, dict(payload))


@pytest.mark.parametrize(
    ("follow", "carried"),
    [
        ("and what did the ministry say?", ("claimed", "raid")),
        ("why?", ("claimed", "Lissow", "raid")),
        ("who claimed it?", ("claimed", "Lissow", "raid")),
        ("How many cranes were blown over?", ()),
        ("What did the harbour authority deny?", ()),
    ],
)
def test_only_a_question_without_words_of_its_own_takes_some_along(
    store: CorpusStore, follow: str, carried: tuple[str, ...]
) -> None:
    earlier = exchange("Who claimed the Lissow raid?")
    query = follow_up(ChatQuery(follow), earlier, store=store)
    assert query.carried == carried
    assert query.search_text == " ".join((follow, *carried))
    assert query.question == follow


def test_a_query_is_read_back_from_its_exchange() -> None:
    filters = Filters(("The Gull",), "2031-03-04", None, (3, 4))
    query = ChatQuery("and the raid?", filters, ("claimed",))
    assert query_of(exchange("typed", **query.to_payload())) == query
    assert query_of(exchange("typed")) == ChatQuery("typed")
    assert query.everywhere.filters == Filters(("The Gull",), "2031-03-04", None, ())
