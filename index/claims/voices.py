"""For whom a statement stands: a party, an outlet, somebody described, or nobody who can be told.

A wrong side is worse than none, so a nation's word makes no party here: that is read off offices
(`corpus.speakers.parties`). Armed groups and outlets stand for themselves, whatever nation is in
their names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from corpus.attribution.types import Statement
from corpus.languages.abbreviations import explained_in
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.speakers.names import NameKind, fold, read_name
from index.claims.regions import nations_of_regions, region_of
from index.claims.story import by_article
from index.types import Passage

# Paragraphs between a statement and "the statement said". Set by hand; not measured.
_NEAR = 3
# Characters between two clauses of one sentence besides the cue of the second: ", " and "and ".
_JOINT = 6


class VoiceKind(StrEnum):
    """What a voice is; blocks are shown in this order."""

    PARTY = "party"
    """A government, an armed group, an organisation, or a person who stands for themselves."""
    DESCRIBED = "described"
    """Told by what they are, without a name: "local officials"."""
    OUTLET = "outlet"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Voice:
    """Under what name a statement stands, and who says it for them.

    `is_body`: a government or an armed group. `has_office`: that, or an organisation, or whoever is
    told by an office; of these it is worth saying that they are not quoted.
    """

    kind: VoiceKind
    name: str = ""
    speaker: str | None = None
    is_body: bool = False
    has_office: bool = False

    @property
    def key(self) -> tuple[VoiceKind, str]:
        """By what two mentions are known as one."""
        return self.kind, fold(self.name)


UNRESOLVED = Voice(VoiceKind.UNRESOLVED)


def voices_of(
    passages: Sequence[Passage],
    *,
    is_outlet: Callable[[str], bool],
    language: Language = ENGLISH,
) -> dict[int, tuple[Voice, ...]]:
    """The voices of each statement, by its id: mostly one, two where two groups speak together."""
    found: dict[int, tuple[Voice, ...]] = {}
    for some in by_article(passages).values():
        found |= _Reader(some, is_outlet, language).voices()
    names = _full_names(passages)
    if names:
        found = {id_: tuple(_under(voice, names) for voice in some) for id_, some in found.items()}
    found = _without_translations(found, language)
    return _with_regions(found, passages, language)


def _with_regions(
    found: dict[int, tuple[Voice, ...]], passages: Sequence[Passage], language: Language
) -> dict[int, tuple[Voice, ...]]:
    """Officials of a region under their nation, where that is one side beside another."""
    bodies = {voice.name for some in found.values() for voice in some if voice.is_body}
    regions: dict[str, set[str]] = {}
    for passage in passages if len(bodies) > 1 else ():
        for statement in passage.statements:
            region = region_of(statement.description or "", language)
            if region is not None and statement.party is None and statement.speaker:
                regions.setdefault(statement.speaker, set()).add(region)
    if not regions:
        return found
    nations = nations_of_regions((passage.paragraph.text for passage in passages), language)
    sides = {
        speaker: nations[region]
        for speaker, (region, *others) in regions.items()
        if not others and nations.get(region) in bodies
    }

    def placed(voice: Voice) -> Voice:
        side = sides.get(voice.name) if voice.kind is VoiceKind.PARTY else None
        return voice if side is None else replace(voice, name=side, has_office=True)

    return {id_: tuple(placed(voice) for voice in some) for id_, some in found.items()}


def _full_names(passages: Sequence[Passage]) -> Mapping[str, str]:
    """What short forms stand for, where the texts themselves say so and all say the same."""
    told: dict[str, set[str]] = {}
    for passage in passages:
        for short, name in explained_in(passage.paragraph.text):
            told.setdefault(short, set()).add(name)
    return {short: names.pop() for short, names in told.items() if len(names) == 1}


def _under(voice: Voice, names: Mapping[str, str]) -> Voice:
    """The voice under its full name, where it has a short form of it or a part: one party, not
    two."""
    if voice.kind is not VoiceKind.PARTY or voice.is_body:
        return voice
    own = fold(voice.name)
    for short, name in names.items():
        part = " " in own and f" {own} " in f" {fold(name)} "
        if own != fold(name) and (own == short or part):
            speaker = name if voice.speaker == voice.name else voice.speaker
            return replace(voice, name=name, speaker=speaker, has_office=True)
    return voice


def _without_translations(
    found: dict[int, tuple[Voice, ...]], language: Language
) -> dict[int, tuple[Voice, ...]]:
    """With one name for parties that differ by a word's translation: "Liberty" and "Freedom of
    Norland Legion"."""
    first: dict[tuple[str, ...], str] = {}

    def known(voice: Voice) -> Voice:
        if voice.kind is not VoiceKind.PARTY:
            return voice
        words = [word.removesuffix("'s") for word in fold(voice.name).split()]
        one_word = {word: min(some) for some in language.claims.translated for word in some}
        name = first.setdefault(tuple(one_word.get(word, word) for word in words), voice.name)
        speaker = name if voice.speaker == voice.name else voice.speaker
        return replace(voice, name=name, speaker=speaker)

    return {id_: tuple(known(voice) for voice in some) for id_, some in found.items()}


