"""What speaks for a candidate passage, as numbers for the ranker: each by its name.

Most features are scaled to the question (a share of its idf) or to the other candidates, so that
one model serves corpora of any size. Position and headline features were measured and left out:
they fit the layout of one collection and lost on others. The order of the features is that of the
fitted trees: whoever adds, removes or moves one runs `python -m bench.stages`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from index.query.question import AnswerKind, Question
from index.query.words import Words, analyse, as_asked
from index.ranking.reading_features import READING
from index.search.candidate import Candidate

FeatureRows = npt.NDArray[np.float32]

# How many words apart two of the question's words may stand to count as together, and the words
# that density looks at. Set by hand; not measured.
_GAP = 3
_WINDOW = 14
_MOST_NEW_NAMES, _MOST_NEW_NUMBERS = 8, 5


@dataclass(frozen=True, slots=True)
class CandidatePool:
    """All candidates of one question: what each is compared with.

    `held_by_article` are the stems that an article's candidates and their headings hold.
    """

    question: Question
    total_idf: float
    best_bm25: float
    best_bm25_with_title: float
    best_cosine: float
    count_by_article: Mapping[int, int]
    fused_by_article: Mapping[int, float]
    held_by_article: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, question: Question, candidates: Sequence[Candidate]) -> CandidatePool:
        fused: dict[int, float] = {}
        held: dict[int, set[str]] = {}
        for candidate in candidates:
            article = candidate.paragraph.article
            fused[article] = fused.get(article, 0.0) + candidate.fused
            stems = held.setdefault(article, set())
            stems.update(_words(candidate.paragraph.text, question).at)
            stems.update(_words(candidate.heading, question).at)
        return cls(
            question=question,
            total_idf=question.total_idf,
            best_bm25=max(*(c.bm25 for c in candidates), 1e-6),
            best_bm25_with_title=max(*(c.bm25_with_title for c in candidates), 1e-6),
            best_cosine=max(c.cosine for c in candidates),
            count_by_article=Counter(c.paragraph.article for c in candidates),
            fused_by_article=fused,
            held_by_article={article: frozenset(stems) for article, stems in held.items()},
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """One candidate of a pool, its texts analysed; `rank` counts from 0 by the fused score."""

    pool: CandidatePool
    question: Question
    candidate: Candidate
    rank: int
    text: Words
    heading: Words
    neighbours: Words

    @classmethod
    def of(cls, pool: CandidatePool, candidate: Candidate, rank: int) -> Seen:
        return cls(
            pool=pool,
            question=pool.question,
            candidate=candidate,
            rank=rank,
            text=_words(candidate.paragraph.text, pool.question),
            heading=_words(candidate.heading, pool.question),
            neighbours=_words(candidate.neighbours, pool.question),
        )

    @property
    def article(self) -> int:
        return self.candidate.paragraph.article

    @property
    def by_article(self) -> frozenset[str]:
        return self.pool.held_by_article[self.article]


def _words(text: str, question: Question) -> Words:
    """The words of a text, those among them that mean what the question's do."""
    return as_asked(analyse(text), question.same)


# What a feature looks for words in: the stems of one text or of several.
_Stems = Mapping[str, object] | frozenset[str]


def _coverage(seen: Seen, *texts: _Stems) -> float:
    """The share of the question, by idf, that the texts hold between them."""
    idf = seen.question.idf
    return sum(w for s, w in idf.items() if any(s in text for text in texts)) / seen.pool.total_idf


def _rarest_missing(seen: Seen, *texts: _Stems) -> float:
    """The greatest idf among the question's words that no text holds, as a share."""
    absent = (w for s, w in seen.question.idf.items() if not any(s in text for text in texts))
    return max(absent, default=0.0) / seen.pool.total_idf


def _names_held(seen: Seen, *texts: _Stems) -> float:
    names = seen.question.names
    return sum(any(s in text for text in texts) for s in names) / len(names) if names else 1.0


def _numbers_held(seen: Seen) -> float:
    numbers = seen.question.numbers
    return len(numbers & seen.text.numbers) / len(numbers) if numbers else 1.0


def _coverage_by_article(seen: Seen) -> float:
    idf = seen.question.idf
    if not idf:
        return 0.0
    return 1 - sum(w for s, w in idf.items() if s not in seen.by_article) / seen.pool.total_idf


def _best_sentence(seen: Seen) -> float:
    """The share of the question that the best sentence holds."""
    held: dict[int, float] = {}
    for root, idf in seen.question.idf.items():
        for sentence in {seen.text.sentences[place] for place in seen.text.at.get(root, ())}:
            held[sentence] = held.get(sentence, 0.0) + idf
    return max(held.values(), default=0.0) / seen.pool.total_idf


def _word_pairs_held(seen: Seen) -> float:
    """The share of neighbouring question words that stand together in the passage, in order."""
    idf, at = seen.question.idf, seen.text.at
    total = together = 0.0
    for first, second in pairwise(idf):
        weight = idf[first] + idf[second]
        total += weight
        if any(0 < b - a <= _GAP for a in at.get(first, ()) for b in at.get(second, ())):
            together += weight
    return together / total if total else 0.0


