"""Owners: whom "its spokeswoman" and "the army's spokesman" speak for, where the article tells.

"Its" is whoever spoke just before, if nobody else has been named since; "the army" is the only one
that speaks in the article. Whatever else it may be gives no party.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.attribution.joint_offices import holders_in
from corpus.attribution.types import Attribution
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.speakers.names import Name, NameKind
from corpus.speakers.parties import Party
from corpus.types import Span

_CAPITALISED = re.compile(r"(?<!\w)[A-Z][\w’'-]*")
# "Bell, its commander", "Colonel Ada Bell, the army's spokeswoman"
_NAMED = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}, (?=(?:its|the|an?)\b)")
_BREAK = "\n\n"
_BEFORE = 400  # characters before "his counterpart" in which his name stands; set by hand


@dataclass(frozen=True, slots=True)
class Heard:
    """A speaker of an article with what it says of them, in the order of the text."""

    name: Name
    party: Party | None
    attributions: Sequence[Attribution]

    @property
    def is_body(self) -> bool:
        return self.name.kind in (NameKind.ORGANISATION, NameKind.NATION) or self.is_ministry

    @property
    def words(self) -> frozenset[str]:
        return frozenset((*self.name.words, *self.name.shown.lower().split()))

    @property
    def is_ministry(self) -> bool:
        """ "The defence ministry", which has no name, and is the only one at hand."""
        last = self.name.shown.split()[-1].lower()
        return self.name.kind is NameKind.DESCRIPTION and last in ENGLISH.offices.of_nations


def party_of_owner(
    description: Span, said: Attribution, heard: Iterable[Heard], text: str, language: Language
) -> Party | None:
    """The party that a description shows by a word for somebody who speaks in the article."""
    words = description.of(text)
    named = _NAMED.match(words)
    match = _owner(language).match(words, named.end() if named else 0)
    if match is None:
        return None
    told = {word.lower() for word in re.findall(r"[\w-]+", match[0])}
    if not told.isdisjoint(language.offices.former | language.offices.against):
        return None
    noun = match["owner"] or match["of"] or match["before"]
    if noun is None:
        return _last_heard(description, said, heard, text, language)
    bodies = [one for one in heard if one.is_body and noun.lower() in one.words]
    return _party_of(bodies[0], description) if len(bodies) == 1 else None


def party_of_counterpart(
    description: Span,
    heard: Iterable[Heard],
    text: str,
    states: Mapping[str, str],
    language: Language,
) -> Party | None:
    """The nation of "his Norlandish counterpart", where another nation's official who is named just
    before speaks in the article."""
    match = _counterpart(language).search(description.of(text))
    if match is None:
        return None
    nations = {**language.speech.nations, **states}
    words = (match["people"] or match["place"]).lower()
    party = nations.get(words) or nations.get(words.split()[-1])  # "His Norlandish"
    before = text[max(0, description.start - _BEFORE) : description.stop]
    others = {
        one.party.name
        for one in heard
        if one.party is not None and one.party.held and one.name.surname
        if re.search(rf"\b{re.escape(one.name.shown.split()[-1])}\b", before)
    }
    if party is None or others.isdisjoint(nations.values()) or party in others:
        return None
    start = description.start
    return Party(party, Span(start + match.start(), start + match.end()))


def party_of_joint_office(
    name: str, text: str, states: Mapping[str, str], language: Language
) -> Party | None:
    """The nation of one of several who hold an office each, "the foreign ministers of Norland and
    Corvane, Ada Bell and Jan Ruud"; None where it is told of two."""
    nations = {**language.speech.nations, **states}
    offices = language.offices
    heads = offices.heads - offices.weak - offices.legislators
    found = [
        Party(nations[place.of(text).lower()], place)
        for _, holders in holders_in(text, language)
        for one in holders
        if one.name.of(text) == name
        and one.office.split()[-1].removesuffix("s") in heads
        and (offices.former | offices.against).isdisjoint(one.office.split())
        and (place := one.place) is not None
        and place.of(text).lower() in nations
    ]
    return found[0] if len({party.name for party in found}) == 1 else None


def _party_of(body: Heard, description: Span) -> Party:
    """A body's party, or itself: shown by its name, or where it is never named by "its"."""
    if body.party is not None:
        return body.party
    spans = [said.source for said in body.attributions if said.source and not said.antecedent]
    return Party(body.name.shown, spans[0] if spans else description)


def _last_heard(
    description: Span, said: Attribution, heard: Iterable[Heard], text: str, language: Language
) -> Party | None:
    """Whoever spoke last before the words begin, where nothing but that speaker is named since."""
    start = min(description.start, *(span.start for span in said.content))
    before = [
        (attribution.source, one, attribution)
        for one in heard
        for attribution in one.attributions
        if attribution.source is not None and attribution.source.start < start
    ]
    if not before:
        return None
    source, one, last = max(before, key=lambda found: found[0].start)
    since = text[max(source.stop, *(span.stop for span in last.content)) : start]
    own = {word.lower() for word in one.name.shown.split()} | language.writing.openers
    named = {word.lower() for word in _CAPITALISED.findall(since)} - own
    near = since.count(_BREAK) <= 1 and not named
    if near and one.party is not None and one.party.held and not one.is_body:
        return one.party  # after "Bell, the Front's chief", who is nobody's "it"
    return _party_of(one, description) if one.is_body and near else None


@cache
def _counterpart(language: Language) -> re.Pattern[str]:
    """ "His Norlandish counterpart", "her counterpart from Norland", "Bell's opposite number" """
    nouns, name = "|".join(language.offices.counterparts), r"[A-Z][\w-]+(?: [A-Z][\w-]+)?"
    return re.compile(
        rf"(?:(?P<people>{name}) (?:{nouns})|(?:{nouns}) (?:from|in|of) (?:the )?(?P<place>{name}))"
        r"(?=,| [A-Z]|$)"
    )


@cache
def _owner(language: Language) -> re.Pattern[str]:
    """ "Its spokeswoman, Ada", "army's spokesman", "army spokesman", "spokesman for the army"."""
    offices, names = language.offices, language.speech.names
    nouns = "|".join(sorted(names.organisations | names.self_naming))
    voices = "|".join(sorted(offices.voices))
    holders = "|".join(sorted(offices.voices | offices.chiefs | offices.heads))
    chiefs = "|".join(sorted(offices.chiefs))
    words = r"(?:[a-z-]+ )*?"
    return re.compile(
        rf"(?i:its) {words}(?:{holders})\b(?=,| [A-Z]|$)"
        rf"|(?:[Tt]he )?(?i:(?P<owner>{nouns}))['’]s? {words}(?:{holders})\b(?=,| [A-Z]|$)"
        rf"|(?:[Tt]he )?(?P<before>{nouns}) (?:{voices})\b(?=,| [A-Z])"
        rf"|(?:[Aa]n? |[Tt]he )?{words}(?:{voices}|{chiefs}) (?:for|of) the (?:General )?"
        rf"(?P<of>(?i:{nouns}))(?=,| [A-Z]|$)"
    )
