"""Nations: whose side a name or a description shows somebody to be on."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    longest_first = sorted(language.speech.nations, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def nation_of(name: str, language: Language = ENGLISH) -> str | None:
    """The nation that `name` itself stands for: "Kyiv", "the Kremlin", "Ukraine"."""
    article = rf"^(?:{'|'.join(language.speech.grammar.the)})\s+"
    return language.speech.nations.get(re.sub(article, "", name.strip().lower()))


def nations_in(description: str, language: Language = ENGLISH) -> list[str]:
    """The nations that a description mentions, in order, each once."""
    nations = language.speech.nations
    found = [nations[match[0].lower()] for match in _pattern(language).finditer(description)]
    return list(dict.fromkeys(found))
