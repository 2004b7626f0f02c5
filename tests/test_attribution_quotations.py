"""Quotation marks of every style, over one paragraph or several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.attribution.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [quotation.span.of(text) for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The weir holds," she said. "For now."', ['"The weir holds,"', '"For now."']),
        ("“The weir holds,” she said.", ["“The weir holds,”"]),
        ("She called it ‘a fair deal’ on Monday.", ["‘a fair deal’"]),
        ("He calls it 'the boys' own shed' now.", ["'the boys'"]),
        ("„Das Wehr hält“, sagte sie.", ["„Das Wehr hält“"]),
        ("«Le barrage tient», dit-elle.", ["«Le barrage tient»"]),
        ("``It holds,'' she said.", ["``It holds,''"]),
        ('“It holds," she said.', ['“It holds,"']),
        ("The ferry's late and the dogs' home isn't open.", []),
        ("A small “... piece” of it.", ["“... piece”"]),
        ("He said: “I saw ‘them’ go.”", ["“I saw ‘them’ go.”"]),
        ("It was '90s music, she said.", []),
    ],
)
def test_marks_of_every_style_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_runs_on_where_each_paragraph_opens_and_only_the_last_closes() -> None:
    text = "Bell said: “The weir holds.\n\n“It held in spring.\n\n“It will hold.”\n\nRain fell."
    found = find_quotations(text)
    assert [(q.closed, q.continues) for q in found] == [(False, False), (False, True), (True, True)]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“The weir holds.\n\nRain fell on the town."
    (only,) = find_quotations(text)
    assert only.span.of(text) == "“The weir holds."
    assert not only.closed


@given(st.text(alphabet="ab \n\"'“”‘’«».,", max_size=80))
def test_quotations_are_in_order_apart_and_within_a_line(text: str) -> None:
    last = 0
    for quotation in find_quotations(text):
        assert quotation.span.start >= last
        assert "\n" not in quotation.span.of(text)
        assert len(quotation.span) > 0
        last = quotation.span.stop
