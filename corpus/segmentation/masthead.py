"""The name of an outlet above the headline, without a day beside it.

A topic may stand there as well ("Cass Review"), so the text has to vouch for the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.languages.language import Language
from corpus.segmentation.imprint import HEAD, is_headline_among, is_name
from corpus.types import Span

# Set by hand; not measured.
_LOWEST = 3
"""In which lines it may stand: a link or the number of a story may stand above it."""
_SHORTEST_INITIALS = 3  # letters


def find_masthead(lines: Sequence[str], language: Language) -> Span | None:
    """The line of the outlet's name, with its slogan right below it."""
    slogan = _slogan(language)
    for i, line in enumerate(lines[:_LOWEST]):
        stop = i + 2 if any(map(slogan.fullmatch, lines[i + 1 : i + 2])) else i + 1
        if (
            is_name(line, language)
            and is_headline_among(lines[stop:HEAD], language)
            and _vouches("\n".join(lines), line, language)
        ):
            return Span(i, stop)
    return None


def _vouches(text: str, name: str, language: Language) -> bool:
    """Whether the text is the outlet's own: by its notice of rights, by an address, by what people
    told it, or by its initials in a dateline."""
    words = name.split()
    if words[0].casefold() == language.bylines.article:
        words = words[1:]
    if len(words) < 2:
        return False
    initials = "".join(word[0] for word in words).upper()
    if len(initials) >= _SHORTEST_INITIALS and re.search(rf"\({initials}\) ?[-–—] ?\w", text):
        return True
    if words[-1].casefold() not in language.bylines.mastheads:
        return False
    rights = (
        rf"(?:©|\(c\)|copyright)\s*(?:{language.bylines.article}\s)?{re.escape(' '.join(words))}\b"
    )
    address = rf"(?<![\w-]){re.escape(''.join(words))}\.[a-z]{{2,}}"
    told = rf"\b{language.bylines.told}\s{re.escape(words[-1].capitalize())}\b"
    return bool(re.search(f"{rights}|{address}", text, re.I) or re.search(told, text))


@cache
def _slogan(language: Language) -> re.Pattern[str]:
    return re.compile(language.bylines.slogan, re.I)
