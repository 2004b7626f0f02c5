"""Greetings, thanks and "ok": messages that ask nothing. Pure.

A message is one if it is made of such phrases from end to end, in any of the bot's languages.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"\w+(?:'\w+)*")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_APOSTROPHES = str.maketrans("’ʼ`", "'''")
_BESIDE = "beside"


class SmallTalk(StrEnum):
    """What somebody says who asks nothing."""

    GREETING = "greeting"
    THANKS = "thanks"
    AGREEMENT = "agreement"
    FAREWELL = "farewell"


def small_talk(text: str) -> SmallTalk | None:
    """What a message says that asks nothing; None if it may ask something."""
    plain = unicodedata.normalize("NFC", text).lower().translate(_APOSTROPHES)
    words = [_DRAWN_OUT.sub(r"\1", word) for word in _WORD.findall(plain)]
    if not words:
        return SmallTalk.AGREEMENT if any(map(_is_emoji, text)) else None
    phrases, longest = _phrases()
    kinds, start = [], 0
    while start < len(words):
        for stop in range(min(len(words), start + longest), start, -1):
            if kind := phrases.get(" ".join(words[start:stop])):
                kinds.append(kind)
                start = stop
                break
        else:
            return None
    return next((SmallTalk(kind) for kind in kinds if kind != _BESIDE), None)


@cache
def _phrases() -> tuple[Mapping[str, str], int]:
    """What each phrase is, and how many words the longest has."""
    source = files(__name__.rpartition(".")[0]).joinpath("small_talk.toml")
    kinds = tomllib.loads(source.read_text(encoding="utf-8"))
    phrases = {phrase: kind for kind, some in reversed(kinds.items()) for phrase in some}
    return phrases, max(len(phrase.split()) for phrase in phrases)


def _is_emoji(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk")
