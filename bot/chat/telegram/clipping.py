"""Parts of a stored text that fit into a message, always as spans of it."""

from __future__ import annotations

import re

from bot.chat.telegram.utf16 import prefix_within, units
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import sentence_ends
from corpus.types import Span

_WORD_END = re.compile(r"\S(?=\s)")


def clipped(text: str, span: Span, *, limit: int, language: Language = ENGLISH) -> Span:
    """The span without white space at its ends, cut after a sentence to at most `limit` units.

    Without a sentence end in the second half it is cut after a word, and failing that, hard.
    """
    start, stop = _stripped(text, span)
    if units(text[start:stop]) <= limit:
        return Span(start, stop)
    most = start + prefix_within(text[start:stop], limit)
    half = start + (most - start) // 2
    sentences = list(sentence_ends(text, language, start=half, stop=most))
    # One character of look-ahead tells whether the text pauses right at the limit.
    words = [match.end() for match in _WORD_END.finditer(text, half, min(most + 1, stop))]
    return Span(start, (sentences or words or [most])[-1])


def pieces(text: str, *, limit: int) -> list[Span]:
    """A text as consecutive spans of at most `limit` units that leave out only white space."""
    found: list[Span] = []
    start = 0
    while text[start:].strip():
        found.append(clipped(text, Span(start, len(text)), limit=limit))
        start = found[-1].stop
    return found


def _stripped(text: str, span: Span) -> tuple[int, int]:
    part = span.of(text)
    return span.start + len(part) - len(part.lstrip()), span.start + len(part.rstrip())
