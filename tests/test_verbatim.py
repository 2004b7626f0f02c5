from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine import Engine
from bot.verbatim import Misquoted, verify_assessment, verify_citations, verify_passages
from corpus.types import Span
from index.types import Citation


@pytest.fixture
def citation(engine: Engine, news: Path) -> Citation:
    engine.ingest([news])
    engine.rebuild()
    return engine.assess("Why was the quay closed until the evening?").citations[0]


def test_what_is_stored_passes(engine: Engine, citation: Citation) -> None:
    verify_citations(engine.store, [citation])
    verify_passages(engine.store, [citation.passage])
    verify_assessment(engine.store, engine.assess("Who moves the fish market?"))


def test_changed_word_is_caught(engine: Engine, citation: Citation) -> None:
    text = citation.passage.paragraph.text.replace("closed", "opened")
    paragraph = replace(citation.passage.paragraph, text=text)
    passage = replace(citation.passage, paragraph=paragraph)
    with pytest.raises(Misquoted, match="storm-note"):
        verify_citations(engine.store, [replace(citation, passage=passage)])
    with pytest.raises(Misquoted):
        verify_passages(engine.store, [passage])


def test_span_past_the_stored_end_is_caught(engine: Engine, citation: Citation) -> None:
    text = citation.passage.paragraph.text + " And more."
    passage = replace(citation.passage, paragraph=replace(citation.passage.paragraph, text=text))
    longer = replace(citation, passage=passage, excerpt=Span(0, len(text)))
    with pytest.raises(Misquoted):
        verify_citations(engine.store, [longer])


def test_another_article_s_name_is_caught(engine: Engine, citation: Citation) -> None:
    passage = replace(citation.passage, article=engine.store.find("ferry"))
    with pytest.raises(Misquoted, match="another article"):
        verify_citations(engine.store, [replace(citation, passage=passage)])


def test_words_of_an_earlier_version_are_not_quoted_from_the_latest(
    engine: Engine, news: Path, citation: Citation
) -> None:
    earlier = citation.passage.article
    note = news / f"{earlier.id}.txt"
    note.write_text(f"{note.read_text('utf-8')}\nIt opened again at night.\n", encoding="utf-8")
    engine.ingest([news])
    latest = engine.store.find(earlier.id)
    assert (latest.id, latest.version) == (earlier.id, earlier.version + 1)
    verify_citations(engine.store, [citation])
    passage = replace(citation.passage, article=latest)
    with pytest.raises(Misquoted, match="another article"):
        verify_citations(engine.store, [replace(citation, passage=passage)])
    with pytest.raises(Misquoted, match="another article"):
        verify_passages(engine.store, [passage])


def test_article_removed_meanwhile_is_caught(engine: Engine, citation: Citation) -> None:
    engine.store.remove(engine.store.find("storm-note").number)
    with pytest.raises(Misquoted, match="no longer stored"):
        verify_citations(engine.store, [citation])


def test_store_changed_behind_the_answer_is_caught(engine: Engine, citation: Citation) -> None:
    with sqlite3.connect(engine.settings.database) as connection:
        connection.execute(
            "UPDATE paragraphs SET text = replace(text, 'closed', 'opened') WHERE id = ?",
            [citation.passage.paragraph.id],
        )
    connection.close()
    with pytest.raises(Misquoted):
        verify_citations(engine.store, [citation])
