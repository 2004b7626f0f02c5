"""Pairs of claims that cannot both be so, each with the reason. Pure.

Precision comes first: both sides have to be named, both have to be of one story, and what one
denies has to be what the other asserts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from corpus.attribution.types import Act, Kind
from corpus.figures.amounts import amounts
from corpus.figures.types import Amount, Bound
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Span
from index.claims.disputes.contraries import contraries_in
from index.claims.disputes.features import Asserted
from index.claims.disputes.opposed import are_opposed, without_articles
from index.claims.disputes.propositions import Proposition, shared, weight_of
from index.claims.disputes.rivals import rivals_in
from index.claims.disputes.told_days import told_days
from index.claims.figures.grouping import Group, Relation, Reported, relation
from index.claims.figures.issuers import are_apart
from index.claims.sides import sentences_of
from index.claims.story import Claim
from index.query.words import stem
from index.types import Passage

# Shares of the shorter claim's words, counted by stems. Set by hand on the claims of two articles
# and an invented event; not measured.
_STATE = 0.5
# What one denies or negates and another says: the least weight of the words that both have, and
# the least shares of the first's and of the second's. Where the second accuses, or names the first;
# where the first denies; and where it only negates. Set on two articles, an invented event and
# 1,000 news articles.
_LINKED, _DENIED, _NEGATED = (3.5, 0.5, 0.0), (5.0, 0.6, 0.0), (6.0, 0.75, 0.65)
# The same of what is negated right after, where one word and a name will do, or one that nobody is
# said to have done.
_NEGATED_AT_ONCE, _OF_NOBODY = (2.0, 0.95, 0.4), (2.0, 0.95, 0.25)
_MOST_COUNTED = 0.75  # of what is counted, that both name; set by hand, not measured
_REACH_OF_A_FIGURE = 8  # paragraphs before "not 900"; set by hand, not measured
_REACH_OF_A_NAME = 3  # paragraphs before "Bell's claims"; set by hand, not measured
_REACH_OF_AN_ACCUSATION = 4  # paragraphs before "denied it"; set by hand, not measured
_OPENING_OF_AN_ACCUSATION = 8  # words, among which whom it is against; set by hand, not measured
_OF_LATER = (Act.PROMISES, Act.WARNS)  # acts that say nothing of how it is
_SAME_SAID = 0.65  # of the shorter's words; set on pairs that 1,000 news articles show twice
_FEWEST_OF_A_DEED = 2
_FEWEST_NEGATED = 3  # words of a deed that is only negated; set by hand, not measured
_MOST_DENIED = 3  # claims that one denial is set against, the nearest in words
# Tolls grow: figures further apart in time are not at odds. Set by hand; not measured.
_AT_A_TIME = timedelta(days=1)
_ESTIMATED = frozenset(("magnitude", "depth", "population"))  # of these no more are found out later
_ROUNDED = 0.03  # of a figure, by which a round one may be off; set by hand, not measured
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
    """Two claims of different sides; `score` orders those of one issue. `echoes` are claims of
    either to the same effect, which oppose each other too."""

    kind: ConflictKind
    issue: Issue
    one: Claim
    two: Claim
    score: float
    echoes: tuple[tuple[Claim, ...], tuple[Claim, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class NumberConflict:
    """Two figures of one quantity that different sides give at one time."""

    one: Reported
    two: Reported


def conflicts_among(read: Sequence[Asserted], language: Language = ENGLISH) -> list[Conflict]:
    """The conflicts among the claims of one story, the surest first."""
    found: dict[frozenset[int], _Opposed] = {}
    for opposed in (
        *_denials(read),
        *_blame(read),
        *_states(read, language),
        *_spared(read),
        *_ellipses(read),
        *_told_apart(read, language),
        *_contradicted(read, language),
        *_deals(read),
        *_put_otherwise(read, language),
        *_corrected(read, language),
        *_counted_otherwise(read, language),
        *_contraries(read, language),
        *_negations(read),
    ):
        pair = frozenset((opposed.one.statement.id, opposed.two.statement.id))
        found.setdefault(pair, opposed)
    kept, echoes = _without_echoes(_best_witnessed(list(found.values())))
    conflicts = [_conflict(each, some) for each, some in zip(kept, echoes, strict=True)]
    return sorted(conflicts, key=lambda conflict: -conflict.score)


@dataclass(frozen=True, slots=True)
class _Opposed:
    """A conflict with what was read off its claims."""

    kind: ConflictKind
    issue: Issue
    one: Asserted
    two: Asserted
    score: float

    @property
    def sides(self) -> tuple[Issue, frozenset[str | None]]:
        return self.issue, frozenset((self.one.side, self.two.side))


def _conflict(opposed: _Opposed, echoes: Sequence[_Opposed]) -> Conflict:
    """A conflict, with the claims of its echoes by whose they are."""
    one, two = opposed.one, opposed.two
    others = {
        each.statement.id: each
        for echo in echoes
        for each in (echo.one, echo.two)
        if each.statement.id not in (one.statement.id, two.statement.id)
    }.values()
    mine, theirs = (
        tuple(each.claim for each in others if each.side == side) for side in (one.side, two.side)
    )
    return Conflict(
        opposed.kind, opposed.issue, one.claim, two.claim, opposed.score, (mine, theirs)
    )


def _without_echoes(opposed: Iterable[_Opposed]) -> tuple[list[_Opposed], list[list[_Opposed]]]:
    """Each pair once, and its echoes: the same words add nothing, nor do most of them where two
    sides say what they have said."""
    kept: list[_Opposed] = []
    echoes: list[list[_Opposed]] = []
    by_sides: dict[tuple[Issue, frozenset[str | None]], list[int]] = {}
    for each in opposed:
        earlier = by_sides.setdefault(each.sides, [])
        place = next((at for at in earlier if _is_echo(each, kept[at])), None)
        if place is not None:
            echoes[place].append(each)
            continue
        earlier.append(len(kept))
        kept.append(each)
        echoes.append([])
    return kept, echoes


def _is_echo(one: _Opposed, other: _Opposed) -> bool:
    pairs = [(a, b) for a in (one.one, one.two) for b in (other.one, other.two) if a.side == b.side]
    if one.issue is Issue.SAID:
        return all(_share(a, b) >= _SAME_SAID for a, b in pairs)
    return all(a.stems == b.stems for a, b in pairs)


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


def number_conflicts_in(
    groups: Iterable[Group], language: Language = ENGLISH
) -> list[NumberConflict]:
    """Figures of one quantity that do not admit each other: of different sides, of one time, and
    none of them superseded; or set against each other by the sentence that has both."""
    contrast = re.compile(language.disputes.contrast)
    found: dict[tuple[object, ...], NumberConflict] = {}
    for group in groups:
        valid = [
            value.reported
            for value in group.shown
            if value.superseded_by is None and group.slot.is_comparable
        ]
        for position, one in enumerate(valid):
            for two in valid[position + 1 :]:
                are_apart = _are_two_issuers(one, two) and _is_at_a_time(one, two)
                are_apart = are_apart or _are_contrasted(one, two, contrast)
                is_apart_by_day = _are_of_other_days(one, two, language)
                if _is_reckoned_from(one, two, language) or (
                    are_apart and not is_apart_by_day and not _admit(one.amount, two.amount)
                ):
                    said = frozenset(((one.issuer, one.amount.low), (two.issuer, two.amount.low)))
                    found.setdefault((group.slot, group.story, said), NumberConflict(one, two))
    return list(found.values())


def rival_conflicts_in(
    passages: Sequence[Passage], language: Language = ENGLISH
) -> list[NumberConflict]:
    """Counts of one thing that an article sets beside each other and that do not admit each
    other."""
    return [
        NumberConflict(one, two)
        for one, two in rivals_in(passages, language)
        if not _admit(one.amount, two.amount)
    ]


def _denials(read: Sequence[Asserted]) -> Iterator[_Opposed]:
    index = _by_word(read)
    for denial in read:
        if not denial.denies:
            continue
        others = [
            each
            for each in read
            if each.statement.act is not Act.DENIES
            and not each.denies
            and are_opposed(denial, each)
        ]
        if denial.denies_role:
            for other in others:
                told = denial.names | (denial.around - other.names)
                doers = other.doers | (other.accused if _may_mean(denial, other) else frozenset())
                if any(doer.lower() in told for doer in doers):
                    yield _Opposed(ConflictKind.DENIAL, Issue.WHO, other, denial, 1.0)
        elif denial.denies_losses:
            for other in others:
                if other.kills_fighters:
                    yield _Opposed(ConflictKind.DENIAL, Issue.LOSSES, other, denial, 0.9)
        else:
            for other in _asserting(denial, index, is_denial=True)[:_MOST_DENIED]:
                yield _Opposed(ConflictKind.DENIAL, Issue.SAID, other, denial, 0.8)
        if denial.points_back and (target := _just_before(denial, read)) is not None:
            yield _Opposed(ConflictKind.DENIAL, Issue.SAID, target, denial, 0.7)


def _may_mean(denial: Asserted, other: Asserted) -> bool:
    """Whether whoever denies a role may mean what another accuses them of: what is denied of
    another article, or in other words ("that is not our work"), is the deed of the news."""
    is_answer = denial.statement.act is Act.DENIES and denial.article == other.article
    return is_answer or other.accuses_of_violence or not other.accuses_of_a_deed


def _by_word(read: Sequence[Asserted]) -> Mapping[str, list[tuple[Asserted, Proposition]]]:
    """The clauses that say that something is so, by the words of their deeds."""
    found: dict[str, list[tuple[Asserted, Proposition]]] = {}
    for each in read:
        if each.denies or each.statement.act in (Act.DENIES, *_OF_LATER):
            continue
        for proposition in each.propositions:
            if proposition.is_asserted:
                for word in proposition.deed:
                    found.setdefault(word, []).append((each, proposition))
    return found


def _asserting(
    no: Asserted, index: Mapping[str, list[tuple[Asserted, Proposition]]], *, is_denial: bool
) -> list[Asserted]:
    """Those who say that it is so, those with most of its words first: of a denial all that is
    said, else what is negated."""
    weights: dict[int, tuple[float, Asserted]] = {}
    for one in no.propositions:
        if one.is_open or one.is_negated is is_denial:
            continue
        clauses = {
            id(two): (each, two)
            for word in one.deed
            if word not in one.named
            for each, two in index.get(word, ())
        }
        for yes, two in clauses.values():
            weight = _opposition(no, one, yes, two, is_denial=is_denial)
            if weight and are_opposed(no, yes):
                best, _ = weights.get(yes.statement.id, (0.0, yes))
                weights[yes.statement.id] = (max(best, weight), yes)
    return [yes for _, yes in sorted(weights.values(), key=lambda found: -found[0])]


def _opposition(
    no: Asserted, one: Proposition, yes: Asserted, two: Proposition, *, is_denial: bool
) -> float:
    """The weight of what both clauses tell of, where it is most of what the first does; else 0.

    Names show what the first is of, but no deed. Where the second accuses, names whoever denies, or
    is denied in its own paragraph, less will do; what is no denial in so many words has to be by
    whoever is accused, else the second has to say little else.
    """
    deed = [word for word in one.deed if word in two.deed and word not in one.named]
    weight = sum(min(one.deed[word], two.deed[word]) for word in deed)
    is_charge = yes.statement.act is Act.ACCUSES
    is_charge = is_charge and (is_denial or not no.names.isdisjoint(yes.named))
    is_answer = is_denial and no.claim.passage.paragraph.id == yes.claim.passage.paragraph.id
    is_linked = is_charge or is_answer or (is_denial and no.is_named_in(two.names))
    least, most, most_of_other = _LINKED if is_linked else _DENIED if is_denial else _NEGATED
    fewest = 1 if is_charge or is_answer else 2 if is_denial else _FEWEST_NEGATED
    sides = frozenset(stem(name) for name in no.names | yes.names)
    told_of = len(deed)
    if not (is_linked or is_denial) and _is_right_after(no, yes):
        least, most, most_of_other = _OF_NOBODY if one.is_of_nobody else _NEGATED_AT_ONCE
        fewest = 1 if one.is_of_nobody else 2
        told_of += len((one.named & two.named) - sides)
    if weight < least or told_of < fewest:
        return 0.0
    common = shared(one.deed, two.deed, sides)
    is_same = common >= most * weight_of(one.deed, sides)
    told = weight_of(two.deed, sides | two.named)  # where and when it was need not be said again
    return weight if is_same and common >= most_of_other * told else 0.0


def _is_right_after(one: Asserted, two: Asserted) -> bool:
    """Whether a paragraph has both, or the one after it has the first."""
    places = (one.claim.passage.paragraph.position, two.claim.passage.paragraph.position)
    return one.article == two.article and 0 <= places[0] - places[1] <= 1


def _just_before(denial: Asserted, read: Sequence[Asserted]) -> Asserted | None:
    """What was last said before a denial that it may mean: by whom it names, else in its paragraph
    or the one before what accuses or claims; of "it" also what names whoever denies, or its own
    paragraph ends with before; of a bare "that" or "that account" what was said last. Without any,
    the last accusation of whoever denies."""
    reach = 1 if denial.whose is None else _REACH_OF_A_NAME
    before = _before(denial, read, reach=reach)
    for other in reversed(before):
        if other.denies or not are_opposed(denial, other):
            continue
        if denial.whose is not None:
            if denial.whose in other.names:
                return other
        elif other.statement.act in (Act.ACCUSES, Act.CLAIMS):
            if _is_meant(other, denial):
                return other
            break
        elif denial.is_bare or not denial.is_of_a_claim:
            is_last = denial.is_bare or (
                denial.statement.act is Act.DENIES
                and other is before[-1]
                and _are_together(denial, other)
            )
            if is_last and other.statement.act is Act.STATES:
                return _gist(other, before)
            if other.named & denial.names:
                return other
            break
    if denial.whose is not None:
        return None
    earlier = reversed(_before(denial, read, reach=_REACH_OF_AN_ACCUSATION))
    return next((other for other in earlier if _accuses(other, denial)), None)


def _accuses(other: Asserted, denial: Asserted) -> bool:
    """Whether it accuses whoever denies, by name or by all that they are called."""
    if other.statement.act is not Act.ACCUSES or not are_opposed(denial, other):
        return False
    if any(name.lower() in denial.names for name in other.accused):
        return True
    against = {stem(word) for word in other.said.split()[:_OPENING_OF_AN_ACCUSATION]}
    called = (denial.side, denial.statement.source)
    return any(
        words and against.issuperset(words)
        for told in called
        if told
        for words in [{stem(word) for word in without_articles(told)}]
    )


def _gist(last: Asserted, before: Sequence[Asserted]) -> Asserted:
    """What is denied of what somebody said last: what is told of it, before how they put it."""
    if last.statement.kind is not Kind.DIRECT:
        return last
    told = [
        other
        for other in before
        if other.statement.kind is not Kind.DIRECT
        and other.statement.act is Act.STATES
        and other.side == last.side
        and _are_together(other, last)
    ]
    return told[-1] if told else last


def _are_together(one: Asserted, two: Asserted) -> bool:
    return one.claim.passage.paragraph.id == two.claim.passage.paragraph.id


def _is_meant(accusation: Asserted, denial: Asserted) -> bool:
    """Whether an accusation may be of whoever denies "it"; one that names others is not."""
    told, accused = denial.names | denial.around, accusation.accused
    return denial.is_of_a_claim or not accused or any(name.lower() in told for name in accused)


def _before(one: Asserted, read: Sequence[Asserted], *, reach: int = 1) -> list[Asserted]:
    """What was said before it, in its paragraph and as many before that."""
    at = one.claim.passage.paragraph.position
    before = [
        other
        for other in read
        if other.article == one.article
        and other.statement.id != one.statement.id
        and (
            (
                other.claim.passage.paragraph.position == at
                and other.claim.extent.stop <= one.claim.extent.start
            )
            or at - reach <= other.claim.passage.paragraph.position < at
        )
    ]
    return sorted(
        before,
        key=lambda other: (other.claim.passage.paragraph.position, other.claim.extent.start),
    )


def _blame(read: Sequence[Asserted]) -> Iterator[_Opposed]:
    blaming = [each for each in read if each.doers or each.accused]
    for position, one in enumerate(blaming):
        for two in blaming[position + 1 :]:
            if _blame_others(one, two) and are_opposed(one, two):
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
                if not are_opposed(one, two) or state.name in two.states:
                    continue
                if not state.shared or _share(one, two) >= _STATE:
                    yield _Opposed(ConflictKind.CONTRADICTION, Issue.STATE, one, two, 0.8)


def _spared(read: Sequence[Asserted]) -> Iterator[_Opposed]:
    """Nobody was hurt, or so many were: on one day, or by articles without any."""
    for one in read:
        for two in read if one.spared else ():
            is_at_a_time = one.claim.passage.article.day == two.claim.passage.article.day
            is_there = all(word in two.said.lower() for word in one.spared_where)
            if one.spared in two.harmed and is_at_a_time and is_there and are_opposed(one, two):
                yield _Opposed(ConflictKind.CONTRADICTION, Issue.LOSSES, two, one, 0.8)


def _negations(read: Sequence[Asserted]) -> Iterator[_Opposed]:
    index = _by_word(read)
    for one in read:
        if not one.denies and one.statement.act not in _OF_LATER:
            for other in _asserting(one, index, is_denial=False):
                yield _Opposed(ConflictKind.CONTRADICTION, Issue.SAID, other, one, 0.6)


def _contraries(read: Sequence[Asserted], language: Language) -> Iterator[_Opposed]:
    """That something happened and that it did not, in other words."""
    for yes, no in contraries_in(read, language):
        yield _Opposed(ConflictKind.DENIAL, Issue.SAID, yes, no, 0.65)


def _told_apart(read: Sequence[Asserted], language: Language) -> Iterator[_Opposed]:
    """Two claims after the outlet says that accounts differ, in one paragraph."""
    by_paragraph: dict[int, list[Asserted]] = {}
    for each in read:
        by_paragraph.setdefault(each.claim.passage.paragraph.id, []).append(each)
    pattern = re.compile(language.disputes.apart, re.IGNORECASE)
    for some in by_paragraph.values():
        if marker := pattern.search(some[0].claim.passage.paragraph.text):
            after = [each for each in some if each.claim.extent.start >= marker.end()]
            if len(after) > 1 and after[0].is_resolved and after[1].is_resolved:
                one, two, *_ = after
                if are_opposed(one, two):
                    yield _Opposed(ConflictKind.CONTRADICTION, Issue.SAID, one, two, 0.7)


def _contradicted(read: Sequence[Asserted], language: Language) -> Iterator[_Opposed]:
    """What was last said before the outlet says that it was contradicted, and what whoever did so
    says there."""
    pattern = re.compile(language.disputes.contradicted, re.IGNORECASE)
    for one in read:
        text, start = one.claim.passage.paragraph.text, one.claim.extent.start
        sentence = sentences_of(one.claim, language=language)
        if one.is_resolved and pattern.search(text, sentence.start, start):
            before = [other for other in _before(one, read) if not _are_in(sentence, other, one)]
            if before and are_opposed(one, before[-1]):
                yield _Opposed(ConflictKind.CONTRADICTION, Issue.SAID, before[-1], one, 0.7)


def _are_in(sentence: Span, other: Asserted, one: Asserted) -> bool:
    return _are_together(other, one) and other.claim.extent.overlaps(sentence)


def _ellipses(read: Sequence[Asserted]) -> Iterator[_Opposed]:
    for one in read:
        before = _before(one, read) if one.is_elliptic else []
        if before and are_opposed(one, before[-1]):
            yield _Opposed(ConflictKind.CONTRADICTION, Issue.SAID, before[-1], one, 0.8)


def _deals(read: Sequence[Asserted]) -> Iterator[_Opposed]:
    """So much is offered by one side, and another demands another share or sum in that unit."""
    demanding = [each for each in read if each.demanded and each.is_resolved]
    for one in read if demanding else ():
        for two in demanding if one.offered and one.is_resolved else ():
            units = {unit for unit, _ in one.offered} & {unit for unit, _ in two.demanded}
            if units and one.side != two.side and not one.offered & two.demanded:
                yield _Opposed(ConflictKind.CONTRADICTION, Issue.SAID, one, two, 0.6)


def _put_otherwise(read: Sequence[Asserted], language: Language) -> Iterator[_Opposed]:
    """The figure that was given last is only so much of it, by another side, or another: "less than
    half of that", "the true figure was 148,000"."""
    for one in read:
        before = _before(one, read) if one.puts_otherwise else []
        last = next((each for each in reversed(before) if amounts(each.said, language)), None)
        if last is not None and are_opposed(one, last):
            yield _Opposed(ConflictKind.CONTRADICTION, Issue.SAID, last, one, 0.7)


