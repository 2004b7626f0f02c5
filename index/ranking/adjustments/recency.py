"""What is current, of passages that score alike."""

from __future__ import annotations

import math
import re
from datetime import date

from index.ranking.adjustments.grounds import Grounds
from index.ranking.adjustments.shifts import shift
from index.ranking.decision import Decision
from index.types import Shift

# What is current. Of the yearly final the latest is meant, unless the question names a day or a
# year. How much less the oldest passage counts than the newest of those that score at least _RIVAL
# of the best, the days in which most of that is lost, and those in which news is of one event. Ages
# are among the candidates, not from today: an archive is as good as it was. Over 60 quiz questions
# on a year and a half of news, in which little happens twice, R@1 is .900 with and without, and
# .917 with .4 in place of .25; over 361 written questions it is .823 with either and .820 without.
# Over longer times it was not measured.
_OLDEST, _RIVAL, _FADING, _ONE_EVENT = 0.25, 0.5, 90.0, 60
_YEAR = re.compile(r"(?:19|20)\d\d")


def for_what_is_current(decision: Decision, grounds: Grounds) -> Decision:
    """Of passages that score alike, those published last come first.

    Not where the question names days, or a year.
    """
    if grounds.temporal is not None or any(map(_YEAR.fullmatch, grounds.question.numbers)):
        return decision
    days = {
        passage.candidate.paragraph.id: date.fromisoformat(passage.candidate.article.day)
        for passage in decision.ranked
        if passage.candidate.article.day is not None
    }
    best = decision.ranked[0].score if decision.ranked else 0.0
    rivals = [
        days[passage.candidate.paragraph.id]
        for passage in decision.ranked
        if passage.score >= _RIVAL * best and passage.candidate.paragraph.id in days
    ]
    if not rivals:
        return decision
    newest = max(rivals)
    scores: dict[int, Shift] = {}
    for passage in decision.ranked:
        day = days.get(passage.candidate.paragraph.id)
        older = (newest - day).days - _ONE_EVENT if day is not None else 0
        if older > 0:
            left = 1 - _OLDEST * (1 - math.exp(-older / _FADING))
            scores[passage.candidate.paragraph.id] = shift(passage.score, lowered=left)
    return decision.shifted("what is current", scores=scores) if scores else decision
