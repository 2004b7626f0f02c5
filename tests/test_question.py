"""What a question asks for."""

from __future__ import annotations

import pytest

from index.query.question import Kind, Question, take_apart

COUNTS = {"dredger": 1, "harbour": 40, "sank": 5}


def asked(text: str) -> Question:
    return take_apart(text, passages=100, frequency=lambda word: COUNTS.get(word, 0))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who sank the dredger?", Kind.PARTY),
        ("which group says it sank the dredger", Kind.PARTY),
        ("How many dredgers sank?", Kind.NUMBER),
        ("What percentage of boats sank?", Kind.NUMBER),
        ("When did the dredger sink?", Kind.TIME),
        ("In which harbour town did it sink?", Kind.PLACE),
        ("In which town did it sink?", Kind.PLACE),
        ("Why did the dredger sink?", Kind.CAUSE),
        ("What did the pilot see?", Kind.OTHER),
    ],
)
def test_the_kind_of_answer_is_told_from_the_wording(text: str, kind: Kind) -> None:
    assert asked(text).kind is kind


def test_rare_words_weigh_more() -> None:
    rarity = asked("dredger harbour").rarity
    assert rarity["dredger"] > rarity["harbour"] > 0


def test_names_and_numbers_are_told_apart_from_words() -> None:
    question = asked("Did Ilse Marn sink 14 or twelve boats?")
    assert question.names == {"ils", "marn"}
    assert question.numbers == {"14", "twelve"}


def test_a_question_without_content_still_has_a_weight() -> None:
    assert asked("?").weight > 0
