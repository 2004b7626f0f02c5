"""A quotation with its source, as a button copies it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.layout.copying import MOST_UNITS, copyable
from bot.chat.telegram.utf16 import units
from bot.texts import LANGUAGES, Texts
from corpus.types import Span
from index.types import Citation
from tests.passages import make_article, make_passage

LONG = "The quay was closed. " * 15
MARKED = f"{LONG}Two cranes fell on the mole at noon. {LONG}".strip()


def citation(text: str, mark: str | None = None, *, outlet: str = "Harbour Post") -> Citation:
    passage = make_passage(text, article=make_article(outlet=outlet))
    where = text.find(mark) if mark else -1
    highlight = Span(where, where + len(mark)) if mark else None
    return Citation(1, passage, Span(0, len(text)), highlight)


def test_a_short_quotation_is_copied_whole() -> None:
    assert copyable(citation("The quay was closed."), Texts()) == (
        "“The quay was closed.” — Harbour Post, 4 March 2031, ¶1"
    )


def test_of_a_long_one_the_sentence_that_answers_is_copied() -> None:
    copied = copyable(citation(MARKED, "cranes fell"), Texts())
    assert copied.startswith("“Two cranes fell on the mole at noon. The quay was closed.")
    assert copied.endswith("closed.” — Harbour Post, 4 March 2031, ¶1 (part of the paragraph)")


def test_an_answer_at_the_beginning_keeps_its_beginning() -> None:
    assert copyable(citation(LONG.strip(), "quay"), Texts()).startswith("“The quay was closed.")


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=15)
@given(
    text=st.text(st.sampled_from("ab я🜁.\n"), min_size=1, max_size=700).filter(str.strip),
    outlet=st.text(min_size=1, max_size=90),
    start=st.floats(0, 1),
)
def test_it_always_fits_and_holds_nothing_but_stored_words(
    language: str, text: str, outlet: str, start: float
) -> None:
    cited = citation(text, outlet=outlet)
    at = int(start * (len(text) - 1))
    cited = replace(cited, highlight=Span(at, min(len(text), at + 30)))
    copied = copyable(cited, Texts(language))
    assert 1 <= units(copied) <= MOST_UNITS
    quoted = copied[1:].partition("” — " if language == "en" else "» — ")[0]
    assert quoted
    assert quoted in text
