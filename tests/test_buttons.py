"""What buttons and links carry, whoever sends it back."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.telegram.keyboards import (
    PER_ROW,
    Operation,
    Press,
    button,
    in_rows,
    pager,
    parse_press,
)
from bot.chat.telegram.links import ParagraphRef, paragraph_link, parse_payload, safe_url
from tests.passages import make_paragraphs

IDS = st.builds(secrets.token_urlsafe, st.just(6))


@given(
    st.sampled_from(Operation),
    IDS,
    st.integers(min_value=0, max_value=99_999),
    st.none() | st.integers(min_value=0, max_value=99_999),
)
def test_a_button_says_what_it_was_made_to_say_in_64_bytes(
    operation: Operation, exchange: str, number: int, page: int | None
) -> None:
    data = button("label", operation, exchange, number, page).callback_data
    assert isinstance(data, str)
    assert len(data.encode()) <= 64
    assert parse_press(data) == Press(operation, exchange, number, -1 if page is None else page)


@given(st.text(max_size=70))
def test_any_other_data_is_nothing_or_a_press(data: str) -> None:
    press = parse_press(data)
    assert press is None or press.operation in Operation


@pytest.mark.parametrize(
    "data", [None, "", "p", "p:a", "1:abc:1", "p:abc:1:2", "p:abc:-1", "p:a b:1"]
)
def test_foreign_data_is_nothing(data: str | None) -> None:
    assert parse_press(data) is None


def test_a_pager_leads_both_ways_and_no_further() -> None:
    def labels(page: int, pages: int) -> list[str]:
        return [b.text for b in pager(Operation.PAGE, "abc", page=page, pages=pages)]

    assert labels(0, 1) == []
    assert labels(0, 3) == ["1/3", "›"]
    assert labels(1, 3) == ["‹", "2/3", "›"]
    assert labels(2, 3) == ["‹", "3/3"]


def test_rows_are_short_enough_for_telegram() -> None:
    buttons = [button(str(n), Operation.CONTEXT, "abc", n) for n in range(13)]
    rows = in_rows(buttons)
    assert [b for row in rows for b in row] == buttons
    assert max(map(len, rows)) == PER_ROW <= 8


def test_a_link_to_a_paragraph_leads_back_to_it() -> None:
    paragraph = make_paragraphs(["a", "b"], article=12)[1]
    link = paragraph_link(paragraph, bot="brief_bot")
    assert link == "https://t.me/brief_bot?start=p_12_2_1"
    assert parse_payload("p_12_2_1") == ParagraphRef(12, 2, 1)
    assert parse_payload("p_12_2") == ParagraphRef(12, 2)


@pytest.mark.parametrize("payload", ["", "p_1", "p_1_2_3_4", "q_1_2", "p_x_2", "p_1_2 ", "p_٣_1"])
def test_other_payloads_open_nothing(payload: str) -> None:
    assert parse_payload(payload) is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://post.example/a?b=1#c", True),
        ("http://post.example:8080/", True),
        (None, False),
        ("", False),
        ("http://localhost/a", False),
        ("https://post.example/a b", False),
        ("https://post.example/\u0007", False),
        ("javascript:alert(1)", False),
        ("https://[::1", False),
        ("https://post.example:99999/", False),
        ("https://" + "a" * 3_000 + ".example", False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: bool) -> None:
    assert (safe_url(url) == url and url is not None) is shown
