"""What speaks for a candidate passage, as numbers for the ranker.

Each feature is either scaled to the question (a share of its rarity) or to the other candidates,
so that one model serves corpora of any size. Position and headline features were measured and
left out: they fit the layout of one collection and lost on others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.types import Article, Paragraph
from index.query.question import Kind, Question
from index.query.words import Words, analyse

Features = npt.NDArray[np.float32]

# How many words apart two of the question's words may stand to count as together.
_GAP = 3
_WINDOW = 14


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that the searches found, with their raw scores (0 where one did not find it).

    `body` and `whole` are BM25 over the paragraph and over the paragraph with its title, `dense`
    is a cosine, `fused` combines the three; `around` is the text of the paragraphs next to it.
    """

    paragraph: Paragraph
    article: Article
    fused: float
    body: float
    whole: float
    dense: float
    around: str = ""

    @property
    def heading(self) -> str:
        """The article's title and the section's heading: context, not part of the passage."""
        return " ".join(part for part in (self.article.title, self.paragraph.section) if part)


NAMES = (
    "dense",
    "dense below best",
    "body",
    "body of best",
    "whole",
    "whole of best",
    "fused",
    "rank",
    "coverage",
    "coverage with heading",
    "coverage with neighbours",
    "coverage in a sentence",
    "rarest word missing",
    "rarest word missing with heading",
    "numbers held",
    "names held",
    "names held with heading",
    "word pairs held",
    "density",
    "has the kind of answer",
    "new names",
    "new numbers",
    "length",
    "article's candidates",
    "article's score",
    "coverage by article",
    "rarest word missing by article",
    "names held by article",
    "heading coverage",
    "dated",
    "question length",
    "question rarity",
    "question names",
    *(f"wants {kind}" for kind in Kind if kind is not Kind.OTHER),
)


def describe(question: Question, candidates: Sequence[Candidate]) -> Features:
    """One row a candidate, in their order, with the columns of NAMES."""
    if not candidates:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    best_body = max(max(c.body for c in candidates), 1e-6)
    best_whole = max(max(c.whole for c in candidates), 1e-6)
    best_dense = max(c.dense for c in candidates)
    found = Counter(c.paragraph.article for c in candidates)
    total: Counter[int] = Counter()
    for candidate in candidates:
        total[candidate.paragraph.article] += candidate.fused  # type: ignore[assignment]
    words = _by_article(candidates)
    weight = question.weight
    shared = [
        float(len(question.words)),
        weight / max(1, len(question.rarity)),
        float(len(question.names)),
        *(float(question.kind is kind) for kind in Kind if kind is not Kind.OTHER),
    ]
    rows = []
    for rank, candidate in enumerate(candidates):
        article = candidate.paragraph.article
        rows.append(
            [
                candidate.dense,
                candidate.dense - best_dense,
                candidate.body / weight,
                candidate.body / best_body,
                candidate.whole / weight,
                candidate.whole / best_whole,
                candidate.fused,
                math.log1p(rank),
                *_overlap(question, candidate),
                float(found[article]),
                float(total[article]),
                *_held(question, words[article]),
                *_heading(question, candidate),
                *shared,
            ]
        )
    return np.array(rows, dtype=np.float32)


def _by_article(candidates: Sequence[Candidate]) -> dict[int, set[str]]:
    """The stems that an article's candidates and their headings hold between them."""
    words: dict[int, set[str]] = {}
    for candidate in candidates:
        held = words.setdefault(candidate.paragraph.article, set())
        held.update(analyse(candidate.paragraph.text).at)
        held.update(analyse(candidate.heading).at)
    return words


def _held(question: Question, words: set[str]) -> list[float]:
    """What of the question an article's candidates hold: its rarity, and its names."""
    absent = [rarity for root, rarity in question.rarity.items() if root not in words]
    names = question.names
    return [
        1 - sum(absent) / question.weight if question.rarity else 0.0,
        max(absent, default=0.0) / question.weight,
        len(names & words) / len(names) if names else 1.0,
    ]


def _overlap(question: Question, candidate: Candidate) -> list[float]:
    text = analyse(candidate.paragraph.text)
    heading = analyse(candidate.heading)
    around = analyse(candidate.around)
    weight = question.weight
    rarity = question.rarity

    def share(*texts: Words) -> float:
        return sum(w for s, w in rarity.items() if any(s in t.at for t in texts)) / weight

    def missing(*texts: Words) -> float:
        absent = [w for s, w in rarity.items() if not any(s in t.at for t in texts)]
        return max(absent, default=0.0) / weight

    def held(stems: frozenset[str], *texts: Words) -> float:
        return sum(any(s in t.at for t in texts) for s in stems) / len(stems) if stems else 1.0

    new_names = len(text.names - rarity.keys())
    new_numbers = len(text.numbers - question.numbers)
    wanted = {
        Kind.PARTY: new_names > 0,
        Kind.PLACE: new_names > 0,
        Kind.NUMBER: new_numbers > 0,
        Kind.TIME: text.dated,
    }
    numbers = question.numbers
    return [
        share(text),
        share(text, heading),
        share(text, heading, around),
        _best_sentence(question, text),
        missing(text),
        missing(text, heading),
        len(numbers & text.numbers) / len(numbers) if numbers else 1.0,
        held(question.names, text),
        held(question.names, text, heading),
        _pairs(question, text),
        _density(question, text),
        float(wanted.get(question.kind, True)),
        float(min(new_names, 8)),
        float(min(new_numbers, 5)),
        math.log1p(len(text.stems)),
    ]


def _heading(question: Question, candidate: Candidate) -> list[float]:
    heading = analyse(candidate.heading)
    coverage = sum(w for s, w in question.rarity.items() if s in heading.at) / question.weight
    return [coverage, float(analyse(candidate.paragraph.text).dated)]


def _best_sentence(question: Question, text: Words) -> float:
    held: dict[int, float] = {}
    for root, rarity in question.rarity.items():
        for sentence in {text.sentences[place] for place in text.at.get(root, ())}:
            held[sentence] = held.get(sentence, 0.0) + rarity
    return max(held.values(), default=0.0) / question.weight


def _pairs(question: Question, text: Words) -> float:
    """The share of neighbouring question words that stand together in the passage, in order."""
    stems = list(question.rarity)
    total = together = 0.0
    for first, second in pairwise(stems):
        weight = question.rarity[first] + question.rarity[second]
        total += weight
        if any(0 < b - a <= _GAP for a in text.at.get(first, ()) for b in text.at.get(second, ())):
            together += weight
    return together / total if total else 0.0


def _density(question: Question, text: Words) -> float:
    """The best share of the question's rarity within a window of the passage."""
    places = sorted((place, root) for root in question.rarity for place in text.at.get(root, ()))
    best = 0.0
    for first, (start, _) in enumerate(places):
        roots = {root for place, root in places[first:] if place - start <= _WINDOW}
        best = max(best, sum(question.rarity[root] for root in roots))
    return best / question.weight
