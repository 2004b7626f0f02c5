"""The bold stretch: for "who" the source of the act that was asked for, never somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.attribution.types import Act, Kind, Statement
from corpus.types import Span
from index.answering.marks import mark_of
from index.query.asked_speaker import AskedSpeaker
from index.ranking.cross_encoder import Prediction
from tests.passages import make_passage

RAID = (
    "But Kyiv has denied involvement and two Russian paramilitary groups have said they were"
    " behind the incursion."
)
BLAME = "Moscow blamed Ukrainian saboteurs for the raid, but Kyiv said that Russians had done it."
TAKEN = (
    "Responsibility for the attack was claimed by the Free Dock Brigade, which Marn calls a gang."
)
LATER = (
    "Governor Marn was asked about it. They had carried out the raid to free the valley, it said."
)


def said(text: str, source: str | None, content: str, act: Act = Act.STATES) -> Statement:
    """A statement of these words; no source where it stands in another paragraph."""
    return Statement(
        id=text.index(content),
        paragraph=1,
        content=(_find(text, content),),
        source=source,
        cue="said",
        speaker=None,
        party=None,
        antecedent=None,
        act=act,
        kind=Kind.INDIRECT,
        source_span=_find(text, source) if source and source in text else None,
    )


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def marked(
    question: str,
    text: str,
    *said: Statement,
    predicted: str | None = None,
    speaker: AskedSpeaker | None = None,
) -> str | None:
    passage = replace(make_passage(text), statements=said)
    prediction = None
    if predicted is not None:
        prediction = Prediction(
            relevance=1.0, answers=1.0, span=_find(text, predicted), certainty=0.9
        )
    mark = mark_of(passage, question, prediction, speaker)
    return mark.of(text) if mark else None


IN_RAID = (
    said(RAID, "Kyiv", "involvement", Act.DENIES),
    said(RAID, "two Russian paramilitary groups", "they were behind the incursion",
         Act.CLAIMS_RESPONSIBILITY),
)  # fmt: skip
IN_BLAME = (
    said(BLAME, "Moscow", "Ukrainian saboteurs for the raid", Act.ACCUSES),
    said(BLAME, "Kyiv", "that Russians had done it"),
)


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("Who claimed responsibility for the incursion?", "two Russian paramilitary groups"),
        ("Who said they were behind it?", "two Russian paramilitary groups"),
        ("Who was behind the incursion?", "two Russian paramilitary groups"),
        ("Which groups have claimed responsibility?", "two Russian paramilitary groups"),
        ("Who denied involvement?", "Kyiv"),
        ("Who has officially denied it?", "Kyiv"),
    ],
)
def test_of_two_who_are_named_the_one_who_did_it_is_marked(question: str, source: str) -> None:
    assert marked(question, RAID, *IN_RAID, predicted="Kyiv") == source
    assert marked(question, RAID, *IN_RAID) == source


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("Who blamed saboteurs?", "Moscow"),
        ("Who said that Russians did it?", "Kyiv"),
        ("Who accused Kyiv of the raid?", "Moscow"),
    ],
)
def test_who_says_it_is_not_whom_it_is_said_of(question: str, source: str) -> None:
    assert marked(question, BLAME, *IN_BLAME, predicted="Ukrainian saboteurs") == source


@pytest.mark.parametrize("question", ["Who was blamed by Moscow?", "Who did Moscow blame?"])
def test_who_is_accused_is_not_who_accuses(question: str) -> None:
    wanted = "Ukrainian saboteurs for the raid"
    assert marked(question, BLAME, *IN_BLAME, predicted=wanted) == wanted


def test_a_passive_names_its_source_after_by_and_nobody_else() -> None:
    source = "the Free Dock Brigade, which Marn"
    claim = said(TAKEN, source, "Responsibility for the attack", Act.CLAIMS_RESPONSIBILITY)
    found = marked("Who claimed responsibility for the attack?", TAKEN, claim, predicted="Marn")
    assert found == "the Free Dock Brigade"


@pytest.mark.parametrize("source", ["the Free Dock Brigade", "it", None])
def test_a_source_that_is_not_named_here_leaves_the_sentence(source: str | None) -> None:
    words = "They had carried out the raid to free the valley"
    claim = said(LATER, source, words, Act.CLAIMS_RESPONSIBILITY)
    if source == "it":
        claim = replace(claim, source_span=Span(len(LATER) - 8, len(LATER) - 6))
    found = marked("Who claimed responsibility?", LATER, claim, predicted="Governor Marn")
    assert found == f"{words}, it said."


def test_an_act_that_nobody_does_here_leaves_the_sentence() -> None:
    denial = said(RAID, "Kyiv", "involvement", Act.DENIES)
    found = marked("Who confirmed the incursion?", f"Rain fell. {RAID}", predicted="Kyiv")
    assert found == RAID
    assert marked("Who confirmed the incursion?", RAID, denial) is None


def test_other_questions_are_marked_where_the_model_sees_the_answer() -> None:
    assert marked("What did Kyiv deny?", RAID, *IN_RAID, predicted="has denied involvement") == (
        "has denied involvement"
    )
    assert marked(
        "Who won the cup?", RAID, *IN_RAID, predicted="two Russian paramilitary groups"
    ) == ("two Russian paramilitary groups")


def test_of_a_passage_in_which_the_speaker_asked_for_speaks_nobody_elses_words_are_marked() -> None:
    text = (
        "They denied suffering any casualties. The Legion said that a company was lost. It rained."
    )
    own = replace(
        said(text, "They", "any casualties", Act.DENIES), speaker="Russian Volunteer Corps"
    )
    other = replace(said(text, "The Legion", "that a company was lost"), speaker="Legion")
    asked = AskedSpeaker("RVC", {"casualti": 1.0}, frozenset({"russian volunteer corps"}))
    question = "What did the RVC say about casualties?"

    def found(predicted: str) -> str | None:
        return marked(question, text, own, other, predicted=predicted, speaker=asked)

    assert found("that a company was lost") == "They denied suffering any casualties."
    assert found("denied suffering any casualties") == "denied suffering any casualties"
    alone = marked(question, text, other, predicted="that a company was lost", speaker=asked)
    assert alone == "that a company was lost"
