"""What changes a decision after the model has made it, by what the question asks for.

This is the one place where anything but the model touches a score or the confidence. Each
adjustment goes from a decision to a decision, and what it did is on record in it
(`Decision.shifted`), so that `dateline ask --explain` shows it.
"""

from __future__ import annotations

from collections.abc import Callable

from index.ranking.adjustments.acts import for_asked_act, for_claimed_deed
from index.ranking.adjustments.content import for_content_asked
from index.ranking.adjustments.corrections import for_asked_correction
from index.ranking.adjustments.days import for_days_asked
from index.ranking.adjustments.grounds import Grounds
from index.ranking.adjustments.names import for_names_asked
from index.ranking.adjustments.recency import for_what_is_current
from index.ranking.adjustments.speakers import (
    for_asked_role,
    for_asked_speaker,
    for_named_subject,
    for_own_words,
)
from index.ranking.decision import Decision

ADJUSTMENTS: tuple[Callable[[Decision, Grounds], Decision], ...] = (
    for_asked_act,
    for_claimed_deed,
    for_own_words,
    for_asked_speaker,
    for_named_subject,
    for_asked_role,
    for_asked_correction,
    for_names_asked,
    for_days_asked,
    for_what_is_current,
    for_content_asked,
)


def adjust(decision: Decision, grounds: Grounds) -> Decision:
    """The decision after every adjustment."""
    for adjustment in ADJUSTMENTS:
        decision = adjustment(decision, grounds)
    return decision
