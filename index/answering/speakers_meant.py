"""Whom a reader may mean by a name: a surname can be that of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.errors import SpeakerNotFound
from corpus.storage.speaker_table import SpeakerSummary, SpeakerTable


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody whom a name may mean: a speaker, or all who speak for a party.

    `names` are those of the speakers and parties; `statements` counts what they say.
    """

    names: tuple[str, ...]
    party: str | None
    statements: int

    @property
    def name(self) -> str:
        return self.names[0]


def most_quoted(table: SpeakerTable, *, limit: int) -> list[Meant]:
    """The speakers with the most statements."""
    return [
        Meant((speaker.name,), speaker.party, speaker.attributions)
        for speaker in table.list(limit=limit)
        if speaker.attributions
    ]


def speakers_meant(table: SpeakerTable, name: str) -> list[Meant]:
    """The different speakers whom a reader may mean, most quoted first; raises SpeakerNotFound.

    A party, and an exact name that is nobody's surname besides, means one.
    """
    found = table.names_for(name)
    if not found:
        raise SpeakerNotFound(name)
    speakers = {speaker.name: speaker for speaker in table.list()}
    wanted = name.strip().casefold()
    if any(_is_party(wanted, speaker) for speaker in speakers.values()):
        return [_meant(found, speakers)]
    if len(wanted.split()) == 1:
        bearers = (other for other in speakers if other.casefold().split()[-1] == wanted)
        found = tuple(dict.fromkeys([*found, *bearers]))
    each = [_meant((other,), speakers) for other in found]
    return sorted(each, key=lambda meant: -meant.statements)


def _is_party(wanted: str, speaker: SpeakerSummary) -> bool:
    return speaker.party is not None and speaker.party.casefold() == wanted


def _meant(names: tuple[str, ...], speakers: Mapping[str, SpeakerSummary]) -> Meant:
    folded = {name.casefold() for name in names}
    spoken = [
        speaker
        for speaker in speakers.values()
        if speaker.name in names or (speaker.party or "").casefold() in folded
    ]
    party = speakers[names[0]].party if names[0] in speakers else names[0]
    return Meant(names, party, sum(speaker.attributions for speaker in spoken))
