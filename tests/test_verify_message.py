"""The check that every message passes on its way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.telegram.compose import Composer, Message
from bot.chat.telegram.verify import verify_message
from bot.verbatim import Misquoted
from corpus.storage.store import CorpusStore
from corpus.types import Span
from tests.articles import save


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, "The bridge 🌉 shut at noon.", "It opens on Friday.", name="a")
        save(store, "The ferry sails.", name="b")
        yield store


@pytest.fixture
def message(store: CorpusStore) -> Message:
    article, paragraph = store.versions(1)[0], store.paragraphs(1)[0]
    composer = Composer().bold("Who 🌉?").gap().quote(article, paragraph, Span(4, 12))
    return composer.text("[1]").message()


def test_a_faithful_message_passes(store: CorpusStore, message: Message) -> None:
    assert "bridge 🌉" in message.text
    verify_message(store, message)


def test_one_changed_character_stops_it(store: CorpusStore, message: Message) -> None:
    changed = replace(message, text=message.text.replace("bridge", "Bridge"))
    with pytest.raises(Misquoted, match="paragraph 1 of a differs from the stored text"):
        verify_message(store, changed)


def test_a_shifted_text_stops_it(store: CorpusStore, message: Message) -> None:
    with pytest.raises(Misquoted):
        verify_message(store, replace(message, text=" " + message.text))


def test_another_articles_name_stops_it(store: CorpusStore, message: Message) -> None:
    (quotation,) = message.quotations
    other = replace(quotation, article=store.versions(2)[0])
    with pytest.raises(Misquoted, match="another article"):
        verify_message(store, replace(message, quotations=(other,)))


def test_a_removed_article_stops_it(store: CorpusStore, message: Message) -> None:
    store.remove(1)
    with pytest.raises(Misquoted, match="no longer stored"):
        verify_message(store, message)
