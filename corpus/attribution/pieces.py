"""Pieces: a long article is attributed part by part, so that time and memory grow with its length.

An ordinary article, even a long one, is one piece. What is longer is cut at the ends of paragraphs,
and a longer paragraph at the end of a sentence, else of a word, else wherever it must.
"""

from __future__ import annotations

import re
from itertools import islice

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.types import Span

# Words and marks, as a text of marks alone has as many tokens as characters. So many are 80,000
# characters of news, four times the longest article of those that attribution was measured on;
# they take 3 s and 300 MB.
MOST_TOKENS = 16_000
_MOST_CHARACTERS = 100_000
TOKEN = re.compile(r"[^\W_]+|\S")


def cut(text: str, language: Language = ENGLISH, *, most: int = MOST_TOKENS) -> list[Span]:
    """The pieces of `text`, in order, which together are all of it; at least one."""
    pieces: list[Span] = []
    start = 0
    while not pieces or start < len(text):
        pieces.append(Span(start, _end(text, start, language, most)))
        start = pieces[-1].stop
    return pieces


def _end(text: str, start: int, language: Language, most: int) -> int:
    limit = min(len(text), start + _MOST_CHARACTERS)
    one_more = next(islice(TOKEN.finditer(text, start, limit), most, None), None)
    reach = one_more.start() if one_more is not None else limit
    if reach == len(text):
        return reach
    paragraph = text.rfind("\n", start, reach) + 1
    if paragraph > start:
        return paragraph
    sentences = split_sentences(text[start:reach], language)
    if len(sentences) > 1:
        return start + sentences[-1].start
    word = text.rfind(" ", start, reach) + 1
    return word if word > start else reach
