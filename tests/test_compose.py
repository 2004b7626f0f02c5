"""Messages as text with UTF-16 entities."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.utf16 import prefix_within, units
from corpus.types import Span
from tests.passages import make_article, make_paragraphs

PIECES = st.lists(
    st.tuples(st.sampled_from(["text", "bold", "italic", "line", "gap"]), st.text(max_size=20)),
    max_size=12,
)


def under(message: Message, kind: str) -> list[str]:
    """What stands under the entities of a kind, read as Telegram reads them."""
    encoded = message.text.encode("utf-16-le")
    return [
        encoded[2 * e.offset : 2 * (e.offset + e.length)].decode("utf-16-le")
        for e in message.entities
        if e.type == kind
    ]


def test_offsets_count_characters_beyond_the_basic_plane_as_two() -> None:
    message = Composer().text("🌊🌊 ").bold("tide").text(" ").italic("🚢").message()
    assert [(e.offset, e.length) for e in message.entities] == [(5, 4), (10, 2)]
    assert under(message, "bold") == ["tide"]
    assert under(message, "italic") == ["🚢"]


def test_a_quotation_stands_on_lines_of_its_own_and_is_remembered() -> None:
    paragraph = make_paragraphs(["“The 🌊 came,” she said.\n“Then it went.”"])[0]
    article, span = make_article(), Span(0, len(paragraph.text))
    message = Composer().text("¶1").quote(article, paragraph, span).text("[1]").message()
    assert message.text == f"¶1\n{paragraph.text}\n[1]"
    assert under(message, "blockquote") == [paragraph.text]
    (quotation,) = message.quotations
    assert message.text[quotation.offset :].startswith(paragraph.text)


def test_bold_inside_a_quotation_covers_the_excerpt_alone() -> None:
    paragraph = make_paragraphs(["One 🌊. Two. Three."])[0]
    whole, middle = Span(0, len(paragraph.text)), Span(7, 11)
    message = Composer().gap().quote(make_article(), paragraph, whole, bold=middle).message()
    assert under(message, "bold") == ["Two."]


def test_breaks_at_both_ends_leave_nothing() -> None:
    message = Composer().gap().bold("a").gap().line().text("b").gap().message()
    assert message.text == "a\n\nb"


def test_a_point_in_time_is_left_to_the_readers_zone() -> None:
    when = datetime(2031, 3, 4, 6, 30, tzinfo=UTC)
    (entity,) = Composer().moment("4 March 2031", when).message().entities
    assert entity.to_dict()["unix_time"] == int(when.timestamp())


def test_a_message_that_is_too_long_in_units_does_not_fit() -> None:
    assert Composer().text("a" * 4096).message().fits
    assert not Composer().text("🌊" * 2049).message().fits


def test_a_message_whose_links_are_too_long_together_does_not_fit() -> None:
    composer, address = Composer(), "https://post.example/" + "a" * 1_900
    for _ in range(4):
        composer.link("Harbour Post", address).line()
    assert composer.message().fits
    assert not composer.link("The Gull", address).message().fits


@given(PIECES)
def test_entities_are_in_range_not_empty_and_cut_no_surrogate_pair(
    pieces: list[tuple[str, str]],
) -> None:
    composer = Composer()
    for method, piece in pieces:
        if method in ("line", "gap"):
            getattr(composer, method)()
        else:
            getattr(composer, method)(piece)
    message = composer.message()
    encoded = message.text.encode("utf-16-le", "surrogatepass")
    for entity in message.entities:
        assert entity.offset >= 0
        assert entity.length > 0
        assert 2 * (entity.offset + entity.length) <= len(encoded)
        for edge in (entity.offset, entity.offset + entity.length):
            encoded[: 2 * edge].decode("utf-16-le", "surrogatepass")
            assert not _splits_a_pair(encoded, edge)


def _splits_a_pair(encoded: bytes, edge: int) -> bool:
    unit = encoded[2 * edge : 2 * edge + 2]
    before = encoded[2 * edge - 2 : 2 * edge] if edge else b""
    return len(unit) == len(before) == 2 and 0xDC <= unit[1] <= 0xDF and 0xD8 <= before[1] <= 0xDB


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("  two\n\nlines\t here ", "two lines here"),
        ("ri\u202eght", "right"),
        ("A\u030a", "Å"),
        ("bell\x07", "bell"),
        ("half \ud83d pair", "half pair"),
        ("zero\u2028break", "zero break"),
        ("marks \u200e\u200f\ufeff\u200ehere", "marks \u200ehere"),
    ],
)
def test_a_line_of_the_interface_is_clean(given_text: str, shown: str) -> None:
    assert one_line(given_text, limit=100) == shown


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_line_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit=limit)
    assert units(line) <= limit
    assert "\n" not in line
    line.encode()


@given(st.text(), st.integers(min_value=0, max_value=50))
def test_a_prefix_is_as_long_as_its_units_allow(text: str, limit: int) -> None:
    count = prefix_within(text, limit)
    assert units(text[:count]) <= limit
    assert count == len(text) or units(text[: count + 1]) > limit
