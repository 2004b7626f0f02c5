"""Speakers within one article: who "he", "the group" or "Mr Bell" is.

Plain rules in the order in which a reader would try them. A doubt is left open: a wrong name
would put words into somebody's mouth, an open one costs the reader a glance at the source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.attribution.mentions import (
    Entity,
    Mention,
    Sort,
    ends_with,
    find_entities,
    head_of,
    mention_in,
)
from corpus.attribution.nations import nation_of
from corpus.attribution.parsing import Parse, Range

_NO_NOUNS = frozenset(("PRON", "VERB", "AUX", "ADP", "ADV"))
_FAR = 3  # paragraphs after which a pronoun no longer finds its speaker


@dataclass(frozen=True)
class Resolution:
    """A speaker's name, or None, and where it stands if that is not in the source."""

    name: str | None
    antecedent: Range | None = None


UNRESOLVED = Resolution(None)


@dataclass(frozen=True)
class _Speaker:
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
    asked: _Speaker | None = None

    @property
    def sort(self) -> Sort:
        return self.entity.sort if self.entity else Sort.UNKNOWN


class Resolver:
    """Resolves an article's sources one after another, in text order."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._grammar, self._words = parse.speech.grammar, parse.speech.names
        self._entities = find_entities(parse)
        self._by_name = {m.name: e for e in self._entities for m in e.mentions}
        self._past: list[_Speaker] = []

    def resolve(self, source: Range) -> Resolution:
        """Who the source is. Call it in the order in which the sources stand in the text."""
        speaker = self._find(source, depth=0) or self._untold(source)
        self._past.append(replace(speaker, source=source, asked=self._asked(source)))
        if speaker.open:
            return UNRESOLVED
        text = self._parse.slice(speaker.name)
        inside = source[0] <= speaker.name[0] and speaker.name[1] <= source[1]
        return Resolution(text, None if inside else speaker.name)

    def _untold(self, source: Range) -> _Speaker:
        head = head_of(self._parse, source)
        word = self._parse.words[head]
        plural = self._parse.tags[head] in ("NNS", "NNPS") or word in self._grammar.plural
        return _Speaker(None, source, word, plural, source, open=True)

    def _find(self, source: Range, *, depth: int) -> _Speaker | None:
        parse = self._parse
        for k in range(source[0], source[1] - 1):
            if parse.words[k] == ":":  # "Watch: Norland says"
                source = (k + 1, source[1])
        while source[1] - source[0] > 1 and self._is_address(source[0]):
            source = (source[0] + 1, source[1])
        if source[1] - source[0] > 1 and parse.tags[source[1] - 1] == "POS":
            source = (source[0], source[1] - 1)
        head = head_of(parse, source)
        shown = parse.text[parse.starts[head] : parse.stops[head]]
        word = shown if len(shown) > 1 and shown.isupper() else parse.words[head]  # not "us": US
        if source[1] - source[0] <= 2 and word in self._grammar.personal:
            return self._person(source, self._grammar.personal[word])
        if source[1] - source[0] == 1 and word in self._grammar.neuter:
            return self._thing(source)
        if source[1] - source[0] == 1 and word in self._grammar.plural:
            return self._last(source, lambda s: s.plural or s.sort is not Sort.PERSON)
        if word in self._grammar.relative and depth < 2 and parse.pos[head] in ("PRON", "DET"):
            verb = parse.heads[head]
            noun = parse.heads[verb]
            if word in self._grammar.who and parse.deps[noun] == "pobj" and self._is_place_of(noun):
                noun = parse.heads[parse.heads[noun]]  # "a diplomat in Corvane, who asked"
            if parse.deps[verb] == "relcl" and noun < head:
                return self._find((parse.edges[noun][0], source[0]), depth=depth + 1)
            return None
        mention = mention_in(parse, source)
        if mention is not None:
            return self._named(mention, source)
        entity = self._labelled(source)
        if entity is not None:
            return self._bearer(entity, source)
        if word in self._grammar.no_name or parse.pos[head] in _NO_NOUNS:
            return None
        return self._described(source, head)

    def _is_address(self, token: int) -> bool:
        """Whether it is the "Mr" of "Mr Bell", or its full stop."""
        word = self._parse.words[token].rstrip(".")
        return not word or word in self._words.address

    def _is_place_of(self, noun: int) -> bool:
        """Whether it is only where somebody is, who can speak."""
        parse = self._parse
        somebody = parse.heads[parse.heads[noun]]
        return (
            parse.words[parse.heads[noun]] in self._grammar.at_place
            and parse.pos[noun] == "PROPN"
            and parse.pos[somebody] in ("NOUN", "PROPN")
        )

    # Names

    def _named(self, mention: Mention, source: Range) -> _Speaker:
        entity = self._by_name.get(mention.name) or self._entity_named(mention.words)
        name = mention.name
        if entity is not None:
            fullest = entity.fullest
            if len(fullest.words) > len(mention.words):
                name = fullest.name
        if entity is None or entity.sort is not Sort.PERSON:
            name = self._with_owner(name)
        return _Speaker(entity, name, self._parse.words[name[1] - 1], False, source)

    def _bearer(self, entity: Entity, source: Range) -> _Speaker:
        """Whoever bears a name, by the fullest form of it."""
        name = entity.fullest.name
        return _Speaker(entity, name, self._parse.words[name[1] - 1], False, source)

    def _labelled(self, source: Range) -> Entity | None:
        """Whose name "Bell", "ADA BELL" or "WHO" is, however the parser saw it."""
        parse = self._parse
        if not all(parse.text[parse.starts[k]].isupper() for k in range(*source)):
            return None
        words = tuple(parse.words[k] for k in range(*source))
        return next(
            (
                entity
                for entity in self._entities
                if ends_with(entity.fullest.words, words) or (entity.acronym,) == words
            ),
            None,
        )

    def _entity_named(self, words: tuple[str, ...]) -> Entity | None:
        return next((e for e in self._entities for m in e.mentions if m.words == words), None)

    def _with_owner(self, name: Range) -> Range:
        """ "Ministry of Health" with the "Norland's" before it."""
        parse = self._parse
        for k in range(name[0], name[1]):
            for child in parse.children[k]:
                if parse.deps[child] == "poss" and parse.edges[child][1] == name[0]:
                    start = parse.edges[child][0]
                    if parse.words[start] in self._grammar.the:
                        start += 1
                    return start, name[1]
        return name

    # Pronouns

    def _person(self, source: Range, gender: str) -> _Speaker | None:
        """The last speaker, unless another person has become the subject since."""
        recent = self._last(source, lambda s: self._may_speak(s, gender))
        since = recent.source[1] if recent else self._start_of_reach(source)
        subjects = [
            entity
            for entity in self._entities
            if self._may_be(entity, gender)
            and (recent is None or entity is not recent.entity)
            and any(
                since <= mention.name[0] < source[0] and self._is_subject(mention)
                for mention in entity.mentions
            )
        ]
        if recent is not None:
            subjects = [entity for entity in subjects if entity.sort is Sort.PERSON]
            if recent.entity is None and not subjects:
                return recent
        if len(subjects) > 1:
            return None
        found = recent.entity if recent else None
        if subjects and (recent is None or self._is_near(subjects[0], source)):
            found = subjects[0]
        if found is None:
            return None
        found.gender = found.gender or gender
        if found.sort is Sort.UNKNOWN:
            found.sort = Sort.PERSON
        return self._bearer(found, source)

    def _thing(self, source: Range) -> _Speaker | None:
        """The last speaker, unless an organisation has become the paragraph's subject since."""
        if self._is_nobody(source[0]):
            return None
        recent = self._last(source, lambda s: s.sort is not Sort.PERSON and not s.plural)
        if recent is None:
            return None
        since = max(recent.source[1], self._parse.paragraphs[self._parse.paragraph[source[0]]][0])
        subjects = [
            entity
            for entity in self._entities
            if entity.sort is Sort.ORGANISATION
            and entity is not recent.entity
            and any(since <= m.name[0] < source[0] and self._is_topic(m) for m in entity.mentions)
        ]
        if not subjects:
            return recent
        return self._bearer(subjects[0], source) if len(subjects) == 1 else None

    def _is_nobody(self, it: int) -> bool:
        """Whether this is the "it" of "it was not possible to confirm"."""
        parse = self._parse
        verb = parse.heads[it]
        return parse.deps[it] == "expl" or (
            parse.lemmas[verb] in self._grammar.be
            and any(parse.lemmas[k] in self._grammar.judged for k in parse.children[verb])
        )

    def _is_topic(self, mention: Mention) -> bool:
        """Whether it is the subject of its sentence, or of who says that sentence."""
        parse = self._parse
        head = head_of(parse, mention.name)
        verb = parse.heads[head]
        return parse.deps[head] in ("nsubj", "nsubjpass") and (
            parse.heads[verb] == verb or parse.lemmas[verb] in parse.speech.cues.plain
        )

    def _may_speak(self, speaker: _Speaker, gender: str) -> bool:
        if speaker.entity is not None:
            return not speaker.plural and self._may_be(speaker.entity, gender)
        subject = self._parse.deps[head_of(self._parse, speaker.source)] == "nsubj"
        return subject and not speaker.plural and speaker.head in self._words.roles

    def _may_be(self, entity: Entity, gender: str) -> bool:
        if entity.sort in (Sort.ORGANISATION, Sort.PLACE) or entity.gender not in (None, gender):
            return False
        if entity.sort is Sort.PERSON:
            return True
        nation = nation_of(self._parse.slice(entity.fullest.name), self._parse.language)
        return nation is None and len(entity.fullest.words) <= 3

    def _is_subject(self, mention: Mention) -> bool:
        """But not within what somebody says: whom they speak about does not speak next."""
        parse = self._parse
        head = mention.name[1] - 1
        if parse.deps[head] == "appos":
            head = parse.heads[head]
        verb = parse.heads[head]
        if parse.deps[verb] == "conj":
            verb = parse.heads[verb]
        return parse.deps[head] in ("nsubj", "nsubjpass") and parse.deps[verb] != "ccomp"

    def _is_near(self, entity: Entity, source: Range) -> bool:
        """Named in the source's sentence or in the one before."""
        last = entity.last_before(source[0])
        return self._parse.sentence[source[0]] - self._parse.sentence[last] <= 1

    def _start_of_reach(self, source: Range) -> int:
        paragraph = max(0, self._parse.paragraph[source[0]] - 1)
        return self._parse.paragraphs[paragraph][0]

    def _last(self, source: Range, fits: Callable[[_Speaker], bool]) -> _Speaker | None:
        """The last speaker before the source, if it fits and is not too far away.

        After a question it is who was asked.
        """
        for speaker in reversed(self._past):
            far = self._parse.paragraph[source[0]] - self._parse.paragraph[speaker.source[0]]
            if far > _FAR:
                return None
            if speaker.asked is not None:
                return speaker.asked if fits(speaker.asked) else None
            if fits(speaker):
                return speaker
        return None

    def _asked(self, source: Range) -> _Speaker | None:
        """Whom the source asked: the ministry, in "The Lantern asked the ministry"."""
        parse = self._parse
        verb = parse.heads[head_of(parse, source)]
        if parse.lemmas[verb] not in parse.speech.cues.asking or parse.tags[verb] == "VBN":
            return None
        for k in parse.children[verb]:
            if parse.deps[k] in ("dobj", "dative") and k > verb:
                asked = parse.edges[k]
                return self._find(asked, depth=1) or self._untold(asked)
        return None

    # Descriptions

    def _described(self, source: Range, head: int) -> _Speaker | None:
        parse, grammar, words = self._parse, self._grammar, self._words
        start, stop = source
        first = parse.words[start]
        word, lemma = parse.words[head], parse.lemmas[head]
        plural = parse.tags[head] in ("NNS", "NNPS")
        bare = head - start <= 1 and stop - head == 1
        definite = first in grammar.definite
        counted = first in grammar.counted
        opening = range(start, min(stop, start + 3))
        if counted and any(parse.words[k] in grammar.the for k in opening):
            return None
        if definite and lemma in words.documents:
            return self._last(source, lambda s: True)
        if (
            definite
            and not plural
            and (bare or first not in grammar.the or self._is_anaphoric(start, head, stop))
        ):
            found = self._same_kind(source, lemma)
            if found is not None:
                return found
            # "The bridge company" says what it is; "the company" and "the armed group" do not.
            told = any(parse.pos[k] == "NOUN" for k in range(start, head))
            if not told and (lemma not in words.self_naming or not bare):
                return None
        elif definite and bare and word not in words.self_naming:
            return self._same_kind(source, word)
        while start < head and (
            parse.words[start] == "," or parse.words[start] in grammar.articles | grammar.possessive
        ):
            start += 1
        after = (k for k in range(head + 1, stop) if parse.words[k] in grammar.appended)
        end = next(after, stop)
        return _Speaker(None, (start, end), lemma, plural, source)

    def _is_anaphoric(self, start: int, head: int, stop: int) -> bool:
        """ "the armed group", but not "the Norland government" or "the head of the party"."""
        parse = self._parse
        return (
            stop - head == 1
            and not any(parse.text[parse.starts[k]].isupper() for k in range(start + 1, stop))
            and parse.lemmas[head] in self._words.kinds
        )

    def _same_kind(self, source: Range, noun: str) -> _Speaker | None:
        """The last speaker, or else the only name so far, that `noun` may describe."""
        kinds = self._words.kinds.get(noun, frozenset()) | {noun}
        found = self._last(source, lambda s: s.head == noun or self._is_kind(s.entity, noun, kinds))
        if found is not None:
            return found
        entities = [
            e
            for e in self._entities
            if e.last_before(source[0]) >= 0 and self._is_kind(e, noun, kinds)
        ]
        if not entities:
            return None
        entities.sort(key=lambda e: e.last_before(source[0]))
        latest = entities[-1]
        if len(entities) > 1 and not self._is_near(latest, source):
            return None
        name = latest.fullest.name
        if latest.sort is not Sort.PERSON:
            name = self._with_owner(name)
        return _Speaker(latest, name, noun, False, source)

    def _is_kind(self, entity: Entity | None, noun: str, kinds: frozenset[str]) -> bool:
        if entity is None:
            return False
        if entity.sort is Sort.PERSON:
            return noun in {word.rstrip(".") for word in entity.describers}
        return bool(set(entity.fullest.words) & kinds)


def resolve(parse: Parse, sources: Sequence[Range | None]) -> list[Resolution]:
    """The resolution of each source; the order is the caller's, the work is done in text order."""
    resolver = Resolver(parse)
    found: list[Resolution] = [UNRESOLVED] * len(sources)
    order = sorted((source, i) for i, source in enumerate(sources) if source is not None)
    for source, i in order:
        found[i] = resolver.resolve(source)
    return found
