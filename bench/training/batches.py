"""Examples as tensors, with each text's lower states computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from bench.training.examples import Example
from bench.training.network import WIDTH, Network
from index.encoding import Encoded, Encoder, flags

_TOGETHER = 32


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of a question and a passage.

    `inputs` are the network's; `labels` are 1.0 where the passage answers; `members` says which
    pairs belong to which question, shape (questions, pairs); `spans` has a row (pair, first, last)
    for each answer whose place is known.
    """

    inputs: tuple[Tensor, ...]
    labels: Tensor
    members: Tensor
    spans: Tensor


class StateCache:
    """The frozen lower layers' states, by text."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._encoder = Encoder.load()
        self._texts: dict[tuple[str, str], Encoded] = {}
        self._states: dict[tuple[int, ...], Tensor] = {}

    def question(self, text: str) -> Encoded:
        return self._encoded(("", text), question=True)

    def passage(self, heading: str, text: str) -> Encoded:
        return self._encoded((heading, text), question=False)

    def states(self, texts: Sequence[Encoded]) -> list[Tensor]:
        """Shape (length, WIDTH) each, in order."""
        missing = sorted({t.ids for t in texts if t.ids not in self._states}, key=len)
        for start in range(0, len(missing), _TOGETHER):
            some = missing[start : start + _TOGETHER]
            longest = max(len(ids) for ids in some)
            ids = torch.zeros(len(some), longest, dtype=torch.long)
            mask = torch.zeros(len(some), longest)
            for row, pieces in enumerate(some):
                ids[row, : len(pieces)] = torch.tensor(pieces)
                mask[row, : len(pieces)] = 1
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                computed = self._network.lower(ids, mask)
            for row, pieces in enumerate(some):
                self._states[pieces] = computed[row, : len(pieces)].to(torch.bfloat16).clone()
        return [self._states[text.ids] for text in texts]

    def _encoded(self, key: tuple[str, str], *, question: bool) -> Encoded:
        if key not in self._texts:
            encoder = self._encoder
            self._texts[key] = encoder.question(key[1]) if question else encoder.passage(*key)
        return self._texts[key]


def collate(cache: StateCache, examples: Sequence[Example]) -> Batch:
    """All pairs of these examples, padded to the longest."""
    pairs = [
        (
            number,
            cache.question(example.question),
            cache.passage(passage.heading, passage.text),
            passage,
        )
        for number, example in enumerate(examples)
        for passage in example.passages
    ]
    asked_states = cache.states([asked for _, asked, _, _ in pairs])
    given_states = cache.states([given for _, _, given, _ in pairs])
    length = max(len(a) + len(b) for a, b in zip(asked_states, given_states, strict=True))
    count = len(pairs)
    states = torch.zeros(count, length, WIDTH)
    marks = torch.zeros(count, length, dtype=torch.long)
    mask, ours, body, content = (torch.zeros(count, length) for _ in range(4))
    members = torch.zeros(len(examples), count, dtype=torch.bool)
    spans = []
    for row, (number, asked, given, passage) in enumerate(pairs):
        size, total = len(asked.ids), len(asked.ids) + len(given.ids)
        states[row, :size] = asked_states[row].float()
        states[row, size:total] = given_states[row].float()
        marks[row, :total] = torch.tensor(flags(asked, given))
        mask[row, :total] = 1
        ours[row, 1 : size - 1] = 1
        body[row, size + given.body[0] : size + given.body[1]] = 1
        content[row, :size] = torch.tensor(asked.content)
        members[number, row] = True
        place = given.pieces_of(passage.answer) if passage.answer else None
        if place:
            spans.append([row, size + place[0], size + place[1]])
    return Batch(
        inputs=(states, marks, ours, body, content, mask),
        labels=torch.tensor([float(passage.answers) for *_, passage in pairs]),
        members=members,
        spans=torch.tensor(spans, dtype=torch.long).reshape(-1, 3),
    )
