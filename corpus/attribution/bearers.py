"""Bearers: which mentions name the same, and whose name "Bell" is where several are called so.

By Mr and Ms, by office, by who was called so while nobody else had been named, by who is alive and
there. What none of these decides stays open.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.attribution.entities import Entity, EntityType, ends_with, learn
from corpus.attribution.mentions import Mention, mentions, whose
from corpus.attribution.parsing import Parse
from corpus.attribution.treebank import SUBJECTS
from corpus.languages.speech import NameWords, Words

_NEAR = 1  # paragraphs within which another bearer of a surname makes it doubtful


def find_entities(parse: Parse) -> list[Entity]:
    """The named entities of an article, in the order of their first mention.

    Full names come first, so that a surname may stand before the name that tells whose it is.
    """
    found = mentions(parse)
    entities: list[Entity] = []
    for mention in found:
        if len(mention.words) > 1:
            _assign(parse, entities, _bearer_of_full(parse, entities, mention), mention)
    for entity in entities:
        entity.missing, entity.dead = _is_missing(parse, entity), _is_dead(parse, entity)
    full = tuple(entities)
    for mention in found:
        if len(mention.words) == 1:
            bearer = _bearer_of_short(parse, full, entities, mention)
            _assign(parse, entities, bearer, mention)
    for entity in entities:
        entity.sort()
    for entity in entities:
        entity.gender = entity.gender or _gender_of_owner(parse, entity, entities)
    return sorted(entities, key=lambda entity: entity.mentions[0].name)


def _gender_of_owner(parse: Parse, entity: Entity, entities: Sequence[Entity]) -> str | None:
    """By "her" in "President Bell dismissed her minister", unless it may be another woman's."""
    if entity.type is not EntityType.PERSON:
        return None
    for mention in entity.mentions:
        head = mention.name[1] - 1
        if parse.deps[head] != "nsubj":
            continue
        objects = (k for k in parse.children[parse.heads[head]] if parse.deps[k] == "dobj")
        for owner in (m for k in objects for m in parse.children[k] if parse.deps[m] == "poss"):
            gender = parse.speech.grammar.personal.get(parse.words[owner])
            start = parse.paragraphs[parse.paragraph[owner]][0]
            others = (e for e in entities if e is not entity and e.gender == gender)
            named = (m for e in others for m in e.mentions if start <= m.name[0] < owner)
            if gender is not None and next(named, None) is None:
                return gender
    return None


def _assign(parse: Parse, entities: list[Entity], entity: Entity | None, mention: Mention) -> None:
    if entity is None:
        entity = Entity()
    if entity not in entities:
        entities.append(entity)
    entity.add(mention)
    learn(parse, entity, mention)


def _bearer_of_full(parse: Parse, entities: list[Entity], mention: Mention) -> Entity | None:
    """The entity that a later mention names in full again, most recent first."""
    words = parse.speech.names
    same = [e for e in reversed(entities) if _is_same_name(parse, e, mention)]
    same = _of_owner(parse, same, mention)
    if mention.suffix is None and len(same) > 1:
        same = [e for e in same if e.fullest.suffix is None] or same
    if len(same) == 1 and _is_namesake(parse, same[0], mention):
        return None
    if sum(e.mentions[0].words == mention.words for e in same) > 1:
        return _open(entities, mention)
    if same:
        return same[0]
    joined = "".join(mention.words)
    for entity in reversed(entities):
        if joined in entity.initials or _is_part_of(mention, entity, words):
            return entity if _of_owner(parse, [entity], mention) else None
    return None


def _of_owner(parse: Parse, entities: Sequence[Entity], mention: Mention) -> list[Entity]:
    """Of those of one name who may be the one of this owner: two ministries have two.

    A person is the same in whoever's words; a name without an owner is the one told so before.
    """
    owner = whose(parse, mention)
    owners = {entity: owner_of(parse, entity) for entity in entities}
    if owner is not None:
        people = {e for e in entities if e.type is EntityType.PERSON and not e.open}
        return [e for e in entities if e in people or owners[e] == owner]
    alone = [entity for entity in entities if owners[entity] is None]
    return alone if 0 < len(alone) == len(entities) - 1 else list(entities)


