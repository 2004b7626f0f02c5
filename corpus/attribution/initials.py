"""Initials: by which letters an organisation may go: "DOJ" for the Justice Department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.languages.language import Language

_FEWEST = 2
_FEWEST_OF_PART = 3  # where a part of the name is left out; set by hand, not measured


@lru_cache(maxsize=8_192)
def initials_of(words: tuple[str, ...], language: Language) -> frozenset[str]:
    """The initials that a name of these words, in lower case, may have.

    With or without its "of", its nation, its "Department of" and what follows the last "and".
    """
    names = language.speech.names
    parts = tuple(part for word in words for part in word.split("-") if part)
    found = {form for form in _forms(parts, names.inside) if len(form) >= _FEWEST}
    for part in _parts(parts, language):
        found |= {form for form in _forms(part, names.inside) if len(form) >= _FEWEST_OF_PART}
    return frozenset(found)


def _forms(words: Sequence[str], inside: frozenset[str]) -> Iterator[str]:
    told = [word for word in words if word not in inside]
    yield "".join(word[0] for word in told)
    yield "".join(word[0] for word in words)
    yield "".join(word if word in ("us", "uk", "un", "eu") else word[0] for word in told)


def _parts(words: tuple[str, ...], language: Language) -> Iterator[tuple[str, ...]]:
    names = language.speech.names
    bodies = language.offices.bodies
    if words[0] in language.speech.nations and len(words) > 1:
        words = words[1:]
        yield words
    joins = [k for k, word in enumerate(words) if word in names.joins]
    if joins and joins[-1] > 1:
        yield words[: joins[-1]]
    if words[0] in bodies and len(words) > 2 and words[1] in names.of:
        yield words[2:]
    if words[-1] in bodies and len(words) > 1:
        yield (words[-1], "of", *words[:-1])
