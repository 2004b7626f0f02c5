"""Block quotations, lists and letters that a line with a colon announces."""

from __future__ import annotations

import pytest

from corpus.attribution import Kind
from tests.parses import attribute

LEAD = "The basin was closed on Tuesday while engineers looked at the crane.\n\n"
END = "\n\nNo answer came, and the crane fell in May."
LINES = (
    "The hook of the crane is cracked along its length.",
    "I ask for an answer within a week.",
)


def said_by(speaker: str, text: str) -> list[str]:
    return [s.of(text) for a in attribute(text) if a.speaker == speaker for s in a.content]


@pytest.mark.parametrize(
    "mark", ["    ", "> ", "", "- "], ids=["indented", "quoted", "plain", "listed"]
)
@pytest.mark.parametrize(
    "announcement",
    [
        "Inspector Lena Frisk wrote to the council in November:",
        "In a statement on Friday, Lena Frisk said:",
    ],
)
def test_what_is_announced_is_of_whoever_wrote_it(mark: str, announcement: str) -> None:
    text = LEAD + announcement + "\n\n" + "\n\n".join(mark + line for line in LINES) + END
    (found,) = (a for a in attribute(text) if len(a.content) == 2)
    assert found.speaker is not None
    assert found.speaker.endswith("Lena Frisk")
    assert [span.of(text) for span in found.content] == [line.rstrip(".") for line in LINES]


def test_a_block_quotation_is_direct_speech() -> None:
    text = f"{LEAD}Lena Frisk wrote to the council:\n\n    {LINES[0]}{END}"
    assert [a.kind for a in attribute(text) if a.speaker == "Lena Frisk"] == [Kind.DIRECT]


def test_a_plain_paragraph_is_announced_alone_unless_the_next_is_in_the_first_person() -> None:
    text = f"{LEAD}Lena Frisk wrote to the council:\n\n{LINES[0]}{END}"
    assert said_by("Lena Frisk", text) == [LINES[0].rstrip(".")]


def test_we_are_whoever_the_announced_words_are_of() -> None:
    denial = "We deny that the hook was cracked. We said so in May."
    text = f"{LEAD}In a statement the Weir Trust said:\n\n    {denial}{END}"
    assert "that the hook was cracked" in said_by("Weir Trust", text)


def test_points_go_on_with_the_clause_that_announces_them() -> None:
    text = f"{LEAD}Lena Frisk said the owners would:\n\n• mend the crane by May\n• pay for it{END}"
    assert said_by("Lena Frisk", text) == [
        "the owners would",
        "mend the crane by May",
        "pay for it",
    ]


def test_a_block_that_nobody_announces_is_nobodys() -> None:
    text = f"{LEAD}The crane is old.\n\n    {LINES[0]}{END}"
    assert [a for a in attribute(text) if "hook" in a.content[0].of(text)] == []


def test_a_text_printed_with_indents_has_no_block_quotations() -> None:
    lines = ["Lena Frisk wrote to the council:", *LINES[:1], "Rain fell.", "The crane fell in May."]
    text = "\n".join("    " + line for line in lines)
    assert said_by("Lena Frisk", text) == [LINES[0].rstrip(".")]


@pytest.mark.parametrize("announcement", ["It read:", "The statement read:"])
def test_what_a_statement_reads_is_of_whoever_published_it(announcement: str) -> None:
    text = (
        "The crane was safe, Minister Paul Pell said.\n\nThe Free Valley Front published a"
        f" statement on Monday. {announcement}\n\n    {LINES[0]}{END}"
    )
    assert said_by("Free Valley Front", text) == [LINES[0].rstrip(".")]
