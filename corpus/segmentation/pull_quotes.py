"""Pull quotes: a line that repeats, to the letter, what a paragraph above it has said.

It has the shape of a heading, and heads nothing. What is said below it as well may be a heading.
"""

from __future__ import annotations

from corpus.segmentation.labelling import Labelling
from corpus.segmentation.shape import key, length

# Set by hand; not measured. Shorter lines, "The war in Ukraine", stand in a text by chance.
_SHORTEST = 5  # words
_SHORTEST_MARKED = 7  # of a line that the page marks as a heading
_NEAR = 40  # lines above and below that are looked at


def drop_pull_quotes(labelling: Labelling) -> None:
    keys: dict[int, str] = {}

    def says(j: int, quotation: str) -> bool:
        if not labelling.is_paragraph(j):
            return False
        return quotation in keys.setdefault(j, _key(labelling.texts[j]))

    for i in labelling.open():
        shortest = _SHORTEST_MARKED if labelling.marked[i] else _SHORTEST
        if not labelling.could_head(i) or length(labelling.texts[i]) < shortest:
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
