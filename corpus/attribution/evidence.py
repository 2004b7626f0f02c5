"""Evidence: what the tagger says, laid over the parser's tokens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.attribution.candidates import Candidate
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.tagger import EncodedWindow, Floats, PairNetwork

SOURCE, CUE, CONTENT = range(3)
# Set by hand; of the measured figures (docs/attribution.md) they are a part, not a choice.
_LIKELY = 0.5
_GAP = 2  # tokens: a mark or two between words of one span


class Evidence:
    """Per token: the probability of being an anchor, and for an anchor, of each role."""

    def __init__(self, parse: Parse, windows: Sequence[EncodedWindow], pairs: PairNetwork) -> None:
        self.parse = parse
        self.anchor: Floats = np.zeros(len(parse), np.float32)
        self.flat: Floats = np.zeros((len(parse), 3), np.float32)
        self.words: NDArray[np.bool_] = np.array(
            [parse.is_word(k) for k in range(len(parse))], dtype=bool
        )
        self._windows, self._pairs = windows, pairs
        self._window = np.full(len(parse), -1)
        self._place = np.zeros(len(parse), np.int64)
        self._limits: list[Range] = []
        self._members: dict[int, Floats] = {}
        self._roles: dict[int, tuple[int, Floats]] = {}
        starts, stops = np.array(parse.starts), np.array(parse.stops)
        for number, encoded in enumerate(windows):
            low = int(np.searchsorted(starts, encoded.starts[0]))
            high = int(np.searchsorted(starts, encoded.stops[-1]))
            self._limits.append((low, high))
            last = len(encoded.stops) - 1
            first = np.minimum(np.searchsorted(encoded.stops, starts[low:high], "right"), last)
            final = np.searchsorted(encoded.starts, stops[low:high], "left") - 1
            self._window[low:high] = number
            self._place[low:high] = first
            self.flat[low:high] = encoded.flat[first]
            self.anchor[low:high] = np.maximum(
                encoded.anchor[first], encoded.anchor[np.clip(final, first, last)]
            )

    def roles(self, anchor: int) -> tuple[int, Floats]:
        """The first token of the anchor's window, and (tokens, 3) the roles' probabilities."""
        if anchor not in self._roles:
            window = int(self._window[anchor])
            if window < 0:
                return anchor, np.zeros((1, 3), np.float32)
            low, high = self._limits[window]
            encoded = self._windows[window]
            if window not in self._members:
                self._members[window] = self._pairs.members(encoded)
            place = int(self._place[anchor])
            roles = self._pairs.roles(encoded, self._members[window], place)
            self._roles[anchor] = (low, roles[self._place[low:high]])
        return self._roles[anchor]

    def candidate(self, anchor: int) -> Candidate | None:
        """The tagger's own candidate for an anchor; None where it sees no content."""
        content = self._spans(anchor, CONTENT)
        if not content:
            return None
        longest = max(high - low for low, high in content)
        content = [(low, high) for low, high in content if high - low >= min(2, longest)]
        source = self.source(anchor)
        cue = next(
            ((a, b) for a, b in self._spans(anchor, CUE) if a <= anchor < b), (anchor, anchor + 1)
        )
        return Candidate(anchor, cue, (source,) if source else (), tuple(content), "tagger")

    def source(self, anchor: int) -> Range | None:
        """The span that the tagger takes for the anchor's source."""
        low, roles = self.roles(anchor)
        spans = self._spans(anchor, SOURCE)
        if not spans:
            return None
        return max(
            spans, key=lambda span: float(roles[span[0] - low : span[1] - low, SOURCE].sum())
        )

    def _spans(self, anchor: int, role: int) -> list[Range]:
        low, roles = self.roles(anchor)
        likely = (roles[:, role] > _LIKELY) & self.words[low : low + len(roles)]
        spans: list[Range] = []
        paragraph = self.parse.paragraph
        for k in np.flatnonzero(likely).tolist():
            token = k + low
            near = spans and token - spans[-1][1] <= _GAP
            if near and paragraph[spans[-1][0]] == paragraph[token]:
                spans[-1] = (spans[-1][0], token + 1)
            else:
                spans.append((token, token + 1))
        return spans
