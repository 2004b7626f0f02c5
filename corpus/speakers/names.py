"""Names: what a speaker is called, in parts that can be compared with another article's.

"President Barack H. Obama" is the person Obama with the forenames Barack and H.; "the U.S.
Geological Survey" is an organisation by the words of its name; "local officials" is a description,
and nobody's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from corpus.attribution.initials import initials_of
from corpus.attribution.nations import nation_of
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language


class NameKind(StrEnum):
    """What a speaker is, as far as the name and the article tell."""

    PERSON = "person"
    ORGANISATION = "organisation"
    NATION = "nation"
    DESCRIPTION = "description"
    NOBODY = "nobody"
    OPEN = "open"
    """A name of one word, or one that might be a person's as well as a group's."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts, all folded. `shown` is the name as it is written, without titles.

    A person has a `surname` and `forenames`; of anybody else `words` are what is compared.
    """

    kind: NameKind
    shown: str
    words: tuple[str, ...]
    surname: str = ""
    forenames: tuple[str, ...] = ()
    suffix: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it is a person's name with a forename, or might be."""
        return bool(self.surname and self.forenames)

    @property
    def acronym(self) -> str:
        """The name itself, in lower case, if it looks like initials; else nothing."""
        word = self.shown.replace(".", "").removesuffix("’s").removesuffix("'s")
        return word.lower() if re.fullmatch(r"[A-Z][A-Za-z]?[A-Z&]+\d*", word) else ""

    @property
    def initials(self) -> frozenset[str]:
        """The letters that a name of several words may be shortened to."""
        words = tuple(fold(self.shown).split())
        return initials_of(words, ENGLISH) if len(words) > 1 else frozenset()


_LONGEST = 5  # words of a person's name, particles included
_NEVER = re.compile(r"^[\d\W_]+$")


@lru_cache(maxsize=65_536)
def read_name(
    name: str,
    *,
    role: bool = False,
    state: tuple[str, str] | None = None,
    language: Language = ENGLISH,
) -> Name:
    """The parts of a name. `role`: the article says of its bearer what only a person is.

    `state` is a word of the name, in lower case, and the state that the article means by it.
    """
    shown = _tidied(name, language)
    tokens = shown.split()
    if _is_nobody(shown, tokens, language):
        return Name(NameKind.NOBODY, shown, (fold(shown),))
    if state is not None and (told := _of_state(shown, tokens, state, language)) is not None:
        return told
    seat = shown.lower() in language.offices.seats
    if nation_of(shown) is not None and (seat or not role):
        return Name(NameKind.NATION, _usual(shown), (fold(_usual(shown)),))
    if not tokens[-1][0].isupper() and not _is_suffix(tokens[-1]):
        return _described(shown, tokens, language)
    if tokens[0][0].islower() and tokens[0].lower() not in _particles(language):
        return _described(shown, tokens, language)
    member = tokens[-1].lower().removesuffix("s")
    if (
        member in language.offices.members
        or (len(tokens) == 1 and _is_generic(tokens[0], language, role=role))
        or _is_any_office(tokens, language)
    ):
        return Name(NameKind.DESCRIPTION, shown, (fold(shown),))
    bare = _without_titles(tokens, language)
    stripped = len(bare) < len(tokens)
    if _is_organisation(bare, shown, language, titled=stripped):
        shown = " ".join(tokens)
        return Name(NameKind.ORGANISATION, _usual(shown), _canonical(tokens, language))
    return _person(bare, language, certain=role or stripped)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """For comparing: in lower case, without accents, full stops and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ł", "l"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[.'’`]", "", plain).replace("‐", "-").replace("‑", "-").strip()


def _tidied(name: str, language: Language) -> str:
    text = " ".join(name.split()).strip(' ,;:"“”‘’()[]')
    text = re.sub(r"\bU\. (?=[KNS]\.)", "U.", text)  # "U. S. Army", as some type it
    words = text.split(" ")
    while len(words) > 1 and words[0].lower() in language.speech.grammar.articles:
        words = words[1:]
    return " ".join(words)


def _is_nobody(shown: str, tokens: Sequence[str], language: Language) -> bool:
    grammar, names = language.speech.grammar, language.speech.names
    if not shown or _NEVER.match(shown) or "@" in shown or "http" in shown:
        return True
    if len(tokens) == 1:
        word = shown if len(shown) > 1 and shown.isupper() else shown.lower()  # "US" is not "us"
        return (
            word in grammar.no_name
            or word in grammar.personal
            or word in grammar.free_relatives
            or word in language.writing.openers
            or word in language.dates.months
            or word in language.dates.weekdays
            or word in names.documents
        )
    return len(tokens) > 12 or any(mark in shown for mark in "\n…?!")


def _of_state(
    shown: str, tokens: Sequence[str], state: tuple[str, str], language: Language
) -> Name | None:
    """The state itself, or a body of it by whatever word: "the Norlandish army"."""
    word, name = state
    if shown.lower() == word == name.lower():
        return Name(NameKind.NATION, shown, (fold(shown),))
    owned = [name if _without_possessive(token).lower() == word else token for token in tokens]
    bodies = language.offices.of_nations | language.speech.names.organisations
    if owned == list(tokens) or bodies.isdisjoint(token.lower() for token in tokens):
        return None
    return Name(NameKind.ORGANISATION, shown, _canonical(owned, language))


def _described(shown: str, tokens: Sequence[str], language: Language) -> Name:
    """ "Norland's defence ministry" is as good as a name; "local officials" is nobody's."""
    words = _canonical(tokens, language)
    nations = {fold(nation) for nation in language.speech.nations.values()}
    bodies = language.offices.of_nations
    if tokens[-2:-1] == ["of"] and tokens[-1].islower():  # "Norland's chief of staff"
        return Name(NameKind.DESCRIPTION, shown, (fold(shown),))
    of_nation = tokens[-1].lower() in bodies and not nations.isdisjoint(words)
    if of_nation or _is_owned_body(tokens, language):
        return Name(NameKind.ORGANISATION, shown, words)
    return Name(NameKind.DESCRIPTION, shown, (fold(shown),))


