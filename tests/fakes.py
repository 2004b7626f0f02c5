"""Stand-ins for the slow seams: they do the real job, only smaller and always the same way."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from corpus.attribution import Act, Attribution, Kind
from corpus.types import Span
from index.ranking.cross_encoder import HeadedText, Prediction
from index.search.embedding import Vectors
from index.search.engines import Hits


class HashedEmbedder:
    """Bags of words hashed into a unit vector: texts that share more words are closer."""

    def __init__(self, *, name: str = "hashed-words", dimension: int = 256) -> None:
        self.name = name
        self.weights = f"weights of {name}"
        self.dimension = dimension
        self.embedded: list[str] = []

    def embed_query(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[zlib.crc32(word.encode()) % self.dimension] += 1
        norm = float(np.linalg.norm(vector))
        if norm == 0:
            vector[0] = norm = 1.0
        unit: Vectors = vector / np.float32(norm)
        return unit

    def embed_passages(
        self, texts: Sequence[str], *, on_done: Callable[[int], None] | None = None
    ) -> Vectors:
        self.embedded += texts
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_query(text)
            if on_done is not None:
                on_done(1)
        return vectors


class WordIndex:
    """A full-text index of texts by paragraph id: the more of the words one has, the better."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._words = {id_: re.findall(r"\w+", text.lower()) for id_, text in texts.items()}

    def search(
        self,
        words: Sequence[str],
        *,
        limit: int,
        titles: bool = False,
        within: Sequence[int] | None = None,
    ) -> Hits:
        scores = {
            id_: float(sum(word in held for word in words))
            for id_, held in self._words.items()
            if within is None or id_ in within
        }
        return _best({id_: score for id_, score in scores.items() if score}, limit)

    def count(self, *words: str) -> int:
        return sum(any(word in held for word in words) for held in self._words.values())


class CosineTable:
    """A vector index in which each paragraph is as near to any question as the table says."""

    def __init__(self, cosines: Mapping[int, float]) -> None:
        self._cosines = cosines

    def search(self, vector: Vectors, *, limit: int, within: Sequence[int] | None = None) -> Hits:
        allowed = self._cosines if within is None else set(within) & self._cosines.keys()
        return _best({id_: self._cosines[id_] for id_ in allowed}, limit)

    def is_of(self, id_: int, text: str) -> bool:
        return id_ in self._cosines


def _best(scores: Mapping[int, float], limit: int) -> Hits:
    return sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:limit]


class OverlapCrossEncoder:
    """Finds a passage relevant by the share of the question's words in it, and marks the first."""

    name = "overlap"

    def predict(self, question: str, passages: Sequence[HeadedText]) -> list[Prediction]:
        asked = set(re.findall(r"\w+", question.lower()))
        predictions = []
        for passage in passages:
            found = [m for m in re.finditer(r"\w+", passage.text) if m.group().lower() in asked]
            share = len({m.group().lower() for m in found}) / max(1, len(asked))
            span = Span(*found[0].span()) if found else Span(0, 0)
            predictions.append(Prediction(4 * share, 4 * share - 2, span, share))
        return predictions


_PATTERN = re.compile(
    r"(?P<source>[A-Z]\w+(?: [A-Z]\w+)*) (?P<cue>says|denies|claims|warns) that "
    r"(?P<content>[^.\n]+)"
)
_ACTS = {"says": Act.STATES, "denies": Act.DENIES, "claims": Act.CLAIMS, "warns": Act.WARNS}


class PatternAttributor:
    """Finds `Name says/denies that ... .` and nothing else."""

    def __init__(self, version: str = "pattern-1") -> None:
        self.version = version

    def attribute(self, texts: Iterable[str]) -> Iterator[tuple[Attribution, ...]]:
        for text in texts:
            yield tuple(
                Attribution(
                    source=Span(*match.span("source")),
                    cue=Span(*match.span("cue")),
                    content=(Span(*match.span("content")),),
                    speaker=match["source"],
                    antecedent=None,
                    act=_ACTS[match["cue"]],
                    kind=Kind.INDIRECT,
                    description=Span(*match.span("source")),
                )
                for match in _PATTERN.finditer(text)
            )
