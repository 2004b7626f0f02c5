"""How much may be asked in a minute."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.people.quotas import MINUTE, Quotas


def test_a_user_and_a_chat_have_quotas_of_their_own() -> None:
    quotas = Quotas(user=2, chat=3)
    assert quotas.take(user=1, chat=-5, now=0.0) is None
    assert quotas.take(user=1, chat=-5, now=1.0) is None
    mine = quotas.take(user=1, chat=-5, now=2.0)
    assert mine is not None
    assert (mine.limit, mine.seconds, mine.shared, mine.is_news) == (2, 58, False, True)
    assert quotas.take(user=2, chat=-5, now=3.0) is None
    shared = quotas.take(user=3, chat=-5, now=4.0)
    assert shared is not None
    assert (shared.limit, shared.shared) == (3, True)
    again = quotas.take(user=1, chat=-5, now=5.0)
    assert again is not None
    assert not again.is_news
    assert quotas.take(user=1, chat=-5, now=60.0) is None


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60), st.integers(1, 5))
def test_no_minute_ever_has_more_than_the_limit(pauses: list[float], limit: int) -> None:
    quotas, now = Quotas(user=limit, chat=1_000), 0.0
    taken = []
    for pause in pauses:
        now += pause
        if quotas.take(user=1, chat=1, now=now) is None:
            taken.append(now)
    for first, last in zip(taken, taken[limit:], strict=False):
        assert last - first >= MINUTE


def test_idle_keys_are_forgotten() -> None:
    quotas = Quotas(user=1, chat=1)
    for user in range(20_000):
        quotas.take(user=user, chat=user, now=0.0)
    assert quotas.take(user=0, chat=0, now=1.0) is None  # long since pushed out
    assert quotas.take(user=19_999, chat=19_999, now=1.0) is not None
