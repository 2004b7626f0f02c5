"""Who answers in an interview whose turns are "Q:" and "A:", by what stands before them.

"She spoke to Tom Moor in her office": Moor asks. What does not tell who answers leaves it open.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.attribution.entities import Entity, EntityType
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.treebank import SUBJECTS, VERBAL


def answerer(parse: Parse, entities: Sequence[Entity], first: int) -> Range | None:
    """The one person who is introduced before this token and asks nothing."""
    introduced = [e for e in entities if e.mentions[0].name[0] < first]
    heads = {e: [m.name[1] - 1 for m in e.mentions if m.name[0] < first] for e in introduced}
    firsts = {found[0]: entity for entity, found in heads.items()}
    known = {k for found in heads.values() for k in found[1:]}
    people = {e for e in introduced if _is_person(parse, e, heads[e])}
    maybe = {e for e in introduced if _may_be_person(parse, e, first)}
    for entity, found in heads.items():
        if _interviews(parse, found[0], known):
            people.discard(entity)
            maybe.discard(entity)
        elif (verb := _conversation(parse, found[0])) is not None:
            # "We spoke to Moor" makes him a person; of "Bell spoke to Moor" either may ask.
            people |= {entity} | {firsts[k] for k in _subjects(parse, verb) if k in firsts}
    names = [entity.mentions[0].name for entity in people]
    return names[0] if len(names) == 1 and maybe <= people else None


def _is_person(parse: Parse, entity: Entity, heads: list[int]) -> bool:
    """A person, or a name of several words that may be one, since it does something."""
    if entity.type is not EntityType.UNKNOWN:
        return entity.type is EntityType.PERSON
    acts = any(parse.deps[k] in SUBJECTS for k in heads)
    return acts and len(entity.fullest.words) > 1


def _may_be_person(parse: Parse, entity: Entity, first: int) -> bool:
    """A name of several words that is not just where something is: "Meet Ada Bell"."""
    if entity.type is not EntityType.UNKNOWN or len(entity.fullest.words) < 2:
        return False
    grammar = parse.speech.grammar
    starts = [m.phrase[0] for m in entity.mentions if m.name[0] < first]
    where = grammar.at_place | grammar.from_whom | grammar.to
    return any(k == 0 or parse.words[k - 1] not in where for k in starts)


def _interviews(parse: Parse, head: int, known: set[int]) -> bool:
    """Whether this one asks, to whom somebody speaks who was named before: "she spoke to Moor",
    "interviewed by Moor". In "we spoke to Moor" he answers.
    """
    cues, grammar = parse.speech.cues, parse.speech.grammar
    over = parse.heads[parse.heads[head]]
    if parse.deps[head] == "pobj" and parse.words[parse.heads[head]] in grammar.by:
        return parse.lemmas[over] in cues.interviewing
    verb = _conversation(parse, head)
    if verb is None:
        return False
    subjects = _subjects(parse, verb)
    # "He spoke to Ada Bell in her office": it is he who comes to ask.
    low, stop = parse.sentences[parse.sentence[head]]
    genders = {grammar.personal.get(parse.words[k]) for k in range(low, stop)} - {None}
    return len(genders) < 2 and any(
        k in known or parse.words[k] in grammar.personal for k in subjects
    )


def _conversation(parse: Parse, head: int) -> int | None:
    """The verb of "spoke to Moor", "sat down with Moor"."""
    preposition = parse.heads[head]
    verb = parse.heads[preposition]
    cues = parse.speech.cues
    talks = parse.pos[verb] in VERBAL and parse.lemmas[verb] in cues.conversing
    if parse.deps[head] == "pobj" and parse.words[preposition] in cues.conversed_with and talks:
        return verb
    return None


def _subjects(parse: Parse, verb: int) -> list[int]:
    """Who does it, in "she made tea and spoke" as well."""
    while not (found := [k for k in parse.children[verb] if parse.deps[k] in SUBJECTS]):
        if parse.deps[verb] != "conj":
            break
        verb = parse.heads[verb]
    return found
