"""Passages to a reply: number the citations, pick what to quote, or say that nothing answers."""

from __future__ import annotations

import re

from corpus.store import CorpusStore
from corpus.types import Span
from index.echoes import collapse_echoes
from index.embedding import Embedder
from index.judge import FusedJudge, Judge, Judgement
from index.question import Question
from index.ranker import Ranked
from index.reader import Reading
from index.retrieve import Retriever
from index.sentences import best_excerpt, split_sentences
from index.statements import attach, weigh_statements
from index.types import Assessment, Citation, Evidence, Filters, Passage, Reason
from index.vectors import VectorIndex
from index.words import analyse

# A longer paragraph is quoted in part; about what a phone shows without scrolling.
EXCERPT_LIMIT = 900
_NEAREST = 3
# Passages that hold less than this share of the question are not about its subject.
_RELATED = 0.35
# A likelier span than this is marked by itself, otherwise the sentence that it stands in.
_CERTAIN = 0.5
_SHORTEST_MARK = 3  # words
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Answerer:
    """Answers questions from one corpus through one generation of its index."""

    def __init__(
        self,
        store: CorpusStore,
        vectors: VectorIndex,
        embedder: Embedder,
        *,
        judge: Judge | None = None,
    ) -> None:
        self._store = store
        self._retriever = Retriever(store, vectors, embedder)
        self._judge = judge or FusedJudge()

    def assess(self, question: str, *, filters: Filters = Filters(), limit: int = 5) -> Assessment:
        """The best `limit` citations, the confidence, and the reason if it is too low."""
        retrieved = self._retriever.retrieve(question, filters=filters)
        judgement = self._judge.judge(retrieved.question, retrieved.candidates)
        statements = self._store.attributions.in_paragraphs(
            [candidate.paragraph.id for candidate in retrieved.candidates]
        )
        judgement = weigh_statements(retrieved.question, judgement, statements)
        reason = self._reason(retrieved.question, judgement)
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
            as_of=self._store.newest_day(
                outlets=filters.outlets,
                since=filters.since,
                until=filters.until,
                articles=filters.articles,
            ),
            reason=reason,
            nearest=tuple(passages[:_NEAREST]) if related else (),
            evidence=Evidence(
                judge=self._judge.name,
                threshold=judgement.threshold,
                signals=judgement.signals,
                rankings=tuple(
                    by_id[passage.paragraph.id].evidence for passage in passages[:limit]
                ),
            ),
        )

    def _reason(self, question: Question, judgement: Judgement) -> Reason | None:
        if not judgement.ranked:
            empty = self._store.stats().paragraphs == 0
            return Reason.EMPTY_CORPUS if empty else Reason.NOTHING_RELATED
        if judgement.answered:
            return None
        top = judgement.ranked[:_NEAREST]
        if max(ranked.evidence["coverage with neighbours"] for ranked in top) < _RELATED:
            return Reason.NOTHING_RELATED
        if self._outside_dates(question):
            return Reason.OUTSIDE_DATES
        held = {root for ranked in top for root in analyse(ranked.candidate.paragraph.text).at}
        held |= {root for ranked in top for root in analyse(ranked.candidate.heading).at}
        if question.names - held:
            return Reason.NAME_NOT_FOUND
        return Reason.NOT_ANSWERED

    def _outside_dates(self, question: Question) -> bool:
        """Whether the question names years, and none of them is one that the articles are of."""
        stats = self._store.stats()
        years = {int(year) for year in _YEAR.findall(question.text)}
        if not years or stats.oldest is None or stats.newest is None:
            return False
        covered = range(int(stats.oldest[:4]), int(stats.newest[:4]) + 1)
        return not years & set(covered)


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
