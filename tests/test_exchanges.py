"""What buttons need, over restarts, new versions and removals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.answers.exchanges import Exchange, ExchangeKind, Exchanges
from bot.chat.answers.payload import from_payload, to_payload
from bot.chat.database import ChatDatabase
from bot.verbatim import Misquoted
from corpus.storage.store import CorpusStore
from corpus.types import Span
from index.types import Abstention, Answer, Citation, Passage, Reason
from tests.articles import save


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chat.db"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, "The bridge shut at noon.", "It opens on Friday, the mayor said.", name="a")
        save(store, "The bridge shut at noon.", name="b", outlet="The Gull")
        yield store


@pytest.fixture
def database(path: Path) -> Iterator[ChatDatabase]:
    with closing(ChatDatabase.open(path)) as database:
        yield database


@pytest.fixture
def exchanges(database: ChatDatabase) -> Exchanges:
    return Exchanges(database)


def note(exchanges: Exchanges, *, question: int = 5, asked: float = 100.0) -> Exchange:
    return exchanges.add(
        ExchangeKind.QUESTION,
        chat=77,
        user=7,
        question=question,
        asked=asked,
        text="Who?",
        payload={"a": 1},
    )


def test_an_exchange_survives_a_restart(path: Path) -> None:
    with closing(ChatDatabase.open(path)) as database:
        exchange = note(Exchanges(database))
        Exchanges(database).answered(exchange.id, answer=6)
    with closing(ChatDatabase.open(path)) as database:
        reopened = Exchanges(database)
        found = reopened.get(exchange.id)
        assert found is not None
        assert (found.chat, found.user, found.answer, found.text) == (77, 7, 6, "Who?")
        assert reopened.of_question(chat=77, question=5) == found
        assert reopened.of_question(chat=78, question=5) is None
        assert reopened.get("unknown") is None


def test_an_edited_question_keeps_its_exchange(exchanges: Exchanges) -> None:
    exchange = exchanges.revise(note(exchanges), text="Why?", payload={"b": 2})
    assert exchanges.get(exchange.id) == exchange
    assert (exchange.text, exchange.payload) == ("Why?", {"b": 2})


def test_old_exchanges_are_forgotten(exchanges: Exchanges) -> None:
    old, new = note(exchanges, asked=1.0), note(exchanges, asked=9.0)
    exchanges.prune(before=5.0)
    assert exchanges.get(old.id) is None
    assert exchanges.get(new.id) is not None


def test_ids_fit_into_callback_data_and_are_hard_to_guess(exchanges: Exchanges) -> None:
    ids = {note(exchanges).id for _ in range(50)}
    assert len(ids) == 50
    assert all(len(identifier) == 8 for identifier in ids)


def passages(store: CorpusStore) -> tuple[Passage, Passage]:
    first, second = store.versions(1)[0], store.versions(2)[0]
    shut, opens = store.paragraphs(1)
    return Passage(shut, first, 0.9, also_in=(second,)), Passage(opens, first, 0.5)


def test_an_answer_is_recalled_word_for_word(store: CorpusStore) -> None:
    shut, opens = passages(store)
    answer = Answer(
        "Who?",
        (Citation(1, shut, Span(0, 24)), Citation(2, opens, Span(0, 18))),
        confidence=0.8,
        as_of="2031-03-04",
    )
    assert from_payload("Who?", to_payload(answer), store=store) == answer


def test_an_abstention_is_recalled(store: CorpusStore) -> None:
    reply = Abstention("Who?", Reason.NOT_ANSWERED, 0.2, None, passages(store))
    assert from_payload("Who?", to_payload(reply), store=store) == reply
    named = replace(reply, reason=Reason.NOT_QUOTED, subject="Ada Bell")
    assert from_payload("Who?", to_payload(named), store=store) == named
    doubtful = replace(reply, doubtful=True)
    assert from_payload("Who?", to_payload(doubtful), store=store) == doubtful


def test_an_answer_keeps_quoting_the_version_that_it_quoted(store: CorpusStore) -> None:
    shut, _ = passages(store)
    answer = Answer("Who?", (Citation(1, shut, Span(0, 24)),), 0.8, None)
    save(store, "The bridge shut at one.", name="a")
    recalled = from_payload("Who?", to_payload(answer), store=store)
    assert isinstance(recalled, Answer)
    assert recalled.citations[0].text == "The bridge shut at noon."
    assert recalled.citations[0].passage.article.version == 1


def test_a_text_that_was_tampered_with_is_not_quoted(store: CorpusStore, tmp_path: Path) -> None:
    shut, _ = passages(store)
    payload = to_payload(Answer("Who?", (Citation(1, shut, Span(0, 24)),), 0.8, None))
    with sqlite3.connect(tmp_path / "corpus.db") as connection:
        connection.execute("UPDATE paragraphs SET text = 'Shut.' WHERE id = ?", [shut.paragraph.id])
    connection.close()
    with pytest.raises(Misquoted):
        from_payload("Who?", payload, store=store)


def test_an_answer_whose_article_was_removed_is_gone(store: CorpusStore) -> None:
    shut, _ = passages(store)
    answer = Answer("Who?", (Citation(1, shut, Span(0, 24)),), 0.8, None)
    payload = to_payload(answer)
    store.remove(2)
    recalled = from_payload("Who?", payload, store=store)
    assert isinstance(recalled, Answer)
    assert recalled.citations[0].passage.also_in == ()
    store.remove(1)
    assert from_payload("Who?", payload, store=store) is None
