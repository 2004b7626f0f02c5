"""The days asked for."""

from __future__ import annotations

from index.ranking.adjustments.grounds import Grounds
from index.ranking.adjustments.shifts import capped, shift
from index.ranking.decision import Decision
from index.types import Shift

# The days asked for. Set by hand; docs/decisions.md has what days are worth over a live corpus
# ("Words for days are a preference"). Over archives no other value changes a figure of `python -m
# bench.sweep` by more than .004.

# How far a perfect match raises a passage's score. Where the days differ from article to article,
# the passage's own words have said as much already.
_OF_THE_DAY, _OF_ITS_OWN_DAY = 0.15, 0.05
# What is left of the threshold where no passage tells of the date.
_UNTOLD = 0.5


def for_days_asked(decision: Decision, grounds: Grounds) -> Decision:
    """Passages of the days asked for come further up.

    Where the question has a date that none of the best tells of, the confidence is too low to
    answer.
    """
    temporal = grounds.temporal
    if temporal is None:
        return decision
    boost = _OF_THE_DAY if temporal.certain else _OF_ITS_OWN_DAY
    scores: dict[int, Shift] = {}
    for passage in decision.ranked:
        moved = shift(passage.score, raised=boost * temporal.match(passage.candidate))
        if moved.factors:
            scores[passage.candidate.paragraph.id] = moved
    if scores:
        decision = decision.shifted("days asked for", scores=scores)
    candidates = [passage.candidate for passage in decision.ranked]
    if not temporal.dates or temporal.told(temporal.dates, candidates):
        return decision
    confidence = capped(decision.confidence, _UNTOLD * decision.threshold)
    return decision.shifted("date asked for is not told of", confidence=confidence)
