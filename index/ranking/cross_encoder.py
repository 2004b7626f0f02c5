"""Reads a question together with a passage: does it answer, how well, and where.

A small cross-encoder that `python -m bench.train` fine-tuned from one made for web search;
docs/model-card.md says on what.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import WeightsDamaged
from corpus.inference.onnx import open_session
from corpus.inference.weights import check, read_manifest
from corpus.languages.sentences import split_sentences
from corpus.types import Span
from index.errors import ReaderUnavailable
from index.ranking.pair_encoding import Encoder, words_matched

WEIGHTS = Path(__file__).parent / "weights"

# A longer passage is read in windows of about 100 word pieces, the best of them.
_WINDOW = 420
_MAX_WINDOWS = 4
_MAX_SPAN = 24


@dataclass(frozen=True, slots=True)
class Text:
    """A passage to read, and the heading it stands under (context only)."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one passage.

    `relevance` (a logit) orders the passages of one question; `answers` (a logit) is comparable
    across questions. `span` is the likeliest answer and `certainty` its probability among the
    spans of this passage, in 0..1.
    """

    relevance: float
    answers: float
    span: Span
    certainty: float


class Reader(Protocol):
    """Judges passages for a question; a test's fake is another implementation."""

    @property
    def name(self) -> str:
        """Names the weights: a calibration holds for one reader only."""

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """One reading a passage, in their order."""


def load_reader(folder: Path = WEIGHTS, *, threads: int | None = None) -> Reader:
    """The reader that Dateline ships; raises ReaderUnavailable."""
    return OnnxReader(folder, threads=threads)


class OnnxReader:
    """The shipped reader on ONNX Runtime, int8 weights.

    Each passage is a run of its own, so a reading never depends on what else is read; the runs
    share the machine's cores.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        try:
            manifest = read_manifest(folder)
            digests = manifest["sha256"]
            self.name = str(manifest["name"])
            self._session = open_session(folder / "reader.onnx", digest=digests["reader.onnx"])
            self._encoder = Encoder(check(folder / "tokenizer.json", digests["tokenizer.json"]))
        except WeightsDamaged as error:
            raise ReaderUnavailable(str(folder), error.problem) from error
        except Exception as error:
            raise ReaderUnavailable(str(folder), str(error)) from error
        self._threads = threads or os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="reader")

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        windows = [
            (place, window)
            for place, passage in enumerate(passages)
            for window in _windows(passage.text, question)
        ]

        def read(job: tuple[int, Span]) -> Reading:
            place, window = job
            return self._read(question, passages[place], window)

        best: dict[int, Reading] = {}
        for (place, _), reading in zip(windows, self._pool.map(read, windows), strict=True):
            if place not in best or reading.relevance > best[place].relevance:
                best[place] = reading
        return [best[place] for place in range(len(passages))]

    def _read(self, question: str, passage: Text, window: Span) -> Reading:
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
        return Reading(
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
    starts, stops = _log_softmax(logits[:, 0]), _log_softmax(logits[:, 1])
    scores = starts[:, None] + stops[None, :]
    length = np.arange(len(logits))[None, :] - np.arange(len(logits))[:, None]
    scores = np.where((length >= 0) & (length < _MAX_SPAN), scores, -np.inf)
    first, last = np.unravel_index(int(scores.argmax()), scores.shape)
    return int(first), int(last), math.exp(float(scores[first, last]))


def _log_softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    shifted = logits.astype(np.float64) - logits.max()
    normal: npt.NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum())
    return normal
