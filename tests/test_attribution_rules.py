"""Who said what by the rules: the constructions of news prose, in sentences made up for it."""

from __future__ import annotations

import pytest

from corpus.attribution import Kind
from corpus.attribution.assembly import assemble
from corpus.attribution.attributors import read
from corpus.attribution.phrases import subject_of
from tests.parses import attribute, marked, parse, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The verb before, after and in the middle.
        (
            "Mayor Ada Bell said that the bridge would reopen on Friday.",
            [("Ada Bell", "states", "that the bridge would reopen on Friday")],
        ),
        (
            "“The bridge will reopen on Friday,” Mayor Ada Bell said.",
            [("Ada Bell", "states", "“The bridge will reopen on Friday,”")],
        ),
        (
            "“The bridge will reopen,” said Ada Bell. “We have checked every bolt.”",
            [("Ada Bell", "states", "“The bridge will reopen,” … “We have checked every bolt.”")],
        ),
        (
            "The dam is safe, according to the water board.",
            [("water board", "states", "The dam is safe")],
        ),
        # Acts.
        (
            "The council denied any part in the fire.",
            [("council", "denies", "any part in the fire")],
        ),
        (
            "Bell accused the company of hiding the report.",
            [("Bell", "accuses", "the company of hiding the report")],
        ),
        (
            "Officials warned that the river could rise again.",
            [("Officials", "warns", "that the river could rise again")],
        ),
        # A colon, and the paragraph after it.
        (
            "Bell told reporters:\n\n“The bridge will reopen on Friday.”",
            [("Bell", "states", "“The bridge will reopen on Friday.”")],
        ),
    ],
)
def test_constructions(text: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert told(text) == expected


def test_a_quotation_over_paragraphs_is_one_attribution() -> None:
    text = (
        "“We have checked every bolt,” Mayor Ada Bell said.\n\n“The bridge will reopen on"
        " Friday.\n\n“Nobody needs to worry.”\n\nRain is expected."
    )
    (only,) = attribute(text)
    assert [span.of(text) for span in only.content] == [
        "“We have checked every bolt,”",
        "“The bridge will reopen on Friday.",
        "“Nobody needs to worry.”",
    ]
    assert only.kind is Kind.DIRECT


def test_the_end_of_an_open_quotation_is_not_the_next_speakers() -> None:
    text = (
        "In a statement Bell said:\n\n“The dam is lost.\n\n“We shall leave the town.”\n\nTom Moor"
        " was angry. “We stay here,” he said."
    )
    reading = read(parse(text))
    bell = marked(reading.parse, anchor="said", source="Bell", content=("“The dam is lost.",))
    moor = marked(
        reading.parse,
        anchor="said.",
        source="he",
        content=("“We shall leave the town.”", "“We stay here,”"),
    )
    assert [[s.of(text) for s in a.content] for a in assemble(reading, [bell, moor])] == [
        ["“The dam is lost.", "“We shall leave the town.”"],
        ["“We stay here,”"],
    ]


def test_a_quotation_does_not_run_on_into_what_is_somebody_elses() -> None:
    text = (
        "Bell said: “The dam is lost.”\n\n“The dam holds well in spring.”\n\nSo Tom Moor assured"
        " the town."
    )
    reading = read(parse(text))
    chosen = [
        marked(reading.parse, anchor="said", source="Bell", content=("“The dam is lost.”",)),
        marked(
            reading.parse,
            anchor="assured",
            source="Tom Moor",
            content=("“The dam holds well in spring.”",),
        ),
    ]
    assert [(a.speaker, [s.of(text) for s in a.content]) for a in assemble(reading, chosen)] == [
        ("Bell", ["“The dam is lost.”"]),
        ("Tom Moor", ["“The dam holds well in spring.”"]),
    ]


def test_a_quotation_runs_on_with_whoever_is_quoted_not_with_whom_they_quote() -> None:
    text = (
        "Bell said: “The Lantern quoted Moor as saying that the weir held.”\n\n“Nobody will leave"
        " the town.”"
    )
    (bell, moor) = attribute(text)
    assert (bell.speaker, bell.content[-1].of(text)) == ("Bell", "“Nobody will leave the town.”")
    assert (moor.speaker, len(moor.content)) == ("Moor", 1)


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("“The gate is old,” said Bell. Moor said: “The gate is new.”", "Moor"),
        ("Bell said the gate was old.", "Bell"),
        ("The gate was old.", None),
    ],
)
def test_a_quotation_goes_on_with_who_was_reported_last_if_anybody_was(
    before: str, speaker: str | None
) -> None:
    text = f"{before}\n\n“Nobody will leave the town.”"
    going_on = [a.speaker for a in attribute(text) if "leave" in a.content[-1].of(text)]
    assert going_on == ([speaker] if speaker else [])


