"""Speakers within one article: who "he", "the group" or "Mr Bell" is.

Plain rules in the order in which a reader would try them. A doubt is left open: a wrong name
would put words into somebody's mouth, an open one costs the reader a glance at the source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.attribution.descriptions import resolve_description
from corpus.attribution.discourse import Discourse, Speaker
from corpus.attribution.entities import EntityType
from corpus.attribution.introductions import introduction
from corpus.attribution.mentions import Mention, head_of, mention_in
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.pronouns import resolve_person, resolve_several, resolve_thing

_NO_NOUNS = frozenset(("PRON", "VERB", "AUX", "ADP", "ADV"))
_DEEPEST = 2  # relative clauses within one another


@dataclass(frozen=True)
class Resolution:
    """A speaker's name, or None, where it stands if that is not in the source, and who that is."""

    name: str | None
    antecedent: Range | None = None
    description: Range | None = None


UNRESOLVED = Resolution(None)


def resolve(parse: Parse, sources: Sequence[Range | None]) -> list[Resolution]:
    """The resolution of each source; the order is the caller's, the work is done in text order."""
    resolver = Resolver(parse)
    found: list[Resolution] = [UNRESOLVED] * len(sources)
    order = sorted((source, i) for i, source in enumerate(sources) if source is not None)
    for source, i in order:
        found[i] = resolver.resolve(source)
    return found


class Resolver:
    """Resolves an article's sources one after another, in text order."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._discourse = Discourse(parse)

    def resolve(self, source: Range) -> Resolution:
        """Who the source is. Call it in the order in which the sources stand in the text."""
        speaker = self._find(source) or self._discourse.untold(source)
        self._discourse.note(replace(speaker, source=source, asked=self._asked(source)))
        if speaker.open:
            return UNRESOLVED
        text = self._parse.slice(speaker.name)
        inside = source[0] <= speaker.name[0] and speaker.name[1] <= source[1]
        if speaker.entity is not None:
            told = introduction(self._parse, speaker.entity, source=source)
        else:
            told = source if inside else speaker.source
        return Resolution(text, None if inside else speaker.name, told)

    def _find(self, source: Range, *, depth: int = 0) -> Speaker | None:
        parse, discourse = self._parse, self._discourse
        grammar = parse.speech.grammar
        source = self._trimmed(source)
        length = source[1] - source[0]
        head = head_of(parse, source)
        word = self._word(head)
        if length <= 2 and word in grammar.personal:
            return resolve_person(discourse, source, grammar.personal[word])
        if length == 1 and word in grammar.neuter:
            return resolve_thing(discourse, source)
        if length == 1 and word in grammar.plural:
            return resolve_several(discourse, source)
        if word in grammar.relative and depth < _DEEPEST and parse.pos[head] in ("PRON", "DET"):
            return self._related(source, head, depth=depth)
        named = self._named(source)
        if named is not None or word in grammar.no_name or parse.pos[head] in _NO_NOUNS:
            return named
        return resolve_description(discourse, source, head)

    def _trimmed(self, source: Range) -> Range:
        """Without "Watch:" or "Mr" before the name, and "'s" after it."""
        parse = self._parse
        start, stop = source
        for k in range(start, stop - 1):
            if parse.words[k] == ":":
                start = k + 1
        while stop - start > 1 and self._is_address(start):
            start += 1
        if stop - start > 1 and parse.tags[stop - 1] == "POS":
            stop -= 1
        return start, stop

    def _is_address(self, token: int) -> bool:
        """Whether it is the "Mr" of "Mr Bell", or its full stop."""
        word = self._parse.words[token].rstrip(".")
        return not word or word in self._parse.speech.names.address

    def _word(self, token: int) -> str:
        """In lower case, but for capitals: "US" is not "us"."""
        shown = self._parse.slice((token, token + 1))
        return shown if len(shown) > 1 and shown.isupper() else self._parse.words[token]

    # Relative pronouns

    def _related(self, source: Range, head: int, *, depth: int) -> Speaker | None:
        """Whom the clause of a "who" or "which" is about."""
        parse = self._parse
        verb = parse.heads[head]
        noun = parse.heads[verb]
        who = self._word(head) in parse.speech.grammar.who
        if who and parse.deps[noun] == "pobj" and self._is_place_of(noun):
            noun = parse.heads[parse.heads[noun]]  # "a diplomat in Corvane, who asked"
        if parse.deps[verb] == "relcl" and noun < head:
            return self._find((parse.edges[noun][0], head), depth=depth + 1)
        return None

    def _is_place_of(self, noun: int) -> bool:
        """Whether it is only where somebody is, who can speak."""
        parse = self._parse
        somebody = parse.heads[parse.heads[noun]]
        return (
            parse.words[parse.heads[noun]] in parse.speech.grammar.at_place
            and parse.pos[noun] == "PROPN"
            and parse.pos[somebody] in ("NOUN", "PROPN")
        )

    # Names

    def _named(self, source: Range) -> Speaker | None:
        mention = mention_in(self._parse, source)
        if mention is not None:
            return self._mentioned(mention, source)
        entity = self._discourse.entity_called(source)
        return self._discourse.bearer(entity, source) if entity is not None else None

    def _mentioned(self, mention: Mention, source: Range) -> Speaker:
        """Whoever the mention names, by the article's fullest name for them."""
        entity, name = self._discourse.entity_of(mention), mention.name
        if entity is not None and len(entity.fullest.words) > len(mention.words):
            name = entity.fullest.name
        if entity is None or entity.type is not EntityType.PERSON:
            name = self._discourse.with_owner(name)
        return Speaker(entity, name, self._parse.words[name[1] - 1], False, source)

    # Questions

    def _asked(self, source: Range) -> Speaker | None:
        """Whom the source asked: the ministry, in "The Lantern asked the ministry"."""
        parse = self._parse
        verb = parse.heads[head_of(parse, source)]
        if parse.lemmas[verb] not in parse.speech.cues.asking or parse.tags[verb] == "VBN":
            return None
        for k in parse.children[verb]:
            if parse.deps[k] in ("dobj", "dative") and k > verb:
                asked = parse.edges[k]
                return self._find(asked, depth=1) or self._discourse.untold(asked)
        return None
