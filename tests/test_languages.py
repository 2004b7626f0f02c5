"""A language is data: well formed, and what the code goes by when it is given another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from corpus.attribution.nations import nation_of
from corpus.attribution.types import Act
from corpus.languages.date_expressions import time_words
from corpus.languages.dates import DateForm
from corpus.languages.en import ENGLISH
from corpus.languages.language import Alias, Language
from corpus.languages.sentences import split_sentences
from corpus.segmentation.segment import segment
from index.query.aliases import forms, unify
from index.query.asked_act import asked_act, question_words
from index.query.asked_speaker import asked_speaker
from index.query.question import AnswerKind, analyse_question
from index.query.terms import content_words
from index.query.words import analyse, stem

LANGUAGES = [pytest.param(ENGLISH, id="en")]
GROUPS = {
    DateForm.ISO: {"iso"},
    DateForm.DAY_OF_MONTH: {"day", "month"},
    DateForm.MONTH: {"month"},
    DateForm.YEAR: {"year"},
    DateForm.WEEKDAY: {"weekday"},
    DateForm.NEAR: {"near"},
    DateForm.NEAR_REPEATED: {"near"},
    DateForm.WEEKEND: set(),
    DateForm.WEEK: {"which"},
    DateForm.MONTH_OR_YEAR: {"which", "unit"},
    DateForm.RECENT: {"unit"},
    DateForm.AGO: {"count", "unit"},
}


def word_lists(value: Any, name: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Every set of words in a language, with its name."""
    for field in fields(value):
        found = getattr(value, field.name)
        if is_dataclass(found):
            yield from word_lists(found, f"{name}.{field.name}")
        elif isinstance(found, frozenset):
            yield f"{name}.{field.name}", found


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_in_lower_case_and_no_list_is_empty(language: Language) -> None:
    for name, words in word_lists(language):
        assert words, name
        assert {word for word in words if word != word.lower()} == set(), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_acts_and_kinds_of_answers_are_those_that_there_are(language: Language) -> None:
    assert set(language.speech.acts.acts.values()) <= {act.value for act in Act}
    assert language.questions.kinds.keys() == {kind.value for kind in AnswerKind} - {"other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_rule_for_days_has_the_groups_of_its_form(language: Language) -> None:
    for rule in language.dates.rules:
        pattern = re.compile(rule.pattern)
        assert GROUPS[rule.form] <= pattern.groupindex.keys(), rule
    assert "lead" in re.compile(language.dates.lead).groupindex
    assert sorted(language.dates.weekdays.values()) == list(range(7))
    assert set(language.dates.months.values()) == set(range(1, 13))


# English, but for this and that

OTHER = replace(
    ENGLISH,
    writing=replace(
        ENGLISH.writing,
        abbreviations=frozenset({"herr"}),
        possessives=("li",),
        aliases={"oz": Alias("Oz|Land of Oz", ("oz", "land of oz"))},
    ),
    questions=replace(
        ENGLISH.questions,
        stop_words=frozenset({"mitä"}),
        number_words=frozenset({"kaksi"}),
        kinds={"place": r"\bmissä\b"},
        acts=replace(
            ENGLISH.questions.acts, taken=frozenset({"vastuun"}), taking=frozenset({"otti"})
        ),
        speakers=replace(
            ENGLISH.questions.speakers,
            asking=frozenset({"mitä"}),
            saying=frozenset({"sanoi"}),
            according=r"\bmukaan (\w+)",
            accord="mukaan",
        ),
    ),
    dates=replace(
        ENGLISH.dates,
        weekdays={"maanantai": 0},
        rules=tuple(
            replace(rule, pattern=rule.pattern.replace("monday", "maanantai"))
            for rule in ENGLISH.dates.rules
        ),
        mentioned=frozenset({"eilen"}),
    ),
    furniture=replace(ENGLISH.furniture, labels=("mainos",)),
    speech=replace(ENGLISH.speech, nations={"helsinki": "Suomi"}),
)


def test_sentences_end_by_the_abbreviations_of_the_language() -> None:
    text = "Herr. Bell spoke to Mr. Oren."
    assert [span.of(text) for span in split_sentences(text, OTHER)] == [
        "Herr. Bell spoke to Mr.",
        "Oren.",
    ]


def test_prose_is_told_by_the_furniture_of_the_language() -> None:
    body = "Mainos\n\nThe ferry's bell was found.\n\nAdvertisement"
    kinds = [block.kind.value for block in segment(body, title=None, language=OTHER)]
    assert kinds[0] == "boilerplate"
    assert "boilerplate" not in kinds[1:]


def test_questions_are_read_by_the_words_of_the_language() -> None:
    assert content_words("Mitä what Oz?", OTHER) == ["what", "oz"]
    assert unify("the Land of Oz", OTHER) == "the OZ"
    assert forms("oz", OTHER) == ("oz", "land of oz")
    assert stem("bellli", OTHER) == stem("bell", OTHER)
    words = analyse("Kaksi eilen.", OTHER)
    assert words.numbers == {"kaksi"}
    assert words.dated
    assert not analyse("Two yesterday.", OTHER).dated


@pytest.mark.parametrize(
    ("text", "kind", "act", "speaker"),
    [
        ("Missä laiva on?", AnswerKind.PLACE, None, None),
        ("Where did Ada say it was?", AnswerKind.OTHER, None, None),
        ("Kuka otti vastuun?", AnswerKind.OTHER, Act.CLAIMS_RESPONSIBILITY, None),
        ("Mitä Ada Bell sanoi?", AnswerKind.OTHER, None, "Ada Bell"),
        ("Kuka tuli, mukaan Bell?", AnswerKind.OTHER, None, "Bell"),
    ],
)
def test_what_is_asked_for_is_told_by_the_words_of_the_language(
    text: str, kind: AnswerKind, act: Act | None, speaker: str | None
) -> None:
    question = analyse_question(text, passages=9, frequency=lambda word: 1, language=OTHER)
    assert question.kind is kind
    assert asked_act(question_words(text, OTHER), OTHER) is act
    found = asked_speaker(question, language=OTHER)
    assert (found.name if found else None) == speaker


def test_days_are_found_by_the_words_of_the_language() -> None:
    assert [words.text for words in time_words("on Maanantai, not Monday", OTHER)] == [
        "on Maanantai"
    ]


def test_nations_are_those_of_the_language() -> None:
    assert nation_of("Helsinki", OTHER) == "Suomi"
    assert nation_of("Kyiv", OTHER) is None
