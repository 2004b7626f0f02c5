"""Words around figures: how exact one is, what it counts, and of which event it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IssuingWords:
    """How a clause names the source of a figure, as its group `who`; with regard to case.

    Before the figure stand `giver` ("the ministry put the toll at") and `reckoner` ("by the
    ministry's count,"); where two speak, `joint` before it and `joint_after` behind it ("the
    ministry and the army said"); behind it `quoted` (", officials were quoted as saying") and
    `reference` ("per the ministry"), and around it `given` and `by` ("put at 14 by the ministry").
    """

    giver: str
    joint: str
    joint_after: str
    reckoner: str
    quoted: str
    reference: str
    given: str
    by: str


@dataclass(frozen=True, slots=True)
class FigureWords:
    """How a language gives figures. Patterns are of the `re` module, without regard to case.

    `bounds` are what stands before a figure and says how exact it is, by the sign of
    `corpus.figures.types.Bound`; `bounds_after` what stands behind it. `vague` are words that
    stand for a figure, with the least and the most that they admit. `multipliers` are written
    at the end of digits. `units` are patterns of what is measured, with the unit that they are
    compared in and by how much they are multiplied.

    A magnitude has `magnitude_before` or `magnitude_after` around it, or one of
    `magnitude_near` in its sentence or the one before, and is that of the nearest of
    `magnitude_of`. `population` is a place with its size behind it, `smaller` what follows the
    event that news is about.

    `people` are nouns for whoever is counted among people: without a group of their own (""),
    or with the group that they name. `verbs` are patterns before a figure and `predicates`
    behind it, by the kind that they make it, `nouns` counted nouns, `leads` longer words
    before it. Places stand after `at_place`, and those with one of `waters` only tell where
    another place is; `part` are words before a figure that make it a part of another one,
    `parted` those behind it, `more` those that add a thing to others, `added` those behind it
    that add people. `elsewhere` names other events than an article's own, `again` says that
    its own is one more (`which`), `recalling` who calls things back (`who`, in `short` where
    it has that), `since` what has gone on for longer; a sentence that begins with `pointing`
    goes on about the one before, and a figure behind `referring` counts the same as the last
    one before it; one behind `former` is what another was before, with one of `to` between
    them, and one behind `upward` or `downward` takes the place of lower or higher ones that
    were given before. `unreal` is what did not happen. Between a part and its `whole` stands
    "of the", before a whole that only a `portion` is told of "half of the", before a part that
    is left out `excepted`; an `aside` stands between what is counted and what is said of it;
    with a word of `finite` something is said of what is counted, else the participle belongs
    to it ("of the 14 injured"). `not_counted` is what stands before a number that is a name,
    `never_counted` words of numbers that count nothing; behind `within` stands where others
    are counted.
    `asked` are words of a topic or a question that ask for figures of these kinds. `heads` are
    words that no counted noun goes on over. `issuing` is how a figure has its source.
    """

    bounds: Mapping[str, str]
    bounds_after: Mapping[str, str]
    vague: Mapping[str, tuple[float, float | None]]
    multipliers: Mapping[str, int]
    currencies: Mapping[str, str]
    units: tuple[tuple[str, str, str, float], ...]
    people: Mapping[str, str]
    verbs: Mapping[str, str]
    predicates: Mapping[str, str]
    nouns: Mapping[str, str]
    leads: Mapping[str, str]
    at_place: str
    waters: frozenset[str]
    places: frozenset[str]
    part: str
    within: str
    parted: str
    whole: str
    portion: str
    excepted: str
    aside: str
    finite: str
    more: str
    added: str
    magnitude_before: str
    magnitude_after: str
    magnitude_near: str
    magnitude_of: str
    population: str
    smaller: frozenset[str]
    elsewhere: str
    again: str
    since: str
    recalling: str
    referring: str
    former: str
    to: frozenset[str]
    upward: str
    downward: str
    pointing: str
    unreal: str
    heads: frozenset[str]
    not_counted: str
    never_counted: str
    asked: Mapping[str, tuple[str, ...]]
    same_things: Mapping[str, str]
    issuing: IssuingWords
