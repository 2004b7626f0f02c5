"""The cross-encoder's network in PyTorch; index.ranking.cross_encoder runs what `export` writes."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

from bench.training import pretrained

# The layers that stay as they came; with the word table they know the language already.
FROZEN_LAYERS = 4
WIDTH = pretrained.CONFIG.hidden_size


_INNER = 192


class AnswersHead(nn.Module):
    """Whether the passage answers: by the pair as a whole, and by what stands where the answer
    would begin and end."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = nn.Linear(WIDTH, 1)
        self.inner = nn.Linear(3 * WIDTH, _INNER)
        self.outer = nn.Linear(_INNER, 1)
        nn.init.zeros_(self.outer.weight)
        nn.init.zeros_(self.outer.bias)

    def forward(self, pooled: Tensor, states: Tensor, span: Tensor, kinds: Tensor) -> Tensor:
        """Logits, shape (pairs,); `span` are the span head's, which learn nothing from here."""
        within = span.detach().float().masked_fill(kinds[..., None] == 0, -1e4)
        ends = torch.softmax(within, dim=1).to(states.dtype).transpose(1, 2) @ states
        seen = torch.cat([pooled, ends.flatten(1)], dim=1)
        inner = nn.functional.gelu(self.inner(seen))
        logits: Tensor = (self.whole(pooled) + self.outer(inner))[:, 0]
        return logits


class Network(nn.Module):
    """A cross-encoder with three heads: relevance (its own), answers, and the answering span."""

    def __init__(self) -> None:
        super().__init__()
        weights = pretrained.state()
        table = "bert.embeddings.word_embeddings.weight"
        weights[table] = pretrained.as_shipped(weights[table])
        self.bert = BertModel(pretrained.CONFIG)
        self.relevance = nn.Linear(WIDTH, 1)
        self.answers = AnswersHead()
        self.span = nn.Linear(WIDTH, 2)
        self.dropout = nn.Dropout(0.1)
        self.bert.load_state_dict(
            {
                name.removeprefix("bert."): value
                for name, value in weights.items()
                if name.startswith("bert.")
            }
        )
        for head in (self.relevance, self.answers.whole):
            head.load_state_dict(
                {"weight": weights["classifier.weight"], "bias": weights["classifier.bias"]}
            )
        nn.init.normal_(self.span.weight, std=0.02)
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:FROZEN_LAYERS]):
            part.requires_grad_(requires_grad=False)

    def forward(
        self, ids: Tensor, kinds: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Relevance and answer logits, shape (pairs,), and span logits, (pairs, length, 2).

        `kinds` is 0 for the question and 1 for the passage, `mask` 0 for padding.
        """
        out = self.bert(input_ids=ids, token_type_ids=kinds, attention_mask=mask)
        pooled = self.dropout(out.pooler_output)
        span = self.span(out.last_hidden_state)
        answers = self.answers(pooled, out.last_hidden_state, span, kinds)
        return self.relevance(pooled)[:, 0], answers, span

    @property
    def heads(self) -> list[nn.Parameter]:
        """What starts from little or nothing, and learns faster."""
        return [*self.span.parameters(), *self.answers.parameters()]

    @property
    def trunk(self) -> list[nn.Parameter]:
        """What else is trained."""
        new = {id(parameter) for parameter in self.heads}
        return [p for p in self.parameters() if p.requires_grad and id(p) not in new]
