"""Why no passage is known to answer, as far as that can be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from corpus.attribution.types import Statement
from corpus.types import Article, Paragraph
from index.answering.absence import is_unheard, unmentioned
from index.query.asked_speaker import AskedSpeaker
from index.query.question import Question
from index.ranking.adjustments.speakers import leads
from index.ranking.decision import Decision
from index.ranking.temporal_match import TemporalMatch
from index.types import Reason

# Set by hand; not measured. The passages looked into where none was read:
_TOP = 3
# Passages that hold less than this share of the question are not about its subject. Of 80 questions
# about anything but news, each asked of groups 3 and 10 (bench.splits), 140 of 160 are below it; of
# 396 questions about these groups that are not answered, 12. At .35 it is 130 and 8, at .45 146 and
# 26.
_RELATED = 0.4
# Under this confidence, which is shown as 0 %, one word of several makes no passage related. Set by
# hand; not measured.
_HOPELESS = 0.005
# Reasons that say of no passage that it does not answer: there, doubt is possible.
_OPEN = frozenset((Reason.NOT_ANSWERED, Reason.NAME_NOT_FOUND))


@dataclass(frozen=True, slots=True)
class Searched:
    """Where a reason looks before it says that something is not there.

    `statements` are those of the candidates by paragraph; `spoken` gives all paragraphs in which a
    speaker is known to speak, `count` how many paragraphs have a word, `outlets` all names of
    outlets.
    """

    statements: Mapping[int, Sequence[Statement]]
    spoken: Callable[[AskedSpeaker], Sequence[tuple[Paragraph, Article]]]
    count: Callable[[str], int]
    outlets: Callable[[], Iterable[str]]


def abstention_reason(
    question: Question,
    decision: Decision,
    *,
    speaker: AskedSpeaker | None,
    temporal: TemporalMatch | None,
    searched: Searched,
) -> tuple[Reason, str | None]:
    """The reason, and the name in the question that it is about, if any.

    For a decision that ranks at least one passage. The most that can be said comes first: no
    article of that time, then nobody heard, then nothing related, then a name that is missing.
    Each is said only where it was checked.
    """
    ranked = decision.ranked
    candidates = [passage.candidate for passage in ranked]
    read = [passage for passage in ranked if passage.prediction is not None] or list(ranked[:_TOP])
    held = max(passage.by_name["coverage with neighbours"] for passage in read)
    related = held >= _RELATED and not (
        decision.confidence < _HOPELESS and _is_one_word_of_several(held, question)
    )
    if temporal is not None and temporal.outside and not temporal.told(temporal.words, candidates):
        return Reason.OUTSIDE_DATES, None
    if (
        speaker is not None
        and not _may_be_quoted(speaker, decision, searched)
        and (related or any(speaker.is_asked_about_in(c.paragraph.text) for c in candidates))
        and is_unheard(speaker, candidates, searched.statements, searched.spoken(speaker))
    ):
        return Reason.NOT_QUOTED, speaker.name
    if not related and not decision.is_close:
        return Reason.NOTHING_RELATED, None
    missing = unmentioned(question, candidates, searched.count, searched.outlets)
    return (Reason.NAME_NOT_FOUND, missing) if missing else (Reason.NOT_ANSWERED, None)


def _may_be_quoted(speaker: AskedSpeaker, decision: Decision, searched: Searched) -> bool:
    """Whether what the speaker says in the best passage was read as the answer, before it was
    capped for having no word of the question."""
    sure = decision.calibrated >= decision.threshold
    return sure and leads(speaker, decision.ranked, searched.statements)


def _is_one_word_of_several(held: float, question: Question) -> bool:
    """Whether this share of a question is that of a single word."""
    shares = [idf / question.total_idf for idf in question.idf.values()]
    return len(shares) > 1 and any(isclose(held, share, rel_tol=1e-4) for share in shares)


def is_doubtful(reason: Reason, decision: Decision) -> bool:
    """Whether the best passages may answer all the same."""
    return reason in _OPEN and decision.is_close
