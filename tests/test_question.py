"""What a question asks for."""

from __future__ import annotations

import pytest

from index.query.question import AnswerKind, Question, analyse_question

COUNTS = {"dredger": 1, "harbour": 40, "sank": 5}


def asked(text: str) -> Question:
    return analyse_question(text, passages=100, frequency=lambda word: COUNTS.get(word, 0))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who sank the dredger?", AnswerKind.PARTY),
        ("which group says it sank the dredger", AnswerKind.PARTY),
        ("How many dredgers sank?", AnswerKind.NUMBER),
        ("What percentage of boats sank?", AnswerKind.NUMBER),
        ("When did the dredger sink?", AnswerKind.TIME),
        ("In which harbour town did it sink?", AnswerKind.PLACE),
        ("In which town did it sink?", AnswerKind.PLACE),
        ("Why did the dredger sink?", AnswerKind.CAUSE),
        ("What did the pilot see?", AnswerKind.OTHER),
    ],
)
def test_the_kind_of_answer_is_told_from_the_wording(text: str, kind: AnswerKind) -> None:
    assert asked(text).kind is kind


def test_rare_words_weigh_more() -> None:
    idf = asked("dredger harbour").idf
    assert idf["dredger"] > idf["harbour"] > 0


def test_names_and_numbers_are_told_apart_from_words() -> None:
    question = asked("Did Ilse Marn sink 14 or twelve boats?")
    assert question.names == {"ils", "marn"}
    assert question.numbers == {"14", "twelve"}


def test_a_question_without_content_still_has_a_weight() -> None:
    assert asked("?").total_idf > 0
