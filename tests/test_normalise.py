"""What is stored is what Telegram sends unchanged, and a second pass finds nothing to do."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.normalise import normalise, normalise_line

# Dense in the characters that the rules are about; plain text() would seldom draw two of them.
TRICKY = st.text(
    st.sampled_from(
        "aAeo .\n\r\t\x00\x07\x0b\x0c\x1c\x7f\x85\u00a0\u00ad\u0301\u030a\u0327\u0333\u033f"
        "\u200b\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ud800\udfff\u212b\U0001f4f0"
    )
    | st.characters(),
    max_size=60,
)


@given(TRICKY)
def test_a_second_pass_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(TRICKY)
def test_nothing_is_left_that_telegram_would_alter(text: str) -> None:
    stored = normalise(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert not re.search("[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a\ud800-\udfff]", stored)
    assert stored.encode("utf-8").decode("utf-8") == stored


@given(TRICKY)
def test_lines_have_no_ragged_ends_and_paragraphs_are_one_blank_line_apart(text: str) -> None:
    stored = normalise(text)
    assert stored == stored.strip()
    assert "\n\n\n" not in stored
    assert all(line == line.strip() for line in stored.split("\n"))


@given(st.text(st.characters(categories=("L", "N", "P")), max_size=60))
def test_letters_digits_and_marks_survive(text: str) -> None:
    kept = unicodedata.normalize("NFC", text)
    assert normalise(text) == kept


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("A\u030angstro\u0308m", "Ångström"),
        ("q\u030a \u0333x\u033f", "q x"),
        ("one\r\ntwo\rthree\u2028four\u2029five\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("bell\x07 tab\tend", "bell  tab end"),
        ("abc\u202edef\u202c \u2066ghi\u2069", "abcdef ghi"),
        ("10\u00a0000 « oui »", "10\u00a0000 « oui »"),
        ("co\u00adopera\u200btion", "cooperation"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("first   \n\n\n\n  second", "first\n\nsecond"),
        ("\ufeff# Title", "# Title"),
    ],
)
def test_normalise(raw: str, stored: str) -> None:
    assert normalise(raw) == stored


def test_a_title_is_one_line() -> None:
    assert normalise_line("  Dam\tfails\r\n again ") == "Dam fails again"
