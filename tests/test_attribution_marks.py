"""Where a content touches a quotation, its ends are the quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.attribution import Kind
from corpus.attribution.assembly import assemble
from corpus.attribution.attributors import read
from corpus.attribution.marks import keep_to_marks
from tests.parses import attribute, marked, parse


def kept(text: str, *, anchor: str, source: str, content: tuple[str, ...]) -> list[str]:
    """The contents that come of a candidate given by its words."""
    document = read(parse(text))
    candidate = marked(document.parse, anchor=anchor, source=source, content=content)
    (found,) = assemble(document, keep_to_marks(document, [candidate]))
    return [span.of(text) for span in found.content]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        (
            "Hale said, “I am going to Kest.” In July Hale went.",
            ("“I am going to Kest.” In July Hale went",),
            ["“I am going to Kest.”"],
        ),
        (
            "Hale said, “I will sail at noon.” On Friday he was arrested.",
            ("“I will sail at noon.”", "he was arrested"),
            ["“I will sail at noon.”"],
        ),
        (
            "Hale said: “Nobody was hurt, thank God.”",
            ("was hurt, thank God.”",),
            ["“Nobody was hurt, thank God.”"],
        ),
        (
            "Hale said: “The crane, which is old, will not fall on us.”",
            ("“The crane", "will not fall"),
            ["“The crane, which is old, will not fall on us.”"],
        ),
        (
            "Hale said the crane was “a danger to us all” and had to go.",
            ("the crane was “a danger to us all” and had to go",),
            ["the crane was “a danger to us all” and had to go"],
        ),
        (
            "Hale said «The crane is old.» Then Hale left.",
            ("«The crane is old.» Then Hale left",),
            ["«The crane is old.»"],
        ),
    ],
)
def test_a_quotation_is_given_as_a_whole_and_alone(
    text: str, content: tuple[str, ...], expected: list[str]
) -> None:
    assert kept(text, anchor="said", source="Hale", content=content) == expected


def test_a_number_keeps_its_symbol() -> None:
    text = "Hale said $40 was lost and rents rose by much (9%)."
    content = ("40 was lost and rents rose by much (9",)
    assert kept(text, anchor="said", source="Hale", content=content) == [
        "$40 was lost and rents rose by much (9%)"
    ]


def test_narration_before_the_opening_mark_is_not_said() -> None:
    text = "Rain fell all day. “The crane is old,” Hale said."
    content = ("Rain fell all day. “The crane is old,”",)
    assert kept(text, anchor="said", source="Hale", content=content) == ["“The crane is old,”"]


def test_who_is_reported_within_a_quotation_says_no_more_than_that() -> None:
    text = "Hale wrote: “Ruud told me that the crane was old and I left.”"
    content = ("that the crane was old",)
    found = kept(text, anchor="told", source="Ruud", content=content)
    assert found == ["that the crane was old"]


MARKS = st.sampled_from(["“”", '""', "‘’", "«»", "„“", "``''"])
WORDS = st.lists(
    st.sampled_from("we saw the old crane fall in Kest and nobody was hurt there".split()),
    min_size=2,
    max_size=9,
)
FRAMES = st.sampled_from(
    [
        "{name} said, {quote} {after}",
        "{name} told the court: {quote} {after}",
        "{before} {quote} {name} said. {after}",
        "{before} {name} wrote: {quote}\n\n{after}",
    ]
)


@settings(max_examples=60, deadline=None)
@given(FRAMES, MARKS, WORDS, st.sampled_from([".", ",", "?", "!"]), st.booleans())
def test_a_content_ends_at_the_marks_that_it_touches(
    frame: str, marks: str, words: list[str], end: str, nested: bool
) -> None:
    assume(end != "," or "{quote} {name}" in frame)
    opening, closing = marks[: len(marks) // 2], marks[len(marks) // 2 :]
    inner = " ".join(words).capitalize()
    if nested and opening != "‘":
        inner = inner.replace(" ", " ‘it is old’ ", 1)
    quote = f"{opening}{inner}{end}{closing}"
    text = frame.format(
        name="Jon Hale", quote=quote, before="Rain fell.", after="In July he was arrested."
    )
    start = text.index(quote)
    stop = start + len(quote)
    for attribution in attribute(text):
        cue = attribution.cue
        assert cue is not None
        if start <= cue.start < stop:
            continue
        touching = [s for s in attribution.content if s.start < stop and start < s.stop]
        for span in touching:
            assert (span.start, span.stop) == (start, stop)
        if touching and len(attribution.content) == 1:
            assert attribution.kind is Kind.DIRECT


def test_a_content_ends_before_the_question_that_was_put_next() -> None:
    text = "Hale said the gate would hold. Asked whether it was old, Hale left."
    content = ("the gate would hold. Asked whether it was old",)
    assert kept(text, anchor="said", source="Hale", content=content) == ["the gate would hold"]
    text = "Hale said the man was Asked Olsen. Then Hale left."
    assert kept(text, anchor="said", source="Hale", content=("the man was Asked Olsen",)) == [
        "the man was Asked Olsen"
    ]
