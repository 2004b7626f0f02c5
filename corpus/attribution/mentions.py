"""Mentions: every name in an article, and which of them name the same one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.attribution.parsing import Parse, Range
from corpus.languages.speech import NameWords


class Sort(StrEnum):
    """What kind of thing a name names, as far as it shows."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Mention:
    """A name where it stands: `phrase` with its description, `name` without titles and roles."""

    phrase: Range
    name: Range
    words: tuple[str, ...]  # of the name, lower case
    describers: frozenset[str]  # titles, roles and head nouns around the name, lower case


@dataclass
class Entity:
    """One bearer of a name within an article, in its order of mention."""

    mentions: list[Mention] = field(default_factory=list)
    sort: Sort = Sort.UNKNOWN
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
    for mention in _mentions(parse):
        entity = _known(entities, mention, parse.speech.names)
        if entity is None:
            entity = Entity()
            entities.append(entity)
        entity.mentions.append(mention)
        _learn(parse, entity, mention)
    return entities


def mention_in(parse: Parse, span: Range) -> Mention | None:
    """The name that a source phrase is about: its head's, not one that merely describes it."""
    head = head_of(parse, span)
    last = span[1] - 1
    if parse.pos[last] == "PROPN" and parse.pos[head] == "NOUN" and _is_capital(parse, last):
        # "the news platform Lantern": the parser often takes the description for the head.
        before = last
        while before > head and parse.pos[before] == "PROPN":
            before -= 1
        if before == head:
            return _mention(parse, last)
    if parse.pos[head] != "PROPN" or not _is_capital(parse, head):
        for k in parse.children[head]:
            if parse.deps[k] == "appos" and parse.pos[k] == "PROPN" and span[0] <= k < span[1]:
                return _mention(parse, k)
        return _set_off(parse, head, last)
    return _mention(parse, head)


def _set_off(parse: Parse, head: int, last: int) -> Mention | None:
    """The name after the comma in "a member of the committee, Ada Bell"."""
    words = parse.speech.names
    if parse.pos[last] != "PROPN" or parse.lemmas[head] not in words.roles | words.titles:
        return None
    mention = _mention(parse, last)
    if mention is None or len(mention.words) < 2 or mention.phrase[0] <= head:
        return None
    return mention if parse.words[mention.phrase[0] - 1] == "," else None


def head_of(parse: Parse, span: Range) -> int:
    """The token of a phrase that all others hang from; the last noun where there are several."""
    heads = [
        k for k in range(*span) if not span[0] <= parse.heads[k] < span[1] or parse.heads[k] == k
    ]
    nouns = [k for k in heads if parse.pos[k] in ("PROPN", "NOUN", "PRON")]
    return (nouns or heads or [span[0]])[0]


def _mentions(parse: Parse) -> list[Mention]:
    found: list[Mention] = []
    covered = -1
    for i in range(len(parse)):
        if i < covered or parse.pos[i] != "PROPN" or not _is_capital(parse, i):
            continue
        if (
            i + 1 < len(parse)
            and parse.pos[i + 1] == "PROPN"
            and parse.sentence[i] == parse.sentence[i + 1]
        ):
            continue
        mention = _mention(parse, i)
        if mention is not None:
            found.append(mention)
            covered = mention.name[1]
    return found


def _mention(parse: Parse, head: int) -> Mention | None:
    """The name that ends, or goes on past, at the proper noun `head`."""
    words = parse.speech.names
    low, high = parse.sentences[parse.sentence[head]]
    start, stop = head, head + 1
    while stop < high:
        if parse.pos[stop] == "PROPN":
            stop += 1
        elif stop + 1 < high and _is_hyphen(parse, stop) and _is_capital(parse, stop + 1):
            stop += 2
        else:
            break
    # "Institute for the Study of War", "Ministry of Defence"
    while True:
        bridge = stop
        while bridge < high and bridge - stop < 2 and parse.words[bridge] in words.inside:
            bridge += 1
        end = bridge
        while end < high and _is_capital(parse, end):
            end += 1
        if (
            bridge == stop
            or end == bridge
            or parse.words[stop] not in words.links
            or not (
                any(parse.words[k] in words.organisations for k in range(start, stop))
                or _is_called_after(parse, start, stop, end)
            )
        ):
            break
        stop = end
    start = _first_of_name(parse, start, stop, low)
    describers = {parse.words[k] for k in range(start, stop)}
    name = start
    while name < stop - 1 and parse.words[name].rstrip(".") in words.titles:
        name += 1
    # "Deputy Defence Minister Hanna Maliar": what stands before the last title is the office.
    for k in range(stop - 2, name - 1, -1):
        if parse.words[k].rstrip(".") in words.titles:
            name = k + 1
            break
    before = name - 1
    while (
        before >= low
        and name - before <= 6
        and (
            parse.pos[before] in ("NOUN", "ADJ", "PROPN", "NUM", "PUNCT")
            and parse.words[before] not in (",", ";", ":")
            and not set(parse.words[before]) & set("\"'\u201c\u201d\u2018()")
        )
    ):
        describers.add(parse.words[before].rstrip("."))
        before -= 1
    for k in parse.children[head]:
        if parse.deps[k] == "appos":
            describers.add(parse.words[k])
    if parse.deps[head] == "appos":
        describers.add(parse.words[parse.heads[head]])
    if before > low and parse.words[before] == ",":  # "Its head, Ada Bell", however it was parsed
        describers |= {parse.words[before - 1]} & (words.roles | words.titles)
    if not any(parse.is_word(k) for k in range(name, stop)):
        return None
    return Mention(
        phrase=(start, stop),
        name=(name, stop),
        words=tuple(parse.words[k].rstrip(".") for k in range(name, stop) if parse.is_word(k)),
        describers=frozenset(describers),
    )


