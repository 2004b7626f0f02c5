"""How far two spellings are apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.query.slips import distance, most_slips, one_slip_away

WORDS = st.text("abc", min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("lamps", "lamps", 0),
        ("lamps", "lmaps", 1),  # swapped
        ("lamps", "lamp", 1),
        ("lamps", "lammps", 1),
        ("lamps", "lumps", 1),
        ("harbour", "harobr", 2),
        ("lamps", "quays", 3),  # no more is counted than is asked for
    ],
)
def test_each_slip_counts_one(one: str, other: str, far: int) -> None:
    assert distance(one, other, most=2) == far


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_the_words_one_slip_away_are_those_at_distance_one(one: str, other: str) -> None:
    assert (other in set(one_slip_away(one)) - {one}) == (distance(one, other, most=2) == 1)


def test_long_words_may_have_more_slips_than_short_ones() -> None:
    assert [most_slips(word) for word in ("lamp", "lamps", "lamppost")] == [0, 1, 2]
