"""Examples as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from bench.training.examples import Example
from index.ranking.pair_encoding import Encoder


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of a question and a passage.

    `inputs` are the network's; `body` is 1.0 for the passage's own pieces, shape (pairs, length);
    `labels` are 1.0 where the passage answers; `members` says which pairs belong to which question,
    shape (questions, pairs); `spans` has a row (pair, first, last) for each answer whose place is
    known.
    """

    inputs: tuple[Tensor, Tensor, Tensor]
    body: Tensor
    labels: Tensor
    members: Tensor
    spans: Tensor


def collate(encoder: Encoder, examples: Sequence[Example]) -> Batch:
    """All pairs of these examples, padded to the longest."""
    pairs = [
        (number, encoder.pair(example.question, passage.heading, passage.text), passage)
        for number, example in enumerate(examples)
        for passage in example.passages
    ]
    count, length = len(pairs), max(len(pair.ids) for _, pair, _ in pairs)
    ids, kinds, mask = (torch.zeros(count, length, dtype=torch.long) for _ in range(3))
    body = torch.zeros(count, length)
    members = torch.zeros(len(examples), count, dtype=torch.bool)
    spans = []
    for row, (number, pair, passage) in enumerate(pairs):
        size = len(pair.ids)
        ids[row, :size] = torch.tensor(pair.ids)
        kinds[row, :size] = torch.tensor(pair.kinds)
        mask[row, :size] = 1
        body[row, slice(*pair.body)] = 1
        members[number, row] = True
        place = pair.pieces_of(passage.answer) if passage.answer else None
        if place:
            spans.append([row, *place])
    return Batch(
        inputs=(ids, kinds, mask),
        body=body,
        labels=torch.tensor([float(passage.answers) for *_, passage in pairs]),
        members=members,
        spans=torch.tensor(spans, dtype=torch.long).reshape(-1, 3),
    )
