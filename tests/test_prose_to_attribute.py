"""Hard-wrapped text that is given to be attributed: read as prose, with places that stay."""

from __future__ import annotations

from bot.terminal.input_articles import as_prose

WRAPPED = (
    "The minister, Max Till, denied on Monday that the vessel had\n"
    "been warned before the collision with the ferry, and that the\n"
    "harbour office had known of it. He left without a word."
)


def test_wrapped_lines_are_joined_and_every_place_stays() -> None:
    assert as_prose(WRAPPED) == WRAPPED.replace("\n", " ")


def test_lines_that_nobody_wrapped_stay() -> None:
    text = "Weir breaks\n\nAda Bell said so.\nJan Ruud said no.\nShe left."
    assert as_prose(text) == text


def test_where_a_word_is_halved_the_text_stays_as_it_is() -> None:
    text = WRAPPED.replace("vessel had\nbeen", "ves-\nsel had been")
    assert as_prose(text) == text