class _Reader:
    """One article, from its first paragraph to its last."""

    def __init__(
        self, passages: Sequence[Passage], is_outlet: Callable[[str], bool], language: Language
    ) -> None:
        self._passages = passages
        self._is_outlet = is_outlet
        self._language = language
        self._groups = self._armed_groups()

    def voices(self) -> dict[int, tuple[Voice, ...]]:
        found: dict[int, tuple[Voice, ...]] = {}
        last, told_at = UNRESOLVED, -1
        for place, passage in enumerate(self._passages):
            for k, statement in enumerate(passage.statements):
                if statement.id in found:
                    continue
                voices = self._together(statement) or (self._voice(statement, passage),)
                if voices == (UNRESOLVED,):
                    near = last if place - told_at <= _NEAR else UNRESOLVED
                    voices = self._inherited(passage, k, found, near)
                found[statement.id] = voices
                if len(voices) == 1 and voices[0].kind is not VoiceKind.UNRESOLVED:
                    last, told_at = voices[0], place
        return _with_own_spokesmen(found)

    def _voice(self, statement: Statement, passage: Passage) -> Voice:
        name = statement.speaker
        if not name:
            return UNRESOLVED
        armed = self._is_armed(name)
        if not armed and self._speaks_as_outlet(name, statement, passage):
            return Voice(VoiceKind.OUTLET, name, name)
        if armed:
            return Voice(VoiceKind.PARTY, name, name, is_body=True, has_office=True)
        kind = read_name(name, language=self._language).kind
        if statement.party:
            nation = fold(statement.party) in _nations(self._language)
            body = nation or self._is_armed(statement.party)
            speaker = statement.party if kind is NameKind.NATION else name
            return Voice(VoiceKind.PARTY, statement.party, speaker, body, has_office=True)
        if kind is NameKind.NOBODY:
            return UNRESOLVED
        if kind is NameKind.DESCRIPTION and self._is_any_side(name):
            return UNRESOLVED
        if kind is NameKind.DESCRIPTION:
            return self._named_among(statement) or Voice(VoiceKind.DESCRIBED, name, name)
        nation = kind is NameKind.NATION
        office = nation or kind is NameKind.ORGANISATION or self._has_office(statement)
        return Voice(VoiceKind.PARTY, name, name, nation, office)

    def _named_among(self, statement: Statement) -> Voice | None:
        """The organisation that is named for those who are described, or is they themselves:
        "analysts including the Institute of Tides", "the armed forces, known as the GSNF"."""
        described, known = statement.description or "", self._language.claims
        for word in (*known.naming, *known.alias):
            _, found, name = described.partition(f" {word} ")
            name = name.removeprefix("the ").strip()
            if found and read_name(name, language=self._language).kind is NameKind.ORGANISATION:
                speaker = name if word in known.alias else described
                return Voice(VoiceKind.PARTY, name, speaker, has_office=True)
        return None

    def _is_any_side(self, name: str) -> bool:
        """Whether it says no more than that several sides speak: "the two sides"."""
        words, known = name.casefold().split(), self._language.claims
        return words[-1] in known.sides and not known.sides_of.isdisjoint(words)

    def _has_office(self, statement: Statement) -> bool:
        words = (statement.description or "").casefold().split()
        offices = self._language.offices.heads | self._language.speech.names.titles
        return not offices.isdisjoint(words)

    def _is_armed(self, name: str) -> bool:
        """Whether it is an armed group's name; no office, like that of a nation's marine corps."""
        words = name.casefold().split()
        named = any(word[0].isupper() for word in name.split())
        return named and not self._language.offices.armed.isdisjoint(words)

    def _speaks_as_outlet(self, name: str, statement: Statement, passage: Passage) -> bool:
        outlet = passage.article.outlet
        if self._is_outlet(name) or (outlet is not None and fold(outlet) == fold(name)):
            return True
        kind = read_name(name, language=self._language).kind
        if kind in (NameKind.PERSON, NameKind.DESCRIPTION, NameKind.NATION):
            return False
        described = (statement.description or "").casefold()
        return any(word in described for word in self._language.claims.outlets)

    # Who a source without a name is

    def _armed_groups(self) -> tuple[Voice, ...]:
        found: dict[object, Voice] = {}
        for passage in self._passages:
            for statement in passage.statements:
                if statement.speaker and self._is_armed(statement.speaker):
                    voice = self._voice(statement, passage)
                    found.setdefault(voice.key, voice)
        return tuple(found.values())

    def _together(self, statement: Statement) -> tuple[Voice, ...]:
        """Both of two armed groups, where an article has just two: "both groups", "the two"."""
        words = (statement.source or "").casefold().split()
        several = not self._language.claims.two.isdisjoint(words)
        groups = not self._language.claims.groups.isdisjoint(words)
        whole = self._language.claims.part_of.isdisjoint(words)
        return self._groups if several and groups and whole and len(self._groups) == 2 else ()

    def _inherited(
        self,
        passage: Passage,
        place: int,
        found: Mapping[int, tuple[Voice, ...]],
        last: Voice,
    ) -> tuple[Voice, ...]:
        """Who goes on in the same sentence ("said A, claiming B"), or made "the statement"."""
        statement = passage.statements[place]
        if statement.source is None:
            return self._going_on(passage, place, found)
        words = statement.source.casefold().split()
        document = words[-1] in self._language.speech.names.documents
        definite = words[0] in self._language.speech.grammar.definite
        if document and definite and len(words) == 2 and last.kind is VoiceKind.PARTY:
            return (last,)
        return (UNRESOLVED,)

    def _going_on(
        self, passage: Passage, place: int, found: Mapping[int, tuple[Voice, ...]]
    ) -> tuple[Voice, ...]:
        statement, text = passage.statements[place], passage.paragraph.text
        start = statement.content[0].start
        for other in reversed(passage.statements[:place]):
            stop = other.content[-1].stop
            between = text[stop:start]
            cue = statement.cue or ""
            if 0 <= start - stop <= len(cue) + _JOINT and cue and cue in between:
                return found.get(other.id, (UNRESOLVED,))
        return (UNRESOLVED,)


def _with_own_spokesmen(found: dict[int, tuple[Voice, ...]]) -> dict[int, tuple[Voice, ...]]:
    """ "The army" under the party that its spokesman in the article speaks for."""
    parties = {
        fold(voice.name): voice
        for some in found.values()
        for voice in some
        if voice.kind is VoiceKind.PARTY and voice.has_office and voice.speaker != voice.name
    }

    def joined(voice: Voice) -> Voice:
        party = parties.get(fold(voice.name)) if voice.kind is VoiceKind.DESCRIBED else None
        return voice if party is None else replace(party, speaker=voice.speaker)

    return {id_: tuple(map(joined, some)) for id_, some in found.items()}


@cache
def _nations(language: Language) -> frozenset[str]:
    return frozenset(fold(nation) for nation in language.speech.nations.values())
