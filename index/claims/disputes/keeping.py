"""Keeping the disputes up with the stories, and what they lead to from an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.dispute_table import Echo, StoredDispute, StoredSide
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.claims.disputes.finding import Dispute, Side, compare, finder_of
from index.claims.frame import Frame, frame_of
from index.claims.publishers import Publishers
from index.claims.topics import whole_story, words_for
from index.types import Assessment, Citation, Disputed

_BATCH = 64  # stories that are saved together; set by hand, not measured


def keep_disputes(
    store: CorpusStore, publishers: Publishers, *, language: Language = ENGLISH
) -> int:
    """Compare the claims of every story where that is still to do; returns of how many.

    A stop in between loses no more than a batch. A story that cannot be compared is noted with the
    reason, and the others go on.
    """
    finder = finder_of(publishers, language)
    done = 0
    while pending := store.disputes.undisputed(finder, limit=_BATCH):
        numbers = tuple(number for _, versions in pending for number in versions)
        frame = frame_of(store, Filters(articles=numbers), language=language)
        store.disputes.save(
            [
                (story, versions, _found(story, frame, publishers, language))
                for story, versions in pending
            ],
            finder=finder,
        )
        done += len(pending)
    return done


def _found(
    story: int, frame: Frame, publishers: Publishers, language: Language
) -> Sequence[StoredDispute] | str:
    try:
        topic = whole_story(frame, story)
        return [_stored(each) for each in compare(topic, frame, publishers, language=language)]
    except Exception as error:  # of one story, whatever it is, it is not the others' fault
        return f"{type(error).__name__}: {error}"


def _stored(dispute: Dispute) -> StoredDispute:
    def side(shown: Side) -> StoredSide:
        return StoredSide(
            shown.passage.paragraph.id,
            shown.span,
            shown.speaker,
            shown.party,
            shown.source,
            shown.act,
            shown.statement,
        )

    return StoredDispute(
        dispute.kind.value,
        dispute.issue.value,
        dispute.score,
        dispute.counted,
        side(dispute.one),
        side(dispute.two),
        tuple(
            Echo(place, claim.passage.paragraph.id, claim.extent)
            for place, claims in enumerate(dispute.echoes)
            for claim in claims
        ),
    )


def flag_disputes(
    store: CorpusStore, assessment: Assessment, *, as_of: str | None = None
) -> Assessment:
    """The assessment with the disputes that its quotations are a side of, where it answers."""
    if assessment.reason is not None:
        return assessment
    cited = {c.passage.paragraph.id: c for c in assessment.cited}
    numbers: dict[int, set[int]] = {}
    for opposed in store.disputes.opposed(cited, as_of=as_of):
        citation = cited[opposed.paragraph]
        if citation.excerpt.overlaps(opposed.span):
            numbers.setdefault(opposed.story, set()).add(citation.number)
    if not numbers:
        return assessment
    frame = frame_of(store, Filters(as_of=as_of))
    by_number = {citation.number: citation for citation in cited.values()}
    return replace(
        assessment,
        disputed=tuple(
            Disputed(tuple(sorted(some)), words, as_of)
            for some in numbers.values()
            if (words := _words_for(frame, by_number[min(some)])) is not None
        ),
    )


def _words_for(frame: Frame, citation: Citation) -> str | None:
    article = citation.passage.article
    return words_for(frame, article.number, article.title) if article.title else None
