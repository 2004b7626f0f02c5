"""The discourse of an article: whom it names, and who has spoken so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.attribution.bearers import find_entities, owner_of
from corpus.attribution.entities import Entity, EntityType, ends_with
from corpus.attribution.mentions import Mention, head_of, is_introduced, whose
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.treebank import FINITE, PLURAL

# Set by hand; only all rules for speakers together were measured (docs/attribution.md).
_FAR = 3  # paragraphs after which a pronoun no longer finds its speaker
_CALLING = 6  # tokens of "that calls itself the River"; set by hand, not measured


@dataclass(frozen=True)
class Speaker:
    """Somebody who has spoken: a named entity, or a phrase such as "local officials".

    One who is `open` could not be told, and stands in the way of whoever spoke before; `asked` is
    whom a question was put to.
    """

    entity: Entity | None
    name: Range
    head: str
    plural: bool
    source: Range
    open: bool = False
    asked: Speaker | None = None

    @property
    def type(self) -> EntityType:
        return self.entity.type if self.entity else EntityType.UNKNOWN


class Discourse:
    """An article up to the source that is being resolved.

    `content` are the tokens that somebody says: who is named there is spoken of. `quoted` are
    those of it that are said word for word.
    """

    def __init__(self, parse: Parse, content: Ranges = (), quoted: Ranges = ()) -> None:
        self.parse = parse
        self._quoted = quoted
        self.content = frozenset(k for low, high in content for k in range(low, high))
        self.entities = find_entities(parse)
        self._by_name = {m.name: e for e in self.entities for m in e.mentions}
        self._by_start = {m.name[0]: m for e in self.entities for m in e.mentions}
        self._past: list[Speaker] = []

    def note(self, speaker: Speaker) -> None:
        """Whoever speaks next comes after this one."""
        self._past.append(speaker)

    def quotation_around(self, source: Range) -> Range | None:
        """The shortest quotation that the source stands in."""
        around = [(b - a, (a, b)) for a, b in self._quoted if a <= source[0] and source[1] <= b]
        return min(around)[1] if around else None

    def past(self) -> Iterator[Speaker]:
        """Who has spoken so far, the last one first."""
        return reversed(self._past)

    def last(self, source: Range, fits: Callable[[Speaker], bool]) -> Speaker | None:
        """The last speaker before the source, if it fits and is not too far away.

        After a question it is who was asked.
        """
        for speaker in reversed(self._past):
            far = self.parse.paragraph[source[0]] - self.parse.paragraph[speaker.source[0]]
            if far > _FAR:
                return None
            if speaker.asked is not None:
                return speaker.asked if fits(speaker.asked) else None
            if fits(speaker):
                together = any(fits(other) for other in self._beside(speaker))
                return replace(speaker, open=speaker.open or together)
        return None

    def _beside(self, speaker: Speaker) -> Iterator[Speaker]:
        """Who has spoken together with somebody: "Ada Bell and Jan Ruud said"."""
        parse, start = self.parse, speaker.source[0]
        joined = start - 1
        if joined > 0 and parse.words[joined] in parse.speech.names.joins:
            before = (joined - 1, joined)  # behind a comma or not
            return (other for other in self._past if other.source[1] in (joined, *before))
        return iter(())

    def as_named(self, mention: Mention, source: Range) -> Mention:
        """The mention without the rest of a headline, "Bell" of "Bell Accuses Former Aide"."""
        if mention.name in self._by_name:
            return mention
        for k in range(max(mention.name[0], source[0]), source[1]):
            inside = self._by_start.get(k)
            if inside is None or inside.name[1] > source[1]:
                continue
            person = self._by_name[inside.name].type is EntityType.PERSON
            if person or inside.name[1] == source[1]:
                return inside
        if not mention.name[0] < source[1] < mention.name[1]:
            return mention
        name = mention.name[0], source[1]
        words = tuple(self.parse.words[k] for k in range(*name) if self.parse.is_word(k))
        return replace(mention, name=name, words=words)

    def introduced_after(self, start: int, stop: int) -> Mention | None:
        """The name that "called" gives to whom the words from `start` to `stop` describe.

        What stands right after them counts as well: "that calls itself".
        """
        parse = self.parse
        going_on = parse.speech.grammar.relative | parse.speech.names.called
        if stop < len(parse) and parse.words[stop] in going_on:
            stop += _CALLING
        names = (self._by_start.get(k) for k in range(start + 1, min(stop, len(parse))))
        return next((name for name in names if name and is_introduced(parse, name.phrase[0])), None)

    def ending_at(self, stop: int) -> Mention | None:
        """The name that ends there."""
        return next((m for e in self.entities for m in e.mentions if m.name[1] == stop), None)

    def entity_of(self, mention: Mention) -> Entity | None:
        """Who is mentioned: the bearer of the name at that place, or else of those words."""
        owner = whose(self.parse, mention)
        by_words = (
            e
            for e in self.entities
            for m in e.mentions
            if m.words == mention.words and owner in (None, owner_of(self.parse, e))
        )
        return self._by_name.get(mention.name) or next(by_words, None)

    def entity_called(self, source: Range) -> Entity | None:
        """Whose name "Bell", "ADA BELL" or "WHO" is, however the parser saw it."""
        parse = self.parse
        if not all(parse.text[parse.starts[k]].isupper() for k in range(*source)):
            return None
        words = tuple(parse.words[k] for k in range(*source))
        if parse.speech.names.affiliations.issuperset(words):
            return None
        called = (
            entity
            for entity in self.entities
            if ends_with(entity.fullest.words, words)
            or (len(words) == 1 and words[0] in entity.initials)
        )
        return next(called, None)

    def bearer(self, entity: Entity, source: Range) -> Speaker:
        """Whoever bears a name, by the fullest form of it."""
        name = entity.fullest.name
        if entity.type is EntityType.ORGANISATION:
            name = self.with_owner(name)
        head = self.parse.words[name[1] - 1]
        return Speaker(entity, name, head, False, source, open=entity.open)

    def with_owner(self, name: Range) -> Range:
        """ "Ministry of Health" with the "Norland's" before it; "Union" with the "Seamen's"."""
        parse, mention = self.parse, self._by_start.get(name[0])
        if mention is not None and mention.owner is not None and mention.name == name:
            alone = name[1] - name[0] == 1 or parse.words[name[0]] in parse.speech.names.particles
            alone = alone and not parse.speech.names.is_organisation(mention.words)
            nation = parse.words[mention.owner[1] - 1] in parse.speech.nations
            return name if alone and nation else (mention.owner[0], name[1])
        for k in range(name[0], name[1]):
            for child in parse.children[k]:
                if parse.deps[child] == "poss" and parse.edges[child][1] == name[0]:
                    start = parse.edges[child][0]
                    if parse.words[start] in parse.speech.grammar.the:
                        start += 1
                    return start, name[1]
        return name

    def is_told_of(self, entity: Entity, source: Range) -> bool:
        """Named before the source, and not only as who wrote the article."""
        before = (m.name[0] for m in entity.mentions if m.name[0] < source[0])
        return any(not self._is_in_byline(token) for token in before)

    def _is_in_byline(self, token: int) -> bool:
        """Whether it stands in a line such as "By Ada Bell in Aldmoor"."""
        parse = self.parse
        low, high = parse.paragraphs[parse.paragraph[token]]
        finite = any(parse.tags[k] in FINITE for k in range(low, high))
        return parse.words[low] == parse.language.bylines.by and not finite

    def is_near(self, entity: Entity, source: Range) -> bool:
        """Named in the source's sentence or in the one before."""
        last = entity.last_before(source[0])
        return self.parse.sentence[source[0]] - self.parse.sentence[last] <= 1

    def paragraphs_since(self, entity: Entity, source: Range) -> int:
        """How many paragraphs ago it was named."""
        return self._apart(entity.last_before(source[0]), source)

    def paragraphs_since_speaking(self, speaker: Speaker, source: Range) -> int:
        """How many paragraphs ago they spoke."""
        return self._apart(speaker.source[0], source)

    def _apart(self, token: int, source: Range) -> int:
        return self.parse.paragraph[source[0]] - self.parse.paragraph[token]

    def told_of(self, noun: str, *, before: int) -> list[Range]:
        """Phrases like "the Norland administration" for `noun`, without the article."""
        return [phrase for phrase in self._told.get(noun, []) if phrase[1] <= before]

    @cached_property
    def _told(self) -> dict[str, list[Range]]:
        """The phrases in which a name tells a common noun apart, by the noun."""
        parse = self.parse
        told: dict[str, list[Range]] = {}
        for k in range(1, len(parse)):
            if parse.pos[k] != "NOUN" or parse.pos[k - 1] not in ("PROPN", "NOUN", "ADJ", "PART"):
                continue
            start = k
            while start > 0 and _describes(parse, start - 1):
                start -= 1
            if any(parse.pos[j] == "PROPN" or _is_nation(parse, j) for j in range(start, k)):
                told.setdefault(parse.lemmas[k], []).append((start, k + 1))
        return told

    def untold(self, source: Range) -> Speaker:
        """Somebody of whom no more is known than that they speak."""
        parse = self.parse
        head = head_of(parse, source)
        plural = parse.tags[head] in PLURAL
        plural = plural or parse.words[head] in parse.speech.grammar.plural
        return Speaker(None, source, parse.words[head], plural, source, open=True)


def _describes(parse: Parse, k: int) -> bool:
    """Whether a word may belong to the description of the noun after it."""
    return parse.pos[k] in ("PROPN", "NOUN", "ADJ") or parse.tags[k] == "POS"


def _is_nation(parse: Parse, k: int) -> bool:
    return parse.words[k] in parse.speech.nations
