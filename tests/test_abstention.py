"""Why nothing is quoted, from what the ranking saw."""

from __future__ import annotations

import pytest

from index.answering.abstention import Searched, abstention_reason
from index.query.question import analyse_question
from index.ranking.decision import Decision, Ranked
from index.ranking.features import FEATURES
from index.search.candidate import Candidate
from index.types import Reason
from tests.passages import make_article, make_paragraphs


def reason_of(question: str, *, held: float, confidence: float) -> tuple[Reason, str | None]:
    """For a question of words that are all as rare, of which a passage holds a share."""
    [paragraph] = make_paragraphs(["The pumps stood still."])
    candidate = Candidate(paragraph, make_article(), 0.5, 1.0, 1.0, 0.3)
    features = tuple(held if name == "coverage with neighbours" else 0.0 for name in FEATURES)
    return abstention_reason(
        analyse_question(question, passages=100, frequency=lambda word: 1),
        Decision((Ranked(candidate, 0.5, None, features),), confidence, 0.5),
        speaker=None,
        temporal=None,
        searched=Searched({}, lambda speaker: [], lambda word: 1, tuple),
    )


@pytest.mark.parametrize(
    ("held", "reason"), [(0.35, Reason.NOTHING_RELATED), (0.45, Reason.NOT_ANSWERED)]
)
def test_passages_without_two_fifths_of_the_question_are_not_related(
    held: float, reason: Reason
) -> None:
    found = reason_of("who shut the pumps", held=held, confidence=0.1)
    assert found == (reason, None)


@pytest.mark.parametrize(
    ("question", "held", "confidence", "reason"),
    [
        ("what is the capital of Norland", 0.5, 0.003, Reason.NOTHING_RELATED),
        ("what is the capital of Norland", 0.5, 0.03, Reason.NOT_ANSWERED),
        ("what is the capital of Norland", 1.0, 0.003, Reason.NOT_ANSWERED),
        ("what about Norland", 1.0, 0.003, Reason.NOT_ANSWERED),
    ],
)
def test_one_word_of_several_makes_nothing_related_that_is_hopeless(
    question: str, held: float, confidence: float, reason: Reason
) -> None:
    assert reason_of(question, held=held, confidence=confidence) == (reason, None)
