"""Names that news writes in several ways, taken for one word: "U.S.", "US" and "United States".

Only other ways of writing the same name. A demonym is no alias: the Russian Volunteer Corps is not
Russia.
"""

from __future__ import annotations

import re

# What the name is called here, in lower case, and every way of writing it, as a pattern. Without
# its points, "US" must be in capitals: in lower case it is a pronoun.
_PATTERNS = {
    "usa": r"(?i:United States(?: of America)?|U\.S\.A\.?|U\.S\.?|USA)|US",
    "uk": r"(?i:United Kingdom|Great Britain|Britain|U\.K\.?|UK)",
    "eu": r"(?i:European Union|E\.U\.?)|EU",
    "un": r"(?i:United Nations|U\.N\.?)|UN",
}
NAMES = frozenset(_PATTERNS)
_WRITTEN = re.compile(
    rf"(?<![\w.])(?:{'|'.join(f'(?P<{name}>{form})' for name, form in _PATTERNS.items())})(?!\.?\w)"
)
# The words as full-text search has them, which splits at points; several make a phrase.
_SEARCHED = {
    "usa": ("usa", "us", "u s", "united states"),
    "uk": ("uk", "u k", "britain", "united kingdom"),
    "eu": ("eu", "e u", "european union"),
    "un": ("un", "u n", "united nations"),
}


def unify(text: str) -> str:
    """The text with each of these names written in one way, as one word in capitals."""
    return _WRITTEN.sub(lambda found: str(found.lastgroup).upper(), text)


def forms(word: str) -> tuple[str, ...]:
    """What to search for where a lower-case word of a unified text is wanted."""
    return _SEARCHED.get(word, (word,))
