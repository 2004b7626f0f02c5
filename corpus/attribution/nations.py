"""Nations: whose side a name or a description shows somebody to be on."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _words() -> dict[str, str]:
    entries = tomllib.loads((files(__package__) / "nations.toml").read_text(encoding="utf-8"))
    words = {word.lower(): nation for nation, words in entries.items() for word in words}
    return words | {nation.lower(): nation for nation in entries}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_words(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def nation_of(name: str) -> str | None:
    """The nation that `name` itself stands for: "Kyiv", "the Kremlin", "Ukraine"."""
    return _words().get(re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE).lower())


def nations_in(description: str) -> list[str]:
    """The nations that a description mentions, in order, each once."""
    found = [_words()[match[0].lower()] for match in _pattern().finditer(description)]
    return list(dict.fromkeys(found))