def test_whoever_is_quoted_within_what_another_says_has_an_attribution_of_their_own() -> None:
    assert told("Bell said that officials had warned that the river could rise.") == [
        ("Bell", "states", "that officials had warned that the river could rise"),
        ("officials", "warns", "that the river could rise"),
    ]


@pytest.mark.parametrize(
    ("verb", "speaker"),
    [("promised", "Ada Bell"), ("threatened", "Ada Bell"), ("asked", "Tom Moor")],
)
def test_who_promises_to_say_would_say_it_and_who_is_asked_to_would(
    verb: str, speaker: str
) -> None:
    tree = parse(f"Ada Bell {verb} Tom Moor to say that the dam was safe.")
    (source,) = subject_of(tree, tree.words.index("say"))
    assert tree.slice(source) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "“The dam is safe,” said Bell. “The dam is old,” said Moor.",
        "Bell said: “The dam is safe.” Moor said: “The dam is old.”",
        "“The dam is safe,” Bell said. “The dam is old,” Moor told reporters.",
        "Bell said: “The dam is safe.” “The dam is old,” said Moor.",
    ],
)
def test_each_is_given_their_own_of_two_quotations_in_a_paragraph(text: str) -> None:
    found = [(a.speaker, [s.of(text).strip("“”,.") for s in a.content]) for a in attribute(text)]
    assert found == [("Bell", ["The dam is safe"]), ("Moor", ["The dam is old"])]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The dam, said Ada Bell, had held for years.", "Ada Bell"),
        ("The dam, says the mayor, Ada Bell, will hold for years.", "Ada Bell"),
    ],
)
def test_whoever_says_it_between_subject_and_verb_is_not_the_subject(
    text: str, speaker: str
) -> None:
    ((found, _, content),) = told(text)
    assert found == speaker
    assert content.startswith("The dam … ")


def test_a_name_in_quotation_marks_is_no_quotation() -> None:
    assert told("The so-called “Iron Bridge” was closed to lorries in spring.") == []


def test_a_heading_is_not_the_source_of_the_paragraph_under_it() -> None:
    text = "The bridge builders\n\nBell said that the bridge would reopen."
    assert [speaker for speaker, _, _ in told(text)] == ["Bell"]


def test_a_heading_in_quotation_marks_goes_on_with_nobodys_words() -> None:
    text = "Bell said: “The bridge holds.”\n\n“Nobody will leave here”\n\nRain fell on the town."
    assert told(text) == [("Bell", "states", "“The bridge holds.”")]
    assert told(text.replace("here”", "here.”")) == [
        ("Bell", "states", "“The bridge holds.” … “Nobody will leave here.”")
    ]


def test_spans_are_slices_of_the_text_whatever_it_holds() -> None:
    text = "🌊 “Ça tient,” the mayor said.\n\n\n  Later   Bell denied that.\t"
    for attribution in attribute(text):
        assert attribution.cue is not None
        assert attribution.cue.of(text) in ("said", "denied")


@pytest.mark.parametrize("text", ["", " \n ", "…", '"', "“\n”", "Rain."])
def test_texts_with_nothing_said(text: str) -> None:
    assert attribute(text) == ()


@pytest.mark.parametrize(
    "dateline",
    [
        "ALDMOOR - ",
        "ALDMOOR (LNA) - ",
        "ALDMOOR, Norland (Lantern) \N{EM DASH} ",
        "ALDMOOR, May 12 \N{EM DASH} ",
        "ALDMOOR (12 May) \N{EM DASH} ",
    ],
)
def test_where_an_article_was_written_is_not_what_anybody_says(dateline: str) -> None:
    text = f"{dateline}Two gates broke on Sunday, the mayor said."
    assert [content for _, _, content in told(text)] == ["Two gates broke on Sunday"]


def test_a_dash_later_in_a_line_cuts_nothing() -> None:
    text = "NATO planes - four of them - flew over the weir, the mayor said."
    assert [content for _, _, content in told(text)] == [text.removesuffix(", the mayor said.")]