def owner_of(parse: Parse, entity: Entity) -> str | None:
    """Whose it is, by any of its mentions; a person is nobody's."""
    if entity.type is EntityType.PERSON:
        return None
    return next((owner for m in entity.mentions if (owner := whose(parse, m))), None)


def _open(entities: list[Entity], mention: Mention) -> Entity:
    """The entity of a name that several bear."""
    known = (e for e in entities if e.open and e.mentions[0].words == mention.words)
    return next(known, None) or Entity(type=EntityType.PERSON, open=True)


def _is_same_name(parse: Parse, entity: Entity, mention: Mention) -> bool:
    """Whether it is the same name, but for an initial or a second forename: "Paul D. Ryan".

    Or for a short form of the forename, "Bill" for "William".
    """
    words = parse.speech.names
    for earlier in entity.mentions:
        if mention.suffix and earlier.suffix and mention.suffix != earlier.suffix:
            return False
    full = entity.fullest
    if mention.suffix and not full.suffix and entity.mentions[0].words == mention.words:
        return False
    if any(earlier.words == mention.words for earlier in entity.mentions):
        return True
    one, other = full.words, mention.words
    if len(one) == len(other) == 2 and one[1] == other[1]:
        full_of = parse.language.offices.nicknames
        return one[0] in full_of.get(other[0], ()) or other[0] in full_of.get(one[0], ())
    if entity.type is EntityType.ORGANISATION or len(one) == len(other):
        return False
    forename = one[0] in words.female or one[0] in words.male
    short, long = sorted((one, other), key=len)
    return forename and len(short) == 2 and (long[0], long[-1]) == short


def _is_namesake(parse: Parse, entity: Entity, mention: Mention) -> bool:
    """Whether "Tom Bell and his son, Tom Bell" are two, who are told apart by nothing after."""
    last, start = entity.mentions[-1], mention.phrase[0]
    if parse.sentence[last.name[0]] != parse.sentence[start] or last.words != mention.words:
        return False
    before = {parse.words[k] for k in range(max(last.name[1], start - 2), start)}
    return not before.isdisjoint(parse.speech.names.kin)


def _is_part_of(mention: Mention, entity: Entity, words: NameWords) -> bool:
    full = entity.fullest.words
    if entity.type is EntityType.ORGANISATION or not len(mention.words) < len(full):
        return False
    first, _, rest = full[-1].partition("-")  # "al-Baghdadi" is called "Baghdadi" as well
    return ends_with(full, mention.words) or (first in words.particles and (rest,) == mention.words)


def _bearer_of_short(
    parse: Parse, full: Sequence[Entity], entities: list[Entity], mention: Mention
) -> Entity | None:
    """Whose single name it is: a surname, initials, or what a person goes by."""
    words = parse.speech.names
    if mention.words[0] in words.organisations:
        named = [
            e
            for e in full
            if ends_with(e.fullest.words, mention.words) or _is_headed(parse, e, mention)
        ]
        named = _of_owner(parse, named, mention)
        return named[0] if len(named) == 1 else None  # of two legions, "the Legion" is neither
    again = [e for e in entities if not e.open and e.mentions[0].words == mention.words]
    if not mention.titles and any(e.type is EntityType.ORGANISATION for e in again):
        return again[0]
    called = [e for e in full if not e.open and _is_called(parse, e, mention)] + again
    called = [e for e in called if e.type is EntityType.PERSON] or called
    if _pleads(parse, mention):
        called = [e for e in called if not e.describers & words.counsel]
    bearer = _decide(parse, called, mention) if called else None
    if bearer is not None:
        return bearer
    if len(called) > 1 or (called and mention.titles and _is_other(parse, called[0], mention)):
        return None if mention.titles & words.titles - words.address else _open(entities, mention)
    if called:
        return None
    joined = mention.words[0]
    business = [e for e in full if _is_first_word_of(parse, e, mention)]
    if len(business) == 1 and not mention.titles:
        return business[0]
    short = _of_owner(parse, [e for e in full if joined in e.initials], mention)
    return short[0] if len({owner_of(parse, e) for e in short}) == 1 else None


def _is_first_word_of(parse: Parse, entity: Entity, mention: Mention) -> bool:
    """ "Halder", after "Halder Foods, the sauce maker": a business, and no place or person."""
    names, words = parse.speech.names, entity.fullest.words
    told = entity.describers & names.businesses - names.organisations
    body = words[-1] in names.organisations - names.businesses - names.legal_forms
    known = entity.mentions[0].name < mention.name and entity.type is not EntityType.PERSON
    named = words[:1] == mention.words and mention.words[0] not in parse.speech.nations
    return known and named and bool(told) and not body and not _is_where(parse, mention)