def _corrected(read: Sequence[Asserted], language: Language) -> Iterator[_Opposed]:
    """A figure that one gives, and another says it is not, naming it: "2,200, not 900"."""
    for one in read:
        for other in _before(one, read, reach=_REACH_OF_A_FIGURE) if one.denied_values else ():
            given = {amount.low for amount in amounts(other.said, language)}
            if given & one.denied_values and are_opposed(one, other):
                yield _Opposed(ConflictKind.CONTRADICTION, Issue.SAID, other, one, 0.8)


def _counted_otherwise(read: Sequence[Asserted], language: Language) -> Iterator[_Opposed]:
    """Only so many did what another has just said that more did: "only 12 flights were cancelled".

    Shares are left out: they are of one whole and another.
    """
    only = re.compile(language.disputes.only, re.IGNORECASE)
    behind_only = re.compile(f"(?:{language.disputes.only})$", re.IGNORECASE)
    for one in read:
        for told in one.propositions if only.search(one.said) else ():
            few = [
                amount.low
                for amount in _numbers(told.said, language)
                if behind_only.search(told.said[: amount.quote.start])
            ]
            for other in _before(one, read) if few else ():
                if _is_of_more(told, other, few[0], language) and are_opposed(one, other):
                    yield _Opposed(ConflictKind.CONTRADICTION, Issue.SAID, other, one, 0.7)


