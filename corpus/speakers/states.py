"""States that no list has: what an article gives ministers, an army or an embassy of its own.

"Norland's foreign minister" makes Norland one, and "the Norlandish army" is its army. A region or
an armed group that governs counts as well: whoever speaks for its ministry speaks for it. A
person's name never does: "Bell's interior minister" is not of a state called Bell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache

from corpus.attribution.joint_offices import holders_in
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.speakers.names import fold

_CAPITALISED = re.compile(r"(?<![\w’'-])[A-Z][\w-]*[a-z](?![\w-])")
_ARMY = re.compile(r"Army of the [A-Z]")
_NAME = r"[A-Z][\w-]*[a-z](?: [A-Z][\w-]*[a-z])?"
_PERSON = r"[A-Z][\w-]+ [A-Z][\w-]+"
_OFFICE = r"(?P<office>(?:[A-Za-z-]+ ){0,3}?)"
# Letters that a word for a people has of its state: "Varnish". Set by hand; not measured.
_SHORTEST_ROOT = 4
# What a state's name may go on with where the word for its people ends otherwise: Norlandia.
_ENDINGS = ("", "a", "e", "i", "ia", "o", "y")


@lru_cache(maxsize=16)
def states_in(text: str, language: Language = ENGLISH) -> Mapping[str, str]:
    """The states by each word for them, in lower case: the name, and what its people are called."""
    capitalised = frozenset(_CAPITALISED.findall(text)) - {
        word.title() for word in language.speech.nations
    }
    names = {*_owners(text, language), *_by_people(text, capitalised, language)}
    found = {name.lower(): name for name in sorted(names)}
    for name in sorted(names):
        found |= {word.lower(): name for word in capitalised if _is_of(word, name, language)}
    return found


def _owners(text: str, language: Language) -> Iterator[str]:
    """Whose a minister or an army is: "Norland's foreign minister", "the army of Norland".

    Also "Norland's Ada Bell, the foreign minister" and "the foreign minister of Norland".
    """
    for match in _owned(language).finditer(text):
        name = match["owner"] or match["of"] or match["led"] or match["after"]
        if is_army_of_its_own(match[0]):
            continue
        first, _, rest = name.partition(" ")
        name = rest if first.lower() in language.writing.openers else name
        if _is_office(match["office"] or "", language) and _may_be_state(name, text, language):
            yield name
    for _, holders in holders_in(text, language):
        for one in holders:
            *kind, office = one.office.split()
            ministers = office.removesuffix("s") in language.offices.governing
            name = one.place.of(text) if one.place is not None else ""
            of_state = not language.offices.of_states.isdisjoint(kind)
            if ministers and of_state and _may_be_state(name, text, language):
                yield name


def is_army_of_its_own(words: str) -> bool:
    """ "The Army of the Lower Valley", which is a name, and not "the army of Norland"."""
    return _ARMY.match(words) is not None


def _by_people(text: str, capitalised: Collection[str], language: Language) -> Iterator[str]:
    """Whose "the Norlandish army" is, where the text has "Norland" as well."""
    for match in _of_people(language).finditer(text):
        names = [name for name in capitalised if _is_of(match["people"], name, language)]
        office = _is_office(match["office"], language)
        if office and len(names) == 1 and _may_be_state(names[0], text, language):
            yield names[0]


def _is_of(word: str, name: str, language: Language) -> bool:
    """Whether a word is what the people of a name are called: "Norlandish" of Norland."""
    folded, whole = fold(word), fold(name)
    for ending in language.offices.peoples:
        root = folded.removesuffix(ending)
        if root != folded and len(root) >= _SHORTEST_ROOT and whole.startswith(root):
            return whole.removeprefix(root) in _ENDINGS
    return False


def _is_office(words: str, language: Language) -> bool:
    """Whether nothing but words of office stand before the minister: "deputy defence"."""
    offices = language.offices
    return offices.modifiers | offices.heads | offices.within >= set(words.lower().split())


def _may_be_state(name: str, text: str, language: Language) -> bool:
    """Whether a name is no nation of the list, no word of office and no person of the article."""
    names, offices = language.speech.names, language.offices
    words, openers = name.lower().split(), language.writing.openers
    told = names.titles | names.roles | names.organisations | names.days | names.portfolios
    told |= offices.heads | offices.modifiers | offices.former | offices.against | openers
    people = names.female | names.male
    told |= language.speech.nations.keys()
    if not words or not told.isdisjoint([*words, name.lower()]):
        return False
    if words[0] in people or re.search(rf"\b{re.escape(name.lower())}\b", text):
        return False
    titled = names.titles | names.roles | names.address | people
    before = re.findall(rf"(\w[\w-]*)\.? {re.escape(name)}(?![\w-])", text)
    return not any(
        word.lower() in titled or (word[0].isupper() and word.lower() not in openers | names.days)
        for word in before
    )


@cache
def _owned(language: Language) -> re.Pattern[str]:
    governing, bodies = language.offices.governing, language.offices.ruling
    of_states = "|".join(language.offices.of_states)
    return re.compile(
        rf"(?<![\w’'-])(?P<owner>{_NAME})['’]s? (?:{_PERSON}, (?:the |its )?)?{_OFFICE}"
        rf"(?i:{'|'.join(governing | bodies)})\b"
        rf"|\b(?i:{'|'.join(bodies)}) of (?:the )?(?P<of>{_NAME})"
        rf"|\b(?i:(?:{of_states}) ministers?) of (?:the )?(?P<led>{_NAME})"
        rf"|\b(?i:(?:{of_states}) minister) (?:[A-Z][\w.-]+ ){{2,4}}of (?:the )?(?P<after>{_NAME})"
    )


@cache
def _of_people(language: Language) -> re.Pattern[str]:
    endings = "|".join(language.offices.peoples)
    governing = "|".join(language.offices.governing | language.offices.ruling)
    return re.compile(
        rf"(?<![\w’'-])(?P<people>[A-Z][\w-]*(?:{endings})) {_OFFICE}(?i:{governing})\b"
    )
