"""Strangers: who else "he" may be than the last speaker, where somebody new comes in between."""

from __future__ import annotations

from corpus.attribution.discourse import Discourse
from corpus.attribution.entities import Entity, EntityType, ends_with
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.phrases import noun_phrase
from corpus.attribution.treebank import SUBJECTS


def unless_introduced(
    discourse: Discourse, recent: Entity, source: Range, gender: str
) -> Entity | None:
    """The last speaker, unless somebody is introduced since: whoever the words came from, or
    nobody."""
    new = _introduced_since(discourse, recent, source, gender)
    if not new:
        return recent
    return new[0] if len(new) == 1 and _has_come_from(discourse.parse, new[0]) else None


def _introduced_since(
    discourse: Discourse, recent: Entity, source: Range, gender: str
) -> list[Entity]:
    """Who is first named in the paragraph of the pronoun, with an office, where the last speaker is
    not."""
    parse = discourse.parse
    since = parse.paragraphs[parse.paragraph[source[0]]][0]
    spoke = next(discourse.past(), None)
    surname = recent.fullest.words[-1]
    named = any(parse.words[k] == surname for k in range(since, source[0]))
    if named or recent.last_before(source[0]) >= since or (spoke and spoke.source[0] >= since):
        return []
    return [
        entity
        for entity in discourse.entities
        if entity.type is EntityType.PERSON
        and entity.gender == gender
        and entity.mentions[0].titles - parse.speech.names.address
        and since <= entity.mentions[0].name[0] < source[0]
        and entity.mentions[0].name[0] not in discourse.content
    ]


def _has_come_from(parse: Parse, entity: Entity) -> bool:
    """ "The answer came from Ada Bell." """
    preposition = parse.heads[entity.mentions[0].name[1] - 1]
    verb = parse.heads[preposition]
    authored = parse.words[preposition] in parse.speech.grammar.authored
    return authored and parse.lemmas[verb] in parse.speech.cues.coming


def is_stranger_since(discourse: Discourse, found: Entity, source: Range, gender: str) -> bool:
    """Whether somebody without a name has become the subject since in the paragraph: "My
    grandfather worked here. “It is heavy,” he used to say"."""
    parse = discourse.parse
    grammar, names = parse.speech.grammar, parse.speech.names
    own, other = names.men, names.women
    if gender == "female":
        own, other = other, own
    since = max(parse.paragraphs[parse.paragraph[source[0]]][0], found.last_before(source[0]))
    stop = parse.sentences[parse.sentence[source[0]]][0]
    return any(
        parse.deps[k] in SUBJECTS
        and parse.tags[k] == "NN"
        and k not in discourse.content
        and parse.words[parse.edges[k][0]] in grammar.one | grammar.own
        and (parse.lemmas[k] in own | names.roles | names.titles)
        and parse.lemmas[k] not in other
        and not any(parse.pos[m] == "PROPN" for m in range(*noun_phrase(parse, k)))
        for k in range(since, stop)
    )


def only_bearer(discourse: Discourse, name: Entity, gender: str) -> Entity:
    """Of those who share a surname the only man or woman, if "he" or "she" is called by it."""
    words = name.fullest.words
    known = [
        e
        for e in discourse.entities
        if not e.open and e.gender == gender and ends_with(e.fullest.words, words)
    ]
    return known[0] if len(known) == 1 else name