def _density(seen: Seen) -> float:
    """The best share of the question within a window of the passage."""
    idf, at = seen.question.idf, seen.text.at
    places = sorted((place, root) for root in idf for place in at.get(root, ()))
    best = 0.0
    for first, (start, _) in enumerate(places):
        roots = {root for place, root in places[first:] if place - start <= _WINDOW}
        best = max(best, sum(idf[root] for root in roots))
    return best / seen.pool.total_idf


def _new_names(seen: Seen) -> int:
    return len(seen.text.names - seen.question.idf.keys())


def _new_numbers(seen: Seen) -> int:
    return len(seen.text.numbers - seen.question.numbers)


def _has_kind_of_answer(seen: Seen) -> bool:
    """Whether the passage has something of the kind that the question wants."""
    match seen.question.kind:
        case AnswerKind.PARTY | AnswerKind.PLACE:
            return _new_names(seen) > 0
        case AnswerKind.NUMBER:
            return _new_numbers(seen) > 0
        case AnswerKind.TIME:
            return seen.text.dated
        case _:
            return True


def _wants(kind: AnswerKind, seen: Seen) -> bool:
    return seen.question.kind is kind


FEATURES: Mapping[str, Callable[[Seen], float]] = {
    "dense": lambda seen: seen.candidate.cosine,
    "dense below best": lambda seen: seen.candidate.cosine - seen.pool.best_cosine,
    "body": lambda seen: seen.candidate.bm25 / seen.pool.total_idf,
    "body of best": lambda seen: seen.candidate.bm25 / seen.pool.best_bm25,
    "whole": lambda seen: seen.candidate.bm25_with_title / seen.pool.total_idf,
    "whole of best": lambda seen: seen.candidate.bm25_with_title / seen.pool.best_bm25_with_title,
    "fused": lambda seen: seen.candidate.fused,
    "rank": lambda seen: math.log1p(seen.rank),
    "coverage": lambda seen: _coverage(seen, seen.text.at),
    "coverage with heading": lambda seen: _coverage(seen, seen.text.at, seen.heading.at),
    "coverage with neighbours": lambda seen: _coverage(
        seen, seen.text.at, seen.heading.at, seen.neighbours.at
    ),
    "coverage in a sentence": _best_sentence,
    "rarest word missing": lambda seen: _rarest_missing(seen, seen.text.at),
    "rarest word missing with heading": lambda seen: _rarest_missing(
        seen, seen.text.at, seen.heading.at
    ),
    "numbers held": _numbers_held,
    "names held": lambda seen: _names_held(seen, seen.text.at),
    "names held with heading": lambda seen: _names_held(seen, seen.text.at, seen.heading.at),
    "word pairs held": _word_pairs_held,
    "density": _density,
    "has the kind of answer": _has_kind_of_answer,
    "new names": lambda seen: min(_new_names(seen), _MOST_NEW_NAMES),
    "new numbers": lambda seen: min(_new_numbers(seen), _MOST_NEW_NUMBERS),
    "length": lambda seen: math.log1p(len(seen.text.stems)),
    "article's candidates": lambda seen: seen.pool.count_by_article[seen.article],
    "article's score": lambda seen: seen.pool.fused_by_article[seen.article],
    "coverage by article": _coverage_by_article,
    "rarest word missing by article": lambda seen: _rarest_missing(seen, seen.by_article),
    "names held by article": lambda seen: _names_held(seen, seen.by_article),
    "heading coverage": lambda seen: _coverage(seen, seen.heading.at),
    "dated": lambda seen: seen.text.dated,
    "question length": lambda seen: len(seen.question.words),
    "question rarity": lambda seen: seen.pool.total_idf / max(1, len(seen.question.idf)),
    "question names": lambda seen: len(seen.question.names),
    **{f"wants {kind}": partial(_wants, kind) for kind in AnswerKind if kind != AnswerKind.OTHER},
}


def feature_rows(question: Question, candidates: Sequence[Candidate]) -> FeatureRows:
    """One row a candidate, in their order, with a column for each of FEATURES."""
    if not candidates:
        return np.zeros((0, len(FEATURES)), dtype=np.float32)
    pool = CandidatePool.of(question, candidates)
    rows = [
        [value(seen) for value in FEATURES.values()]
        for seen in (Seen.of(pool, candidate, rank) for rank, candidate in enumerate(candidates))
    ]
    return np.array(rows, dtype=np.float32)


# All that the second stage sees, in order.
ALL_NAMES = (*FEATURES, *READING, "first score")


def with_readings(
    rows: FeatureRows,
    first_scores: npt.NDArray[Any],
    readings: Sequence[Sequence[float]] | npt.NDArray[Any],
) -> FeatureRows:
    """The second stage's features, a row a passage that was read, with a column for ALL_NAMES."""
    read = np.array(readings, dtype=np.float32).reshape(-1, len(READING))
    return np.concatenate([rows, read, first_scores[:, None].astype(np.float32)], axis=1)
