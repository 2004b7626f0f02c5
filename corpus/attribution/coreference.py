"""Speakers within one article: who "he", "the group" or "Mr Bell" is.

Plain rules in the order in which a reader would try them. A doubt is left open: a wrong name
would put words into somebody's mouth, an open one costs the reader a glance at the source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.attribution.descriptions import resolve_description
from corpus.attribution.discourse import Discourse, Speaker
from corpus.attribution.entities import Entity, EntityType
from corpus.attribution.introductions import Introductions
from corpus.attribution.mentions import Mention, head_of, mention_in, without_postnominals
from corpus.attribution.mouthpieces import publisher_before, resolve_mouthpiece
from corpus.attribution.nations import nation_of
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.pronouns import is_nobody, resolve_person, resolve_several, resolve_thing
from corpus.attribution.treebank import FINITE, PLURAL, VERBAL

_NO_NOUNS = frozenset(("PRON", "VERB", "AUX", "ADP", "ADV"))
_NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "ADJ", "X"))
_MARKS = frozenset((",", ";", ":", "-", "--", "\u2013", "\u2014", "'", "\u2019", '"', "\u201d"))
_OPENING = frozenset(('"', "``", "\u201c", "\u2018"))
_NO_BEGINNING = frozenset(("POS", "CC", "IN", "WP$"))
_DEEPEST = 2  # phrases within one another that are looked into for who speaks
_DATELINE = 8  # tokens of a place and a news agency before the text; set by hand, not measured
_LONGEST = 14  # tokens of a description that is shown as a name; set by hand, not measured


@dataclass(frozen=True)
class Resolution:
    """A speaker's name, or None, where it stands if that is not in the source, and who that is."""

    name: str | None
    antecedent: Range | None = None
    description: Range | None = None


UNRESOLVED = Resolution(None)


@dataclass(frozen=True)
class Said:
    """A source and what it says, and which of that stands in quotation marks."""

    source: Range | None
    content: Ranges = ()
    quoted: Ranges = ()


def resolve(parse: Parse, said: Sequence[Said]) -> list[Resolution]:
    """The resolution of each source; the order is the caller's, the work is done in text order."""
    resolver = Resolver(
        parse,
        content=tuple(piece for one in said for piece in one.content),
        quoted=tuple(piece for one in said for piece in one.quoted),
    )
    speakers: list[Speaker | None] = [None] * len(said)
    order = sorted((one.source, i) for i, one in enumerate(said) if one.source is not None)
    for source, i in order:
        if not _is_own(parse, source):
            speakers[i] = resolver.resolve(source)
    for source, i in order:
        if _is_own(parse, source):
            speakers[i] = _who_quotes_itself(source, said, speakers)
    return [resolver.show(speaker, one.source) for speaker, one in zip(speakers, said, strict=True)]


def _is_own(parse: Parse, source: Range) -> bool:
    """Whether it is the "I" or "we" of whoever speaks."""
    return source[1] - source[0] == 1 and parse.words[source[0]] in parse.speech.grammar.own


