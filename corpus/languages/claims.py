"""Words by which `index.claims` goes; each list is explained in the English file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """claims.toml; `same` are sets of words that a topic may have for one another, `translated`
    those that one name has in another translation, `happenings` the kinds of event that a word
    tells of."""

    outlets: frozenset[str]
    two: frozenset[str]
    groups: frozenset[str]
    armed: frozenset[str]
    naming: frozenset[str]
    alias: frozenset[str]
    sides: frozenset[str]
    sides_of: frozenset[str]
    part_of: frozenset[str]
    regions: frozenset[str]
    of_regions: frozenset[str]
    pointing: frozenset[str]
    pointed_at: frozenset[str]
    told_to: frozenset[str]
    told_by: frozenset[str]
    agency: frozenset[str]
    own_voice: frozenset[str]
    same: tuple[frozenset[str], ...]
    translated: tuple[frozenset[str], ...]
    happenings: Mapping[str, frozenset[str]]


def read_claims(package: str) -> ClaimWords:
    """The words in claims.toml of a language's package."""
    lists = tomllib.loads((files(package) / "claims.toml").read_text(encoding="utf-8"))
    same, translated = (
        tuple(frozenset(words) for words in lists.pop(name)) for name in ("same", "translated")
    )
    happenings: dict[str, frozenset[str]] = {}
    for kind, words in lists.pop("happenings").items():
        for word in words:
            happenings[word] = happenings.get(word, frozenset()) | {kind}
    others = {name: frozenset(words) for name, words in lists.items()}
    return ClaimWords(same=same, translated=translated, happenings=happenings, **others)
