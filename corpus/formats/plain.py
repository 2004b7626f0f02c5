"""Plain text, and what the lines at its head say of it."""

from __future__ import annotations

from corpus.formats.document_heads import describe_text
from corpus.formats.labelled_head import split_labelled_head
from corpus.formats.normalise import normalise
from corpus.formats.wrapping import unwrap
from corpus.types import Metadata, settle


def read_plain(text: str) -> tuple[str, Metadata]:
    """The text without a labelled head, and what its head says: who published it, and when."""
    labelled, text = split_labelled_head(normalise(text))
    return text, settle(labelled, describe_text(unwrap(text)))