def _who_quotes_itself(
    source: Range, said: Sequence[Said], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """Who "I" is: the speaker of the shortest quotation around it."""
    around = [
        (stop - start, speaker)
        for one, speaker in zip(said, speakers, strict=True)
        for start, stop in one.quoted
        if start <= source[0] < stop and one.source != source
    ]
    return min(around, key=lambda pair: pair[0])[1] if around else None


def _closed(parse: Parse, name: Range) -> Range:
    """The name with the bracket that it leaves open closed, or without it."""
    start, stop = name
    opened: list[int] = []
    for k in range(start, stop):
        if parse.words[k] == "(":
            opened.append(k)
        elif parse.words[k] == ")" and opened:
            opened.pop()
    if not opened:
        return name
    if len(opened) == 1 and stop < len(parse) and parse.words[stop] == ")":
        return start, stop + 1
    return (start, opened[0]) if opened[0] > start else (start + 1, stop)


class Resolver:
    """Resolves an article's sources one after another, in text order."""

    def __init__(self, parse: Parse, content: Ranges = (), quoted: Ranges = ()) -> None:
        self._parse = parse
        self._discourse = Discourse(parse, content, quoted)
        self._introductions = Introductions(parse)

    def resolve(self, source: Range) -> Speaker:
        """Who the source is. Call it in the order in which the sources stand in the text."""
        if self._is_nobody(source):
            return self._discourse.untold(source)  # and in nobody's way
        speaker = self.find(source) or self._discourse.untold(source)
        if not speaker.open and not self._may_be_shown(speaker):
            speaker = self._discourse.untold(source)
        speaker = replace(speaker, source=source, asked=self._asked(source))
        self._discourse.note(speaker)
        return speaker

    def show(self, speaker: Speaker | None, source: Range | None) -> Resolution:
        """A speaker by name, with where the article tells who that is."""
        if speaker is None or source is None or speaker.open:
            return UNRESOLVED
        name = without_postnominals(self._parse, _closed(self._parse, speaker.name))
        speaker = replace(speaker, name=name)
        text = self._parse.slice(self._with_ending(speaker))
        inside = source[0] <= speaker.name[0] and speaker.name[1] <= source[1]
        if speaker.entity is not None:
            told = self._introductions.of(speaker.entity, source=speaker.source)
        else:
            told = source if inside else speaker.name
        return Resolution(text, None if inside else speaker.name, told)

    def _with_ending(self, speaker: Speaker) -> Range:
        """ "Stone's", as in "Stone's said", which nobody calls "Stone"."""
        parse, (start, stop) = self._parse, speaker.name
        if speaker.entity is None or speaker.type is EntityType.PERSON:
            return speaker.name
        ends = [m.name[1] for m in speaker.entity.mentions]
        if not all(end < len(parse) and parse.tags[end] == "POS" for end in ends):
            return speaker.name
        acting = any(parse.pos[end + 1] in VERBAL for end in ends if end + 1 < len(parse))
        return (start, stop + 1) if acting and stop in ends else speaker.name

    def find(self, source: Range, *, depth: int = 0) -> Speaker | None:
        """Who a phrase is, as far as it can be told."""
        parse, discourse = self._parse, self._discourse
        grammar = parse.speech.grammar
        source = self._trimmed(source)
        length = source[1] - source[0]
        head = head_of(parse, source)
        word = self._word(head)
        if length <= 2 and word in grammar.personal:
            return resolve_person(discourse, source, grammar.personal[word])
        if length == 1 and word in grammar.neuter:
            if parse.lemmas[parse.heads[head]] in parse.speech.cues.reading:
                return publisher_before(discourse, source) or resolve_thing(discourse, source)
            return resolve_thing(discourse, source)
        if length == 1 and word in grammar.plural:
            return resolve_several(discourse, source)
        if word in grammar.relative and depth < _DEEPEST and parse.pos[head] in ("PRON", "DET"):
            return self._related(head, depth=depth)
        named = self._introduced(source, head) or self._named(source) or self._set_off(source, head)
        if named is not None or word in grammar.no_name or parse.pos[head] in _NO_NOUNS:
            return named
        if depth < _DEEPEST:
            spoken = resolve_mouthpiece(
                discourse, source, head, find=lambda phrase: self.find(phrase, depth=depth + 1)
            )
            if spoken is not None:
                return spoken
        return resolve_description(discourse, source, head)

    def _is_nobody(self, source: Range) -> bool:
        parse, it = self._parse, source[0]
        alone = source[1] - it == 1 and parse.words[it] in parse.speech.grammar.neuter
        return alone and is_nobody(parse, it)

    def _may_be_shown(self, speaker: Speaker) -> bool:
        """Whether it can speak, and is a name or description and no more."""
        parse, (start, stop) = self._parse, speaker.name
        last = parse.words[stop - 1]
        if speaker.entity is not None:
            words = speaker.entity.fullest.words
            ends, organisations = {words[0], words[-1]}, parse.speech.names.organisations
            place = ends & parse.speech.names.places and organisations.isdisjoint(words)
            if place and speaker.type is not EntityType.PERSON:
                return nation_of(parse.slice(speaker.name), parse.language) is not None
            nobody = parse.speech.names.no_names | parse.speech.grammar.no_name
            return stop - start > 1 or last not in nobody
        shown = parse.slice(speaker.name)
        if not any(character.isalpha() for character in shown):
            return False  # "63%"
        if stop - start == 1 and last in parse.speech.grammar.no_name:
            return False
        if shown[0].isdigit() and " " not in shown and shown != shown.lower():
            return False  # "1-800-CALL-LNT"
        if parse.tags[start] in _NO_BEGINNING or parse.tags[stop - 1] == "CD":
            return False  # "’s brother", "and the papers", "Just 24"
        tags = [parse.tags[k] for k in range(start, stop)]
        nouns = any(parse.pos[k] in _NOMINAL for k in range(start, stop))
        return nouns and stop - start <= _LONGEST and FINITE.isdisjoint(tags)

    def _trimmed(self, source: Range) -> Range:
        """Without "Watch:" or "Mr" before the name, and "himself" or "'s" after it."""
        parse = self._parse
        start = self._after_credit(source)
        stop = self._before_clause(start, source[1])
        for k in range(start, stop - 1):
            closing = parse.words[k] == ")" and "(" not in parse.words[start:k]
            if parse.words[k] == ":" or closing or self._ends_dateline(source, k):
                start = k + 1
        while stop - start > 1 and self._is_address(start):
            start += 1
        while stop - start > 1 and self._is_end(stop - 1):
            stop -= 1
        return start, stop

    def _before_clause(self, start: int, stop: int) -> int:
        """Where "The group, which includes Ada Bell" or "Jan Ruud, author of “Ada Bell”" has said
        who it is."""
        parse, relative = self._parse, self._parse.speech.grammar.relative
        for k in range(start + 1, stop - 1):
            after = parse.words[k + 1]
            if parse.words[k] != ",":
                continue
            if after in relative and parse.deps[k + 1] != "det" and k > start:
                return k
            if after in _OPENING and not any(parse.words[m] == "," for m in range(k + 2, stop)):
                return k
        return stop

    def _ends_dateline(self, source: Range, token: int) -> bool:
        """Whether it is the dash or bracket in "ALDMOOR (Lantern) — Officials"."""
        parse = self._parse
        line = parse.paragraphs[parse.paragraph[source[0]]][0]
        if source[0] - line > 1 or token - line > _DATELINE:
            return False
        if parse.words[token] in ("\u2014", "\u2013", "--"):
            return True
        opened = next((k for k in range(token, line - 1, -1) if parse.words[k] == "("), token)
        agency = parse.slice((opened + 1, opened + 2)) if opened < token else ""
        after = parse.text[parse.starts[token + 1]]
        return (
            parse.words[token] == ")" and agency.isalpha() and agency.isupper() and after.isupper()
        )

    def _is_address(self, token: int) -> bool:
        """Whether it is the "Mr" of "Mr Bell", or its full stop."""
        word = self._parse.words[token].rstrip(".")
        return not word or word in self._parse.speech.names.address

    def _after_credit(self, source: Range) -> int:
        """Where the text begins after "Ada Bell/LNA", whose picture it stands under."""
        parse, (start, stop) = self._parse, source
        agencies = parse.speech.names.agencies
        for k in range(stop - 1, start - 1, -1):
            first, _, last = parse.words[k].rpartition("/")
            joined = k > start + 1 and parse.words[k - 1] == "/"
            if (first and last in agencies) or (joined and parse.words[k] in agencies):
                k += 1
                while k < stop - 1 and parse.words[k] in agencies:
                    k += 1
                return k if k < stop else start
        return start

    def _is_end(self, token: int) -> bool:
        parse = self._parse
        loose = parse.words[token] in parse.speech.grammar.reflexive | parse.speech.names.joins
        return loose or parse.words[token] in _MARKS or parse.tags[token] in ("POS", "IN")

    def _word(self, token: int) -> str:
        """In lower case, but for capitals: "US" is not "us"."""
        shown = self._parse.slice((token, token + 1))
        return shown if len(shown) > 1 and shown.isupper() else self._parse.words[token]

    # Relative pronouns

    def _related(self, head: int, *, depth: int) -> Speaker | None:
        """Whom the clause of a "who" or "which" is about."""
        parse = self._parse
        verb = parse.heads[head]
        noun = parse.heads[verb]
        who = self._word(head) in parse.speech.grammar.who
        if who and parse.deps[noun] == "pobj" and self._is_place_of(noun):
            noun = parse.heads[parse.heads[noun]]  # "a diplomat in Corvane, who asked"
        if parse.deps[verb] != "relcl" or noun >= head:
            return None
        if not who:
            speaker = self._nearest_able(noun, head)
            return self.find(speaker, depth=depth + 1) if speaker is not None else None
        return self.find((parse.edges[noun][0], head), depth=depth + 1)

    def _nearest_able(self, noun: int, head: int) -> Range | None:
        """Of "new sanctions on Iran, which denies it" Iran: whatever can speak and is nearest."""
        parse = self._parse
        names = parse.speech.names
        groups = names.organisations | names.groups | names.roles | names.titles | names.findings
        k = head - 1
        while k > noun and not parse.is_word(k):
            k -= 1
        nearest = [k] if parse.pos[k] == "PROPN" and parse.words[k] not in names.days else []
        for able in (*nearest, noun):
            place = parse.words[parse.heads[able]] in parse.speech.grammar.at_place
            named = parse.pos[able] == "PROPN" and not (place and parse.deps[able] == "pobj")
            if named or parse.lemmas[able] in groups | names.documents:
                low, high = parse.edges[able]
                whole = self._discourse.ending_at(able + 1)  # "the Army of the Lower Valley, which"
                return (min(low, whole.name[0]) if whole else low), min(high, head)
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

    def _introduced(self, source: Range, head: int) -> Speaker | None:
        """The Column of "a group called the Column", or "that calls itself the Column".

        Several people under one name are a group.
        """
        parse = self._parse
        mention = self._discourse.introduced_after(source[0], source[1])
        if mention is None or not source[0] <= head < mention.phrase[0]:
            return None
        if any(parse.pos[k] == "PROPN" for k in range(head, mention.phrase[0])):
            return None  # "Ada Bell of a site called the Column"
        speaker = self._mentioned(mention, source)
        several = parse.tags[head] in PLURAL
        return replace(speaker, head="group" if several else parse.lemmas[head])

    def _set_off(self, source: Range, head: int) -> Speaker | None:
        """ "An elder who was there, Adam Bell, said": the name after the clause, if it is cut."""
        parse, verb = self._parse, self._parse.heads[head]
        if not source[1] < verb - 2 or parse.words[verb - 1] != ",":
            return None
        mention = self._discourse.ending_at(verb - 1)
        if mention is None or len(mention.words) < 2 or mention.phrase[0] <= source[1]:
            return None
        clause = parse.words[source[1]] in parse.speech.grammar.relative
        apart = parse.words[mention.phrase[0] - 1] == ","
        return self._mentioned(mention, source) if clause and apart else None

    def _named(self, source: Range) -> Speaker | None:
        couple = self._couple(source)
        if couple is not None:
            return couple
        mention = mention_in(self._parse, source)
        if mention is not None:
            return self._mentioned(self._discourse.as_named(mention, source), source)
        entity = self._discourse.entity_called(source)
        return self._discourse.bearer(entity, source) if entity is not None else None

    def _couple(self, source: Range) -> Speaker | None:
        """ "Mr. and Mrs. Bell": the two of them, under the name that they share."""
        parse = self._parse
        courtesies = parse.speech.names.courtesies
        words = [parse.words[k].rstrip(".") for k in range(max(0, source[0] - 2), source[1])]
        words = [word for word in words if word]
        joined = any(
            one in courtesies and other in courtesies and join in parse.speech.names.joins
            for one, join, other in zip(words, words[1:], words[2:], strict=False)
        )
        if not joined or parse.pos[source[1] - 1] != "PROPN":
            return None
        start = source[0]
        while start > 0 and self._is_address(start - 1):
            start -= 1
        return Speaker(None, (start, source[1]), parse.words[source[1] - 1], True, source)

    def _mentioned(self, mention: Mention, source: Range) -> Speaker:
        """Whoever the mention names, by the article's fullest name for them."""
        entity, name = self._discourse.entity_of(mention), mention.name
        if entity is not None and len(entity.fullest.words) >= len(mention.words):
            name = entity.fullest.name
        if entity is None or entity.type is not EntityType.PERSON:
            name = self._discourse.with_owner(name)
        is_open = entity is not None and (entity.open or self._is_spouse(entity, mention))
        head = self._parse.words[name[1] - 1]
        return Speaker(entity, name, head, False, source, open=is_open)

    def _is_spouse(self, entity: Entity, mention: Mention) -> bool:
        """Whether the clause of a bare surname has "her husband", and the entity is a man."""
        parse = self._parse
        if len(mention.words) > 1 or entity.gender is None:
            return False
        low, high = parse.edges[parse.heads[mention.name[1] - 1]]
        return any(
            parse.words[k + 1] in parse.speech.names.spouses
            and parse.speech.grammar.personal.get(parse.words[k], entity.gender) != entity.gender
            for k in range(max(low, mention.name[1]), high - 1)
            if k not in self._discourse.content
        )

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
                return self.find(asked, depth=1) or self._discourse.untold(asked)
        return None
