"""Pairs of claims that cannot both be so, each with the reason. Pure.

Precision comes first: both sides have to be named, both have to be of one story, and what one
denies has to be what the other asserts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from corpus.attribution.types import Act
from corpus.figures.types import Amount, Bound
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.claims.disputes.features import Asserted, asserted
from index.claims.figures.grouping import Group, Relation, Reported, relation
from index.claims.story import Claim

# Shares of the shorter claim's words, counted by stems. Set by hand on the claims of two articles
# and an invented event; not measured.
_DENIED, _NAMED_AND_DENIED, _STATE, _SAME_WORDS = 0.6, 0.5, 0.5, 0.7
_FEWEST_OF_A_DEED = 2
_MOST_DENIED = 3  # claims that one denial is set against, the nearest in words
_FEWEST_OF_A_DENIAL, _FEWEST_WITH_A_NAME, _FEWEST_OF_A_NEGATION = 3, 2, 3
# Tolls grow: figures further apart in time are not at odds. Set by hand; not measured.
_AT_A_TIME = timedelta(days=1)
_ESTIMATED = frozenset(("magnitude", "depth", "population"))  # of these no more are found out later
_OF_ANOTHER_THING = 20  # times; set by hand, not measured


class ConflictKind(StrEnum):
    """How two claims oppose each other."""

    DENIAL = "denial"
    BLAME = "blame"
    CONTRADICTION = "contradiction"
    NUMBER = "number"


class Issue(StrEnum):
    """What they do not agree on."""

    WHO = "who"
    LOSSES = "losses"
    STATE = "state"
    SAID = "said"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims of different sides; `score` orders those of one issue."""

    kind: ConflictKind
    issue: Issue
    one: Claim
    two: Claim
    score: float


@dataclass(frozen=True, slots=True)
class NumberConflict:
    """Two figures of one quantity that different sides give at one time."""

    one: Reported
    two: Reported


def conflicts_in(
    claims: Iterable[Claim], sides: Mapping[int, str], *, language: Language = ENGLISH
) -> list[Conflict]:
    """The conflicts among the claims of one story, the surest first.

    `sides` is for whom each statement stands, by its id; without one it is who the article says it
    is, in its own words.
    """
    read = [asserted(claim, sides.get(claim.statement.id), language) for claim in claims]
    found: dict[frozenset[int], _Opposed] = {}
    for opposed in (*_denials(read), *_blame(read), *_states(read, language), *_negations(read)):
        pair = frozenset((opposed.one.statement.id, opposed.two.statement.id))
        found.setdefault(pair, opposed)
    kept = _best_witnessed(_without_echoes(found.values()))
    return sorted((each.conflict for each in kept), key=lambda conflict: -conflict.score)


@dataclass(frozen=True, slots=True)
class _Opposed:
    """A conflict with what was read off its claims."""

    kind: ConflictKind
    issue: Issue
    one: Asserted
    two: Asserted
    score: float

    @property
    def conflict(self) -> Conflict:
        return Conflict(self.kind, self.issue, self.one.claim, self.two.claim, self.score)

    @property
    def sides(self) -> tuple[Issue, frozenset[str | None]]:
        return self.issue, frozenset((self.one.side, self.two.side))


def _without_echoes(opposed: Iterable[_Opposed]) -> list[_Opposed]:
    """Each pair of the same words once: reprints add nothing."""
    found: dict[frozenset[tuple[str | None, str]], _Opposed] = {}
    for each in opposed:
        words = frozenset((a.side, " ".join(sorted(a.stems))) for a in (each.one, each.two))
        found.setdefault(words, each)
    return list(found.values())


def _best_witnessed(opposed: Sequence[_Opposed]) -> list[_Opposed]:
    """Of how things stand, which changes by the hour, claims of two articles are put together only
    where no article sets their sides against each other."""
    within = {each.sides for each in opposed if each.one.article == each.two.article}
    return [
        each
        for each in opposed
        if each.issue is not Issue.STATE
        or each.one.article == each.two.article
        or each.sides not in within
    ]


