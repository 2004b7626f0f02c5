"""Names that are written in several ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.storage.store import CorpusStore
from index.query.aliases import unify
from index.query.question import analyse_question
from index.query.terms import any_of, content_words
from index.query.words import analyse
from tests.articles import save

WRITTEN = [
    ("US", "U.S.", "U.S.A.", "USA", "United States", "United States of America"),
    ("UK", "U.K.", "Britain", "Great Britain", "United Kingdom"),
    ("EU", "European Union"),
    ("UN", "U.N.", "United Nations"),
]


@pytest.mark.parametrize("forms", WRITTEN)
def test_each_way_of_writing_a_name_is_found_by_every_other(
    tmp_path: Path, forms: tuple[str, ...]
) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, *(f"The {form} sent a ship." for form in forms), "The harbour was empty.")
        for form in forms:
            asked = content_words(f"What did the {form}'s navy do?")
            found = store.search(any_of(asked), limit=20)
            assert len(found) == len(forms)
            question = analyse_question(
                f"Did the {form} reply?", passages=9, frequency=lambda word: 1
            )
            assert question.names
            for other in forms:
                assert question.names <= analyse(f"In May the {other} did.").names


@pytest.mark.parametrize(
    "text",
    [
        "They told us about it.",
        "The USS Cole sailed.",
        "The Russian Volunteer Corps is not Russia.",
        "British Airways flew on.",
        "Un bel di, sang EUR.",
    ],
)
def test_what_only_looks_like_such_a_name_stays(text: str) -> None:
    assert unify(text) == text


def test_a_pronoun_is_not_searched_for() -> None:
    assert content_words("What did they tell us about the raid?") == ["raid"]
