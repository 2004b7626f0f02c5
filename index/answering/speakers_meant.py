"""Whom a reader may mean by a name: a surname can be that of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.attribution.nations import nation_of
from corpus.errors import SpeakerNotFound
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.speaker_table import SpeakerSummary, SpeakerTable
from index.answering.nearest_names import is_named, nearest_names


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody whom a name may mean: a speaker, or all who speak for a party.

    `name` is what they are shown as, `names` are those of the speakers and parties; `statements`
    counts what they say.
    """

    name: str
    names: tuple[str, ...]
    party: str | None
    statements: int


def most_quoted(table: SpeakerTable, *, limit: int) -> list[Meant]:
    """Speakers with a name of their own, those with the most statements first.

    "Officials" and "experts" are others in each article.
    """
    return [
        Meant(speaker.name, (speaker.name,), speaker.party, speaker.attributions)
        for speaker in table.list()
        if speaker.attributions and is_named(speaker.name)
    ][:limit]


def speakers_meant(table: SpeakerTable, name: str) -> list[Meant]:
    """The different speakers whom a reader may mean, most quoted first; raises SpeakerNotFound.

    A party means one, with all who speak for it; "police" are those of every story.
    """
    speakers = table.list(pooled=True)
    wanted = name.strip().casefold()
    bodies = [one.name for one in speakers if one.name.casefold() == wanted and _is_body(one.name)]
    names = [*table.names_among(speakers, name), *table.in_office(name), *bodies]
    found = tuple(dict.fromkeys(names))
    if not found:
        raise SpeakerNotFound(name, nearest_names(table, name))
    if any((speaker.party or "").casefold() == wanted for speaker in speakers):
        return [together(name, found, speakers)]
    # "Kyiv" is whoever speaks for Ukraine, but "Washington" may also be Denzel Washington.
    nation = nation_of(name)
    government = [other for other in found if nation is not None and nation_of(other) == nation]
    people = [other for other in found if other not in government]
    # Of "Trump", Donald Trump, but not "people close to Trump", as long as anybody bears the name.
    named = [other for other in people if is_named(other) or other.casefold() == wanted]
    if not named and not government:
        named = people
    # "UN" is not Kim Jong Un, but "TRUMP" is Trump.
    spelt = [other for other in named if not _is_spelt_otherwise(name, other)]
    if not spelt and not government:
        spelt = named
    each = [together(other, (other,), speakers) for other in spelt]
    each += [together(name, government, speakers)] if government else []
    return sorted(each, key=lambda meant: -meant.statements)


def _is_body(speaker: str, language: Language = ENGLISH) -> bool:
    """Whether it is a kind of body: "police", "army"."""
    return speaker.split()[-1].lower() in language.speech.names.organisations


def _is_spelt_otherwise(typed: str, speaker: str) -> bool:
    """Whether what is typed in capitals is in the name, but not in capitals."""
    words = speaker.split()
    return typed.isupper() and typed not in words and typed in map(str.upper, words)


def exactly(table: SpeakerTable, name: str) -> Meant:
    """The speaker of just this name, whoever else has it in theirs; raises SpeakerNotFound."""
    wanted = name.strip().casefold()
    speakers = [speaker for speaker in table.list(pooled=True) if speaker.name.casefold() == wanted]
    if not speakers:
        raise SpeakerNotFound(name, nearest_names(table, name))
    return together(speakers[0].name, (speakers[0].name,), speakers)


def together(name: str, names: Sequence[str], speakers: Sequence[SpeakerSummary]) -> Meant:
    """The speakers of these names, or of parties that are called so, as one."""
    folded = {each.casefold() for each in names}
    spoken = [
        speaker
        for speaker in speakers
        if speaker.name.casefold() in folded or (speaker.party or "").casefold() in folded
    ]
    own = [speaker for speaker in spoken if speaker.name.casefold() in folded]
    shown = own[0].name if len(own) == 1 and len(names) == 1 else name
    party = own[0].party if len(own) == 1 else None
    return Meant(shown, tuple(names), party, sum(speaker.attributions for speaker in spoken))
