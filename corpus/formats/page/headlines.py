"""The headline of a page, out of the places where it stands, without the name of the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

# Set by hand; not measured, but for the share: on the 123 pages it parts headlines that were
# reworded for search engines from those of other articles.
_ALIKE = 0.4
_RUN = 3  # characters
_FEWEST_WORDS = 3
_FEWEST_CHARACTERS = 8  # where words are not apart
_MOST_TAILS = 4
_LONGEST_NAME = 3  # words

_SEPARATOR = re.compile(r"\s+(?:[|·•»«›‹—–:~*⋆/-]|::|//|>>)\s+|\s*[|｜]\s*")
_BAR = re.compile(r"\s+[|｜]\s+")
_LEADING = re.compile(r"(?:\s+[|·•»›—–-]|\s*[|｜:])\s+")


def fold(text: str) -> str:
    """Letters and digits alone, by which two ways of writing a headline are known as one."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def are_alike(one: str, other: str) -> bool:
    """Whether the two are likely headlines of one article, one perhaps shorter or reworded."""
    first, second = _runs(one), _runs(other)
    if not first or not second:
        return fold(one) == fold(other)
    return len(first & second) >= _ALIKE * min(len(first), len(second))


@lru_cache(maxsize=500)
def _runs(text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(folded[i : i + _RUN] for i in range(len(folded) - _RUN + 1))


def pick_headline(
    headings: Sequence[str],
    claims: Sequence[str],
    *,
    names: Iterable[str],
    sections: Iterable[str] = (),
) -> str | None:
    """The headline that the page shows, if what it claims elsewhere agrees; else the first claim.

    `headings` are the page's headings of the first level, `claims` what it gives for a headline in
    its data, the most particular first. `names` are those of the site, `sections` of its parts.
    """
    names, sections = tuple(names), tuple(sections)
    folded = frozenset(map(fold, names))
    bare = [without_site(claim, names=names, sections=sections) for claim in claims]
    shown = [without_site(heading, names=names, sections=sections) for heading in headings]
    shown = [heading for heading in shown if fold(heading) not in folded]
    for claim in bare:
        for heading in shown:
            if fold(heading) == fold(claim):
                # Pieces of a heading may stand side by side without a space or mark between them.
                is_whole = ":" in heading or ":" not in claim
                return heading if is_whole and _words(heading) >= _words(claim) else claim
    for heading in shown:
        if any(fold(heading) in _beginnings(claim) for claim in bare):
            return heading
    for heading in filter(_is_long, shown):
        inner = next((claim for claim in bare if _is_long(claim) and _holds(heading, claim)), None)
        if inner is not None:
            return inner
        if any(are_alike(heading, claim) for claim in bare):
            return heading
    if not shown:
        bare = [_longest_part(claim) for claim in bare]
    return next(filter(None, [*bare, *(shown if len(shown) == 1 else [])]), None)


def _words(text: str) -> int:
    return len(text.split())


def _longest_part(claim: str) -> str:
    """Of a claim in parts with bars between them the one that is longer than a name, if only one
    is: what nothing else on the page says may stand on either side."""
    parts = [part.strip() for part in _BAR.split(claim)]
    long = [part for part in parts if len(list(filter(fold, part.split()))) > _LONGEST_NAME]
    return long[0] if len(long) == 1 else claim


def _beginnings(claim: str) -> frozenset[str]:
    """What stands before each mark that may part a headline from a name."""
    return frozenset(fold(claim[: end.start()]) for end in _SEPARATOR.finditer(claim))


def begins(title: str, heading: str) -> bool:
    """Whether the title is the heading, alone or with a mark and something else behind it."""
    folded = fold(heading)
    return bool(folded) and (folded == fold(title) or folded in _beginnings(title))


def tail_behind(headline: str, title: str) -> str | None:
    """What the title has behind the headline and the last mark."""
    ends = list(_SEPARATOR.finditer(title))
    inner = fold(headline)
    if not ends or not inner or inner not in fold(title[: ends[-1].start()]):
        return None
    return title[ends[-1].end() :].strip()


def _holds(heading: str, claim: str) -> bool:
    """Whether the heading is the claim with a label before or behind it."""
    return fold(claim) in fold(heading)


def _is_long(text: str) -> bool:
    is_spaced = len(text.split()) >= _FEWEST_WORDS
    return is_spaced or (len(fold(text)) >= _FEWEST_CHARACTERS and not text.isascii())


def without_site(title: str, *, names: Iterable[str], sections: Iterable[str] = ()) -> str:
    """The title without the site's name, or that of a part of it, behind or before it."""
    names = {fold(name): name for name in names if fold(name)}
    sections = frozenset(map(fold, sections))
    for _ in range(_MOST_TAILS):
        title = title.strip(" |-–—·•")
        cut = _tail(title, names, sections)
        if cut is None or not fold(title[:cut]):
            break
        title = title[:cut]
    found = _LEADING.search(title)
    if found and fold(title[: found.start()]) in names and fold(title[found.end() :]):
        title = title[found.end() :]
    return title


def _tail(title: str, names: Mapping[str, str], sections: frozenset[str]) -> int | None:
    """Where the site's name begins, with the mark before it."""
    for end in _SEPARATOR.finditer(title):
        tail = title[end.end() :]
        if _is_name(tail, names) or ("|" in end[0] and fold(tail) in sections):
            return end.start()
    return None


def _is_name(tail: str, names: Mapping[str, str]) -> bool:
    """Whether it is the site's name, the beginning of that, or that of a part of the site."""
    folded, words = fold(tail), tail.split()
    if folded in names or len(words) > _MOST_TAILS:
        return folded in names
    is_initials = tail.isupper() and len(folded) > 1
    if (len(words) > 1 or is_initials) and any(name.startswith(folded) for name in names):
        return True
    # "BBC News Europe" of BBC News.
    starts = (" ".join(words[:i]) for i in range(1, len(words)))
    return any(
        (len(names[fold(start)].split()) > 1 or start.isupper())
        and all(word[0].isupper() for word in words)
        for start in starts
        if fold(start) in names
    )
