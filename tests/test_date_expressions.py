"""Words for days, read against a day in the middle of a week."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.languages.date_expressions import Days, time_words

WEDNESDAY = date(2023, 5, 24)


def read(text: str, reference: date = WEDNESDAY) -> list[tuple[str, str]]:
    meant = [words.days(reference) for words in time_words(text)]
    return [(f"{days.first:%Y-%m-%d}", f"{days.last:%Y-%m-%d}") for days in meant if days]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("overnight", "2023-05-23", "2023-05-24"),
        ("last night", "2023-05-23", "2023-05-24"),
        ("this morning", "2023-05-24", "2023-05-24"),
        ("yesterday", "2023-05-23", "2023-05-23"),
        ("on Tuesday", "2023-05-23", "2023-05-23"),
        ("on Wednesday", "2023-05-24", "2023-05-24"),
        ("last Wednesday", "2023-05-17", "2023-05-17"),
        ("next Wednesday", "2023-05-31", "2023-05-31"),
        ("since Monday", "2023-05-22", "2023-05-24"),
        ("last week", "2023-05-15", "2023-05-21"),
        ("this week", "2023-05-18", "2023-05-28"),
        ("over the weekend", "2023-05-20", "2023-05-21"),
        ("last month", "2023-04-01", "2023-04-30"),
        ("this year", "2023-01-01", "2023-12-31"),
        ("in the past 24 hours", "2023-05-23", "2023-05-24"),
        ("three days ago", "2023-05-21", "2023-05-21"),
        ("on 22 May", "2023-05-22", "2023-05-22"),
        ("on May 22nd, 2021", "2021-05-22", "2021-05-22"),
        ("the 3rd of January", "2023-01-03", "2023-01-03"),
        ("2022-02-24", "2022-02-24", "2022-02-24"),
        ("in May 2022", "2022-05-01", "2022-05-31"),
        ("in march", "2023-03-01", "2023-03-31"),
        ("in October", "2022-10-01", "2022-10-31"),
        ("during 2022", "2022-01-01", "2022-12-31"),
        ("since 2014", "2014-01-01", "2023-05-24"),
    ],
)
def test_words_mean_days_from_a_reference(text: str, first: str, last: str) -> None:
    assert read(f"Who crossed the river {text}?") == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "They may 3 days later march 20 miles.",
        "It sold 2022 tickets.",
        "The vote is before 22 May.",
        "Nothing until Tuesday.",
        "on 30 February",
        "after 9999-12-28",
        "May I ask?",
    ],
)
def test_what_names_no_days(text: str) -> None:
    assert read(text) == []


def test_the_longest_reading_wins() -> None:
    [words] = time_words("Who spoke on Tuesday, 23 May 2023?")[1:]
    assert words.text.endswith("23 May 2023")
    assert words.core == "23 May 2023"


def test_a_date_without_a_year_is_the_nearest() -> None:
    assert read("on 30 December", date(2023, 1, 4)) == [("2022-12-30", "2022-12-30")]
    assert read("on 2 January", date(2022, 12, 30)) == [("2023-01-02", "2023-01-02")]


@given(st.text(max_size=80), st.dates())
def test_any_text_can_be_read(text: str, reference: date) -> None:
    for words in time_words(text):
        assert text[words.start : words.stop] == words.text
        days = words.days(reference)
        assert days is None or len(days) >= 1


def test_a_range_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="after"):
        Days(date(2023, 5, 24), date(2023, 5, 23))
