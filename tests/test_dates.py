"""Dates in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.texts.dates import day_in_words, moment_of


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2031-03-04", "4 March 2031"),
        ("2031-12-24T23:30:00Z", "24 December 2031"),
        (None, "undated"),
        ("", "undated"),
        ("yesterday", "undated"),
    ],
)
def test_days(published: str | None, words: str) -> None:
    assert day_in_words(published) == words


@pytest.mark.usefixtures("in_tokyo")
def test_a_moment_is_of_the_day_that_it_is_where_it_is_read() -> None:
    assert day_in_words("2031-12-24T23:30:00Z") == "25 December 2031"
    assert day_in_words("2031-12-24") == "24 December 2031"


def test_only_a_full_date_and_time_is_a_point_in_time() -> None:
    assert moment_of("2031-03-04T06:30:00Z") == datetime(2031, 3, 4, 6, 30, tzinfo=UTC)
    assert moment_of("2031-03-04") is None
    assert moment_of("2031-03-04T06:30:00") is None
    assert moment_of("2031-03-04 or so") is None
    assert moment_of(None) is None
