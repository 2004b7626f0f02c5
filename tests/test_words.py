"""Words are what full-text search takes for words."""

from __future__ import annotations

import itertools
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.languages.en import ENGLISH
from corpus.languages.words import WORD, fold
from corpus.storage.migrations import CORPUS
from index.query.words import analyse, stem

# Without an ending that would be taken off.
PLAIN = replace(ENGLISH, writing=replace(ENGLISH.writing, possessives=()))
SCRIPTS = (
    "abstxyABST",
    "éÉüñçőŁłøßẞæıİşțﬁſḂ",  # composed
    "e\u0301o\u0308c\u0327n\u0303\u0323s",  # and not, as far as they can be
    "абиієїґйёъАБИЇ\u0301\u0306",  # with stress marks
    "αάςσΣΐΆώ\u0301",
    "աբԱԲ",
    "აბგ",
    "אבש\u05c1\u05bc",  # with points
    "عرب\u064e\u0651",
    "कखि\u0902\u093f\u094d",  # with vowel signs
    "กขา\u0e34\u0e48",
    "中文字かなハ한국",
    "0123456789٣",
)
GAPS = ' \n.,;:!?-–_/()[]“”«»"&%№…\u00a0\u2009😀'
TEXTS = st.lists(
    st.one_of(
        *(st.text(alphabet=script, min_size=1, max_size=4) for script in SCRIPTS),
        st.sampled_from(GAPS),
        st.sampled_from(".,'’ʼ"),
        st.sampled_from(["don't", "Bell’s", "п’ять", "п'ять", "пʼять", "3.5", "1,200", "7.30pm"]),
    ),
    max_size=14,
).map(lambda parts: unicodedata.normalize("NFC", "".join(parts)))


@pytest.fixture(scope="module")
def full_text() -> Iterator[sqlite3.Connection]:
    """A full-text table like the corpus's, but without stems, and the list of its words."""
    with sqlite3.connect(":memory:") as db:
        tokenizer = ENGLISH.tokenizer.removeprefix("porter ")
        db.execute(f"CREATE VIRTUAL TABLE passages USING fts5 (text, tokenize = '{tokenizer}')")
        db.execute("CREATE VIRTUAL TABLE words USING fts5vocab (passages, instance)")
        yield db


def searched(db: sqlite3.Connection, text: str) -> list[str]:
    """The words of a text as full-text search has them."""
    db.execute("DELETE FROM passages")
    db.execute("INSERT INTO passages VALUES (?)", [text])
    return [row[0] for row in db.execute("SELECT term FROM words ORDER BY offset")]


def ours(text: str) -> list[str]:
    """Our words, parted where full-text search is known to part them: at apostrophes, within
    figures and at the marks that it takes for gaps; "7.30" and "pm" are joined as they stand."""
    covered = [" "] * len(text)
    for word in WORD.finditer(text):
        covered[word.start() : word.end()] = word.group()
    parted = "".join(" " if c in ".,'’" or _is_gap(c) else c for c in covered)
    folded = (fold(part, PLAIN).replace("'", "ʼ") for part in parted.split())
    return [word for word in folded if word]


def _is_gap(character: str) -> bool:
    return unicodedata.category(character).startswith("M") and fold(character) != ""


@settings(deadline=None, max_examples=400)
@given(TEXTS)
@example("Ciénaga, Łódź, Ærø, İzmir, straße, ΟΔΟΣ, кни\u0301га, об’єднання, йод")
@example("1.5\u0301x 7.30pm 1,200,000 snake_case №5")
def test_words_are_those_of_full_text_search(full_text: sqlite3.Connection, text: str) -> None:
    assert ours(text) == searched(full_text, text)


@settings(deadline=None)
@given(TEXTS)
def test_only_a_figure_runs_into_the_next_word(text: str) -> None:
    for one, other in itertools.pairwise(WORD.finditer(text)):
        assert one.end() < other.start() or re.search(r"[.,]\d+\W*$", one.group())


def test_the_corpus_is_searched_with_the_tokenizer_of_the_language() -> None:
    assert any(f"tokenize = '{ENGLISH.tokenizer}'" in each.script for each in CORPUS.migrations)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("café", "CAFE"),
        ("Ciénaga", "Cienaga"),
        ("кни\u0301га", "Книга"),
        ("п’ять", "пʼять"),
        ("п'ять", "пʼять"),
        ("O’Neill's", "o'neill"),
        ("Bellʼs", "bell"),
        ("ΟΔΟΣ", "οδος"),
    ],
)
def test_ways_to_write_a_word_are_the_same_word(one: str, other: str) -> None:
    assert WORD.findall(one) == [one]
    assert fold(one) == fold(other)
    assert stem(one) == stem(other)
    assert analyse(one).at.keys() == analyse(other).at.keys()


@pytest.mark.parametrize(("one", "other"), [("йод", "иод"), ("ґрати", "грати"), ("всё", "все")])
def test_letters_of_their_own_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)
