"""Whose words they are where two clauses meet, and that contents are whole clauses."""

from __future__ import annotations

import pytest

from corpus.attribution.assembly import assemble
from corpus.attribution.attributors import read
from corpus.attribution.candidates import Candidate
from corpus.attribution.clauses import keep_to_clauses
from corpus.attribution.document import Document
from corpus.attribution.sources import with_sources
from tests.parses import marked, parse


def candidate_in(
    text: str, *, anchor: str, source: str, content: tuple[str, ...]
) -> tuple[Document, Candidate]:
    document = read(parse(text))
    return document, marked(document.parse, anchor=anchor, source=source, content=content)


@pytest.mark.parametrize(
    ("text", "anchor", "source", "content", "expected"),
    [
        (
            "The union blamed the port; Ruud called that “shameful”.",
            "called",
            "The union",
            "that “shameful”",
            "Ruud",
        ),
        (
            "Union blames Port of Aldmoor; Aske calls that “shameful”",
            "calls",
            "Union",
            "that “shameful”",
            "Aske",
        ),
        (
            "Cinder, who Bell lovingly calls “Cin”, is friendly.",
            "calls",
            "who Bell",
            "“Cin”",
            "Bell",
        ),
        (
            "It was a crisis officials said nobody had seen coming.",
            "said",
            "crisis officials",
            "nobody had seen coming",
            "officials",
        ),
        (
            "The council announced new tolls on Norland, which denies using the road.",
            "denies",
            "which",
            "using the road",
            "Norland",
        ),
        (
            "Ruud noted a memo about a week in Aldmoor City, which says the gate was shut.",
            "says",
            "which",
            "the gate was shut",
            None,
        ),
    ],
)
def test_a_verb_has_the_subject_of_its_own_clause(
    text: str, anchor: str, source: str, content: str, expected: str | None
) -> None:
    document, candidate = candidate_in(text, anchor=anchor, source=source, content=(content,))
    [found] = assemble(document, with_sources(document, [candidate]))
    assert found.speaker == expected


def test_a_second_verb_of_one_subject_keeps_it_over_a_semicolon() -> None:
    document, candidate = candidate_in(
        "The union blamed the port; and later called that “shameful”.",
        anchor="called",
        source="The union",
        content=("that “shameful”",),
    )
    [mended] = with_sources(document, [candidate])
    assert mended.source == candidate.source


@pytest.mark.parametrize(
    ("text", "anchor", "source", "content", "expected"),
    [
        (
            "The mayor told the LNA news agency four mills had burned.",
            "told",
            "The mayor",
            ("the LNA news agency four mills had burned",),
            "four mills had burned",
        ),
        (
            "Ida Hall, head of the office in Aldmoor, dismissed the worry, the LNA reported.",
            "reported",
            "the LNA",
            ("Aldmoor, dismissed the worry",),
            "Ida Hall, head of the office in Aldmoor, dismissed the worry",
        ),
        (
            "Mills were toppled in the town. The clinic was full, the LNA said.",
            "said",
            "the LNA",
            ("were toppled in the town", "The clinic was full"),
            "The clinic was full",
        ),
        (
            "After killing dozens of what it called “pirates” in two raids, the navy left.",
            "called",
            "it",
            ("“pirates” in two raids",),
            "“pirates”",
        ),
        (
            "As well as killing dozens, the ministry claimed to have taken the weir.",
            "claimed",
            "the ministry",
            ("to have taken the weir",),
            "killing dozens … to have taken the weir",
        ),
        (
            "Bell confirmed the new gate, which, to judge by the plans, is of oak.",
            "confirmed",
            "Bell",
            ("the new gate, which",),
            "the new gate",
        ),
        (
            "It was a crisis officials said could not be foreseen.",
            "said",
            "officials",
            ("could not be foreseen",),
            "a crisis … could not be foreseen",
        ),
        (
            "Bell told voters in the first state to “get ready” for the vote.",
            "told",
            "Bell",
            ("the first state to “get ready” for the vote",),
            "to “get ready” for the vote",
        ),
        (
            "Bell told CNN’s “The Morning Room with Ida Hall” it is important to wait.",
            "told",
            "Bell",
            ("’s “The Morning Room with Ida Hall” it is important to wait",),
            "it is important to wait",
        ),
        (
            "Bell filed a suit accusing the port of neglect, and in May, Ruud alleged it knew.",
            "accusing",
            "Bell",
            ("the port of neglect, and in May, Ruud alleged it knew",),
            "the port of neglect",
        ),
        (
            "One error, according to the note, was to wait. The gate “should not have been shut”.",
            "according",
            "the note",
            ("was to wait", "“should not have been shut”"),
            "One error … was to wait … The gate “should not have been shut”",
        ),
        (
            "The town’s gate held, Bell said.",
            "said",
            "Bell",
            ("’s gate held",),
            "The town’s gate held",
        ),
    ],
)
def test_a_content_is_a_whole_clause_or_a_quotation(
    text: str, anchor: str, source: str, content: tuple[str, ...], expected: str
) -> None:
    document, candidate = candidate_in(text, anchor=anchor, source=source, content=content)
    [mended] = keep_to_clauses(document, [candidate])
    assert " … ".join(document.parse.slice(piece) for piece in mended.content) == expected


@pytest.mark.parametrize(
    ("text", "anchor", "source", "content"),
    [
        ("The old gate held, Bell said.", "said", "Bell", "The old gate held"),
        ("On Friday the gate held, Bell said.", "said", "Bell", "the gate held"),
        ("Bell told the council that it held.", "told", "Bell", "that it held"),
        ("It was old, Bell said, and weak.", "said", "Bell", "and weak"),
        ("Bell warned drivers to leave.", "warned", "Bell", "drivers to leave"),
        ("Bell warned the town of a flood.", "warned", "Bell", "the town of a flood"),
    ],
)
def test_a_whole_clause_stays_as_it_is(text: str, anchor: str, source: str, content: str) -> None:
    document, candidate = candidate_in(text, anchor=anchor, source=source, content=(content,))
    [mended] = keep_to_clauses(document, [candidate])
    assert mended.content == candidate.content
