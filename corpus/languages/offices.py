"""Who speaks for whom, and what people are called: the words by which `corpus.speakers` goes.

Each list is explained in the English file that it stands in. All are in lower case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """offices.toml; `offices` has the usual word for each other word of an office, `nicknames` the
    forenames that each short form may stand for, `spelt` the usual spelling of another one."""

    heads: Words
    weak: Words
    modifiers: Words
    alliances: Words
    ranks: Words
    counterparts: Words
    of_states: Words
    openers: Words
    sent: Words
    counsel: Words
    former: Words
    against: Words
    private: Words
    capitals: Words
    civic: Words
    seats: Words
    shared: Words
    state: Words
    voices: Words
    chiefs: Words
    leading: Words
    armed: Words
    departments: Words
    bodies: Words
    legislators: Words
    sports: Words
    within: Words
    beside: Words
    following: Words
    sent_to: Words
    governors: Words
    chambers: Words
    installed: Words
    inside: Words
    of_nations: Words
    governing: Words
    ruling: Words
    peoples: Words
    family_first: Words
    part_of_name: Words
    members: Words
    spelt: Mapping[str, str]
    offices: Mapping[str, str]
    nicknames: Mapping[str, Words]


def read_offices(package: str) -> OfficeWords:
    """The words in offices.toml of a language's package."""
    text = (files(package) / "offices.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    offices = {
        other: usual for usual, others in lists.pop("offices").items() for other in (usual, *others)
    }
    full: dict[str, set[str]] = {}
    for name, short in lists.pop("nicknames").items():
        for form in short:
            full.setdefault(form, set()).add(name)
    return OfficeWords(
        offices=offices,
        spelt=lists.pop("spelt"),
        nicknames={short: frozenset(names) for short, names in full.items()},
        **{name: frozenset(words) for name, words in lists.items()},
    )
