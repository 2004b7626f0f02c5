"""The chat's last check before a message leaves: what it quotes is what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.verbatim import Misquoted, stored_paragraphs
from index.types import Passage

if TYPE_CHECKING:
    from bot.chat.telegram.compose import Message
    from corpus.storage.store import CorpusStore


def verify_message(store: CorpusStore, message: Message) -> None:
    """Compare the text to be sent, quotation by quotation, with the store; raises Misquoted."""
    passages = [Passage(q.paragraph, q.article, score=0.0) for q in message.quotations]
    stored = stored_paragraphs(store, passages)
    for quotation, passage in zip(message.quotations, passages, strict=True):
        start, stop = quotation.span.start, quotation.span.stop
        sent = message.text[quotation.offset : quotation.offset + stop - start]
        if sent != stored[quotation.paragraph.id].text[start:stop]:
            raise Misquoted(passage, "differs from the stored text")