def _is_of_more(told: Proposition, other: Asserted, few: float, language: Language) -> bool:
    """Whether another gives a larger number of what a clause counts."""
    whole = weight_of(told.deed, frozenset())
    return any(
        two.is_asserted
        and len(told.deed.keys() & two.deed.keys()) >= _FEWEST_OF_A_DEED
        and shared(told.deed, two.deed, frozenset()) >= _MOST_COUNTED * whole
        and any(amount.low > few for amount in _numbers(two.said, language))
        for two in other.propositions
    )


def _numbers(said: str, language: Language) -> list[Amount]:
    share = re.compile(language.disputes.share)
    return [a for a in amounts(said, language) if a.value and not share.match(said[a.quote.stop :])]


def _share(one: Asserted, two: Asserted) -> float:
    """The share of the shorter's words that both have."""
    return len(one.stems & two.stems) / max(1, min(len(one.stems), len(two.stems)))


def _are_two_issuers(one: Reported, two: Reported) -> bool:
    is_one_article = one.article.number == two.article.number
    if is_one_article and one.figure.slot.kind != "magnitude":
        return False  # what one article tells beside each other is mostly of different things
    if (one.is_said and one.speaker is None) or (two.is_said and two.speaker is None):
        return False
    if one.speaker and two.speaker:
        is_one_party = one.party is not None and one.party == two.party
        return not is_one_party and are_apart(one.speaker, two.speaker)
    return not is_one_article and one.outlet != two.outlet


