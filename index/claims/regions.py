"""Of which nation a region is that officials speak for, as a story's own words have it.

The governor of a region is a voice of the nation that the articles say it is of ("Norland's Orme
region"): beside another nation's, that is the side on which readers look for it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language

_NAME = r"[A-Z][\w’'-]*?(?:[ -][A-Z][\w’'-]*?)?"


def nations_of_regions(texts: Iterable[str], language: Language = ENGLISH) -> Mapping[str, str]:
    """The nation of each region that is told with one; none that is told with two."""
    told: dict[str, set[str]] = {}
    nations = language.speech.nations
    for text in texts:
        for pattern in _told(language):
            for found in pattern.finditer(text):
                nation = nations.get(found["nation"].lower())
                if nation is not None:
                    told.setdefault(found["region"], set()).add(nation)
    return {region: some.pop() for region, some in told.items() if len(some) == 1}


def region_of(description: str, language: Language = ENGLISH) -> str | None:
    """The region whose office a description tells of: "Orme's governor", "the mayor of Orme"."""
    for pattern in _offices(language):
        if found := pattern.search(description):
            return found["region"]
    return None


@cache
def _told(language: Language) -> tuple[re.Pattern[str], ...]:
    kinds = "|".join(sorted(map(re.escape, language.claims.regions)))
    nation = rf"\b(?P<nation>{_NAME})"
    region = rf"(?P<region>{_NAME})"
    return (
        re.compile(rf"{nation}(?:[’']s?)? {region} (?:{kinds})\b"),
        re.compile(rf"{nation}(?:[’']s?)? (?:\w+ )?(?:{kinds}) of {region}\b"),
    )


@cache
def _offices(language: Language) -> tuple[re.Pattern[str], ...]:
    kinds = "|".join(sorted(map(re.escape, language.claims.regions)))
    offices = "|".join(sorted(map(re.escape, language.claims.of_regions)))
    region = rf"\b(?P<region>{_NAME})"
    return (
        re.compile(rf"{region}(?:[’']s?)?(?: (?:{kinds}))? (?i:{offices})\b"),
        re.compile(rf"\b(?i:{offices}) of (?:the )?{region}\b"),
    )
