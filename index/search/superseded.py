"""Scores of paragraphs that the engines no longer have: what articles said at an earlier moment."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from corpus.types import Article, Paragraph
from index.query.words import analyse, stem
from index.search.embedding import Embedder, Vectors

# BM25 as FTS5 has it.
_K1, _B, _LEAST_IDF = 1.2, 0.75, 1e-6
# So many are embedded while somebody waits, some 10 ms each. Set by hand; not measured.
_EMBEDDED = 12

Stored = Mapping[int, tuple[Paragraph, Article]]


def by_words(
    stored: Stored,
    words: Sequence[str],
    *,
    titles: bool,
    paragraphs: int,
    count: Callable[..., int],
) -> dict[int, float]:
    """BM25 of stored paragraphs with any of the words; with `titles` in their articles' titles too.

    `paragraphs` are all that are searched, of which `count` have a word. Their mean length is taken
    to be that of these.
    """
    lengths = {
        id_: len(_stems(paragraph.text)) + len(_stems(article.title or ""))
        for id_, (paragraph, article) in stored.items()
    }
    mean = sum(lengths.values()) / max(1, len(lengths))
    scores: dict[int, float] = {}
    for word in dict.fromkeys(words):
        wanted = tuple(stem(part) for part in word.split())
        held = count(word)
        idf = max(_LEAST_IDF, math.log((paragraphs - held + 0.5) / (held + 0.5)))
        for id_, (paragraph, article) in stored.items():
            texts = [paragraph.text, *([article.title or ""] if titles else [])]
            often = sum(_often(wanted, _stems(text)) for text in texts)
            if often:
                long = 1 - _B + _B * lengths[id_] / mean
                scores[id_] = scores.get(id_, 0.0) + idf * often * (_K1 + 1) / (often + _K1 * long)
    return scores


def by_vectors(
    stored: Stored, scores: Mapping[int, float], query: Vectors, embedder: Embedder
) -> dict[int, float]:
    """The cosines of those that have the best scores."""
    best = sorted(scores, key=lambda id_: (-scores[id_], id_))[:_EMBEDDED]
    if not best:
        return {}
    vectors = embedder.embed_passages([stored[id_][0].text for id_ in best])
    return dict(zip(best, np.asarray(vectors @ query, dtype=float).tolist(), strict=True))


def _stems(text: str) -> tuple[str, ...]:
    return analyse(text).stems


def _often(wanted: tuple[str, ...], stems: tuple[str, ...]) -> int:
    size = len(wanted)
    return sum(stems[at : at + size] == wanted for at in range(len(stems) - size + 1))