def _is_reckoned_from(one: Reported, two: Reported, language: Language) -> bool:
    """Whether one says by how much it differs from what another admits, and the other gives that:
    "23 had died, nine more than the army admits"."""
    if one.issuer == two.issuer:
        return False
    apart = re.compile(language.disputes.more_than_said, re.IGNORECASE)
    for told, other in ((one, two), (two, one)):
        if told.passage is None or told.sentence is None or told.amount.value is None:
            continue
        sentence = told.sentence.of(told.passage.paragraph.text)
        for by in amounts(sentence, language):
            found = apart.match(sentence, by.span.stop)
            if found is not None and by.value is not None:
                difference = by.low if found["more"] else -by.low
                if other.amount.low == told.amount.low - difference:
                    return True
    return False


def _are_of_other_days(one: Reported, two: Reported, language: Language) -> bool:
    """Whether each names a day on which it was, and no day is named by both."""
    days, others = told_days(one, language), told_days(two, language)
    return bool(days and others and not days & others)


def _are_contrasted(one: Reported, two: Reported, contrast: re.Pattern[str]) -> bool:
    """Whether one sentence has both, each of somebody of its own, with a "but" between them."""
    if one.passage is None or one.article.number != two.article.number:
        return False
    if one.sentence != two.sentence or None in (one.speaker, two.speaker):
        return False
    if one.speaker == two.speaker or one.quote is None or two.quote is None:
        return False
    first, last = sorted((one.quote, two.quote), key=lambda span: span.start)
    between = one.passage.paragraph.text[first.stop : last.start]
    return contrast.search(between) is not None


