"""Entities: which of an article's mentions name the same, and what kind of thing that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.attribution.mentions import Mention, mentions
from corpus.attribution.parsing import Parse
from corpus.languages.speech import NameWords


class EntityType(StrEnum):
    """What kind of thing a name names, as far as it shows."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass
class Entity:
    """One bearer of a name within an article, in its order of mention."""

    mentions: list[Mention] = field(default_factory=list)
    type: EntityType = EntityType.UNKNOWN
    gender: str | None = None
    acronym: str | None = None

    @property
    def fullest(self) -> Mention:
        """The mention with the longest name; the first of those."""
        return max(self.mentions, key=lambda mention: len(mention.words))

    @property
    def describers(self) -> frozenset[str]:
        return frozenset().union(*(mention.describers for mention in self.mentions))

    def last_before(self, token: int) -> int:
        """Where it was last named before `token`; -1 where it was not."""
        return max((m.name[0] for m in self.mentions if m.name[0] < token), default=-1)


def find_entities(parse: Parse) -> list[Entity]:
    """The named entities of an article, in the order of their first mention."""
    entities: list[Entity] = []
    for mention in mentions(parse):
        entity = _known(entities, mention, parse.speech.names)
        if entity is None:
            entity = Entity()
            entities.append(entity)
        entity.mentions.append(mention)
        _learn(parse, entity, mention)
    return entities


def _known(entities: list[Entity], mention: Mention, words: NameWords) -> Entity | None:
    """The entity that a later mention names again, most recent first."""
    for entity in reversed(entities):
        for earlier in entity.mentions:
            if earlier.words == mention.words:
                return entity
    if len(mention.words) == 1 and mention.words[0] in words.organisations:
        longer = [entity for entity in entities if len(entity.fullest.words) > 1]
        named = [entity for entity in longer if ends_with(entity.fullest.words, mention.words)]
        return named[0] if len(named) == 1 else None  # of two legions, "the Legion" is neither
    joined = "".join(mention.words)
    for entity in reversed(entities):
        if entity.acronym == joined:
            return entity
        if _is_short_for(mention, entity):
            return entity
    return None


def ends_with(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a name's last words are these, one or more."""
    return name[-len(words) :] == words


def _is_short_for(mention: Mention, entity: Entity) -> bool:
    """A surname after the full name; any single name of a person."""
    full = entity.fullest.words
    if entity.type is EntityType.ORGANISATION or not len(mention.words) < len(full):
        return False
    forename = entity.type is EntityType.PERSON and full[:1] == mention.words
    return forename or ends_with(full, mention.words)


def _gender_of_name(mention: Mention, words: NameWords) -> str | None:
    if len(mention.words) < 2:
        return None
    forename = mention.words[0]
    return "female" if forename in words.female else "male" if forename in words.male else None


def _learn(parse: Parse, entity: Entity, mention: Mention) -> None:
    describers = {word.rstrip(".") for word in mention.describers}
    _learn_type(parse, entity, mention, describers)
    _learn_gender(entity, mention, describers, parse.speech.names)
    if entity.acronym is None and len(mention.words) > 1:
        _learn_acronym(parse, entity, mention)
    first = parse.slice((mention.name[0], mention.name[0] + 1))
    acronym = len(mention.words) == 1 and len(first) > 1 and first.isupper()
    if entity.type is EntityType.UNKNOWN and acronym:  # "WHO"
        entity.type = EntityType.ORGANISATION


def _learn_type(parse: Parse, entity: Entity, mention: Mention, describers: set[str]) -> None:
    words = parse.speech.names
    if not words.organisations.isdisjoint(mention.words):
        entity.type = EntityType.ORGANISATION
    elif entity.type is EntityType.UNKNOWN and describers & (words.titles | words.roles):
        entity.type = EntityType.PERSON
    if describers & words.courtesies:
        entity.type = EntityType.PERSON
    before = mention.phrase[0] - 1
    article = before >= 0 and parse.words[before] in parse.speech.grammar.the
    if entity.type is EntityType.UNKNOWN and article:  # "the Lantern": nobody's name
        entity.type = EntityType.ORGANISATION


def _learn_gender(entity: Entity, mention: Mention, describers: set[str], words: NameWords) -> None:
    named = _gender_of_name(mention, words)
    if named is not None and entity.type is not EntityType.ORGANISATION:
        entity.type, entity.gender = EntityType.PERSON, named
    elif entity.gender is None and describers & words.women:
        entity.gender = "female"
    elif entity.gender is None and describers & words.men:
        entity.gender = "male"


def _learn_acronym(parse: Parse, entity: Entity, mention: Mention) -> None:
    """The initials, or the capitals in brackets after the name."""
    inside = parse.speech.names.inside
    initials = "".join(word[0] for word in mention.words if word not in inside)
    entity.acronym = initials if len(initials) >= 2 else None
    stop = mention.name[1]
    if stop + 1 >= len(parse) or parse.words[stop] != "(":
        return
    given = parse.slice((stop + 1, stop + 2))
    if given.isupper() and len(given) >= 2:
        entity.acronym = given.lower()
        if entity.type is EntityType.UNKNOWN:
            entity.type = EntityType.ORGANISATION
