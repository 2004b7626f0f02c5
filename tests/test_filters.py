"""Filters written into a question."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.answers.filters import Filtered, QuestionRefused, parse_question, resolve
from bot.texts import Texts
from corpus.types import Filters

WEDNESDAY = date(2031, 3, 5)
OUTLETS = ["Harbour Post", "The Gull", "Gull Weekly", "Ранкова Пошта"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who ran aground?", Filtered("Who ran aground?")),
        ("from:Gull Who ran aground?", Filtered("Who ran aground?", ("Gull",))),
        ('Who from:"Harbour Post" ran?', Filtered("Who ran?", ("Harbour Post",))),
        ("Who ran? from:“Harbour Post”", Filtered("Who ran?", ("Harbour Post",))),
        ("Who ran? FROM:«Ранкова Пошта»", Filtered("Who ran?", ("Ранкова Пошта",))),
        ("Who ran? From: Gull", Filtered("Who ran?", ("Gull",))),
        ("Who ran from:Gull?", Filtered("Who ran", ("Gull",))),
        ('from:a from:"b c" from:a x', Filtered("x", ("a", "b c"))),
        ("x since:2031-03-04", Filtered("x", since="2031-03-04")),
        ("since:2031-03-04 until:2031-03-04 x", Filtered("x", (), "2031-03-04", "2031-03-04")),
        ('x until:"2031-03-04".', Filtered("x .", until="2031-03-04")),
        ("Is it wherefrom:a or https://a.example/?from:b", None),
        ("Did it come from the quay since March?", None),
        ("by:Vardal who?", Filtered("who?", by=("Vardal",))),
        ("by:“Ada Bell” x BY:b", Filtered("x", by=("Ada Bell", "b"))),
    ],
)
def test_filters_are_found_wherever_they_stand(text: str, found: Filtered | None) -> None:
    assert parse_question(text, today=WEDNESDAY) == (found or Filtered(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x since:raids", "since: needs a date such as 2031-03-04 or yesterday; “raids” is none."),
        (
            'x since:"monday quay"',
            "since: needs a date such as 2031-03-04 or yesterday; “monday quay” is none.",
        ),
        (
            "x until:2031-02-30",
            "until: needs a date such as 2031-03-04 or yesterday; “2031-02-30” is none.",
        ),
        (
            "x since:20310304",
            "since: needs a date such as 2031-03-04 or yesterday; “20310304” is none.",
        ),
        ("x since:", "since: needs a date after it."),
        ('x from:""', "from: needs an outlet after it."),
        ("from:? x", "from: needs an outlet after it."),
        ('x from:"Harbour Post', "The quotation mark after from: is not closed."),
        ("since:2031-03-04 since:2031-03-05", "Use since: only once in a question."),
        (
            "x since:2031-03-05 until:2031-03-04",
            "The since: date is later than the until: date.",
        ),
    ],
)
def test_a_filter_that_cannot_be_followed_is_explained_in_a_sentence(
    text: str, sentence: str
) -> None:
    with pytest.raises(QuestionRefused) as refusal:
        parse_question(text, today=WEDNESDAY)
    assert refusal.value.words(Texts()) == sentence


@pytest.mark.parametrize(
    ("text", "question", "since", "until"),
    [
        ("What burned since:yesterday?", "What burned ?", "2031-03-04", None),
        ("since:monday What burned?", "What burned?", "2031-03-03", None),
        ("What burned until:last week in Lissow", "What burned in Lissow", None, "2031-03-02"),
        ("since:last month until:today what burned?", "what burned?", "2031-02-01", "2031-03-05"),
        ("until: 3 days ago What burned?", "What burned?", None, "2031-03-02"),
        ("What burned since:“last tuesday”", "What burned", "2031-03-04", None),
        ("What burned since:march", "What burned", "2031-03-01", None),
        ("What burned until:March 2029 there?", "What burned there?", None, "2029-03-31"),
        ("since:2030 What burned?", "What burned?", "2030-01-01", None),
        ("since:2 March What burned?", "What burned?", "2031-03-02", None),
        ("SINCE:The Weekend What burned?", "What burned?", "2031-03-01", None),
    ],
)
def test_days_are_understood_in_words(
    text: str, question: str, since: str | None, until: str | None
) -> None:
    found = Filtered(question, since=since, until=until)
    assert parse_question(text, today=WEDNESDAY) == found


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("What burned as-of:2031-03-04", "2031-03-04T21:59:59Z"),
        ("What burned as-of:yesterday", "2031-03-04T21:59:59Z"),
        ("What burned as-of:2031-03-04T18:00", "2031-03-04T16:00:00Z"),
        ("What burned as-of:2031-03-04T18:00Z", "2031-03-04T18:00:00Z"),
    ],
)
def test_a_question_may_be_asked_as_at_a_moment(text: str, moment: str) -> None:
    found = parse_question(text, today=WEDNESDAY)
    assert found.question == "What burned"
    assert resolve(found, [], zone="Europe/Kyiv").as_of == moment


@given(st.text(st.sampled_from('from:since:until: "“”«»2031-03x?'), max_size=60))
def test_any_text_is_parsed_or_explained(text: str) -> None:
    question = "refused"
    with suppress(QuestionRefused):
        question = parse_question(text, today=WEDNESDAY).question
    assert question == " ".join(question.split())


def test_days_are_those_of_the_zone_that_the_chat_is_in() -> None:
    filters = resolve(Filtered("x", since="2031-03-04"), OUTLETS, zone="Europe/Kyiv")
    assert (filters.since, filters.zone) == ("2031-03-04", "Europe/Kyiv")


def test_outlets_are_known_whatever_their_case() -> None:
    filters = resolve(Filtered("x", ("the gull", "РАНКОВА ПОШТА", "The Gull")), OUTLETS, zone="UTC")
    assert filters == Filters(outlets=("The Gull", "Ранкова Пошта"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Gull", "I have no outlet “Gull”. Did you mean “The Gull” or “Gull Weekly”?"),
        ("harbor post", "I have no outlet “harbor post”. Did you mean “Harbour Post”?"),
        ("Zymurgy", "I have no outlet “Zymurgy”. /sources lists those I have."),
    ],
)
def test_an_unknown_outlet_is_answered_with_those_near_it(name: str, sentence: str) -> None:
    with pytest.raises(QuestionRefused) as refusal:
        resolve(Filtered("x", (name,)), OUTLETS, zone="UTC")
    assert refusal.value.words(Texts()) == sentence
