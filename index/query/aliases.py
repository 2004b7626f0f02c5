"""Names that news writes in several ways, taken for one word: "U.S.", "US" and "United States"."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language


def unify(text: str, language: Language = ENGLISH) -> str:
    """The text with each of these names written in one way, as one word in capitals."""
    return _written(language).sub(lambda found: str(found.lastgroup).upper(), text)


def forms(word: str, language: Language = ENGLISH) -> tuple[str, ...]:
    """What to search for where a lower-case word of a unified text is wanted."""
    alias = language.writing.aliases.get(word)
    return alias.searched if alias else (word,)


@cache
def _written(language: Language) -> re.Pattern[str]:
    """Every way of writing each of the names, in a group that is called as the name is here."""
    groups = (f"(?P<{name}>{alias.pattern})" for name, alias in language.writing.aliases.items())
    return re.compile(rf"(?<![\w.])(?:{'|'.join(groups)})(?!\.?\w)")