def _is_headed(parse: Parse, entity: Entity, mention: Mention) -> bool:
    """ "The Ministry", after "the Ministry of Defence"."""
    first, link = entity.fullest.words[:2]
    known = entity.mentions[0].name < mention.name
    return known and (first,) == mention.words and link in parse.speech.names.links


def _is_called(parse: Parse, entity: Entity, mention: Mention) -> bool:
    """Whether somebody may be called by this name alone, by this point of the article.

    Before the full name stands, only a person is.
    """
    names = entity.fullest.words
    shown = parse.slice(mention.name)
    if len(shown) > 1 and shown.isupper():
        return False  # "NHK" is no surname
    if entity.type is EntityType.ORGANISATION:
        return ends_with(names, mention.words) and entity.mentions[0].name < mention.name
    surname = _is_part_of(mention, entity, parse.speech.names)
    forename = entity.type is EntityType.PERSON and names[:1] == mention.words
    if not (surname or forename):
        return False
    person = entity.type is EntityType.PERSON
    nation = mention.words[0] in parse.speech.nations
    if entity.mentions[0].name[0] < mention.name[0]:
        return person or not nation
    likely = surname and person and not nation and not _is_relative(parse, entity)
    return likely and not _is_where(parse, mention)


def _pleads(parse: Parse, mention: Mention) -> bool:
    """ "Bell denies it", "Bell, who pleaded guilty": the accused, and no lawyer of that name."""
    head = mention.name[1] - 1
    verbs = [parse.heads[head]] if parse.deps[head] == "nsubj" else []
    verbs += [k for k in parse.children[head] if parse.deps[k] == "relcl"]
    return any(parse.lemmas[k] in parse.speech.cues.pleading for k in verbs)


def _is_where(parse: Parse, mention: Mention) -> bool:
    """ "In Aldmoor" is no person's name, nor is "the Aldmoor"."""
    before = mention.phrase[0] - 1
    grammar = parse.speech.grammar
    return before >= 0 and parse.words[before] in grammar.at_place - grammar.from_whom | grammar.the


def _decide(parse: Parse, called: Sequence[Entity], mention: Mention) -> Entity | None:
    """The one of those who bear a name that is meant, None where that is not told."""
    left = [e for e in called if not _is_other(parse, e, mention)]
    left = [e for e in left if not _is_called_otherwise(parse, e, mention)] or left
    if mention.titles & parse.speech.names.courtesies and len(left) > 1:
        left = [e for e in left if e.gender is not None] or left
    if mention.suffix:
        left = [e for e in left if e.fullest.suffix == mention.suffix]
    polite = parse.speech.names.address | parse.speech.names.courtesies
    titles = _titles(parse, mention.titles - polite)
    if titles:
        held = [e for e in left if titles & _titles(parse, e.describers)]
        left = held or left
    left = [e for e in left if not e.missing] or left
    if len(left) > 1:
        left = _by_pronoun(parse, left, mention)
    if len(left) > 1 and not titles:
        left = _established(parse, left, mention)
    if len(left) > 1:
        left = [e for e in left if not e.dead or _was_called(e, mention)] or left
    return left[0] if len(left) == 1 else None


def _is_other(parse: Parse, entity: Entity, mention: Mention) -> bool:
    """Whether Mr, Ms or an office says that it is somebody else of that name."""
    words = parse.speech.names
    addressed = (mention.titles & words.courtesies) | (words.ranks & {_word_before(parse, mention)})
    female = bool(addressed & words.women)
    male = bool(addressed & words.men)
    if (female and entity.gender == "male") or (male and entity.gender == "female"):
        return True
    titles = _titles(parse, mention.titles) - words.address - words.courtesies
    described = _titles(parse, entity.describers)
    return bool(titles and not titles & described and _is_relative(parse, entity))


def _is_called_otherwise(parse: Parse, entity: Entity, mention: Mention) -> bool:
    """Whether it is "Mrs Bell" here, and somebody who is "Ms Bell" elsewhere."""
    courtesies = parse.speech.names.courtesies
    here = mention.titles & courtesies
    elsewhere = frozenset().union(*(m.titles for m in entity.mentions)) & courtesies
    return bool(here and elsewhere) and here.isdisjoint(elsewhere)