def _is_owned_body(tokens: Sequence[str], language: Language) -> bool:
    """ "Norland's army", "the army of Norland", whether or not Norland is a nation of the list."""
    bodies, first = language.offices.of_nations, tokens[0]
    if tokens[-1].lower() in bodies and first[0].isupper():
        return _without_possessive(first) != first
    of = next((k for k, token in enumerate(tokens) if token in language.speech.names.of), 0)
    return 0 < of < len(tokens) - 1 and tokens[of - 1].lower() in bodies and tokens[-1][0].isupper()


def _without_possessive(token: str) -> str:
    """ "Norland" of "Norland's"."""
    return re.sub(r"(?<=\w)['’]s$|(?<=s)['’]$", "", token)


def _without_titles(tokens: Sequence[str], language: Language) -> list[str]:
    """The name after what is said of its bearer: titles, an office cut in two, a party."""
    names, offices = language.speech.names, language.offices
    told = names.titles | names.roles | offices.departments | names.address
    around = told | offices.modifiers
    nations = language.speech.nations
    last = -1
    for k, token in enumerate(tokens[:-1]):
        word = token.lower().rstrip(".")
        if word in told or (
            word in around and last >= 0 and tokens[k - 1].lower() in offices.inside
        ):
            last = k
        elif last >= 0 and word in offices.inside:
            continue  # "Secretary of the Interior Ada Bell"
        elif word in around or word.removesuffix("’s").removesuffix("'s") in nations:
            continue
        elif word in names.female | names.male or not _goes_on(tokens, k, told):
            break  # "CNN Meteorologist Chad Myers" goes on
    if last < 0 and len(tokens) > 2 and tokens[1].lower() in names.female | names.male:
        place = tokens[0].lower()
        last = 0 if place in nations and place not in offices.shared else last
    rest = list(tokens[last + 1 :])
    body = " ".join(tokens[-2:]).lower() in names.bodies  # "General Staff"
    if body or (last >= 0 and names.organisations & {t.lower() for t in rest}):
        return list(tokens)  # "Justice Department"
    if last >= 0 and not _may_be_name(rest, language):
        return list(tokens)  # "Gen Z", "the judge Tuesday", "MP after MP"
    if last >= 0 and len(rest) == 1:
        before = tokens[last].lower().rstrip(".")
        if before in offices.part_of_name:
            return list(tokens)[last:]
        if before in names.roles - names.titles - names.kin - offices.departments:
            return list(tokens)  # "Federal Student Aid"
    return rest


def _may_be_name(rest: Sequence[str], language: Language) -> bool:
    """Whether what is left without the titles may be what somebody is called."""
    names, first = language.speech.names, rest[0].lower()
    if rest[0][0].islower() and first not in _particles(language):
        return False
    alone = len(rest) == 1
    return not (alone and (len(first.rstrip(".")) == 1 or first in names.days | names.titles))


def _goes_on(tokens: Sequence[str], k: int, told: frozenset[str]) -> bool:
    return k + 2 < len(tokens) and tokens[k + 1].lower().rstrip(".") in told


