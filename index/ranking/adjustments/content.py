"""A question without a word that says what it is about."""

from __future__ import annotations

from corpus.languages.en import ENGLISH
from corpus.languages.words import fold
from index.ranking.adjustments.grounds import Grounds
from index.ranking.adjustments.shifts import capped
from index.ranking.decision import Decision


def for_content_asked(decision: Decision, grounds: Grounds) -> Decision:
    """No confidence where only "who", "the" or a question mark is asked: any passage would do."""
    words = {fold(word) for word in grounds.question.words}
    if words - ENGLISH.questions.function_words:
        return decision
    return decision.shifted("nothing is asked about", confidence=capped(decision.confidence, 0.0))