def _word_before(parse: Parse, mention: Mention) -> str:
    return parse.words[mention.name[0] - 1] if mention.name[0] else ""


def _is_relative(parse: Parse, entity: Entity) -> bool:
    """Whether somebody is told of as another's son or wife, who may share the name."""
    names, grammar = parse.speech.names, parse.speech.grammar
    if entity.fullest.suffix is not None or entity.describers & names.consorts:
        return True
    for mention in entity.mentions:
        start = mention.phrase[0]
        for k in range(max(0, start - 3), start):
            owned = parse.words[k - 1] in grammar.possessive or parse.tags[k - 1] == "POS"
            if k and parse.words[k] in names.kin and owned:
                return True
        if any(_is_kin_of_another(parse, k) for k in parse.children[mention.name[1] - 1]):
            return True
    return False


def _is_kin_of_another(parse: Parse, k: int) -> bool:
    """Whether it is the cousin of "Ada Bell, a cousin of the minister"."""
    return (
        parse.deps[k] == "appos"
        and parse.words[k] in parse.speech.names.kin
        and any(parse.words[m] in parse.speech.names.of for m in parse.children[k])
    )


def _titles(parse: Parse, describers: frozenset[str]) -> frozenset[str]:
    """Titles as they are in full."""
    shortened = parse.speech.names.shortened
    return frozenset(shortened.get(word, word) for word in describers)


def _by_pronoun(parse: Parse, called: Sequence[Entity], mention: Mention) -> list[Entity]:
    """Those whom the next "he" or "she" of the sentence fits, if nobody else is named before it."""
    if parse.deps[mention.name[1] - 1] != "nsubj":
        return list(called)
    _, stop = parse.sentences[parse.sentence[mention.name[0]]]
    for k in range(mention.name[1], stop):
        gender = parse.speech.grammar.personal.get(parse.words[k])
        if gender is not None:
            return [e for e in called if e.gender == gender] or list(called)
        if parse.pos[k] == "PROPN" and parse.deps[k] in ("nsubj", "nsubjpass", "dobj", "pobj"):
            break
    return list(called)


def _established(parse: Parse, called: Sequence[Entity], mention: Mention) -> list[Entity]:
    """Who has been called so before, if no other bearer has been named just now."""
    here = parse.paragraph[mention.name[0]]
    before = [e for e in called if e.mentions[0].name[0] < mention.name[0]]
    if len(before) == 1:
        return before
    bare = [e for e in before if _was_called(e, mention)]
    if len(bare) != 1:
        return list(called)
    if [e for e in before if not _is_relative(parse, e)] == bare:
        return bare  # a president, and not his wife
    near = (
        m
        for e in before
        if e is not bare[0]
        for m in e.mentions
        if m.name < mention.name and here - parse.paragraph[m.name[0]] <= _NEAR
    )
    return bare if next(near, None) is None else list(called)


def _was_called(entity: Entity, mention: Mention) -> bool:
    """Whether somebody has been called by this name alone before."""
    return any(m.words == mention.words and m.name < mention.name for m in entity.mentions)


def _is_missing(parse: Parse, entity: Entity) -> bool:
    words = parse.speech.names
    return any(_is_said_to(parse, m, words.missing, words.going_missing) for m in entity.mentions)


def _is_dead(parse: Parse, entity: Entity) -> bool:
    words = parse.speech.names
    return any(_is_said_to(parse, m, words.dead, words.dying) for m in entity.mentions)


def _is_said_to(parse: Parse, mention: Mention, be: Words, do: Words) -> bool:
    """Whether somebody is said to be one of these, or to have done or suffered one of those."""
    if mention.describers & be:
        return True
    head = mention.name[1] - 1
    verb, dep = parse.heads[head], parse.deps[head]
    if dep not in SUBJECTS:
        return False
    suffered = dep == "nsubjpass" or not _has_object(parse, verb)
    return (parse.lemmas[verb] in do and suffered) or any(
        parse.words[k] in be for k in (verb, *parse.children[verb])
    )


def _has_object(parse: Parse, verb: int) -> bool:
    return any(parse.deps[k] in ("dobj", "obj") for k in parse.children[verb])
