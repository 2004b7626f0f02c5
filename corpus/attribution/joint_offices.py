"""Those who hold one office each: "the ministers of Norland and Corvane, Ada Bell and Jan Ruud"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.languages.language import Language
from corpus.types import Span

_WORD = r"[A-Z][\w’'-]*\w"
_NAME = rf"{_WORD}(?: (?:(?:al|bin|de|del|der|van|von) ){{0,2}}{_WORD}){{1,4}}"
_PLACE = rf"{_WORD}(?: {_WORD})?"
_OWNER = rf"{_PLACE}(?<=['’]s)"
_POSSESSIVES = ("'s", "’s")
_OF = rf"(?:{_NAME}) of (?:{_PLACE})"
_KIND = r"(?!(?:and|by|for|from|of|to|with)\b)[\w’'-]+"
_OFFICE = rf"(?:(?:[Tt]he|[Bb]oth) )?(?P<office>(?:{_KIND} ){{0,4}}?[A-Za-z]+s)"
_LISTED = {
    item: rf"{item}(?:, {item}){{0,4}},? and {item}" for item in (_NAME, _PLACE, _OWNER, _OF)
}
_NAMED = rf"(?P<names>{_LISTED[_NAME]})"
# "For water and health"
_MATTERS = r"(?: (?:for|of) [a-z]\w+(?:(?:,| and) [a-z]\w+)*)?"
_PATTERNS = tuple(
    re.compile(rf"(?<![\w’'-]){pattern}(?![\w’'-])")
    for pattern in (
        rf"{_OFFICE} of (?P<places>{_LISTED[_PLACE]}), {_NAMED}",
        rf"{_NAMED}, {_OFFICE} of (?P<places>{_LISTED[_PLACE]})",
        rf"{_OFFICE}, (?P<pairs>{_LISTED[_OF]})",
        rf"(?P<places>{_LISTED[_OWNER]}) {_OFFICE}, {_NAMED}",
        rf"{_OFFICE}{_MATTERS}, {_NAMED}",
        rf"(?P<office>(?:{_WORD} )?[A-Z][a-z]+s) {_NAMED}",
    )
)
_AROUND = 240  # characters on both sides of the office; set by hand, not measured


@dataclass(frozen=True, slots=True)
class Holder:
    """One of several who hold an office each, and of what it is, where that is said.

    `office` are the words for it, in lower case and as they are for all of them.
    """

    name: Span
    place: Span | None
    office: str


@lru_cache(maxsize=16)
def holders_in(text: str, language: Language) -> tuple[tuple[Span, list[Holder]], ...]:
    """Everywhere in a text where several are named so."""
    return tuple(_holders_in(text, language))


def _holders_in(text: str, language: Language) -> Iterator[tuple[Span, list[Holder]]]:
    offices = _offices(language)
    seen = 0
    for plural in re.finditer(r"\b[A-Za-z]+s\b", text):
        if plural[0].lower() not in offices:
            continue
        start = max(seen, text.rfind("\n", 0, plural.start()) + 1, plural.start() - _AROUND)
        for pattern in _PATTERNS:
            for match in pattern.finditer(text, start, plural.end() + _AROUND):
                holders = _read(match) if match["office"].lower().split()[-1] in offices else []
                if holders and match.end() > seen:
                    seen = match.end()
                    yield Span(*match.span()), holders


@cache
def _offices(language: Language) -> frozenset[str]:
    names = language.speech.names
    return frozenset(f"{word}s" for word in names.titles | names.roles)


def _read(match: re.Match[str]) -> list[Holder]:
    groups = match.groupdict()
    office = match["office"].lower()
    if groups.get("pairs"):
        parts = _spans(match, "pairs", _OF)
        found = []
        for part in parts:
            at = match.string.rindex(" of ", part.start, part.stop)
            place = Span(at + len(" of "), part.stop)
            found.append(Holder(Span(part.start, at), place, office))
        return found
    names = _spans(match, "names", _NAME)
    places = _spans(match, "places", _PLACE) if groups.get("places") else [None] * len(names)
    if len(names) != len(places):
        return []
    return [Holder(name, place, office) for name, place in zip(names, places, strict=True)]


def _spans(match: re.Match[str], group: str, item: str) -> list[Span]:
    low, high = match.span(group)
    found = (one.span() for one in re.compile(item).finditer(match.string, low, high))
    return [
        Span(start, stop - len("'s") * match.string.endswith(_POSSESSIVES, start, stop))
        for start, stop in found
    ]
