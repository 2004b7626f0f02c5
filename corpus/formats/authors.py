"""Names of authors, out of the ways in which pages write them down.

A name is kept as it is written. What is not a name (an address, a handle, what somebody does) is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus.formats.normalise import normalise_line
from corpus.languages.bylines_elsewhere import BEHIND, BY
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language

# Set by hand; not measured.
_MOST = 20
_LONGEST = 80  # characters
_MOST_WORDS = 8

_APART = re.compile(r"\s*[;|•·、\n]\s*")
_COMMA = re.compile(r"\s*[,，]\s*")
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_NO_NAME = re.compile(r"https?:|www\.|@|\d|[{}<>\[\]_=#]|\w{3,}\.[a-z]{2,4}\b", re.I)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,3}\Z")


def byline_of(values: Iterable[str], *, language: Language = ENGLISH) -> str | None:
    """The authors named in `values`, each of which may be a list of them, apart by semicolons."""
    names: dict[str, str] = {}
    for value in values:
        for name in names_in(value, language=language):
            names.setdefault(name.casefold(), name)
    people = [name for name in names if name not in language.bylines.agencies]
    names = {name: names[name] for name in people or names}
    return "; ".join(list(names.values())[:_MOST]) or None


def names_in(value: str, *, language: Language = ENGLISH) -> list[str]:
    """The names in a list of them: "By Ann Lee and Bob Ray", "Lee, Ann; Ray, Bob"."""
    found = []
    for part in _APART.split(value[: _LONGEST * _MOST]):
        found += [name for name in _listed(normalise_line(part), language) if name]
    return found


def surname_last(name: str) -> str:
    """ "Lee, Ann" as "Ann Lee", where a comma is known to mean that."""
    pieces = _COMMA.split(name.strip())
    return f"{pieces[1]} {pieces[0]}" if len(pieces) == 2 and all(pieces) else name


def _listed(part: str, language: Language) -> Iterator[str]:
    part = _without_by(part, language)
    people = [_COMMA.split(each) for each in _split_at_joints(part, language)]
    if len(people) > 1 and all(_are_surnames_first(each, language) for each in people):
        for surname, forename in people:
            yield _name(f"{surname}, {forename}", language)
        return
    pieces = [piece for piece in _COMMA.split(part) if piece]
    # What somebody does and whom for stands behind the name.
    pieces[1:] = [each for each in pieces[1:] if not _is_office(each, language)]
    if _are_surnames_first(pieces, language):
        for surname, forename in zip(pieces[::2], pieces[1::2], strict=True):
            yield _name(f"{surname}, {forename}", language)
        return
    for piece in pieces:
        sides = _split_at_joints(piece, language)
        names = [name for name in sides if name.lower() not in language.bylines.nobody] or sides
        # One word beside an "and" is a part of a name, unless it is one of a list.
        if len(pieces) == 1 and any(len(name.split()) < 2 for name in names):
            names = [piece] if names == sides else names
        for name in names:
            yield _name(name, language)


def _are_surnames_first(pieces: list[str], language: Language) -> bool:
    """Whether the commas stand within names: "Lee, Ann", and not between them.

    Two or more people are not all known by one word, so words that stand alone are pairs.
    """
    if not pieces or len(pieces) % 2:
        return False
    if len(pieces) == 2:
        one, other = (len(piece.split()) for piece in pieces)
        joins = language.bylines.joint.intersection(" ".join(pieces).lower().split())
        return not joins and (one == 1 or other == 1)
    return all(
        len(surname.split()) == 1 or surname[0].islower() for surname in pieces[::2]
    ) and all(len(forename.split()) == 1 or _INITIALS.match(forename) for forename in pieces[1::2])


def _split_at_joints(text: str, language: Language) -> list[str]:
    """What stands on both sides of each "and"."""
    sides: list[list[str]] = [[]]
    for word in text.split():
        if word.lower() in language.bylines.joint:
            sides.append([])
        else:
            sides[-1].append(word)
    return [" ".join(side) for side in sides if side]


def _name(name: str, language: Language) -> str:
    """The name, or nothing where it is none."""
    name = _without_by(name, language).strip(" ,-–—:/\"'")
    words = _without_place(_ASIDE.sub("", name).split(), language)
    name = " ".join(words)
    if len(words) > 1 and words[-1] in BEHIND:
        words.pop()
        name = " ".join(words)
    if (
        not any(map(str.isalpha, name))
        or len(name) > _LONGEST
        or len(words) > _MOST_WORDS
        or _NO_NAME.search(name)
        or name.lower() in language.bylines.nobody
        or name.lower() in language.dates.weekdays
        or (name.islower() and len(words) == 1)  # the name of an account
        or _is_role(name, language)
    ):
        return ""
    return name


def _without_place(words: list[str], language: Language) -> list[str]:
    """ "Ann Lee in Kyiv" is Ann Lee."""
    places = (at for at in range(2, len(words) - 1) if words[at] == language.bylines.place)
    at = next(places, None)
    return words[:at] if at is not None and words[at + 1][0].isupper() else words


def _without_by(text: str, language: Language) -> str:
    """Without "By", "Words by" or a label such as "Text:" before the name."""
    words = text.split()
    lead = [word.lower().rstrip(":") for word in words[:2]]
    if lead[:1] == [language.bylines.by] or _is_led_elsewhere(words, language):
        return " ".join(words[1:])
    if len(words) > 1 and re.fullmatch(r"[^\W\d]+:", words[0]):
        return " ".join(words[1:])
    is_led = lead[1:] == [language.bylines.by] and lead[0] in language.bylines.before_by
    return " ".join(words[2:]) if is_led else " ".join(words)


def _is_led_elsewhere(words: list[str], language: Language) -> bool:
    """Whether a language without rules says "by" first; "Von Trapp" is a name."""
    if not words or words[0] not in BY:
        return False
    rest = words[1:]
    is_nobody = " ".join(rest).lower() in language.bylines.nobody
    return is_nobody or (len(rest) > 1 and not rest[0][0].islower())


def _is_office(piece: str, language: Language) -> bool:
    first = piece.lower().split(maxsplit=1)[0]
    return (
        _is_role(piece, language)
        or piece.lower() in language.bylines.agencies
        or first in language.bylines.role_joints
    )


def _is_role(piece: str, language: Language) -> bool:
    """ "Staff Writer", "AP Auto Writer", "reporter for The Gull"."""
    words = [word.strip(".,").lower() for word in piece.split()]
    roles = language.bylines.roles
    return bool(words) and (
        words[-1] in roles
        or any(
            word in roles and after in language.bylines.role_joints
            for word, after in pairwise(words)
        )
    )
