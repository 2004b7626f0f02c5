"""What buttons need, over restarts, new versions and removals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.exchanges import Exchange, Exchanges, Kind
from bot.chat.recall import from_payload, to_payload
from bot.verbatim import Misquoted
from corpus.errors import StoreError, StoreTooNew, StoreUnwritable
from corpus.store import CorpusStore
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


def note(exchanges: Exchanges, *, question: int = 5, asked: float = 100.0) -> Exchange:
    return exchanges.add(
        Kind.QUESTION,
        chat=77,
        user=7,
        question=question,
        asked=asked,
        text="Who?",
        payload={"a": 1},
    )


def test_an_exchange_survives_a_restart(path: Path) -> None:
    exchanges = Exchanges.open(path)
    exchange = note(exchanges)
    exchanges.answered(exchange.id, answer=6)
    exchanges.close()
    reopened = Exchanges.open(path)
    found = reopened.get(exchange.id)
    assert found is not None
    assert (found.chat, found.user, found.answer, found.text) == (77, 7, 6, "Who?")
    assert reopened.of_question(chat=77, question=5) == found
    assert reopened.of_question(chat=78, question=5) is None
    assert reopened.get("unknown") is None
    reopened.close()


def test_an_edited_question_keeps_its_exchange(path: Path) -> None:
    exchanges = Exchanges.open(path)
    exchange = exchanges.revise(note(exchanges), text="Why?", payload={"b": 2})
    assert exchanges.get(exchange.id) == exchange
    assert (exchange.text, exchange.payload) == ("Why?", {"b": 2})
    exchanges.close()


def test_old_exchanges_are_forgotten(path: Path) -> None:
    exchanges = Exchanges.open(path)
    old, new = note(exchanges, asked=1.0), note(exchanges, asked=9.0)
    exchanges.prune(before=5.0)
    assert exchanges.get(old.id) is None
    assert exchanges.get(new.id) is not None
    exchanges.close()


def test_ids_fit_into_callback_data_and_are_hard_to_guess(path: Path) -> None:
    exchanges = Exchanges.open(path)
    ids = {note(exchanges).id for _ in range(50)}
    assert len(ids) == 50
    assert all(len(identifier) == 8 for identifier in ids)
    exchanges.close()


def test_a_file_that_is_no_database_is_named_with_its_mend(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    with pytest.raises(StoreError, match=r"chat\.db.*move the file away"):
        Exchanges.open(path)


def test_a_newer_file_is_left_alone(path: Path) -> None:
    Exchanges.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreTooNew):
        Exchanges.open(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnwritable):
        Exchanges.open(tmp_path / "file" / "chat.db")


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
