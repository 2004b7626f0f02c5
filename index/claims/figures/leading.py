"""An answer to "how many?" begins with the newest figure, and says which one that superseded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.claims.figures.finding import kinds_asked, reported_in
from index.claims.figures.grouping import Group, Reported, group_figures
from index.claims.frame import frame_of
from index.query.question import AnswerKind, kind_of
from index.types import Adjustment, Assessment, Citation, Evidence, Superseded


def lead_with_newest(
    store: CorpusStore,
    assessment: Assessment,
    *,
    as_of: str | None = None,
    language: Language = ENGLISH,
) -> Assessment:
    """The assessment with the passage first that gives the newest figure of the quantity which its
    best figure is of.

    Only where the question asks for a number of a kind that is read, and nobody's in particular,
    the figure is one of the answer's, and the newest stands in one of its passages: else nothing is
    changed. What the army counts is no older than what its enemies do.
    """
    kinds = kinds_asked(assessment.question, language)
    if assessment.reason is not None or _asks_somebody(assessment, language) or not kinds:
        return assessment
    if kind_of(assessment.question) is not AnswerKind.NUMBER:
        return assessment
    group = _group_of(store, assessment.cited, kinds, as_of)
    if group is None:
        return assessment
    newest, *older = group.shown
    place = _place_of(newest.reported, assessment.cited)
    if place is None:
        return assessment
    old = next((each.reported for each in older if each.superseded_by == newest.reported), None)
    if old is not None and _is_in(old, assessment.cited[place]):
        old = None  # the passage itself tells of it: "twelve, up from nine"
    return replace(_led_by(assessment, place, newest.reported), superseded=_superseded(old))


def _asks_somebody(assessment: Assessment, language: Language) -> bool:
    """Whether somebody's figure is asked for, of a name or not: "according to the army"."""
    accord = language.questions.speakers.accord
    return assessment.asked_of is not None or accord in assessment.question.lower().split()


def _group_of(
    store: CorpusStore, cited: Sequence[Citation], kinds: Sequence[str], as_of: str | None
) -> Group | None:
    """The quantity of which the best of the cited figures is, over its whole story as it was."""
    frame = frame_of(store, Filters(as_of=as_of))
    best = cited[0].passage.article
    story = frame.stories([best.number]).get(best.number)
    if story is None:
        return None
    members = Filters(articles=tuple(frame.members(story)), as_of=as_of)
    articles = store.articles_within(members)
    groups = group_figures(reported_in(frame, articles, kinds=kinds))
    for citation in cited:
        for group in groups:
            if group.slot.is_comparable and _holds(group, citation):
                return group
    return None


def _holds(group: Group, citation: Citation) -> bool:
    return any(_is_in(value.reported, citation) for value in group.shown)


def _is_in(reported: Reported, citation: Citation) -> bool:
    passage = reported.passage
    return passage is not None and passage.paragraph.id == citation.passage.paragraph.id


def _place_of(reported: Reported, cited: Sequence[Citation]) -> int | None:
    return next((at for at, citation in enumerate(cited) if _is_in(reported, citation)), None)


def _led_by(assessment: Assessment, place: int, newest: Reported) -> Assessment:
    order = [place, *(at for at in range(len(assessment.citations)) if at != place)]
    first = assessment.citations[place]
    quote = newest.quote
    if (
        quote is not None
        and first.excerpt.start <= quote.start
        and quote.stop <= first.excerpt.stop
    ):
        first = replace(first, highlight=quote)
    citations = (first, *(assessment.citations[at] for at in order[1:]))
    evidence = assessment.evidence and _in_order(assessment.evidence, order)
    return replace(
        assessment,
        citations=tuple(replace(c, number=n) for n, c in enumerate(citations, start=1)),
        evidence=evidence,
    )


def _in_order(evidence: Evidence, order: Sequence[int]) -> Evidence:
    """The numbers behind the ranking go with its citations."""
    moved = {at + 1: number for number, at in enumerate(order, start=1)}

    def scores(adjustment: Adjustment) -> Adjustment:
        shifts = {moved.get(number, number): shift for number, shift in adjustment.scores.items()}
        return replace(adjustment, scores=shifts)

    return replace(
        evidence,
        steps=tuple(evidence.steps[at] for at in order if at < len(evidence.steps)),
        rankings=tuple(evidence.rankings[at] for at in order if at < len(evidence.rankings)),
        adjustments=tuple(map(scores, evidence.adjustments)),
    )


def _superseded(old: Reported | None) -> Superseded | None:
    if old is None or old.passage is None or old.sentence is None or old.quote is None:
        return None
    return Superseded(old.passage, old.sentence, old.quote)
