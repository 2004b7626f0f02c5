"""Caveats: the words by which an outlet keeps its distance from what it reports."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class CaveatWords:
    """caveats.toml, where each list is explained. `kinds` are in the order of the file: of two that
    fit, the first counts."""

    kinds: Mapping[str, re.Pattern[str]]
    checked_by: re.Pattern[str]
    sides: re.Pattern[str]
    pair: re.Pattern[str]
    pointing: re.Pattern[str]
    saying: frozenset[str]
    pointing_back: frozenset[str]
    denials: frozenset[str]
    handing: re.Pattern[str]


def read_caveats(package: str) -> CaveatWords:
    """The words in caveats.toml of a language's package."""
    lists = tomllib.loads((files(package) / "caveats.toml").read_text(encoding="utf-8"))
    words = lists["words"]
    return CaveatWords(
        kinds={kind: _any_of(patterns) for kind, patterns in lists["kinds"].items()},
        checked_by=_any_of(words["checked_by"]),
        sides=_any_of(words["sides"]),
        pair=_any_of(words["pair"]),
        pointing=_any_of(words["pointing"]),
        saying=frozenset(words["saying"]),
        pointing_back=frozenset(words["pointing_back"]),
        denials=frozenset(words["denials"]),
        handing=_any_of(words["handing"]),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
