"""Who says what: the words by which `corpus.attribution` tells it, read from a folder of TOML.

Each list is explained in the English file that it stands in. Verbs and nouns are lemmas, the rest
are words as they are written, in lower case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of attributions. `nations` has the name of the nation for each word for it."""

    acts: ActWords
    cues: CueWords
    names: NameWords
    grammar: Grammar
    nations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActWords:
    """acts.toml; `acts` has the act of each lemma, by its name in `corpus.attribution.types`."""

    acts: Mapping[str, str]
    light: Words
    checks: Words
    admissions: Words
    negations: Words
    taking: Words
    responsibility: Words
    credit: Words
    attacks: Words
    own: Words
    behind: Words


@dataclass(frozen=True, slots=True)
class CueWords:
    """cues.toml."""

    saying: Words
    objecting: Words
    addressing: Words
    undertaking: Words
    prepositional: Words
    nouns: Words
    light: Words
    quoting: Words
    describing: Words
    blaming: Words
    asking: Words
    coming: Words
    pleading: Words
    receiving: Words
    plain: Words
    in_headlines: Words
    according: Words
    accord: Words
    per: Words
    hearsay: Words
    questions: Words
    answers: Words
    conversing: Words
    conversed_with: Words
    interviewing: Words
    uttering: Words
    holding_back: Words
    ahead: Words
    compared: Words
    prepared: Words
    supposing: Words
    dismissing: Words
    publishing: Words
    reading: Words
    conditions: Words
    awaiting: Words
    instead: Words
    yet: Words
    nobody: Words
    not_only: Words
    nevertheless: Words
    doing: Words
    convened: Words
    off: Words
    requesting: Words
    anybody: Words
    telling: Words
    adding: Words
    finding: Words
    topical: Words
    refusing: Words
    decided: Words
    news: Words
    showing: Words
    knowing: Words
    assuring: Words
    siding: Words
    doing_to: Words
    bidding: Words
    commanding: Words
    examining: Words
    valuing: Words
    valued_at: Words
    perceiving: Words
    silent: Words
    reciprocal: Words
    foreword: Words

    @property
    def verbs(self) -> Words:
        """Verbs that report, whatever they take."""
        return self.saying | self.objecting | self.addressing


@dataclass(frozen=True, slots=True)
class NameWords:
    """names.toml; `kinds` has, for a noun that may stand for names, the words in those names.

    `shortened` has the title that each short one stands for, `alongside` the offices of those who
    are called by a noun as well, `read_as` a forename for each that is a verb elsewhere.
    """

    titles: Words
    roles: Words
    organisations: Words
    legal_forms: Words
    bodies: Words
    documents: Words
    findings: Words
    given: Words
    making: Words
    platforms: Words
    mute: Words
    things: Words
    voting: Words
    judging: Words
    abstract_endings: Words
    collectives: Words
    agencies: Words
    self_naming: Words
    courtesies: Words
    ranks: Words
    address: Words
    female: Words
    male: Words
    women: Words
    men: Words
    inside: Words
    particles: Words
    links: Words
    of: Words
    joins: Words
    suffixes: Words
    postnominals: Words
    counsel: Words
    days: Words
    portfolios: Words
    former: Words
    was: Words
    called: Words
    calling: Words
    self_calling: Words
    state_forces: Words
    rebellious: Words
    groups: Words
    vague: Words
    besides: Words
    affiliations: Words
    seats: Words
    businesses: Words
    companies: Words
    speaking_for: Words
    kin: Words
    consorts: Words
    spouses: Words
    missing: Words
    going_missing: Words
    dead: Words
    dying: Words
    no_names: Words
    places: Words
    kinds: Mapping[str, Words]
    shortened: Mapping[str, str]
    alongside: Mapping[str, Words]
    read_as: Mapping[str, str]

    def is_organisation(self, name: Sequence[str]) -> bool:
        """Whether the words of a name, in lower case, say that it is an organisation's."""
        return not self.organisations.isdisjoint(name) or " ".join(name[-2:]) in self.bodies


@dataclass(frozen=True, slots=True)
class Grammar:
    """grammar.toml; `personal` has the gender of each pronoun for a person."""

    personal: Mapping[str, str]
    neuter: Words
    plural: Words
    first: Words
    own: Words
    reflexive: Words
    third: Words
    relative: Words
    who: Words
    no_name: Words
    articles: Words
    one: Words
    definite: Words
    possessive: Words
    endings: Words
    the: Words
    distributive: Words
    counted: Words
    appended: Words
    be: Words
    do: Words
    auxiliaries: Words
    subject_control: Words
    unwilling: Words
    judged: Words
    seeming: Words
    joins: Words
    complementisers: Words
    that: Words
    to: Words
    comparing: Words
    free_relatives: Words
    there: Words
    of: Words
    about: Words
    by: Words
    from_whom: Words
    authored: Words
    in_name_of: Words
    charged_with: Words
    as_: Words
    when: Words
    at_place: Words
    fronting: Words
    of_things: tuple[str, ...]
    clipped: str
    aged: str


def read_speech(package: str) -> Speech:
    """The words in the TOML files of a language's package."""
    acts = _read(package, "acts")
    names = _read(package, "names")
    grammar = _read(package, "grammar")
    kinds = {noun: frozenset(words) for noun, words in names.pop("kinds").items()}
    shortened = names.pop("shortened")
    alongside = {noun: frozenset(words) for noun, words in names.pop("alongside").items()}
    read_as = names.pop("read_as")
    by_act = acts.pop("acts")
    nations = _read(package, "nations")
    return Speech(
        acts=ActWords(
            acts={lemma: act for act, lemmas in by_act.items() for lemma in lemmas},
            **_sets(acts),
        ),
        cues=CueWords(**_sets(_read(package, "cues"))),
        names=NameWords(
            kinds=kinds,
            shortened=shortened,
            alongside=alongside,
            read_as=read_as,
            **_sets(names),
        ),
        grammar=Grammar(
            personal=grammar.pop("personal"),
            of_things=tuple(grammar.pop("of_things")),
            clipped=grammar.pop("clipped"),
            aged=grammar.pop("aged"),
            **_sets(grammar),
        ),
        nations={word.lower(): nation for nation, words in nations.items() for word in words}
        | {nation.lower(): nation for nation in nations},
    )


def _read(package: str, name: str) -> dict[str, Any]:
    return tomllib.loads((files(package) / f"{name}.toml").read_text(encoding="utf-8"))


def _sets(lists: Mapping[str, list[str]]) -> dict[str, Words]:
    return {name: frozenset(words) for name, words in lists.items()}