def number_conflicts_in(groups: Iterable[Group]) -> list[NumberConflict]:
    """Figures of one quantity that do not admit each other: of different sides, of one time, and
    none of them superseded."""
    found: dict[tuple[object, ...], NumberConflict] = {}
    for group in groups:
        valid = [
            value.reported
            for value in group.shown
            if value.superseded_by is None and group.slot.is_comparable
        ]
        for position, one in enumerate(valid):
            for two in valid[position + 1 :]:
                if (
                    _are_two_issuers(one, two)
                    and _is_at_a_time(one, two)
                    and not _admit(one.amount, two.amount)
                ):
                    said = frozenset(((one.issuer, one.amount.low), (two.issuer, two.amount.low)))
                    found.setdefault((group.slot, group.story, said), NumberConflict(one, two))
    return list(found.values())


def _are_opposed(one: Asserted, two: Asserted) -> bool:
    """Whether two sides are known to be different."""
    if one.side is None or two.side is None or one.side == two.side:
        return False
    if not (one.asserts and two.asserts) or _is_within(one, two) or _is_within(two, one):
        return False
    if one.statement.speaker is not None and one.statement.speaker == two.statement.speaker:
        return False
    if not (one.is_resolved or two.is_resolved):
        return False
    if one.is_resolved and two.is_resolved:
        return True
    # Somebody who cannot be told might be the other, if called by the same words.
    return not one.names & two.names


def _denials(read: Sequence[Asserted]) -> Iterator[_Opposed]:
    for denial in read:
        if not denial.denies:
            continue
        others = [
            each
            for each in read
            if each.statement.act is not Act.DENIES
            and not each.denies
            and _are_opposed(denial, each)
        ]
        if denial.denies_role:
            for other in others:
                if any(doer.lower() in denial.names for doer in other.doers | other.accused):
                    yield _Opposed(ConflictKind.DENIAL, Issue.WHO, other, denial, 1.0)
        elif denial.denies_losses:
            for other in others:
                if other.kills_fighters:
                    yield _Opposed(ConflictKind.DENIAL, Issue.LOSSES, other, denial, 0.9)
        else:
            denied = [each for each in others if not each.is_negated and _is_denied(each, denial)]
            denied.sort(key=lambda each: -len(each.stems & denial.stems))
            for other in denied[:_MOST_DENIED]:
                yield _Opposed(ConflictKind.DENIAL, Issue.SAID, other, denial, 0.8)
        if denial.points_back and (target := _just_before(denial, read)) is not None:
            yield _Opposed(ConflictKind.DENIAL, Issue.SAID, target, denial, 0.7)


def _is_denied(other: Asserted, denial: Asserted) -> bool:
    """Whether the words of the denial are those of the other, which accuses, or names whoever
    denies it; or more of them, where a claim is denied without a name."""
    shared = len(denial.deed & other.deed)
    share = shared / max(1, len(denial.deed))
    if other.statement.act is Act.ACCUSES or other.named & denial.names:
        return shared >= _FEWEST_WITH_A_NAME and share >= _NAMED_AND_DENIED
    return denial.is_of_a_claim and shared >= _FEWEST_OF_A_DENIAL and share >= _DENIED


def _is_within(one: Asserted, two: Asserted) -> bool:
    """Whether the one stands in the other's words."""
    return (
        one.claim.passage.paragraph.id == two.claim.passage.paragraph.id
        and two.claim.extent.start <= one.claim.extent.start
        and one.claim.extent.stop <= two.claim.extent.stop
    )


def _just_before(denial: Asserted, read: Sequence[Asserted]) -> Asserted | None:
    """What was said last before a denial, in its paragraph or the one before, by another side,
    if it accuses somebody or names whoever denies."""
    at = denial.claim.passage.paragraph.position
    before = [
        other
        for other in read
        if other.article == denial.article
        and other.statement.id != denial.statement.id
        and (
            (
                other.claim.passage.paragraph.position == at
                and other.claim.extent.stop <= denial.claim.extent.start
            )
            or other.claim.passage.paragraph.position == at - 1
        )
    ]
    if not before:
        return None
    last = max(before, key=lambda o: (o.claim.passage.paragraph.position, o.claim.extent.start))
    if last.denies or not _are_opposed(denial, last):
        return None
    is_meant = bool(last.named & denial.names) and not denial.is_of_a_claim
    return last if is_meant or last.statement.act is Act.ACCUSES else None


