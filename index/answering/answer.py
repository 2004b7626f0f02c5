"""Passages to a reply: number the citations, pick what to quote, or say that nothing answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from corpus.attribution.types import Statement
from corpus.languages.date_expressions import Days
from corpus.storage.records import CorpusStats
from corpus.storage.store import CorpusStore
from corpus.types import Article, Filters, Paragraph
from index.answering.abstention import Searched, abstention_reason, is_doubtful
from index.answering.cut import answering, is_sure
from index.answering.marks import mark_of
from index.answering.near_duplicates import collapse_near_duplicates
from index.copies import copies_in
from index.query.asked_speaker import AskedSpeaker
from index.query.meanings import Reading, in_words_of
from index.query.question import Question
from index.query.sentences import best_excerpt
from index.ranking.adjustments import adjust
from index.ranking.adjustments.grounds import Grounds
from index.ranking.cross_encoder import Prediction
from index.ranking.decision import Decision, Ranked
from index.ranking.decision_model import DecisionModel, FusedModel
from index.ranking.temporal_match import TemporalMatch, temporal_match
from index.search.candidate import Candidate
from index.search.retrieve import Retriever
from index.types import Adjustment, Assessment, Citation, Evidence, Passage, Reason

# Set by hand; not measured. A longer paragraph is quoted in part; about what a phone shows without
# scrolling.
EXCERPT_LIMIT = 900
_NEAREST = 3
# So many of the best passages say what a nation is called. Set by hand; not measured.
_CALLED = 5


def _local_day() -> date:
    return datetime.now().astimezone().date()


class Answerer:
    """Answers questions from one corpus through one generation of its index."""

    def __init__(
        self,
        store: CorpusStore,
        retriever: Retriever,
        *,
        model: DecisionModel | None = None,
        today: Callable[[], date] = _local_day,
    ) -> None:
        """`today` is what "yesterday" in a question counts from."""
        self._store = store
        self._retriever = retriever
        self._model = model or FusedModel()
        self._today = today

    def promising(self, question: str, paragraphs: Collection[int]) -> set[int]:
        """The articles of these paragraphs that are worth asking, by their numbers; the others
        hardly ever answer."""
        return self._retriever.promising(question, paragraphs)

    def assess(self, question: str, *, filters: Filters = Filters(), limit: int = 5) -> Assessment:
        """The best `limit` citations, the confidence, and the reason if it is too low."""
        stats = self._store.stats()
        asked_on, newest = self._today(), stats.newest
        if filters.as_of:
            asked_on = date.fromisoformat(filters.as_of[:10])
            newest = self._store.newest(filters)
        temporal = temporal_match(question, stats.oldest, newest, today=asked_on)
        weighed = self._weigh_all(question, filters, temporal)
        decision, asked = weighed.decision, weighed.question.text
        reads = any(ranked.prediction for ranked in decision.ranked)
        reason, subject = self._reason(weighed, temporal, stats, filters)
        by_id = {ranked.candidate.paragraph.id: ranked for ranked in decision.ranked}
        # Deeper than asked for, so that collapsing leaves enough.
        first = decision.ranked[: max(limit, _NEAREST) * 4]
        found = [_passage(ranked, weighed.statements) for ranked in first]
        passages = collapse_near_duplicates(found, copies_in(self._store))[: max(limit, _NEAREST)]
        if (heard := weighed.speaker) is not None:
            passages = [replace(one, statements=heard.first(one.statements)) for one in passages]
        cited = [by_id[passage.paragraph.id] for passage in passages[:limit]]
        related = reason not in {None, Reason.EMPTY_CORPUS, Reason.NOTHING_RELATED}
        doubtful = reason is not None and is_doubtful(reason, decision)
        nearest = passages[:_NEAREST] if related else []
        if doubtful:
            scores = [passage.score for passage in nearest]
            nearest = nearest[: answering(scores, reads=reads)]
        if (
            reason is Reason.NOT_QUOTED
            and heard is not None
            and any(heard.speaks_in(passage.statements) for passage in nearest)
        ):
            # What they say there may be on it, in words that the question doesn't have.
            reason, subject = Reason.NOT_ANSWERED, None
        best = decision.ranked[0].score if decision.ranked else 0.0
        return Assessment(
            question=question,
            citations=tuple(
                replace(
                    _cite(number, passage, asked, ranked.prediction, weighed.speaker),
                    sure=is_sure(ranked.score, ranked.prediction, best=best, reads=reads),
                )
                for number, (passage, ranked) in enumerate(
                    zip(passages, cited, strict=False), start=1
                )
            ),
            confidence=decision.confidence,
            as_of=self._store.newest(filters),
            reason=reason,
            subject=subject,
            nearest=tuple(nearest),
            doubtful=doubtful,
            asked_of=None if heard is None else heard.name,
            answering=answering([ranked.score for ranked in cited], reads=reads),
            evidence=Evidence(
                model=self._model.name,
                steps=tuple(map(_steps, cited)),
                rankings=tuple(_features(ranked, temporal) for ranked in cited),
                signals=decision.signals,
                calibrated=decision.calibrated,
                adjustments=_adjustments(decision, cited),
                threshold=decision.threshold,
                days=temporal.meant if temporal else (),
                asked=asked if asked != question else None,
            ),
        )

    def _weigh_all(
        self, question: str, filters: Filters, temporal: TemporalMatch | None
    ) -> _Weighed:
        """The question as it stands; one about days also in the words of those days' articles.

        Articles of those days come first, where they answer. What is not answered is asked again
        in the words that the best passages have for the same.
        """
        found = self._weigh_for_days(question, filters, temporal)
        if found.decision.answered:
            return found
        best = [passage.candidate.with_heading for passage in found.decision.ranked[:_CALLED]]
        called = in_words_of(found.reading, best)
        if called is None:
            return found
        again = self._weigh(called, filters, temporal)
        return max(found, again, key=lambda weighed: weighed.decision.confidence)

    def _weigh_for_days(
        self, question: str, filters: Filters, temporal: TemporalMatch | None
    ) -> _Weighed:
        if temporal is None:
            return self._weigh(question, filters, None)
        reworded = temporal.reworded(question) or question
        if temporal.window is not None:
            then = self._weigh(reworded, _within(filters, temporal.window), temporal)
            if then.decision.answered:
                return then
        ways = dict.fromkeys((question, reworded))
        return max(
            (self._weigh(asked, filters, temporal) for asked in ways),
            key=lambda weighed: weighed.decision.confidence,
        )

    def _weigh(self, asked: str, filters: Filters, temporal: TemporalMatch | None) -> _Weighed:
        retrieved = self._retriever.retrieve(asked, filters=filters)
        statements = self._store.attributions.in_paragraphs(
            [candidate.paragraph.id for candidate in retrieved.candidates]
        )
        decision = adjust(
            self._model.decide(retrieved.question, retrieved.candidates),
            Grounds(
                retrieved.question,
                statements,
                temporal,
                retrieved.speaker,
                retrieved.correcting,
                self._whole_article,
                self._retriever.is_written_small,
            ),
        )
        return _Weighed(
            retrieved.question, retrieved.speaker, retrieved.reading, decision, statements
        )

    def _reason(
        self,
        weighed: _Weighed,
        temporal: TemporalMatch | None,
        stats: CorpusStats,
        filters: Filters,
    ) -> tuple[Reason | None, str | None]:
        if not weighed.decision.ranked:
            days = Filters(
                since=filters.since,
                until=filters.until,
                zone=filters.zone,
                as_of=filters.as_of,
            )
            if stats.paragraphs and days and self._store.newest(days) is None:
                return Reason.OUTSIDE_DATES, None
            return (Reason.NOTHING_RELATED if stats.paragraphs else Reason.EMPTY_CORPUS), None
        if weighed.decision.answered:
            return None, None
        return abstention_reason(
            weighed.question,
            weighed.decision,
            speaker=weighed.speaker,
            temporal=temporal,
            searched=Searched(
                weighed.statements, self._spoken, self._retriever.count, self._outlets
            ),
        )

    def _whole_article(self, candidate: Candidate) -> str:
        paragraph = candidate.paragraph
        stored = self._store.paragraphs(paragraph.article, version=paragraph.version)
        return "\n".join((candidate.article.title or "", *(each.text for each in stored)))

    def _outlets(self) -> list[str]:
        return [each.outlet for each in self._store.outlets() if each.outlet]

    def _spoken(self, speaker: AskedSpeaker) -> list[tuple[Paragraph, Article]]:
        """Every paragraph in which a speaker, or who speaks for the party, is known to speak."""
        names = self._store.speakers.names_for(speaker.name)
        said = set(self._store.attributions.paragraphs_said_by(names))
        found = self._store.passages(said, live_only=True)
        return list(found.values())


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One way to ask a question, and what came of it."""

    question: Question
    speaker: AskedSpeaker | None
    reading: Reading
    decision: Decision
    statements: Mapping[int, Sequence[Statement]]


