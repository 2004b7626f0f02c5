"""How words are written in several ways, and what short forms stand for.

Each list is explained in the English file that it stands in. All are in lower case, but for what
short forms stand for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Spellings:
    """spellings.toml; `same` has for each word the others that are the same word."""

    short: Mapping[str, tuple[str, ...]]
    capitals: frozenset[str]
    measures: frozenset[str]
    same: Mapping[str, tuple[str, ...]]
    nations: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    sounds: tuple[tuple[str, str], ...]


def read_spellings(package: str) -> Spellings:
    """The words in spellings.toml of a language's package."""
    text = (files(package) / "spellings.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    return Spellings(
        short={short: tuple(names) for short, names in lists["short"].items()},
        capitals=frozenset(lists["capitals"]),
        measures=frozenset(lists["measures"]),
        same={
            word: tuple(other for other in group if other != word)
            for group in lists["same"]
            for word in group
        },
        nations=lists["nations"],
        endings=tuple((british, american) for british, american in lists["endings"]),
        sounds=tuple((written, heard) for written, heard in lists["sounds"]),
    )
