"""Descriptions: who "the group", "the governor" or "local officials" are."""

from __future__ import annotations

from corpus.attribution.discourse import Discourse, Speaker
from corpus.attribution.entities import Entity, EntityType
from corpus.attribution.parsing import Parse, Range


def resolve_description(discourse: Discourse, source: Range, head: int) -> Speaker | None:
    """Who is described: somebody spoken of before, or else the description is all there is."""
    parse = discourse.parse
    grammar, names = parse.speech.grammar, parse.speech.names
    word, lemma = parse.words[head], parse.lemmas[head]
    definite = parse.words[source[0]] in grammar.definite
    bare = head - source[0] <= 1 and source[1] - head == 1
    if _is_counted(parse, source):
        return None
    if definite and lemma in names.documents:
        return discourse.last(source, lambda speaker: True)
    if definite and not _is_plural(parse, head) and _takes_up(parse, source, head, bare=bare):
        found = _of_kind(discourse, source, lemma)
        if found is not None or not _says_who(parse, source, head, bare=bare):
            return found
    elif definite and bare and word not in names.self_naming:
        return _of_kind(discourse, source, word)
    name = _without_ends(parse, source, head)
    return Speaker(None, name, lemma, _is_plural(parse, head), source)


def _is_plural(parse: Parse, head: int) -> bool:
    return parse.tags[head] in ("NNS", "NNPS")


def _is_counted(parse: Parse, source: Range) -> bool:
    """ "One of the officials", "both the men": it is not told which."""
    grammar, start = parse.speech.grammar, source[0]
    opening = parse.words[start : min(source[1], start + 3)]
    return opening[0] in grammar.counted and not grammar.the.isdisjoint(opening)


def _takes_up(parse: Parse, source: Range, head: int, *, bare: bool) -> bool:
    """Whether a definite description may take up what was spoken of: "the armed group".

    But not "the Norland government" or "the head of the party".
    """
    start, stop = source
    if bare or parse.words[start] not in parse.speech.grammar.the:
        return True
    named = any(parse.text[parse.starts[k]].isupper() for k in range(start + 1, stop))
    return stop - head == 1 and not named and parse.lemmas[head] in parse.speech.names.kinds


def _says_who(parse: Parse, source: Range, head: int, *, bare: bool) -> bool:
    """Whether it says who it is by itself.

    "The bridge company" does, and "the police"; "the company" and "the armed group" do not.
    """
    told = any(parse.pos[k] == "NOUN" for k in range(source[0], head))
    return told or (bare and parse.lemmas[head] in parse.speech.names.self_naming)


def _without_ends(parse: Parse, source: Range, head: int) -> Range:
    """The description without the article before it and the clause after it."""
    grammar, (start, stop) = parse.speech.grammar, source
    before = grammar.articles | grammar.possessive | {","}
    while start < head and parse.words[start] in before:
        start += 1
    after = (k for k in range(head + 1, stop) if parse.words[k] in grammar.appended)
    return start, next(after, stop)


def _of_kind(discourse: Discourse, source: Range, noun: str) -> Speaker | None:
    """The last speaker, or else the only name so far, that `noun` may describe."""
    kinds = discourse.parse.speech.names.kinds.get(noun, frozenset()) | {noun}
    found = discourse.last(source, lambda s: s.head == noun or _is_kind(s.entity, noun, kinds))
    if found is not None:
        return found
    named = [
        entity
        for entity in discourse.entities
        if entity.last_before(source[0]) >= 0 and _is_kind(entity, noun, kinds)
    ]
    if not named:
        return None
    named.sort(key=lambda entity: entity.last_before(source[0]))
    latest = named[-1]
    if len(named) > 1 and not discourse.is_near(latest, source):
        return None
    name = latest.fullest.name
    if latest.type is not EntityType.PERSON:
        name = discourse.with_owner(name)
    return Speaker(latest, name, noun, False, source)


def _is_kind(entity: Entity | None, noun: str, kinds: frozenset[str]) -> bool:
    if entity is None:
        return False
    if entity.type is EntityType.PERSON:
        return noun in {word.rstrip(".") for word in entity.describers}
    return not kinds.isdisjoint(entity.fullest.words)
