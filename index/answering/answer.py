"""Passages to a reply: number the citations, pick what to quote, or say that nothing answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from corpus.attribution.types import Statement
from corpus.languages.sentences import split_sentences
from corpus.storage.records import CorpusStats
from corpus.storage.store import CorpusStore
from corpus.types import Filters, Span
from index.answering.abstention import why_not
from index.answering.near_duplicates import collapse_echoes
from index.query.asked_act import attach, weigh_statements
from index.query.asked_speaker import weigh_speaker
from index.query.date_expressions import Days
from index.query.question import Question
from index.query.sentences import best_excerpt
from index.ranking.cross_encoder import Reading
from index.ranking.decision import FusedJudge, Judge, Judgement
from index.ranking.ranker import Ranked
from index.ranking.temporal_match import Timing, timing_of, weigh_days
from index.search.embedding import Embedder
from index.search.retrieve import Retriever
from index.search.vectors import VectorIndex
from index.types import Assessment, Citation, Evidence, Passage, Reason

# A longer paragraph is quoted in part; about what a phone shows without scrolling.
EXCERPT_LIMIT = 900
_NEAREST = 3
# A likelier span than this is marked by itself, otherwise the sentence that it stands in.
_CERTAIN = 0.5
_SHORTEST_MARK = 3  # words


def _local_day() -> date:
    return datetime.now().astimezone().date()


class Answerer:
    """Answers questions from one corpus through one generation of its index."""

    def __init__(
        self,
        store: CorpusStore,
        vectors: VectorIndex,
        embedder: Embedder,
        *,
        judge: Judge | None = None,
        today: Callable[[], date] = _local_day,
    ) -> None:
        """`today` is what "yesterday" in a question counts from."""
        self._store = store
        self._retriever = Retriever(store, vectors, embedder)
        self._judge = judge or FusedJudge()
        self._today = today

    def assess(self, question: str, *, filters: Filters = Filters(), limit: int = 5) -> Assessment:
        """The best `limit` citations, the confidence, and the reason if it is too low."""
        stats = self._store.stats()
        timing = timing_of(question, stats, today=self._today())
        weighed = self._weigh_all(question, filters, timing)
        judgement, statements = weighed.judgement, weighed.statements
        reason, subject = self._reason(weighed, timing, stats)
        by_id = {ranked.candidate.paragraph.id: ranked for ranked in judgement.ranked}
        # Deeper than asked for, so that collapsing leaves enough.
        best = judgement.ranked[: max(limit, _NEAREST) * 4]
        found = [attach(_passage(ranked), statements) for ranked in best]
        passages = collapse_echoes(found)[: max(limit, _NEAREST)]
        related = reason not in {None, Reason.EMPTY_CORPUS, Reason.NOTHING_RELATED}
        return Assessment(
            question=question,
            citations=tuple(
                _cite(number, passage, question, by_id[passage.paragraph.id].reading)
                for number, passage in enumerate(passages[:limit], start=1)
            ),
            confidence=judgement.confidence,
            as_of=self._store.newest_day(filters),
            reason=reason,
            subject=subject,
            nearest=tuple(passages[:_NEAREST]) if related else (),
            evidence=Evidence(
                judge=self._judge.name,
                threshold=judgement.threshold,
                signals=judgement.signals,
                rankings=tuple(
                    _evidence(by_id[passage.paragraph.id], timing) for passage in passages[:limit]
                ),
                days=timing.meant if timing else (),
                asked=weighed.asked if weighed.asked != question else None,
            ),
        )

    def _weigh_all(self, question: str, filters: Filters, timing: Timing | None) -> _Weighed:
        """The question as it stands; one about days also in the words of those days' articles.

        Articles of those days come first, where they answer.
        """
        if timing is None:
            return self._weigh(question, filters, None)
        reworded = timing.reworded(question) or question
        if timing.window is not None:
            then = self._weigh(reworded, _within(filters, timing.window), timing)
            if then.judgement.answered:
                return then
        ways = dict.fromkeys((question, reworded))
        return max(
            (self._weigh(asked, filters, timing) for asked in ways),
            key=lambda weighed: weighed.judgement.confidence,
        )

    def _weigh(self, asked: str, filters: Filters, timing: Timing | None) -> _Weighed:
        retrieved = self._retriever.retrieve(asked, filters=filters)
        judgement = self._judge.judge(retrieved.question, retrieved.candidates)
        statements = self._store.attributions.in_paragraphs(
            [candidate.paragraph.id for candidate in retrieved.candidates]
        )
        judgement = weigh_statements(retrieved.question, judgement, statements)
        judgement = weigh_speaker(retrieved.question, judgement, statements)
        if timing is not None:
            judgement = weigh_days(timing, judgement)
        return _Weighed(asked, retrieved.question, judgement, statements)

    def _reason(
        self, weighed: _Weighed, timing: Timing | None, stats: CorpusStats
    ) -> tuple[Reason | None, str | None]:
        if not weighed.judgement.ranked:
            return (Reason.NOTHING_RELATED if stats.paragraphs else Reason.EMPTY_CORPUS), None
        if weighed.judgement.answered:
            return None, None
        return why_not(
            weighed.question, weighed.judgement, timing=timing, statements=weighed.statements
        )


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One way to ask a question, and what came of it."""

    asked: str
    question: Question
    judgement: Judgement
    statements: Mapping[int, Sequence[Statement]]


def _within(filters: Filters, days: Days) -> Filters:
    """The filters, limited to articles of these days."""
    since, until = str(days.first), str(days.last)
    return replace(
        filters,
        since=max(since, filters.since or since),
        until=min(until, filters.until or until),
    )


def _evidence(ranked: Ranked, timing: Timing | None) -> dict[str, float]:
    days = {} if timing is None else {"of the days asked for": timing.match(ranked.candidate)}
    return ranked.evidence | days


def _passage(ranked: Ranked) -> Passage:
    candidate = ranked.candidate
    return Passage(paragraph=candidate.paragraph, article=candidate.article, score=ranked.score)


def _cite(number: int, passage: Passage, question: str, reading: Reading | None) -> Citation:
    text = passage.paragraph.text
    mark = _mark(text, reading) if reading else None
    excerpt = best_excerpt(text, question, limit=EXCERPT_LIMIT, around=mark)
    if mark is not None and not (excerpt.start <= mark.start and mark.stop <= excerpt.stop):
        mark = None
    return Citation(number=number, passage=passage, excerpt=excerpt, highlight=mark)


def _mark(text: str, reading: Reading) -> Span | None:
    """What answers: the span where the reader is sure of it, else the sentence it stands in."""
    span = reading.span
    if not span.of(text).strip():
        return None
    if reading.certainty >= _CERTAIN and len(span.of(text).split()) >= _SHORTEST_MARK:
        return span
    touched = [sentence for sentence in split_sentences(text) if sentence.overlaps(span)]
    sentence = Span(touched[0].start, touched[-1].stop) if touched else span
    # Marking all of a paragraph marks nothing.
    return span if len(sentence) >= len(text.strip()) else sentence
