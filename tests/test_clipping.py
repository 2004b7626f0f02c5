"""Parts of a text that fit into a message."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.telegram.clipping import clipped, pieces
from bot.chat.telegram.utf16 import units
from corpus.types import Span

TEXTS = st.text(alphabet="ab .!?”\n🌊", min_size=1, max_size=200)


def test_what_fits_is_kept_whole_but_for_outer_white_space() -> None:
    text = "  One. Two.  "
    assert clipped(text, Span(0, len(text)), limit=100).of(text) == "One. Two."


def test_a_long_text_is_cut_after_a_sentence() -> None:
    text = "The ferry came in late. “It was dark,” he said. Nobody saw the light on the mole."
    assert clipped(text, Span(0, len(text)), limit=60).of(text) == (
        "The ferry came in late. “It was dark,” he said."
    )


def test_a_quotation_does_not_end_at_an_abbreviation() -> None:
    text = "The ferry came in late on Monday. On the mole stood Gov. Ada Bell and her two guests."
    assert clipped(text, Span(0, len(text)), limit=60).of(text) == (
        "The ferry came in late on Monday."
    )


def test_without_a_sentence_end_it_is_cut_after_a_word() -> None:
    text = "water " * 30
    assert clipped(text, Span(0, len(text)), limit=20).of(text) == "water water water"


def test_one_endless_word_is_cut_hard() -> None:
    assert len(clipped("x" * 50, Span(0, 50), limit=20)) == 20


@given(TEXTS, st.integers(min_value=4, max_value=60))
def test_pieces_fit_and_leave_out_white_space_alone(text: str, limit: int) -> None:
    found = pieces(text, limit=limit)
    assert all(0 < units(span.of(text)) <= limit for span in found)
    assert "".join("".join(span.of(text) for span in found).split()) == "".join(text.split())
    assert all(a.stop <= b.start for a, b in itertools.pairwise(found))
