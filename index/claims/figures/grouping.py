"""Puts the figures of many articles together: one group a quantity, the newest first. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from corpus.figures.types import Amount, Bound, Figure, Slot
from corpus.types import Article, Span
from index.claims.figures.former import former_values, is_past
from index.claims.figures.issuers import one_names
from index.types import Passage

_CLOSE = 0.01  # values within it are one, as converted units are
_ADMITTED = 1.25  # "more than 70" admits what is up to a quarter more
_MAGNITUDES_OF_ONE = 0.7  # estimates of one tremor differ by less; set by hand, not measured
_BEFORE_THE_NEWS = timedelta(days=2)  # how long before its first report an event may lie


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure as an article reports it; `story` is the event that the article tells of, without
    which it is put with no other.

    `speaker` is whose it is, `source` what the article calls them, `known_as` what they are called
    where other articles give them another name. It is in the outlet's own voice
    where it is not said by anybody.
    """

    figure: Figure
    article: Article
    story: int | None
    is_said: bool = False
    speaker: str | None = None
    party: str | None = None
    source: str | None = None
    passage: Passage | None = None
    offset: int = 0
    known_as: str | None = None

    @property
    def amount(self) -> Amount:
        return self.figure.amount

    @property
    def outlet(self) -> str:
        """The outlet's name; an article without one is an outlet of its own."""
        return self.article.outlet or self.article.id

    @property
    def issuer(self) -> str:
        """Whoever stands behind it: who says it, else the outlet."""
        return self.known_as or self.speaker or self.source or self.outlet

    @property
    def quote(self) -> Span | None:
        """The figure with its bound, in its paragraph; None in a headline."""
        return self.amount.quote.shifted(-self.offset) if self.passage else None

    @property
    def sentence(self) -> Span | None:
        """The sentence that it stands in, in its paragraph; None in a headline."""
        return self.figure.sentence.shifted(-self.offset) if self.passage else None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in its group; `superseded_by` is the later one of the same issuer or outlet, or the
    one that says itself whose place it takes: "900, down from 1,400", "has risen to 17"."""

    reported: Reported
    superseded_by: Reported | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one quantity, newest first.

    `of_story` is the headline of their story, where those of several are listed. `is_one_of_many`:
    another group counts the same there, and only the values tell them apart.
    """

    slot: Slot
    story: int | None
    values: tuple[Value, ...]
    of_story: str | None = None
    is_one_of_many: bool = False

    @property
    def shown(self) -> tuple[Value, ...]:
        """Those that stand in a paragraph, each value of an article and its issuer once."""
        found: dict[tuple[object, ...], Value] = {}
        for value in self.values:
            reported = value.reported
            amount = reported.amount
            if reported.passage is not None:
                key = (reported.article.number, reported.issuer, amount.low, amount.high)
                found.setdefault(key, value)
        return tuple(found.values())


class Relation(StrEnum):
    """How two figures of one quantity stand to each other."""

    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFER = "differ"


def relation(one: Amount, two: Amount) -> Relation:
    """Whether they give one value, admit each other, or differ."""
    if one.value is not None and two.value is not None:
        if abs(one.value - two.value) <= _CLOSE * max(abs(one.value), abs(two.value)):
            return Relation.SAME
        less, more = sorted((one, two), key=lambda amount: amount.low)
        if more.low <= _ADMITTED * less.low and (
            less.bound in (Bound.LEAST, Bound.MORE, Bound.ABOUT)
            or more.bound in (Bound.MOST, Bound.LESS, Bound.ABOUT)
        ):
            return Relation.COMPATIBLE
        return Relation.DIFFER
    admits = (one.high is None or two.low <= one.high) and (two.high is None or one.low <= two.high)
    return Relation.COMPATIBLE if admits else Relation.DIFFER


def group_figures(reported: Iterable[Reported]) -> list[Group]:
    """The figures by quantity; those of a kind that is never compared stand alone."""
    buckets: dict[tuple[object, ...], list[Reported]] = defaultdict(list)
    spans = _spans(reported := list(reported))
    alone: list[Reported] = []
    for each in reported:
        slot = each.figure.slot
        if not slot.is_comparable or each.story is None:
            alone.append(each)
            continue
        buckets[each.story, slot.kind, slot.unit, slot.who].append(each)
    groups = [
        _group(members)
        for (story, *_), bucket in buckets.items()
        for members in _apart(bucket, spans[story] if isinstance(story, int) else None)
    ]
    groups += [_group([each]) for each in alone]
    several = Counter((group.story, group.slot) for group in groups if group.shown)
    marked = [
        replace(group, is_one_of_many=several[group.story, group.slot] > 1) for group in groups
    ]
    return sorted(marked, key=lambda group: -len(group.values))


def _spans(reported: Sequence[Reported]) -> dict[int, tuple[date, date] | None]:
    """The first and the last day of each story."""
    days: dict[int, list[date]] = defaultdict(list)
    for each in reported:
        if each.story is not None:
            days[each.story] += (
                [date.fromisoformat(each.article.published[:10])] if each.article.published else []
            )
    return {story: (min(found), max(found)) if found else None for story, found in days.items()}


