"""Train the cross-encoder from scratch: `python -m bench.train`. Writes index/ranking/weights.

Two stages: on published questions and machine-made ones, then mostly on questions as people ask
them. Some one and a half hours on two cores of a server CPU with bfloat16; docs/model-card.md
has the details.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bench.stores import CACHE
from bench.training import pretrained
from bench.training.batches import Batch, collate
from bench.training.examples import Example, general_examples
from bench.training.export import export
from bench.training.network import Network
from bench.training.written import asked_examples
from index.ranking.cross_encoder import WEIGHTS
from index.ranking.pair_encoding import Encoder

SEED = 1
_THREADS = 2
_PAIRS = 40
_TOGETHER = 11
_BLOCK = 400
_NEW_PARTS = 8  # times the learning rate of the pretrained layers
_SAVED = 400  # steps between checkpoints
_CHECKPOINT = CACHE / "checkpoint.pt"


@dataclass(frozen=True, slots=True)
class Course:
    """One of the two stages: its rate, at which steps it is which share of it, and in between.

    `answer_counts` is what a passage that answers counts, of one that does not.
    """

    rate: float
    steps: tuple[int, ...]
    shares: tuple[float, ...]
    answer_counts: float


GENERAL = Course(rate=3e-5, steps=(0, 60, 600), shares=(0.0, 1.0, 0.02), answer_counts=1.5)
ASKED = Course(
    rate=3e-5, steps=(0, 60, 2400, 3000), shares=(0.0, 1.0, 0.4, 0.02), answer_counts=2.0
)


def train(network: Network, examples: Sequence[Example], course: Course) -> None:
    """AdamW with warm-up and decay, bfloat16 where the CPU has it."""
    rate, steps = course.rate, course.steps[-1]
    optimizer = torch.optim.AdamW(
        [
            {"params": network.trunk, "lr": rate},
            {"params": network.heads, "lr": _NEW_PARTS * rate},
        ],
        weight_decay=0.01,
    )
    encoder = Encoder(pretrained.folder() / "tokenizer.json")
    network.train()
    seen = 0.0
    for step, batch in enumerate(_batches(examples, steps)):
        factor = float(np.interp(step + 1, course.steps, course.shares))
        for group, times in zip(optimizer.param_groups, (1, _NEW_PARTS), strict=True):
            group["lr"] = rate * factor * times
        loss = _loss(network, collate(encoder, batch), answer_counts=course.answer_counts)
        seen += loss.item()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*network.trunk, *network.heads], 1.0)
        optimizer.step()
        if (step + 1) % 25 == 0:
            print(f"step {step + 1} of {steps}, loss {seen / 25:.3f}", flush=True)
            seen = 0.0
        if (step + 1) % _SAVED == 0:
            torch.save(network.state_dict(), _CHECKPOINT)


def _loss(network: Network, batch: Batch, *, answer_counts: float) -> Tensor:
    """Listwise for relevance, cross-entropy for answers and for the span's two ends."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        relevance, answers, span = _outputs(network, batch)
    labels = batch.labels
    everything = relevance.float()[None].masked_fill(~batch.members, -1e4)
    right = everything.masked_fill(labels[None] < 0.5, -1e4)
    comparable = (batch.members & (labels[None] > 0.5)).any(1) & (batch.members.sum(1) > 1)
    loss = functional.binary_cross_entropy_with_logits(
        answers.float(), labels, pos_weight=torch.tensor(answer_counts)
    )
    if comparable.any():
        loss = (
            loss + (torch.logsumexp(everything, 1) - torch.logsumexp(right, 1))[comparable].mean()
        )
    if len(batch.spans):
        pairs = batch.spans[:, 0]
        logits = span.float()[pairs] + (batch.body[pairs, :, None] - 1) * 1e4
        ends = functional.cross_entropy(logits[..., 0], batch.spans[:, 1])
        ends = ends + functional.cross_entropy(logits[..., 1], batch.spans[:, 2])
        loss = loss + 0.25 * ends
    return loss


def _outputs(network: Network, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """What the network makes of a batch, in a few parts of similar length: padding takes time."""
    lengths = batch.inputs[2].sum(1)
    order = torch.argsort(lengths)
    made = []
    for some in torch.split(order, _TOGETHER):
        longest = int(lengths[some].max())
        relevance, answers, span = network(*(part[some, :longest] for part in batch.inputs))
        rest = batch.inputs[0].shape[1] - longest
        made.append((relevance, answers, functional.pad(span, (0, 0, 0, rest))))
    back = torch.argsort(order)
    relevance, answers, span = (torch.cat(parts)[back] for parts in zip(*made, strict=True))
    return relevance, answers, span


def _batches(examples: Sequence[Example], steps: int) -> Iterator[list[Example]]:
    """Batches of about 40 pairs of similar length, for ever anew until the steps are done."""
    made = 0
    while True:
        shuffled = random.sample(list(examples), len(examples))
        for start in range(0, len(shuffled), _BLOCK):
            block = sorted(
                shuffled[start : start + _BLOCK], key=lambda e: max(len(p.text) for p in e.passages)
            )
            batches: list[list[Example]] = [[]]
            for example in block:
                if sum(len(e.passages) for e in batches[-1]) >= _PAIRS:
                    batches.append([])
                batches[-1].append(example)
            random.shuffle(batches)
            for batch in batches:
                yield batch
                made += 1
                if made == steps:
                    return


def main() -> None:
    """Train, quantise and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    folder = parser.parse_args().weights
    torch.set_num_threads(_THREADS)
    torch.manual_seed(SEED)
    random.seed(SEED)
    network = Network()
    train(network, general_examples(), GENERAL)
    train(network, asked_examples(passes=2, others=0.25), ASKED)
    print(export(network, folder))


if __name__ == "__main__":
    main()
