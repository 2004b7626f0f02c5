"""Quotations and posts that are signed with a dash and a name."""

from __future__ import annotations

import pytest

from corpus.attribution import Kind
from corpus.attribution.attributors import read
from corpus.attribution.signatures import signed
from tests.parses import attribute, marked, parse


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "“The council knew of it.” – Oskar Teleny, council leader",
            "Oskar Teleny",
            "“The council knew of it.”",
        ),
        ("“We reject every word.” — Jan Ruud", "Jan Ruud", "“We reject every word.”"),
        (
            "“It was a lucky escape.”\n— Ilse Brandt, harbour master",
            "Ilse Brandt",
            "“It was a lucky escape.”",
        ),
        (
            "“It was a lucky escape.”\n\n-- Harbour master Ilse Brandt, speaking on Monday",
            "Ilse Brandt",
            "“It was a lucky escape.”",
        ),
        (
            "«We saw it fall.» ― Jan Ruud (operator)",
            "Jan Ruud",
            "«We saw it fall.»",
        ),
        (
            "We did not order it. pic.twitter.com/Ab3 — Ilse Brandt (@ilsebrandt) March 4, 2025",
            "Ilse Brandt",
            "We did not order it",
        ),
        (
            "We did not order it.\n— Ilse Brandt (@ilsebrandt) March 4, 2025",
            "Ilse Brandt",
            "We did not order it",
        ),
    ],
)
def test_who_signs_it_says_it(text: str, speaker: str, content: str) -> None:
    found = [a for a in attribute(text) if a.speaker == speaker]
    assert [[span.of(text) for span in a.content] for a in found] == [[content]]
    assert found[0].kind is Kind.DIRECT


def test_each_of_several_is_by_whoever_signs_it() -> None:
    text = "Bell said: “It is old.”\n\n“It is new.” – Tom Moor\n\n“We will see it fall.”"
    found = {a.speaker: [span.of(text) for span in a.content] for a in attribute(text)}
    assert found == {"Bell": ["“It is old.”"], "Tom Moor": ["“It is new.”"]}


def test_what_somebody_is_reported_to_say_in_a_signed_quotation_stays_theirs() -> None:
    text = "“Tom Moor told us that the crane was old.” – Ada Bell"
    document = read(parse(text))
    content = ("that the crane was old",)
    moor = marked(document.parse, anchor="told", source="Tom Moor", content=content)
    found = {document.parse.slice(c.source[0]): c for c in signed(document, [moor])}
    assert found["Tom Moor"] == moor
    assert set(found) == {"Tom Moor", "Ada Bell"}


@pytest.mark.parametrize(
    "text",
    [
        "“Iron Bridge” – Lantern News",
        "The “old crane” — Ruud owns it — fell on Monday.",
        "“It was a lucky escape” — and nobody was hurt.",
    ],
)
def test_a_dash_alone_is_no_signature(text: str) -> None:
    assert not [a for a in attribute(text) if a.cue and a.cue.of(text) in "–—"]
