"""The names asked for: an article without them is of another event."""

from __future__ import annotations

from collections.abc import Sequence

from index.query.asked_names import names_to_be_told
from index.query.spellings import may_name
from index.ranking.adjustments.grounds import Grounds
from index.ranking.adjustments.shifts import shift
from index.ranking.decision import Decision
from index.search.candidate import Candidate

# The names asked for. Set by hand: what is left of the score of a passage, and of the confidence,
# where the article has nothing of a name that the question has. Passages that score at least _CLOSE
# of the best are looked at. docs/decisions.md has what it does ("A name that the article lacks").
_UNNAMED, _CLOSE = 0.5, 0.5


def for_names_asked(decision: Decision, grounds: Grounds) -> Decision:
    """A passage of an article that lacks a name which the question has is of another event.

    How many died at Mirrow is not answered by how many did in the flood at Orle.
    """
    names = names_to_be_told(grounds.question)
    if not names or not decision.ranked:
        return decision
    best = decision.ranked[0].score
    lacked = {
        passage.candidate.paragraph.id: _lacked(names, passage.candidate, grounds)
        for passage in decision.ranked
        if passage.score >= _CLOSE * best
    }
    common = {
        name
        for name in set().union(*lacked.values())
        if any(grounds.is_written_small(word.lower()) for word in name.split())
    }
    scores = {
        passage.candidate.paragraph.id: shift(passage.score, lowered=_UNNAMED)
        for passage in decision.ranked
        if lacked.get(passage.candidate.paragraph.id, frozenset()) - common
    }
    if not scores:
        return decision
    lowered = decision.shifted("names asked for", scores=scores)
    if lowered.ranked[0].candidate.paragraph.id not in scores:
        return lowered
    confidence = shift(decision.confidence, lowered=_UNNAMED)
    return decision.shifted("names asked for", confidence=confidence, scores=scores)


def _lacked(names: Sequence[str], candidate: Candidate, grounds: Grounds) -> frozenset[str]:
    """The names of which a candidate's article has no spelling."""
    near = candidate.with_neighbours
    missing = [name for name in names if not may_name(name, near)]
    article = grounds.whole_article(candidate) if missing else ""
    return frozenset(name for name in missing if not may_name(name, article))
