"""The cross-encoder's network in PyTorch; index.ranking.cross_encoder runs what `export` writes."""

from __future__ import annotations

from torch import Tensor, nn
from transformers import BertModel

from bench.training import pretrained

# The layers that stay as they came; with the word table they know the language already.
FROZEN_LAYERS = 4
WIDTH = pretrained.CONFIG.hidden_size


class Network(nn.Module):
    """A cross-encoder with three heads: relevance (its own), answers, and the answering span."""

    def __init__(self) -> None:
        super().__init__()
        weights = pretrained.state()
        table = "bert.embeddings.word_embeddings.weight"
        weights[table] = pretrained.as_shipped(weights[table])
        self.bert = BertModel(pretrained.CONFIG)
        self.relevance = nn.Linear(WIDTH, 1)
        self.answers = nn.Linear(WIDTH, 1)
        self.span = nn.Linear(WIDTH, 2)
        self.dropout = nn.Dropout(0.1)
        self.bert.load_state_dict(
            {
                name.removeprefix("bert."): value
                for name, value in weights.items()
                if name.startswith("bert.")
            }
        )
        for head in (self.relevance, self.answers):
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
        return (
            self.relevance(pooled)[:, 0],
            self.answers(pooled)[:, 0],
            self.span(out.last_hidden_state),
        )

    @property
    def heads(self) -> list[nn.Parameter]:
        """What starts from little or nothing, and learns faster."""
        return [*self.span.parameters(), *self.answers.parameters()]

    @property
    def trunk(self) -> list[nn.Parameter]:
        """What else is trained."""
        new = {id(parameter) for parameter in self.heads}
        return [p for p in self.parameters() if p.requires_grad and id(p) not in new]
