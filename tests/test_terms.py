from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.storage.store import CorpusStore
from index.query.terms import any_of, content_words
from tests.articles import save


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who claimed responsibility?", ["claimed", "responsibility"]),
        ("What did the ministry's spokesman say?", ["ministry", "spokesman"]),
        ("How many were hurt on 4 March?", ["hurt", "4", "march"]),
        ("who is who", ["who", "is"]),
        ("?!", []),
    ],
)
def test_a_question_is_searched_for_by_its_content_words(question: str, words: list[str]) -> None:
    assert content_words(question) == words


@given(question=st.text())
def test_no_question_breaks_the_search(
    tmp_path_factory: pytest.TempPathFactory, question: str
) -> None:
    words = content_words(question)
    assert len(words) <= 32
    if not words:
        return
    with CorpusStore.open(tmp_path_factory.getbasetemp() / "lexical.db") as store:
        save(store, "Any words at all.")
        store.search(any_of(words), limit=3)
        store.search(any_of(words, column="text"), limit=3)


def test_words_match_in_any_form_of_case_number_and_accent(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, "The Brigádes claimed it.", "Nothing here.")
        found = store.search(any_of(content_words("Who in the brigade is claiming it?")), limit=5)
        assert len(found) == 1


@pytest.mark.parametrize("asked", ["п'ять", "п’ять", "пʼять"])
def test_an_apostrophe_matches_however_it_is_written(tmp_path: Path, asked: str) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, "Їх було п’ять.", "Прийшло пʼять.", "Ніхто не прийшов.")
        assert len(store.search(any_of(content_words(asked)), limit=5)) == 2


def test_a_figure_is_searched_for_as_a_whole(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, "It rose by 3.5 points.", "In 5 of the 3 towns.")
        assert len(store.search(any_of(content_words("By 3.5?")), limit=5)) == 1


def test_a_column_limits_the_search(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, "Nothing here.", title="Bridge closed")
        assert store.search(any_of(["bridge"]), limit=5)
        assert store.search(any_of(["bridge"], column="text"), limit=5) == []