def _is_organisation(
    tokens: Sequence[str], shown: str, language: Language, *, titled: bool
) -> bool:
    names = language.speech.names
    lows = [token.lower() for token in tokens]
    if len(tokens) == 1:
        return bool(re.fullmatch(r"[A-Z][A-Z&.-]+\d*s?|[A-Z][a-z][A-Z]", shown))
    forename = lows[0] in names.female | names.male
    if not forename and (names.is_organisation(lows) or {"of", "for", "&", "and"} & set(lows)):
        return True
    nations = language.speech.nations
    return not (forename or titled) and (
        not {lows[0], " ".join(lows[:2])}.isdisjoint(nations)
        or lows[0].rstrip(".") in ("us", "uk", "eu", "un")
    )


def _person(tokens: Sequence[str], language: Language, *, certain: bool) -> Name:
    words = [fold(token) for token in tokens]
    suffix = ""
    if len(words) > 1 and _is_suffix(tokens[-1]):
        suffix = words.pop()
    words = [word.strip(",") for word in words if word.strip(",")]
    shown = " ".join(tokens)
    names = language.speech.names
    particles = _particles(language)
    first = len(words)
    forename = words[0] in names.female | names.male | names.read_as.keys()
    initial = len(words[0]) == 1
    kind = NameKind.PERSON if certain or (forename and first > 1) or initial else NameKind.OPEN
    if first == 1:
        return Name(kind, shown, tuple(words), surname=_usual_surname(words[0]), suffix=suffix)
    given = words[:-1]
    while given and given[-1] in particles:
        given.pop()
    if len(words) > _LONGEST:
        return Name(NameKind.OPEN, shown, tuple(words))
    return Name(
        kind,
        shown,
        tuple(words),
        surname=_usual_surname(words[-1]),
        forenames=tuple(map(_usual_forename, given)),
        suffix=suffix,
    )


def _particles(language: Language) -> frozenset[str]:
    return language.speech.names.particles | {"der", "den", "di", "du", "el", "ter"}


def surnames(name: Name) -> tuple[str, ...]:
    """By what a bare surname may mean this person: "Xi" is Xi Jinping."""
    if (
        name.words
        and len(name.words) > 1
        and name.words[0] in ENGLISH.offices.family_first
        and name.surname
    ):
        return (name.surname, name.words[0])
    return (name.surname,) if name.surname else ()


def _usual_surname(word: str) -> str:
    """One form of those that Russian and Ukrainian names are written in."""
    return re.sub(r"(?<=[sc]k)(?:yy|iy|ii|yi|i|y)$", "y", word)


def _usual_forename(word: str) -> str:
    word = re.sub(r"(?<=[^aeiou])(?:yy|iy|ii|yi)$", "y", word)
    return re.sub(r"(?<=[a-z])(?:ey|ei)$", "ei", word) if len(word) > 4 else word


def _is_generic(token: str, language: Language, *, role: bool) -> bool:
    """ "Judge", "Council", "Times": with no more it is nobody's name, and may be many a one's."""
    names, word = language.speech.names, token.lower()
    if word in names.titles | names.roles:
        return True
    return not role and word in language.offices.departments | names.organisations


def _is_any_office(tokens: Sequence[str], language: Language) -> bool:
    """ "Sheriff's Office": with no more it may be any county's."""
    names = language.speech.names
    owners = [token.lower() for token in tokens[:-1]]
    owned = bool(owners) and owners[-1].endswith(("'s", "\u2019s"))
    held = names.titles | names.roles | language.offices.departments
    return (
        owned
        and tokens[-1].lower() in names.organisations
        and all(owner.removesuffix("'s").removesuffix("\u2019s") in held for owner in owners)
    )


def _is_suffix(token: str) -> bool:
    return fold(token).strip(",") in ENGLISH.speech.names.suffixes


def _usual(shown: str) -> str:
    """ "U.S. Army" as "US Army"."""
    return re.sub(r"\b((?:[A-Z]\.){2,})(?!\w)", lambda m: m[1].replace(".", ""), shown)


def _canonical(tokens: Sequence[str], language: Language) -> tuple[str, ...]:
    """The words of an organisation's name in one order and spelling."""
    nations = language.speech.nations
    offices = language.offices
    words: list[str] = []
    joined = " ".join(tokens)
    joined = re.sub(r"\b(?:United States(?: of America)?|U\.S\.A?\.?)(?!\w)", "US", joined)
    joined = re.sub(r"\b(?:United Kingdom|U\.K\.?)(?!\w)", "UK", joined)
    civic = tokens[-1].lower() in offices.civic
    for token in joined.split():
        word = re.sub(r"['’]s?$", "", token).lower()
        if word in offices.inside:
            continue
        of_city = civic and word in offices.capitals  # "Moscow's City Council" is not Russia's
        nation = nations.get(word) if token[0].isupper() and not of_city else None
        words.append(fold(nation) if nation else offices.spelt.get(fold(word), fold(word)))
    return tuple(words) if offices.of_nations.isdisjoint(words) else tuple(sorted(words))
