"""Entities: who an article names, and what kind of thing each is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from corpus.attribution.initials import initials_of
from corpus.attribution.mentions import Mention
from corpus.attribution.parsing import Parse
from corpus.languages.speech import NameWords

_LONGEST_AGE = 2  # digits: "Peak 2, 140, burned" is no person
_AGENTS = ("er", "or", "man", "woman", "ist")


class EntityType(StrEnum):
    """What kind of thing a name names, as far as it shows."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(eq=False)
class Entity:
    """One bearer of a name within an article, in its order of mention.

    One who is `open` has a name that several bear, of whom it cannot be told which is meant. The
    article may say that somebody is `missing` or `dead`.
    """

    mentions: list[Mention] = field(default_factory=list)
    describers: frozenset[str] = frozenset()
    type: EntityType = EntityType.UNKNOWN
    gender: str | None = None
    initials: frozenset[str] = frozenset()
    open: bool = False
    missing: bool = False
    dead: bool = False

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.describers |= mention.describers
        self.__dict__.pop("fullest", None)

    def sort(self) -> None:
        """Bring the mentions into the order of the text."""
        self.mentions.sort(key=lambda mention: mention.name)
        self.__dict__.pop("fullest", None)

    @cached_property
    def fullest(self) -> Mention:
        """The mention with the longest name, in capitals only if all are; the first of those.

        Of an organisation's one with whose it is.
        """
        thing = self.type is not EntityType.PERSON
        return max(
            self.mentions,
            key=lambda m: (
                len(m.words),
                thing and m.owner is not None,
                m.suffix is not None,
                not m.shouted,
            ),
        )

    def last_before(self, token: int) -> int:
        """Where it was last named before `token`; -1 where it was not."""
        return max((m.name[0] for m in self.mentions if m.name[0] < token), default=-1)


def ends_with(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a name's last words are these, one or more."""
    return name[-len(words) :] == words


def _gender_of_name(mention: Mention, words: NameWords) -> str | None:
    if len(mention.words) < 2:
        return None
    forename, known = mention.words[0].split("-")[0], words.female | words.male
    if len(mention.words) > 2 and forename not in known and forename.endswith(_AGENTS):
        forename = mention.words[1]  # "Hall of Famer Adam Bell", "Goalkeeper Ada Bell"
    return "female" if forename in words.female else "male" if forename in words.male else None


def learn(parse: Parse, entity: Entity, mention: Mention) -> None:
    """Take from a mention what it tells of who is named: kind, gender and initials."""
    describers = {word.rstrip(".") for word in mention.describers}
    _learn_type(parse, entity, mention, describers)
    _learn_gender(entity, mention, describers, parse.speech.names)
    if len(mention.words) > 1:
        _learn_initials(parse, entity, mention)
    first = parse.slice((mention.name[0], mention.name[0] + 1))
    acronym = len(mention.words) == 1 and len(first) > 1 and first.isupper()
    if entity.type is EntityType.UNKNOWN and acronym:  # "WHO"
        entity.type = EntityType.ORGANISATION


def _learn_type(parse: Parse, entity: Entity, mention: Mention, describers: set[str]) -> None:
    words = parse.speech.names
    seat = len(mention.words) > 1 and mention.words[-1] in words.seats
    if seat or words.is_organisation(mention.words):
        entity.type = EntityType.ORGANISATION
    elif entity.type is EntityType.UNKNOWN and describers & _offices(words, mention):
        entity.type = EntityType.PERSON
    if describers & words.courtesies or mention.suffix:
        entity.type = EntityType.PERSON
    person = _is_who(parse, mention) or _is_family_first(parse, mention)
    if entity.type is EntityType.UNKNOWN and person:
        entity.type = EntityType.PERSON
    before = mention.phrase[0] - 1
    article = before >= 0 and parse.words[before] in parse.speech.grammar.the
    if entity.type is EntityType.UNKNOWN and article:  # "the Lantern": nobody's name
        entity.type = EntityType.ORGANISATION


def _offices(words: NameWords, mention: Mention) -> frozenset[str]:
    """What only a person is: "the operator Ada Bell", but "the operator Halder" is a company."""
    offices = words.titles | words.roles
    return offices - words.businesses if len(mention.words) == 1 else offices


def _is_who(parse: Parse, mention: Mention) -> bool:
    """ "Ada Bell, who guides visitors", "Ada Bell, 58, guides visitors" """
    after = parse.words[mention.name[1] : mention.name[1] + 3]
    if len(after) < 2 or after[0] != ",":
        return False
    aged = after[1].isdigit() and len(after[1]) <= _LONGEST_AGE and after[2:] == [","]
    return after[1] in parse.speech.grammar.who or (aged and len(mention.words) > 1)


def _is_family_first(parse: Parse, mention: Mention) -> bool:
    """ "Yun Seo-jin" """
    first, *rest = mention.words
    return len(rest) == 1 and "-" in rest[0] and first in parse.language.offices.family_first


def _learn_gender(entity: Entity, mention: Mention, describers: set[str], words: NameWords) -> None:
    named = _gender_of_name(mention, words)
    if named is not None and entity.type is not EntityType.ORGANISATION:
        entity.type, entity.gender = EntityType.PERSON, named
        return
    for told in (mention.titles, describers):  # "Prince" before what an apposition may say
        if entity.gender is None and told & words.women:
            entity.gender = "female"
        elif entity.gender is None and told & words.men:
            entity.gender = "male"


def _is_dateline(parse: Parse, mention: Mention, given: str) -> bool:
    """Whether it is "Hong Kong (CNN)" at the start of a line, whose letters the name lacks."""
    line = parse.paragraphs[parse.paragraph[mention.phrase[0]]][0]
    if mention.phrase[0] != line:
        return False
    letters = iter("".join(mention.words))
    return not all(letter in letters for letter in given)


def _learn_initials(parse: Parse, entity: Entity, mention: Mention) -> None:
    """The letters that the name may be shortened to, and those in brackets after it."""
    if entity.type is not EntityType.PERSON:
        entity.initials |= initials_of(mention.words, parse.language)
    stop = mention.name[1]
    if stop + 1 >= len(parse) or parse.words[stop] != "(":
        return
    given = parse.slice((stop + 1, stop + 2))
    if given.isupper() and len(given) >= 2 and not _is_dateline(parse, mention, given.lower()):
        entity.initials |= {given.lower()}
        if entity.type is EntityType.UNKNOWN:
            entity.type = EntityType.ORGANISATION
