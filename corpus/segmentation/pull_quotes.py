"""Pull quotes: a line that repeats, to the letter, what somebody says in a paragraph near it.

Nothing is lost with it, and without marks it would be quoted as the outlet's own words. One that
has the shape of a heading is none only if it stands below those words: what is said below it may be
a heading, and what a paragraph says without quotation marks often is: of 1,000 news articles, all
six lines that repeat a paragraph so are names and the headlines of stories that were listed above.
"""

from __future__ import annotations

import re

from corpus.segmentation.labelling import Labelling
from corpus.segmentation.shape import key, length

_LEFT_OUT = re.compile(r"\.{3}|…")
_MARKS = re.compile(r"[“”\"«»„]")
_SAID = re.compile(r"[“\"«„]([^“”\"«»„]{20,})[”\"»“]")
# Set by hand; not measured. Shorter lines may be the name of a book.
_SHORTEST = 6  # words
_LONGEST = 60
_NEAR = 40  # lines above and below that are looked at


def drop_pull_quotes(labelling: Labelling) -> None:
    quoted = ["|".join(_key(said[1]) for said in _SAID.finditer(t)) for t in labelling.texts]
    everything = "|".join(quoted)
    for i in labelling.open():
        text = labelling.texts[i]
        parts = [_key(part) for part in _LEFT_OUT.split(text) if key(part)]
        if not all(part in everything for part in parts):
            continue
        heads = labelling.could_head(i)
        is_bare = labelling.stands_alone(i) and not _MARKS.search(text)
        if not (heads or is_bare) or not _SHORTEST <= length(text) <= _LONGEST:
            continue
        near = range(max(0, i - _NEAR), min(i + 1 + _NEAR, len(labelling)))
        saying = [
            j
            for j in near
            if all(part in quoted[j] for part in parts) and labelling.is_paragraph(j)
        ]
        is_below = any(j > i for j in saying)
        if saying and not (heads and is_below):
            labelling.drop(i)


def _key(line: str) -> str:
    """Its words, each between spaces."""
    return f" {key(line)} "
