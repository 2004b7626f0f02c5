"""Why no passage answers, as far as that can be told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.attribution.types import Statement
from index.query.aliases import unify
from index.query.asked_speaker import asked_speaker, heard
from index.query.date_expressions import time_words
from index.query.question import Question
from index.query.words import analyse, stem
from index.ranking.decision import Judgement
from index.ranking.temporal_match import Timing
from index.types import Reason

_TOP = 3
# Passages that hold less than this share of the question are not about its subject.
_RELATED = 0.35
_WORD = re.compile(r"\w[\w’'-]*")


def why_not(
    question: Question,
    judgement: Judgement,
    *,
    timing: Timing | None,
    statements: Mapping[int, Sequence[Statement]],
) -> tuple[Reason, str | None]:
    """The reason, and the name in the question that it is about, if any.

    For a judgement that ranks at least one passage. The most that can be said comes first: no
    article of that time, then nobody quoted, then nothing related, then a name that is missing.
    """
    ranked = judgement.ranked
    read = [passage for passage in ranked if passage.reading is not None] or list(ranked[:_TOP])
    related = max(passage.evidence["coverage with neighbours"] for passage in read) >= _RELATED
    if timing is not None and timing.outside and not timing.told(timing.words, ranked):
        return Reason.OUTSIDE_DATES, None
    speaker = asked_speaker(question)
    if speaker is not None and not heard(question, speaker, ranked, statements):
        candidates = [passage.candidate for passage in ranked]
        if related or speaker.is_asked_about(candidates):
            return Reason.NOT_QUOTED, speaker.name
    if not related:
        return Reason.NOTHING_RELATED, None
    missing = _missing_names(question, judgement)
    return (Reason.NAME_NOT_FOUND, missing) if missing else (Reason.NOT_ANSWERED, None)


def _missing_names(question: Question, judgement: Judgement) -> str | None:
    """The names that no passage near the question has, as the question has them."""
    held: set[str] = set()
    for passage in judgement.ranked[:_TOP]:
        held |= analyse(passage.candidate.paragraph.text).at.keys()
        held |= analyse(passage.candidate.heading).at.keys()
    missing = question.names - held
    dates = [range(days.start, days.start + len(days.text)) for days in time_words(question.text)]
    words = {
        word[0].removesuffix("'s").removesuffix("’s"): None
        for word in _WORD.finditer(question.text)
        if not any(word.start() in date for date in dates)
    }
    return " ".join(w for w in words if w[0].isupper() and stem(unify(w)) in missing) or None