def _apart(bucket: Sequence[Reported], span: tuple[date, date] | None) -> list[list[Reported]]:
    """By event and place: each joins the first group with one of the same, and none of another."""
    groups: list[list[tuple[str | None, str | None, Reported]]] = []
    for each in bucket:
        key = (_event(each.figure.slot.event, span), each.figure.slot.place)
        for group in groups:
            known = [(event, place) for event, place, _ in group]
            if (
                any(_is_one_event(key, other) for other in known)
                and not any(_are_two_events(key, other) for other in known)
                and all(_may_be_one(each, other) for *_, other in group)
            ):
                group.append((*key, each))
                break
        else:
            groups.append([(*key, each)])
    return [[each for *_, each in group] for group in groups]


def _may_be_one(one: Reported, two: Reported) -> bool:
    """Whether nature allows it: magnitudes far apart are of two tremors. A vague word is not of
    the same quantity as a figure that it does not admit."""
    if one.amount.value is None or two.amount.value is None:
        return relation(one.amount, two.amount) is not Relation.DIFFER
    if one.figure.slot.kind != "magnitude":
        return True
    return abs(one.amount.low - two.amount.low) < _MAGNITUDES_OF_ONE


def _event(label: str | None, span: tuple[date, date] | None) -> str | None:
    """None for a day on which the story itself took place."""
    if label is None or span is None or len(label) != len("2031-03-04"):
        return label
    try:
        day = date.fromisoformat(label)
    except ValueError:
        return label
    return None if span[0] - _BEFORE_THE_NEWS <= day <= span[1] else label


def _is_one_event(one: tuple[str | None, str | None], two: tuple[str | None, str | None]) -> bool:
    """Whether two pairs of event and place may be one: a month is within its year where either the
    place or the month is the same."""
    (event, place), (other, other_place) = one, two
    if event is None or other is None:
        return event is None and other is None and _is_one_place(place, other_place)
    if not event[:4].isdigit() or not other[:4].isdigit():
        return event == other and _is_one_place(place, other_place)
    if event[:4] != other[:4]:
        return False
    if place is not None and other_place is not None and not _share(place, other_place):
        return event == other and len(event) > len("2031")
    if len(event) > len("2031") and len(other) > len("2031"):
        return event[:7] == other[:7]
    return place is not None and other_place is not None


def _are_two_events(one: tuple[str | None, str | None], two: tuple[str | None, str | None]) -> bool:
    """Whether two pairs of event and place cannot be one: they may, where one says less, as a year
    without its month or a month without the place."""
    (event, place), (other, other_place) = one, two
    if event is None or other is None or not (event[:4].isdigit() and other[:4].isdigit()):
        return not _is_one_event(one, two)
    if event == other and len(event) > len("2031"):
        return False  # one town and its province
    apart = place is not None and other_place is not None and not _share(place, other_place)
    length = min(len(event), len(other), len("2031-03"))
    return apart or event[:length] != other[:length]


def _is_one_place(one: str | None, two: str | None) -> bool:
    return one == two or (
        one is not None and two is not None and set(one.split()) == set(two.split())
    )


def _share(one: str, two: str) -> bool:
    return bool(set(one.split()) & set(two.split()))


def _group(members: Sequence[Reported]) -> Group:
    names = one_names(each.speaker for each in members if each.speaker is not None)
    known = [
        each if each.speaker is None else replace(each, known_as=names[each.speaker])
        for each in members
    ]
    newest_first = sorted(known, key=_when, reverse=True)
    formers = [(each, former) for each in newest_first if (former := _former(each))]
    values = tuple(
        Value(
            each,
            _replacing(each, formers)
            or _updating(each, newest_first)
            or _later(each, newest_first),
        )
        for each in newest_first
    )
    return Group(newest_first[0].figure.slot, newest_first[0].story, values)


def _when(reported: Reported) -> tuple[str, int]:
    return (reported.article.published or "", reported.article.version)


def _former(reported: Reported) -> frozenset[float]:
    """The values that a figure takes the place of, if it is none of them itself."""
    if reported.passage is None or reported.sentence is None:
        return frozenset()
    found = former_values(reported.sentence.of(reported.passage.paragraph.text))
    return frozenset() if reported.amount.low in found else found


def _replacing(
    older: Reported, formers: Sequence[tuple[Reported, frozenset[float]]]
) -> Reported | None:
    """The newest, if no older than `older`, that says that its value was this one before."""
    for newer, former in formers:
        if newer is not older and older.amount.low in former and _when(newer) >= _when(older):
            return newer
    return None


def _updating(older: Reported, newest_first: Sequence[Reported]) -> Reported | None:
    """The newest of a later article that says itself that the number has changed since."""
    if older.article.published is None or older.amount.value is None:
        return None
    for newer in newest_first:
        if (newer.article.published or "") <= older.article.published:
            return None
        if newer.passage is None or newer.sentence is None or newer.quote is None:
            continue
        if relation(newer.amount, older.amount) is Relation.SAME:
            continue
        sentence = newer.sentence.of(newer.passage.paragraph.text)
        at = newer.quote.shifted(-newer.sentence.start)
        if is_past(older.amount.low, newer.amount.low, sentence, at):
            return newer
    return None


def _later(older: Reported, newest_first: Sequence[Reported]) -> Reported | None:
    """The newest that takes the place of `older`: of its issuer, or of its outlet unless both have
    a speaker of their own; with another value."""
    if older.article.published is None:
        return None
    for newer in newest_first:
        if newer.article.published is None or newer.article.published <= older.article.published:
            return None
        of_speaker = newer.known_as is not None and newer.known_as == older.known_as
        of_outlet = newer.outlet == older.outlet and (
            newer.speaker is None or older.speaker is None
        )
        if (of_speaker or of_outlet) and relation(newer.amount, older.amount) is not Relation.SAME:
            return newer
    return None