def _is_at_a_time(one: Reported, two: Reported) -> bool:
    """Whether they are of one day, or of the next where the later is the lower: tolls grow, unlike
    what is estimated once. Without a day nothing tells whether both are of one event."""
    if one.article.day is None or two.article.day is None:
        return False
    if one.figure.slot.kind in _ESTIMATED:
        return True
    first, last = sorted((one, two), key=lambda each: each.article.day or "")
    days = date.fromisoformat(last.article.day or "") - date.fromisoformat(first.article.day or "")
    if last.amount.low > first.amount.low:
        return not days
    return days <= _AT_A_TIME


def _admit(one: Amount, two: Amount) -> bool:
    """Whether both may be so: "at least three" admits nine, "dozens" seventy. Figures too far apart
    count different things."""
    if relation(one, two) is not Relation.DIFFER:
        return True
    less, more = sorted((one, two), key=lambda amount: amount.low)
    if any(_is_rounded(*pair) for pair in ((less, more), (more, less))):
        return True
    if more.low > _OF_ANOTHER_THING * less.low:
        return True
    return less.bound in (Bound.LEAST, Bound.MORE) or more.bound in (Bound.MOST, Bound.LESS)


def _is_rounded(one: Amount, two: Amount) -> bool:
    """Whether one is the other to the nearest hundred: "600" and "612"."""
    near = abs(one.low - two.low) <= _ROUNDED * two.low
    return near and not one.low % 100 and round(two.low, -2) == one.low
