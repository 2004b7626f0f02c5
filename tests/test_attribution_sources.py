"""Whose words they are, where tagger and parser take the wrong ones for the source."""

from __future__ import annotations

import pytest

from bot.terminal.json_reports import attributions_report
from corpus.attribution.assembly import assemble
from corpus.attribution.attributors import read
from corpus.attribution.candidates import Candidate
from corpus.attribution.joint_speakers import apart
from corpus.attribution.sources import with_sources
from tests.parses import attribute, marked, parse


def speaker(text: str, *, anchor: str, source: str, content: tuple[str, ...]) -> str | None:
    """The speaker that comes of a candidate given by its words."""
    document = read(parse(text))
    candidate = marked(document.parse, anchor=anchor, source=source, content=content)
    found = assemble(document, with_sources(document, [candidate]))
    return found[0].speaker


@pytest.mark.parametrize(
    ("text", "anchor", "source", "content", "expected"),
    [
        (
            "Adam Bell, who would have to hand over the keys of the weir, said the gate held.",
            "said",
            "the keys of the weir",
            "the gate held",
            "Adam Bell",
        ),
        (
            "Of the gates, Adam Bell said, “We have nine of them; two are old.”",
            "said",
            "Adam Bell said, “We have nine of them; two",
            "are old",
            "Adam Bell",
        ),
        (
            "“This should worry every Norlander,” Chairman Adam Bell said in a note.",
            "said",
            "every Norlander,” Chairman Adam Bell",
            "This should worry",
            "Adam Bell",
        ),
        (
            "Adam Bell is in trouble after a video surfaced of him mocking Ada Stone as a clown.",
            "mocking",
            "a video",
            "Ada Stone as a clown",
            "Adam Bell",
        ),
    ],
)
def test_a_source_is_who_speaks(
    text: str, anchor: str, source: str, content: str, expected: str
) -> None:
    assert speaker(text, anchor=anchor, source=source, content=(content,)) == expected


def test_a_source_begins_with_its_sentence() -> None:
    text = "The minister will be Adam Bell, the palace said. Ada Stone said the gate held."
    found = speaker(
        text, anchor="held", source="palace said. Ada Stone said", content=("the gate",)
    )
    assert found == "Ada Stone"


def test_whom_the_words_run_up_to_says_them() -> None:
    text = "Work on the gate would go on for a week, Ada Bell said."
    document = read(parse(text))
    words = "Work on the gate would go on for a week, Ada Bell"
    taken = marked(document.parse, anchor="said", source="said", content=(words,))
    bare = Candidate(taken.anchor, taken.cue, (), taken.content, "tagger")
    [found] = assemble(document, with_sources(document, [bare]))
    assert found.speaker == "Ada Bell"
    assert [span.of(text) for span in found.content] == ["Work on the gate would go on for a week"]


def test_a_title_in_marks_stays_with_whoever_it_describes() -> None:
    text = "“The Weir” star Adam Bell said the gate held."
    document = read(parse(text))
    candidate = marked(
        document.parse, anchor="said", source="The Weir” star Adam Bell", content=("the gate held",)
    )
    [mended] = with_sources(document, [candidate])
    assert mended.source == candidate.source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The news came as Adam Bell turned the offer down, saying the gate held.", "Adam Bell"),
        ("Adam Bell asked that Ada Stone go, saying that nobody had faith in her.", "Adam Bell"),
    ],
)
def test_who_turns_an_offer_down_says_why(text: str, expected: str) -> None:
    document = read(parse(text))
    candidate = marked(
        document.parse, anchor="saying", source="saying", content=(text.split("saying ")[1][:-1],)
    )
    bare = Candidate(candidate.anchor, candidate.cue, (), candidate.content, "tagger")
    [found] = assemble(document, with_sources(document, [bare]))
    assert found.speaker == expected


def test_what_an_outlet_passes_on_is_also_whose_it_was() -> None:
    text = "“The gate holds,” Mayor Ada Bell said on Monday, according to the Lantern."
    document = read(parse(text))
    passed = marked(
        document.parse,
        anchor="according",
        source="the Lantern",
        content=("“The gate holds,” Mayor Ada Bell said on Monday",),
    )
    found = assemble(document, with_sources(document, [passed]))
    assert {(one.speaker, len(one.content)) for one in found} == {("Ada Bell", 1), ("Lantern", 1)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ada Bell and Jan Ruud said the gate held.", ["Ada Bell", "Jan Ruud"]),
        ("The WVA and the LNA said the gate held.", ["WVA", "LNA"]),
        ("The Department of Health and Human Services said it held.", ["Department of Health and"]),
        ("Ada Bell and her husband said the gate held.", ["Ada Bell"]),
        ("WVA, LNA and NRK said the gate held.", ["WVA", "LNA", "NRK"]),
        ("Both Halder and Corvan have said the gate held.", ["Halder", "Corvan"]),
        (
            "Corvan, a rival, fell. Halder rose. Halder and Corvan said it held.",
            ["Halder", "Corvan"],
        ),
        ("Marks and Spencer said the gate held.", ["Marks"]),
        (
            "The gate held, according to reports by Halder and The Water Herald.",
            ["Halder", "Water"],
        ),
        (
            "Senators Ada Bell (D-Ohio) and Jan Ruud (R-Utah) said it held.",
            ["Ada Bell", "Jan Ruud"],
        ),
        ("Lawyers for Ada Bell and Jan Ruud said the gate held.", ["Lawyers"]),
    ],
)
def test_each_of_two_who_speak_together_is_named(text: str, expected: list[str]) -> None:
    found = [attribution.speaker or "" for attribution in attribute(text)]
    assert len(found) == len(expected)
    assert all(name.startswith(start) for name, start in zip(found, expected, strict=True))


def test_json_has_what_two_say_together_once() -> None:
    text = "Mayor Ada Bell and Jan Ruud said the gate held."
    known = {"Ada Bell": "Ada M. Bell", "Jan Ruud": "Jan Ruud"}
    [quote] = attributions_report("a", attribute(text), known)["quotes"]
    assert text[slice(*quote["source"])] == "Mayor Ada Bell and Jan Ruud"
    assert quote["speakers"] == ["Ada Bell", "Jan Ruud"]
    assert (quote["speaker"], quote["origin"]) == (
        "Ada Bell and Jan Ruud",
        "Ada M. Bell and Jan Ruud",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "After talks with Mayor Ada Hall and Jan Ruud, Chairman Adam Bell said the gate held.",
            "Adam Bell",
        ),
        (
            "The gate is lost, as an engineer involved in the work explained.",
            "engineer involved in the work",
        ),
    ],
)
def test_the_last_of_a_list_or_the_whole_of_a_phrase_speaks(text: str, expected: str) -> None:
    document = read(parse(text))
    after = "explained" in text
    candidate = marked(
        document.parse,
        anchor="explained" if after else "said",
        source="work" if after else "Mayor Ada Hall and Jan Ruud, Chairman Adam Bell",
        content=("The gate is lost",) if after else ("the gate held",),
    )
    [found] = assemble(document, with_sources(document, [candidate]))
    assert found.speaker == expected


def test_two_halves_of_a_name_are_one() -> None:
    text = "Norland Citizenship and Migration Services said the gate held."
    document = read(parse(text))
    whole = marked(
        document.parse,
        anchor="said",
        source="Norland Citizenship and Migration Services",
        content=("the gate held",),
    )
    assert list(apart(document, [whole])) == [whole]
