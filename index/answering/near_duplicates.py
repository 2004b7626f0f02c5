"""The same passage in several articles: wire copy is one piece of evidence, not many."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from heapq import nsmallest
from zlib import crc32

from corpus.figures.values import values, without_figures
from corpus.languages.en import ENGLISH
from corpus.languages.words import WORD
from index.copies import COPIED, IsCopy
from index.types import Passage

# Wire copy differs by a comma or a headline word; two reports of one fact share far less. Set by
# hand; not measured.
_RESEMBLANCE = 0.7
_SHINGLE = 3
# Of two texts that share .7 of their triples, 999 of 1,000 have two of eight in common.
_SKETCHED = 8
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
    for passage in passages:
        mine = _shingles(passage.paragraph.text)
        shared = Counter(place for shingle in holders.keys() & mine for place in holders[shingle])
        twins = (
            place
            for place in sorted(shared)
            if _are_twins(
                kept[place],
                passage,
                sizes=(sizes[place], len(mine)),
                common=shared[place],
                says=says,
                is_copy=is_copy,
            )
        )
        twin = next(twins, None)
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


def are_near_duplicates(one: Passage, other: Passage, is_copy: IsCopy) -> bool:
    """Whether one of two passages is as good as the other."""
    mine, theirs = _shingles(one.paragraph.text), _shingles(other.paragraph.text)
    return _are_twins(
        one,
        other,
        sizes=(len(mine), len(theirs)),
        common=len(mine & theirs),
        says=_says,
        is_copy=is_copy,
    )


def sketch_of(text: str) -> tuple[int, ...]:
    """By which near-duplicates of a text are found among many: the least of its word triples, as
    numbers that are as good as drawn at random (Broder 1997)."""
    numbered = {crc32(" ".join(shingle).encode()) for shingle in _shingles(text)}
    return tuple(nsmallest(_SKETCHED, numbered))


def is_same_but_for_figures(text: str, other: str) -> bool:
    """Whether two passages are near-duplicates, whatever their figures."""
    one, two = _shingles(without_figures(text)), _shingles(without_figures(other))
    common = len(one & two)
    return common >= _RESEMBLANCE * (len(one) + len(two) - common)


def _are_twins(
    one: Passage,
    other: Passage,
    *,
    sizes: tuple[int, int],
    common: int,
    says: Callable[[str], object],
    is_copy: IsCopy,
) -> bool:
    resembles = common >= _RESEMBLANCE * (sum(sizes) - common)
    return (
        (resembles or common >= COPIED * min(sizes))
        and says(one.paragraph.text) == says(other.paragraph.text)
        # Last, as it reads both articles whole.
        and (resembles or is_copy(one.article, other.article))
    )


def _says(text: str) -> tuple[object, int]:
    """What a few other words may not change."""
    return values(text), len(_NEGATIONS.findall(text))


@lru_cache(maxsize=256)  # one text is compared with many
def _shingles(text: str) -> frozenset[_Shingle]:
    words = WORD.findall(text.lower())
    if len(words) < _SHINGLE:
        return frozenset([tuple(words)])
    return frozenset(zip(*(words[first:] for first in range(_SHINGLE)), strict=False))
