"""Quotations that are nobody's yet: whose they are by where they stand."""

from __future__ import annotations

import pytest

from corpus.attribution.assembly import assemble
from corpus.attribution.attributors import read
from corpus.attribution.leftovers import with_leftovers
from tests.parses import parse


def found(text: str) -> list[tuple[str | None, str]]:
    """What is found where nothing was."""
    document = read(parse(text))
    return [
        (a.speaker, " … ".join(span.of(text) for span in a.content))
        for a in assemble(document, with_leftovers(document, []))
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The old crane will hold until May,” Ada Bell said.", "Ada Bell"),
        ("“The old crane will hold until May,” said Ada Bell, the mayor.", "Ada Bell"),
        ("Ada Bell told the court: “The old crane will hold until May.”", "Ada Bell"),
        ("Ada Bell mocked Moor as a “clown who never ran a crane”.", "Ada Bell"),
        ("Ada Bell issued a statement: “The old crane will hold until May.”", "Ada Bell"),
        ("The film ends with Ada Bell's message: “The old crane holds us all.”", "Ada Bell"),
        ("Ada Bell got the chance to “show us all how cranes work”.", "Ada Bell"),
        (
            "Ada Bell explained why the owners left by saying, “We were all a little tired.”",
            "Ada Bell",
        ),
    ],
)
def test_a_quotation_that_was_passed_over_is_given_to_who_says_it(text: str, speaker: str) -> None:
    ((name, content),) = found(text)
    assert name == speaker
    assert content[0] == "“"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Bell was a guest on “The Late Show with Tom Moor”.",
        "The so-called “crane of the year” was shut.",
        "Asked on Monday, “Is the crane really safe now?” Ada Bell left.",
        "“The old crane will hold until May”\n\nRain fell on the town.",
        "The bias shows in a list: “The old crane will hold.”",
    ],
)
def test_a_title_a_name_and_a_question_that_was_put_stay_nobodys(text: str) -> None:
    assert found(text) == []