def _is_called_after(parse: Parse, start: int, stop: int, end: int) -> bool:
    """Whether it is "the Shield of Lowland Brigade", where only the last word tells what it is."""
    words = parse.speech.names
    return (
        stop - start == 1
        and start > 0
        and parse.words[start - 1] in parse.speech.grammar.the
        and parse.words[end - 1] in words.organisations
        and parse.words[start] not in words.titles | words.roles
    )


def _first_of_name(parse: Parse, start: int, stop: int, low: int) -> int:
    """How far left a name goes: over capitals, "van" and the like, and "Institute of"."""
    words = parse.speech.names
    while start > low:
        before = start - 1
        if _is_capital(parse, before) and parse.pos[before] in ("PROPN", "ADJ", "NOUN"):
            start = before
            continue
        if _is_hyphen(parse, before) and before > low and _is_capital(parse, before - 1):
            start = before - 1
            continue
        run = before
        while run > low and _is_capital(parse, run - 1):
            run -= 1
        linked = parse.words[before] in words.particles or (
            parse.words[before] in words.of
            and any(parse.words[k] in words.organisations for k in range(run, stop))
        )
        if not linked or run == before or parse.pos[before - 1] != "PROPN":
            return start
        start = before
    return start


def _is_hyphen(parse: Parse, k: int) -> bool:
    """Whether a token joins the two around it into one name, as in "Rolls-Royce"."""
    at = parse.starts[k]
    around = parse.text[max(0, at - 1) : at + 2]
    return parse.words[k] in ("-", "\u2010", "\u2011") and around == around.strip()


def _is_capital(parse: Parse, k: int) -> bool:
    return parse.text[parse.starts[k]].isupper()


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
        full = entity.fullest.words
        if entity.sort in (Sort.PERSON, Sort.UNKNOWN) and _is_short_for(mention, full, entity.sort):
            return entity
    return None


def ends_with(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a name's last words are these, one or more."""
    return name[-len(words) :] == words


def _is_short_for(mention: Mention, full: tuple[str, ...], sort: Sort) -> bool:
    """A surname after the full name; any single name of a person."""
    if len(full) < 2 or len(mention.words) >= len(full):
        return False
    forename = sort is Sort.PERSON and full[:1] == mention.words
    return forename or ends_with(full, mention.words)


def _gender_of_name(mention: Mention, words: NameWords) -> str | None:
    if len(mention.words) < 2:
        return None
    forename = mention.words[0]
    return "female" if forename in words.female else "male" if forename in words.male else None


def _learn(parse: Parse, entity: Entity, mention: Mention) -> None:
    words = parse.speech.names
    describers = {word.rstrip(".") for word in mention.describers}
    if set(mention.words) & words.organisations:
        entity.sort = Sort.ORGANISATION
    elif describers & (words.titles | words.roles) and entity.sort is Sort.UNKNOWN:
        entity.sort = Sort.PERSON
    if describers & words.courtesies:
        entity.sort = Sort.PERSON
    before = mention.phrase[0] - 1
    article = before >= 0 and parse.words[before] in parse.speech.grammar.the
    if article and entity.sort is Sort.UNKNOWN:  # "the Lantern", "the Weir Guard": nobody's name
        entity.sort = Sort.ORGANISATION
    named = _gender_of_name(mention, words) if entity.sort in (Sort.UNKNOWN, Sort.PERSON) else None
    if named:
        entity.sort, entity.gender = Sort.PERSON, named
    elif entity.gender is None and describers & words.women:
        entity.gender = "female"
    elif entity.gender is None and describers & words.men:
        entity.gender = "male"
    if entity.acronym is None and len(mention.words) > 1:
        initials = "".join(word[0] for word in mention.words if word not in words.inside)
        entity.acronym = initials if len(initials) >= 2 else None
        stop = mention.name[1]
        if stop + 1 < len(parse) and parse.words[stop] == "(":
            given = parse.text[parse.starts[stop + 1] : parse.stops[stop + 1]]
            if given.isupper() and len(given) >= 2:
                entity.acronym = given.lower()
                entity.sort = Sort.ORGANISATION if entity.sort is Sort.UNKNOWN else entity.sort
    if len(mention.words) == 1 and entity.sort is Sort.UNKNOWN:
        token = parse.text[parse.starts[mention.name[0]] : parse.stops[mention.name[0]]]
        if len(token) > 1 and token.isupper():
            entity.sort = Sort.ORGANISATION
