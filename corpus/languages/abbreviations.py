"""Short forms that a text itself gives reason for: "Institute for the Study of War (ISW)", and RVC
where it names the Russian Volunteer Corps. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language

# Within names, and passed over by most short forms of them.
_JOINING = frozenset("a an and at de del for in of on the to &".split())
# These are sometimes in the short form: MoD, DoJ.
_COUNTED = frozenset(("and", "for", "of"))
_WORD = r"[^\W\d_][\w’'.&-]*\w|[^\W\d_]|&"
_TOKEN = re.compile(_WORD)
_NAME = re.compile(
    rf"[A-Z][\w’'&-]*(?:(?:[ \u00a0](?:{'|'.join(_JOINING)}))*[ \u00a0-][A-Z][\w’'&-]*)+"
)
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z]{0,6}[A-Z])s?\)(?!\s*[-–—])")
# Letters of a short form that nobody has explained, capitals of a name, words before a bracket.
_FEWEST, _MOST, _MOST_BEFORE = 3, 6, 10


def abbreviations_in(text: str, language: Language = ENGLISH) -> set[tuple[str, str]]:
    """Short forms in lower case, each with what it stands for as the text has it."""
    found = set(explained_in(text))
    for name in _NAME.finditer(text):
        words = [word for word in re.split(r"[ \u00a0-]+", name[0]) if word]
        if len(words) < _FEWEST:
            continue
        opened = next(
            (i for i, word in enumerate(words) if word.lower() not in language.writing.openers),
            len(words),
        )
        capitals = 0
        for first in range(len(words) - 1, opened - 1, -1):
            capitals += words[first][0].isupper()
            if capitals > _MOST:
                break
            if words[first].lower() not in _JOINING:
                shorts = [each for each in _initials(words[first:]) if len(each) >= _FEWEST]
                found |= {(short, " ".join(words[first:])) for short in shorts}
    return found


def explained_in(text: str) -> Iterator[tuple[str, str]]:
    """What stands before a bracket with its initials, or is a name of several words."""
    for bracket in _IN_BRACKETS.finditer(text):
        short = bracket[1].lower()
        before = list(_TOKEN.finditer(text, max(0, bracket.start() - 120), bracket.start()))
        before = before[-_MOST_BEFORE:]
        for first in range(len(before) - 2, -1, -1):
            words = [token[0] for token in before[first:]]
            if words[0].lower() not in _JOINING and short in _initials(words):
                yield short, text[before[first].start() : before[-1].end()]
                break


def _initials(words: list[str]) -> set[str]:
    parts = [part for word in words for part in word.split("-") if part]
    passed = [part[0] for part in parts if part.lower() not in _JOINING]
    counted = [part[0] for part in parts if part.lower() not in _JOINING - _COUNTED]
    return {"".join(letters).lower() for letters in (passed, counted) if len(letters) > 1}
