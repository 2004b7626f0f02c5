"""Who gives a figure: a source that only its clause names, one issuer under several names. Pure.

"The number was put at 14 by the ministry" reports no words, so nobody is said to speak there; and
"the Geological Survey" is the one that others call by its nation, or by its initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from corpus.attribution.nations import nations_in
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.speakers.names import fold
from corpus.types import Span

# Words of a bare name that is one with a nation's: "officials" are anybody's.
_LEAST = 2
# Letters of initials that stand for a name.
_INITIALS = 3


def source_in(sentence: str, figure: Span, language: Language = ENGLISH) -> str | None:
    """Whom the clause of a figure names as its source, as it calls them; `figure` is a span of the
    sentence, with the words that say how exact it is."""
    left, right = sentence[: figure.start], sentence[figure.stop :]
    words = language.figures.issuing
    for pattern, text in (
        (words.giver, left),
        (words.joint, left),
        (words.reckoner, left),
        (words.quoted, right),
        (words.joint_after, right),
        (words.reference, right),
    ):
        if found := _compiled(pattern).search(text):
            return _name(found["who"], language)
    if _compiled(words.given).search(left) and (found := _compiled(words.by).match(right)):
        return _name(found["who"], language)
    return None


def are_apart(one: str, two: str, language: Language = ENGLISH) -> bool:
    """Whether nobody is among both of two issuers, each of which may be two who speak together."""
    joint = re.compile(rf"\s(?:{'|'.join(sorted(language.speech.names.joins))})\s(?:the\s)?")
    mine, theirs = (joint.split(issuer) for issuer in (one, two))
    names = one_names([*mine, *theirs], language)
    return not {names[each] for each in mine} & {names[each] for each in theirs}


def one_names(issuers: Iterable[str], language: Language = ENGLISH) -> Mapping[str, str]:
    """What each of these issuers is called where several names mean one: by the fullest of them.

    A name without its nation is that of the only nation which has such an issuer here; initials are
    those of the only name that they fit.
    """
    names = list(dict.fromkeys(issuers))
    told = {name: _told(name, language) for name in names}
    found: dict[str, str] = {}
    for name in names:
        nations, rest = told[name]
        same = [other for other in names if told[other] == (nations, rest)]
        if not nations and len(rest) >= _LEAST:
            fuller = [other for other in names if told[other][0] and told[other][1] == rest]
            if len({told[other][0] for other in fuller}) == 1:
                same += fuller
        if name.isupper() and len(name) >= _INITIALS:
            meant = [other for other in names if other != name and _initials(other) == name]
            if len({told[other] for other in meant}) == 1:
                same += meant
        found[name] = max(same, key=lambda other: (len(told[other][0]), len(other)))
    return found


def _name(words: str, language: Language) -> str | None:
    """The words without an article; nobody, where they only point at somebody."""
    parts = words.split()
    while parts and parts[0].casefold() in language.figures.heads | language.writing.openers:
        parts = parts[1:]
    counted = any(re.fullmatch(noun, parts[-1].lower()) for noun in _nouns(language) if parts)
    days = {*language.dates.weekdays, *language.dates.months}
    dated = any(re.sub(r"[’']s?$", "", part).lower() in days for part in parts)
    return None if counted or dated else " ".join(parts) or None


def _told(name: str, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """The nations in a name, and its other words in any order: "ministry of Norland"."""
    spelt = name.replace("U. S.", "U.S.")
    nations = nations_in(spelt, language)
    for words, nation in sorted(language.speech.nations.items(), key=lambda known: -len(known[0])):
        if nation in nations:
            spelt = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", spelt, flags=re.IGNORECASE)
    rest = {fold(re.sub(r"[’']s?$", "", word)) for word in spelt.split()} - {""}
    return frozenset(nations), frozenset(rest - language.figures.heads)


def _initials(name: str) -> str:
    return "".join(
        letter for word in name.split() for letter in re.findall(r"(?<![^\W_])[A-Z]", word)
    )


@cache
def _nouns(language: Language) -> tuple[str, ...]:
    """What is counted, and so gives no figure: "the deaths put the toll at 9"."""
    return tuple(language.figures.nouns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