def _within(filters: Filters, days: Days) -> Filters:
    """The filters, limited to articles of these days."""
    since, until = str(days.first), str(days.last)
    return replace(
        filters,
        since=max(since, filters.since or since),
        until=min(until, filters.until or until),
    )


def _steps(ranked: Ranked) -> dict[str, float]:
    """What put a passage in its place, from the searches to the score of the ranking."""
    candidate, prediction = ranked.candidate, ranked.prediction
    steps = {
        "bm25 of paragraph": candidate.bm25,
        "bm25 with title": candidate.bm25_with_title,
        "cosine": candidate.cosine,
        "fused": candidate.fused,
    }
    if ranked.first_score is not None:
        steps["first stage"] = ranked.first_score
    if prediction is not None:
        steps |= {
            "relevance": prediction.relevance,
            "answers": prediction.answers,
            "certainty": prediction.certainty,
        }
    return steps | {
        "score of the ranking": next((s.before for s in ranked.shifts.values()), ranked.score)
    }


def _features(ranked: Ranked, temporal: TemporalMatch | None) -> dict[str, float]:
    if temporal is None:
        return ranked.by_name
    return ranked.by_name | {"of the days asked for": temporal.match(ranked.candidate)}


def _adjustments(decision: Decision, cited: Sequence[Ranked]) -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(
            name=name,
            confidence=confidence,
            scores={
                number: ranked.shifts[name]
                for number, ranked in enumerate(cited, start=1)
                if name in ranked.shifts
            },
        )
        for name, confidence in decision.shifts.items()
    )


def _passage(ranked: Ranked, statements: Mapping[int, Sequence[Statement]]) -> Passage:
    candidate = ranked.candidate
    return Passage(
        paragraph=candidate.paragraph,
        article=candidate.article,
        score=ranked.score,
        statements=tuple(statements.get(candidate.paragraph.id, ())),
    )


def _cite(
    number: int,
    passage: Passage,
    question: str,
    prediction: Prediction | None,
    speaker: AskedSpeaker | None,
) -> Citation:
    text = passage.paragraph.text
    mark = mark_of(passage, question, prediction, speaker)
    excerpt = best_excerpt(text, question, limit=EXCERPT_LIMIT, around=mark)
    if mark is not None and not (excerpt.start <= mark.start and mark.stop <= excerpt.stop):
        mark = None
    return Citation(number=number, passage=passage, excerpt=excerpt, highlight=mark)
