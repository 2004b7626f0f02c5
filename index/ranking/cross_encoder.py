"""Reads a question together with a passage: does it answer, how well, and where.

A small cross-encoder that `python -m bench.train` fine-tuned from one made for web search;
docs/model-card.md says on what.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import WeightsDamaged
from corpus.inference.onnx import open_session
from corpus.inference.processes import processors
from corpus.inference.weights import check, read_manifest
from corpus.languages.sentences import split_sentences
from corpus.types import Span
from index.errors import RankingUnavailable
from index.ranking.pair_encoding import Encoder, words_matched

WEIGHTS = Path(__file__).parent / "weights"

# A longer passage is read in windows of about 100 word pieces, the best of them; an answer is no
# longer than so many pieces. Set by hand for speed; not measured.
_WINDOW = 420
_MAX_WINDOWS = 4
_MAX_SPAN = 24
# The fused kernel adds up a row one number after the other, so that it takes longer than what it
# replaces (docs/decisions.md).
_UNFUSED = ("SkipLayerNormFusion",)


@dataclass(frozen=True, slots=True)
class HeadedText:
    """A passage to read, and the heading it stands under (context only)."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the cross-encoder makes of one passage.

    `relevance` (a logit) orders the passages of one question; `answers` (a logit) is comparable
    across questions. `span` is the likeliest answer and `certainty` its probability among the
    spans of this passage, in 0..1.
    """

    relevance: float
    answers: float
    span: Span
    certainty: float


class CrossEncoder(Protocol):
    """Reads a question with each of some passages; a test's fake is another implementation."""

    @property
    def name(self) -> str:
        """Names the weights: a calibration holds for one cross-encoder only."""

    def predict(self, question: str, passages: Sequence[HeadedText]) -> list[Prediction]:
        """One prediction a passage, in their order."""


def load_cross_encoder(folder: Path = WEIGHTS, *, threads: int | None = None) -> CrossEncoder:
    """The one that Dateline ships; raises RankingUnavailable."""
    return OnnxCrossEncoder(folder, threads=threads)


class OnnxCrossEncoder:
    """The shipped weights, int8, on ONNX Runtime.

    Each passage is a run of its own, so a prediction never depends on what else is read; the runs
    share the machine's cores.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        try:
            manifest = read_manifest(folder)
            digests = manifest["sha256"]
            self.name = str(manifest["name"])
            self._session = open_session(
                folder / "reader.onnx", digest=digests["reader.onnx"], unfused=_UNFUSED
            )
            self._encoder = Encoder(check(folder / "tokenizer.json", digests["tokenizer.json"]))
        except WeightsDamaged as error:
            raise RankingUnavailable(str(folder), error.problem) from error
        except Exception as error:
            raise RankingUnavailable(str(folder), str(error)) from error
        self._threads = threads or processors()
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="cross-encoder")

    def predict(self, question: str, passages: Sequence[HeadedText]) -> list[Prediction]:
        windows = [
            (place, window)
            for place, passage in enumerate(passages)
            for window in _windows(passage.text, question)
        ]

        def predict(job: tuple[int, Span]) -> Prediction:
            place, window = job
            return self._predict(question, passages[place], window)

        best: dict[int, Prediction] = {}
        for (place, _), prediction in zip(windows, self._pool.map(predict, windows), strict=True):
            if place not in best or prediction.relevance > best[place].relevance:
                best[place] = prediction
        return [best[place] for place in range(len(passages))]

    def _predict(self, question: str, passage: HeadedText, window: Span) -> Prediction:
        pair = self._encoder.pair(question, passage.heading, window.of(passage.text))
        relevance, answers, logits = self._session.run(
            ["relevance", "answers", "span"],
            {
                "ids": np.array([pair.ids], dtype=np.int64),
                "kinds": np.array([pair.kinds], dtype=np.int64),
            },
        )
        first, last, certainty = _best_span(logits[0, slice(*pair.body)])
        offsets = pair.offsets
        span = Span(offsets[first][0], offsets[last][1]) if offsets else Span(0, len(window))
        return Prediction(
            relevance=float(relevance[0]),
            answers=float(answers[0]),
            span=span.shifted(window.start),
            certainty=certainty,
        )


def _windows(text: str, question: str) -> list[Span]:
    """The whole passage, or of a long one the sentences that share most with the question."""
    if len(text) <= _WINDOW:
        return [Span(0, len(text))]
    sentences = split_sentences(text) or [Span(0, len(text))]
    windows = [sentences[0]]
    for sentence in sentences[1:]:
        longer = Span(windows[-1].start, sentence.stop)
        if len(longer) <= _WINDOW:
            windows[-1] = longer
        else:
            windows.append(sentence)
    if len(windows) > _MAX_WINDOWS:
        asked = words_matched(question)

        def shared(window: Span) -> int:
            return len(asked & words_matched(window.of(text)))

        best = sorted(windows, key=lambda window: (-shared(window), window.start))[:_MAX_WINDOWS]
        windows = sorted(best)
    return windows


def _best_span(logits: npt.NDArray[np.float32]) -> tuple[int, int, float]:
    """The likeliest first and last piece, and the probability of that span."""
    if not len(logits):
        return 0, 0, 0.0
    starts, stops = _log_softmax(logits.T)
    scores = starts[:, None] + stops[None, :] + _too_long(len(logits))
    first, last = divmod(int(scores.argmax()), len(logits))
    return first, last, math.exp(float(scores[first, last]))


@lru_cache(maxsize=256)
def _too_long(pieces: int) -> npt.NDArray[np.float64]:
    """For each first and last piece 0, or minus infinity where they are no span to be marked."""
    length = np.arange(pieces)[None, :] - np.arange(pieces)[:, None]
    return np.where((length >= 0) & (length < _MAX_SPAN), 0.0, -np.inf)


def _log_softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    shifted = logits.astype(np.float64, order="C") - logits.max(axis=1, keepdims=True)
    normal: npt.NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return normal
