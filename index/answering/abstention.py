"""Why no passage answers, as far as that can be told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.attribution.types import Statement
from index.query.aliases import unify
from index.query.asked_speaker import AskedSpeaker
from index.query.date_expressions import time_words
from index.query.question import Question
from index.query.words import analyse, stem
from index.ranking.adjustments import is_heard, may_do
from index.ranking.decision import Decision
from index.ranking.temporal_match import TemporalMatch
from index.search.candidate import Candidate
from index.types import Reason

# Set by hand; not measured. The passages looked into where none was read, and for names:
_TOP = 3
# Passages that hold less than this share of the question are not about its subject.
_RELATED = 0.35
# Names as the question writes them, to show: with hyphens and endings, unlike words of a search.
_WORD = re.compile(r"\w[\w’'-]*")


def abstention_reason(
    question: Question,
    decision: Decision,
    *,
    speaker: AskedSpeaker | None,
    temporal: TemporalMatch | None,
    statements: Mapping[int, Sequence[Statement]],
) -> tuple[Reason, str | None]:
    """The reason, and the name in the question that it is about, if any.

    For a decision that ranks at least one passage. The most that can be said comes first: no
    article of that time, then nobody quoted, then nothing related, then a name that is missing.
    """
    ranked = decision.ranked
    candidates = [passage.candidate for passage in ranked]
    read = [passage for passage in ranked if passage.prediction is not None] or list(ranked[:_TOP])
    related = max(passage.by_name["coverage with neighbours"] for passage in read) >= _RELATED
    if temporal is not None and temporal.outside and not temporal.told(temporal.words, candidates):
        return Reason.OUTSIDE_DATES, None
    if speaker is not None and not may_do(speaker, question, ranked, statements):
        return Reason.NOT_QUOTED, speaker.name
    if (
        speaker is not None
        and not is_heard(speaker, ranked, statements)
        and (related or any(speaker.is_asked_about_in(c.paragraph.text) for c in candidates))
    ):
        return Reason.NOT_QUOTED, speaker.name
    if not related:
        return Reason.NOTHING_RELATED, None
    missing = _missing_names(question, candidates[:_TOP])
    return (Reason.NAME_NOT_FOUND, missing) if missing else (Reason.NOT_ANSWERED, None)


def _missing_names(question: Question, candidates: Sequence[Candidate]) -> str | None:
    """The question's names that none of these passages has, as the question has them."""
    held: set[str] = set()
    for candidate in candidates:
        held |= analyse(candidate.paragraph.text).at.keys()
        held |= analyse(candidate.heading).at.keys()
    missing = question.names - held
    dates = [range(days.start, days.start + len(days.text)) for days in time_words(question.text)]
    words = {
        word[0].removesuffix("'s").removesuffix("’s"): None
        for word in _WORD.finditer(question.text)
        if not any(word.start() in date for date in dates)
    }
    return " ".join(w for w in words if w[0].isupper() and stem(unify(w)) in missing) or None
