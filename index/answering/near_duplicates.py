"""The same passage in several articles: wire copy is one piece of evidence, not many."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from corpus.figures.values import values, without_figures
from corpus.languages.en import ENGLISH
from corpus.languages.words import WORD
from index.copies import COPIED, IsCopy
from index.types import Passage

# Wire copy differs by a comma or a headline word; two reports of one fact share far less. Set by
# hand; not measured.
_RESEMBLANCE = 0.7
_SHINGLE = 3
_NEGATIONS = re.compile(ENGLISH.disputes.negations, re.IGNORECASE)
_Shingle = tuple[str, ...]


def collapse_near_duplicates(passages: Sequence[Passage], is_copy: IsCopy) -> list[Passage]:
    """Of near-duplicate passages the first, which lists the others' articles in `also_in`.

    Near-duplicates share most of their word triples (resemblance, Broder 1997); in copies of one
    article the longer has half of the shorter's (containment). All have the same figures and as
    many negations: "twelve" is not also in the article that has "thirteen".
    """
    kept: list[Passage] = []
    sizes: list[int] = []
    holders: defaultdict[_Shingle, list[int]] = defaultdict(list)
    says = cache(_says)

    def is_twin(place: int, common: int) -> bool:
        other, shorter = kept[place], min(len(mine), sizes[place])
        resembles = common >= _RESEMBLANCE * (len(mine) + sizes[place] - common)
        return (
            (resembles or common >= COPIED * shorter)
            and says(other.paragraph.text) == says(passage.paragraph.text)
            # Last, as it reads both articles whole.
            and (resembles or is_copy(other.article, passage.article))
        )

    for passage in passages:
        mine = _shingles(passage.paragraph.text)
        shared = Counter(place for shingle in holders.keys() & mine for place in holders[shingle])
        twin = next((place for place in sorted(shared) if is_twin(place, shared[place])), None)
        if twin is None:
            for shingle in mine:
                holders[shingle].append(len(kept))
            kept.append(passage)
            sizes.append(len(mine))
            continue
        first = kept[twin]
        known = {article.number for article in (first.article, *first.also_in)}
        if passage.article.number not in known:
            kept[twin] = replace(first, also_in=(*first.also_in, passage.article))
    return kept


def is_same_but_for_figures(text: str, other: str) -> bool:
    """Whether two passages are near-duplicates, whatever their figures."""
    one, two = _shingles(without_figures(text)), _shingles(without_figures(other))
    common = len(one & two)
    return common >= _RESEMBLANCE * (len(one) + len(two) - common)


def _says(text: str) -> tuple[object, int]:
    """What a few other words may not change."""
    return values(text), len(_NEGATIONS.findall(text))


def _shingles(text: str) -> frozenset[_Shingle]:
    words = WORD.findall(text.lower())
    if len(words) < _SHINGLE:
        return frozenset([tuple(words)])
    return frozenset(zip(*(words[first:] for first in range(_SHINGLE)), strict=False))
