"""Short forms that articles give reason for."""

from __future__ import annotations

import time

import pytest

from corpus.languages.abbreviations import abbreviations_in


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        ("The Harbour Watch Council (HWC) met.", "hwc", "Harbour Watch Council"),
        ("The Institute for the Study of Tides said.", "ist", "Institute for the Study of Tides"),
        ("Norland's Ministry of Lamps denied it.", "mol", "Ministry of Lamps"),
        ("Men of the Norland Volunteer Corps came.", "nvc", "Norland Volunteer Corps"),
        ("Two home-made lamp devices (HMLDs) burned.", "hmld", "home-made lamp devices"),
        ("The Lamp Office (LO) is shut.", "lo", "Lamp Office"),
        ("Norland Lamp Works- they said", "nlw", "Norland Lamp Works"),
    ],
)
def test_a_short_form_is_explained_or_made_of_the_initials_of_a_name(
    text: str, short: str, name: str
) -> None:
    assert (short, name) in abbreviations_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "PORT HARBOUR (LNW) — The lamps are out.",  # an agency before the news
        "Anna Reed (D) spoke.",
        "The lamps of the quay were lit (QLX).",
    ],
)
def test_what_stands_in_brackets_may_be_no_short_form(text: str) -> None:
    assert not {short for short, _ in abbreviations_in(text)} & {"lnw", "d", "qlx"}


def test_a_run_of_names_takes_as_long_as_other_text() -> None:
    start = time.process_time()
    for text in ("Orme Vale " * 12_000, "The " * 30_000, f"Orme{' of' * 40_000} Vale"):
        abbreviations_in(text)
    assert time.process_time() - start < 4  # seconds; .1 is usual
