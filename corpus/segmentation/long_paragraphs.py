"""Paragraphs that are too long to be read as one, or shown: cut at the ends of sentences."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.types import Block, BlockKind, Span

# Characters; of the articles measured, the longest paragraph has a third. What is longer is a text
# without line breaks, and a question would have to read all of it. Set by hand.
LONGEST = 10_000
_NOT_BLANK = re.compile(r"\S")


def cut_long(body: str, block: Block, language: Language) -> Iterator[Block]:
    """The block, or of a paragraph that is too long its parts, all at its position."""
    if block.kind is not BlockKind.PROSE or len(block.span) <= LONGEST:
        yield block
        return
    text = block.span.of(body)
    for part in _parts(text, language):
        yield replace(block, span=part.shifted(block.span.start))


def _parts(text: str, language: Language) -> Iterator[Span]:
    """The text in parts, each as many whole sentences as fit; a longer sentence cut at a space."""
    start = 0
    stops = deque(sentence.stop for sentence in split_sentences(text, language))
    while start < len(text):
        limit, stop = start + LONGEST, start
        while stops and stops[0] <= limit:
            stop = stops.popleft()
        if stop == start:
            stop = text.rfind(" ", start + 1, limit) if limit < len(text) else len(text)
            stop = stop if stop > start else limit
        yield Span(start, start + len(text[start:stop].rstrip()))
        following = _NOT_BLANK.search(text, stop)
        start = following.start() if following is not None else len(text)
