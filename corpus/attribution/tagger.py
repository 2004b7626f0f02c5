"""The learned tagger: which words make an attribution, and for each of them who says what.

A six-layer MiniLM reads the article window by window. Every word gets the probability of being an
*anchor* (the head of a cue). For an anchor and a word of its window, a small pair network gives the
probabilities that the word belongs to the anchor's source, cue and content. Unlike one tag a word,
this keeps nested attributions, and those that share a source, apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.inference.minilm import load_tokenizer
from corpus.inference.onnx import open_session
from corpus.inference.weights import check, recorded_digest
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences

WINDOW = 208  # wordpieces, marks included
_CLS, _SEP = 101, 102

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Window:
    """Wordpiece ids, and for each word its first piece and its code points in the text."""

    ids: list[int]
    pieces: list[int]
    starts: list[int]
    stops: list[int]


@dataclass(frozen=True)
class EncodedWindow:
    """What the encoder makes of a window: one row a word."""

    starts: Ints
    stops: Ints
    anchor: Floats  # (words,) probability
    flat: Floats  # (words, 3) probability of source, cue, content of any anchor
    states: Floats  # (words, width)


class Windower:
    """Cuts a text into windows of whole lines, as many as fit; a long line at sentence ends."""

    def __init__(self, tokenizer: Any, *, size: int = WINDOW, language: Language = ENGLISH) -> None:
        self._tokenizer = tokenizer
        self._size = size
        self._language = language

    def windows(self, text: str, *, first: int | None = None) -> list[Window]:
        """The windows of `text`, in order; `first` is another size for the first one."""
        limit = (first or self._size) - 2
        windows: list[Window] = []
        current: list[_Piece] = []
        for line in self._lines(text):
            if current and len(current) + len(line) + 1 > limit:
                windows.append(_window(current))
                current, limit = [], self._size - 2
            current = [*current, *([_Piece(_SEP, -1, -1, False)] if current else []), *line]
        if current:
            windows.append(_window(current))
        return windows

    def _lines(self, text: str) -> Iterator[list[_Piece]]:
        lines = list(re.finditer(r"[^\n]*\S[^\n]*", text))
        encodings = self._tokenizer.encode_batch([m[0] for m in lines], add_special_tokens=False)
        for match, encoding in zip(lines, encodings, strict=True):
            pieces = _pieces(encoding, match.start())
            if len(pieces) <= self._size - 2:
                yield pieces
            else:
                sentences = split_sentences(match[0], self._language)
                starts = {match.start() + sentence.start for sentence in sentences}
                yield from _cut(pieces, starts, self._size - 2)


@dataclass(frozen=True, slots=True)
class _Piece:
    id: int
    start: int
    stop: int
    opens: bool


def _pieces(encoding: Any, offset: int) -> list[_Piece]:
    ids, offsets, words = encoding.ids, encoding.offsets, encoding.word_ids
    stops = [stop for _, stop in offsets]
    for k in range(len(ids) - 2, -1, -1):
        if words[k] == words[k + 1]:
            stops[k] = stops[k + 1]
    return [
        _Piece(
            ids[k],
            offset + offsets[k][0],
            offset + stops[k],
            k == 0 or words[k] != words[k - 1],
        )
        for k in range(len(ids))
    ]


def _cut(pieces: list[_Piece], sentences: set[int], size: int) -> Iterator[list[_Piece]]:
    """A long line in parts of at most `size` pieces, at starts of sentences where there are any."""
    start = 0
    while len(pieces) - start > size:
        cuts = [k for k in range(start + 1, start + size + 1) if pieces[k].opens]
        if not cuts:  # one endless word
            cuts = [start + size]
        at_sentences = [k for k in cuts if pieces[k].start in sentences]
        stop = (at_sentences or cuts)[-1]
        yield pieces[start:stop]
        start = stop
    yield pieces[start:]


def _window(pieces: list[_Piece]) -> Window:
    words = [(k + 1, piece) for k, piece in enumerate(pieces) if piece.opens]
    return Window(
        ids=[_CLS, *(piece.id for piece in pieces), _SEP],
        pieces=[k for k, _ in words],
        starts=[piece.start for _, piece in words],
        stops=[piece.stop for _, piece in words],
    )


@dataclass(frozen=True)
class PairNetwork:
    """The network over (anchor, word) pairs; half of `distance` is the farthest it tells apart.

    Its hidden layer has d units, of which a word and an anchor each give a part to add and one to
    multiply: `anchor` and `member` are (width, 2 d), `distance` (2 reach + 1, d), `output` (d, 3).
    """

    anchor: Floats
    anchor_bias: Floats
    member: Floats
    member_bias: Floats
    distance: Floats
    output: Floats
    output_bias: Floats

    def members(self, encoded: EncodedWindow) -> Floats:
        """(words, 2 d): what each word of a window gives to a pair, whatever the anchor."""
        members: Floats = encoded.states @ self.member + self.member_bias
        return members

    def roles(self, encoded: EncodedWindow, members: Floats, anchor: int) -> Floats:
        """(words, 3): the probabilities of source, cue and content of the anchor."""
        count, d = len(encoded.anchor), self.distance.shape[1]
        reach = len(self.distance) // 2
        places = np.clip(np.arange(count) - anchor, -reach, reach) + reach
        own = encoded.states[anchor] @ self.anchor + self.anchor_bias
        hidden = members[:, d:] * own[d:]
        hidden += members[:, :d]
        hidden += own[:d]
        hidden += self.distance[places]
        np.maximum(hidden, 0, out=hidden)
        return sigmoid(hidden @ self.output + self.output_bias)


def sigmoid(x: Floats) -> Floats:
    return (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)


class Tagger:
    """The encoder in ONNX, one thread, and the pair network in NumPy.

    What is loaded at first use raises WeightsDamaged.
    """

    def __init__(self, folder: Path, *, language: Language = ENGLISH) -> None:
        self._folder = folder
        self._language = language

    @cached_property
    def windower(self) -> Windower:
        tokenizer = load_tokenizer()
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return Windower(tokenizer, language=self._language)

    @cached_property
    def pairs(self) -> PairNetwork:
        path = check(self._folder / "pairs.npz", recorded_digest(self._folder, "pairs.npz"))
        with np.load(path, allow_pickle=False) as arrays:
            return PairNetwork(**{name: arrays[name].astype(np.float32) for name in arrays})

    @cached_property
    def _session(self) -> Any:
        path = self._folder / "tagger.onnx"
        return open_session(path, digest=recorded_digest(self._folder, path.name))

    def read(self, text: str) -> list[EncodedWindow]:
        """The windows of `text` as the encoder sees them, in order."""
        return [self._read(window) for window in self.windower.windows(text)]

    def _read(self, window: Window) -> EncodedWindow:
        tags, states = self.encode(np.array([window.ids], dtype=np.int64))
        rows = np.array(window.pieces)
        likely = sigmoid(tags[0, rows])
        return EncodedWindow(
            starts=np.array(window.starts),
            stops=np.array(window.stops),
            anchor=likely[:, 0],
            flat=likely[:, 1:],
            states=states[0, rows],
        )

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """Tags (1, n, 4), of anchor, source, cue and content, and states (1, n, width)."""
        tags, states = self._session.run(None, {"ids": ids})
        return tags, states