def _blame(read: Sequence[Asserted]) -> Iterator[_Opposed]:
    blaming = [each for each in read if each.doers or each.accused]
    for position, one in enumerate(blaming):
        for two in blaming[position + 1 :]:
            if _blame_others(one, two) and _are_opposed(one, two):
                yield _Opposed(ConflictKind.BLAME, Issue.WHO, one, two, 0.9)


def _blame_others(one: Asserted, two: Asserted) -> bool:
    """Whether two have it that others did the same thing."""
    if one.doers and two.doers and not one.doers & two.doers:
        both_claim = one.claims_it and two.claims_it
        return not both_claim or bool(one.statement.party and two.statement.party)
    told, other = one.doers | one.accused, two.doers | two.accused
    if not told or not other or told & other or not (one.accused and two.accused):
        return False
    return len(one.deed & two.deed) >= _FEWEST_OF_A_DEED


def _states(read: Sequence[Asserted], language: Language) -> Iterator[_Opposed]:
    for state in language.disputes.states:
        ended = [each for each in read if state.name in each.states]
        going_on = [each for each in read if state.name in each.opposites]
        for one in ended:
            for two in going_on:
                if not _are_opposed(one, two) or state.name in two.states:
                    continue
                if not state.shared or _share(one, two) >= _STATE:
                    yield _Opposed(ConflictKind.CONTRADICTION, Issue.STATE, one, two, 0.8)


def _negations(read: Sequence[Asserted]) -> Iterator[_Opposed]:
    negated = [each for each in read if each.is_negated and not each.denies]
    for one in negated:
        for two in read:
            if two.is_negated or two.denies or not _are_opposed(one, two):
                continue
            shared, both = len(one.stems & two.stems), len(one.stems | two.stems)
            if shared >= _FEWEST_OF_A_NEGATION and shared >= _SAME_WORDS * both:
                yield _Opposed(ConflictKind.CONTRADICTION, Issue.SAID, one, two, 0.6)


def _share(one: Asserted, two: Asserted) -> float:
    """The share of the shorter's words that both have."""
    return len(one.stems & two.stems) / max(1, min(len(one.stems), len(two.stems)))


def _are_two_issuers(one: Reported, two: Reported) -> bool:
    if one.article.number == two.article.number:
        return False  # what one article tells beside each other is mostly of different things
    if (one.is_said and one.speaker is None) or (two.is_said and two.speaker is None):
        return False
    if one.speaker and two.speaker:
        return one.speaker != two.speaker and (one.party is None or one.party != two.party)
    return one.outlet != two.outlet


def _is_at_a_time(one: Reported, two: Reported) -> bool:
    """Whether they are of one day, or of the next where the later is the lower: tolls grow."""
    if one.article.day is None or two.article.day is None:
        return False
    first, last = sorted((one, two), key=lambda each: each.article.day or "")
    days = date.fromisoformat(last.article.day or "") - date.fromisoformat(first.article.day or "")
    if last.figure.slot.kind not in _ESTIMATED and last.amount.low > first.amount.low:
        return not days
    return days <= _AT_A_TIME


def _admit(one: Amount, two: Amount) -> bool:
    """Whether both may be so: "at least three" admits nine, "dozens" seventy. Figures too far apart
    count different things."""
    if relation(one, two) is not Relation.DIFFER:
        return True
    less, more = sorted((one, two), key=lambda amount: amount.low)
    if more.low > _OF_ANOTHER_THING * less.low:
        return True
    return less.bound in (Bound.LEAST, Bound.MORE) or more.bound in (Bound.MOST, Bound.LESS)
