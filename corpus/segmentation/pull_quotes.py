"""Pull quotes: a line that repeats, to the letter, what somebody has said in a paragraph above it.

It has the shape of a heading, and heads nothing. What is said below it as well may be a heading,
and what a paragraph says without quotation marks often is: of 1,000 news articles, all six lines
that repeat a paragraph so are names and the headlines of stories that were listed above.
"""

from __future__ import annotations

import re

from corpus.segmentation.labelling import Labelling
from corpus.segmentation.shape import key, length

_SAID = re.compile(r"[“\"«„]([^“”\"«»„]{20,})[”\"»“]")
# Set by hand; not measured. Shorter lines may be the name of a book.
_SHORTEST = 6  # words
_NEAR = 40  # lines above and below that are looked at


def drop_pull_quotes(labelling: Labelling) -> None:
    keys: dict[int, str] = {}

    def says(j: int, quotation: str) -> bool:
        if j not in keys:
            keys[j] = "|".join(_key(said[1]) for said in _SAID.finditer(labelling.texts[j]))
        return quotation in keys[j] and labelling.is_paragraph(j)

    for i in labelling.open():
        if not labelling.could_head(i) or length(labelling.texts[i]) < _SHORTEST:
            continue
        quotation = _key(labelling.texts[i])
        below = range(i + 1, min(i + 1 + _NEAR, len(labelling)))
        if any(says(j, quotation) for j in range(max(0, i - _NEAR), i)) and not any(
            says(j, quotation) for j in below
        ):
            labelling.drop(i)


def _key(line: str) -> str:
    """Its words, each between spaces."""
    return f" {key(line)} "
