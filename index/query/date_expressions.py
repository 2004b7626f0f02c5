"""Words for days, in questions and in passages: "overnight", "on Tuesday", "since 22 May".

One grammar reads both. Which days the words mean depends on a reference day: for a passage the day
it was published, for a question the day it is asked or that of the article
(`index.ranking.temporal_match`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_OPEN = frozenset(("since", "after"))
_OTHER_SIDE = frozenset(("before", "until", "till", "by"))
# Verbs too, so in lower case and without a word like "in" before them they are no months.
_VERBS = frozenset(("may", "march"))


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.first} is after {self.last}")

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def lengthened(self, more: timedelta) -> Days:
        """With as much more at the end as the calendar has."""
        return Days(self.first, self.last + min(more, date.max - self.last))

    def overlaps(self, other: Days) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words of a text that name days, with the preposition before them; `core` is without it.

    `calendar` ones name them by month or year, the others by how far they are from the day they
    are written on; `repeated` ones stand as they are in passages that tell of those days.
    """

    text: str
    start: int
    core: str
    calendar: bool
    repeated: bool
    _meaning: Callable[[date], Days]

    @property
    def stop(self) -> int:
        return self.start + len(self.text)

    def days(self, reference: date) -> Days | None:
        """What they mean on that day; None where no calendar has it, as 30 February."""
        try:
            return self._meaning(reference)
        except (ValueError, OverflowError):
            return None


@lru_cache(maxsize=8192)
def time_words(text: str) -> tuple[TimeWords, ...]:
    """The words for days in a text, in order. "Until" and "before" a day name no days: left out."""
    found: list[TimeWords] = []
    taken: list[tuple[int, int]] = []
    for rule in _GRAMMAR:
        for match in rule.pattern.finditer(text):
            parts = {name: value for name, value in match.groupdict().items() if value}
            if parts.get("month") in _VERBS and "lead" not in parts:
                continue
            if any(match.start() < stop and start < match.end() for start, stop in taken):
                continue
            taken.append(match.span())
            parts = {name: " ".join(value.lower().split()) for name, value in parts.items()}
            if parts.get("lead") not in _OTHER_SIDE:
                found.append(
                    TimeWords(
                        text=match.group(),
                        start=match.start(),
                        core=match.group()[len(match["lead"] or "") :].strip(),
                        calendar=rule.calendar,
                        repeated=rule.repeated,
                        _meaning=_meaning(rule.read, parts),
                    )
                )
    return tuple(sorted(found, key=lambda words: words.start))


_Parts = dict[str, str]


def _meaning(read: Callable[[_Parts, date], Days], parts: _Parts) -> Callable[[date], Days]:
    def days(reference: date) -> Days:
        meant = read(parts, reference)
        if parts.get("lead") in _OPEN:
            return Days(meant.first, max(meant.last, reference))
        return meant

    return days


def _iso(parts: _Parts, _: date) -> Days:
    return _one(date.fromisoformat(parts["iso"]))


def _day_of_month(parts: _Parts, reference: date) -> Days:
    """Without a year, in the one that puts it nearest to the reference."""
    day, month = int(parts["day"]), _MONTHS[parts["month"]]
    if "year" in parts:
        return _one(date(int(parts["year"]), month, day))
    years = (reference.year - 1, reference.year, reference.year + 1)
    near = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    return _one(min(near, key=lambda found: abs(found - reference)))


def _month(parts: _Parts, reference: date) -> Days:
    """Without a year, the latest that has begun."""
    month = _MONTHS[parts["month"]]
    return _of_month(int(parts.get("year", reference.year - (month > reference.month))), month)


def _year(parts: _Parts, _: date) -> Days:
    return _of_year(int(parts["year"]))


def _weekday(parts: _Parts, reference: date) -> Days:
    """The latest that is not after the reference; "next" is after it, "last" before."""
    wanted = _WEEKDAYS[parts["weekday"]]
    if parts.get("which") == "next":
        return _one(reference + timedelta(days=(wanted - reference.weekday() - 1) % 7 + 1))
    before = reference - _DAY if parts.get("which") == "last" else reference
    return _one(before - timedelta(days=(before.weekday() - wanted) % 7))


def _near(parts: _Parts, reference: date) -> Days:
    match parts["near"]:
        case "yesterday":
            return _one(reference - _DAY)
        case "tomorrow":
            return _one(reference + _DAY)
        case "overnight" | "last night":
            return Days(reference - _DAY, reference)
        case _:
            return _one(reference)


def _weekend(parts: _Parts, reference: date) -> Days:
    """The latest that has begun; "last" is over."""
    saturday = reference - timedelta(days=(reference.weekday() - 5) % 7)
    if parts.get("which") == "last" and reference - saturday < 2 * _DAY:
        saturday -= _WEEK
    return Days(saturday, saturday + _DAY)


def _week(parts: _Parts, reference: date) -> Days:
    monday = reference - timedelta(days=reference.weekday())
    if parts["which"] == "last":
        return Days(monday - _WEEK, monday - _DAY)
    # Early in a week, "this week" is still the news of the past days.
    return Days(min(monday, reference - _WEEK + _DAY), monday + _WEEK - _DAY)


def _month_or_year(parts: _Parts, reference: date) -> Days:
    last = parts["which"] == "last"
    if parts["unit"] == "year":
        return _of_year(reference.year - last)
    day = reference.replace(day=1) - _DAY if last else reference
    return _of_month(day.year, day.month)


def _recent(parts: _Parts, reference: date) -> Days:
    """ "The past three days"; hours are at least a day."""
    return Days(reference - _length(parts), reference)


def _ago(parts: _Parts, reference: date) -> Days:
    return _one(reference - _length(parts))


def _length(parts: _Parts) -> timedelta:
    count = parts.get("count", "one")
    number = _NUMBERS.get(count) or int(count)
    if parts["unit"] == "hour":
        return timedelta(days=-(-number // 24))
    return timedelta(days=number * {"day": 1, "week": 7, "month": 30, "year": 365}[parts["unit"]])


def _one(day: date) -> Days:
    return Days(day, day)


def _of_month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _of_year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    read: Callable[[_Parts, date], Days]
    calendar: bool
    repeated: bool


def _rule(
    read: Callable[[_Parts, date], Days],
    pattern: str,
    *,
    needs_lead: bool = False,
    calendar: bool = False,
    repeated: bool = False,
) -> _Rule:
    lead = (
        r"(?:\b(?P<lead>since|after|before|until|till|by|on|in|during|over|from)\s+(?:the\s+)?)"
        + ("" if needs_lead else "?")
    )
    return _Rule(re.compile(lead + pattern, re.IGNORECASE), read, calendar, repeated)


_MONTH = rf"\b(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_ORDINAL = r"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:.,]\d)"
_FULL_YEAR = r"(?P<year>(?:18|19|20)\d\d)\b"
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})"

# The first rule that fits a stretch of text has it.
_GRAMMAR = (
    _rule(_iso, r"\b(?P<iso>(?:18|19|20)\d\d-\d\d-\d\d)\b", calendar=True),
    _rule(_day_of_month, rf"{_ORDINAL}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_FULL_YEAR})?", calendar=True),
    _rule(_day_of_month, rf"{_MONTH}\s+{_ORDINAL}(?:,?\s+{_FULL_YEAR})?", calendar=True),
    _rule(_month, rf"{_MONTH},?\s+{_FULL_YEAR}", calendar=True),
    _rule(_month, rf"(?:early\s+|late\s+)?{_MONTH}", needs_lead=True, calendar=True),
    _rule(_year, rf"\b{_FULL_YEAR}", needs_lead=True, calendar=True),
    _rule(
        _weekday,
        rf"\b(?:(?P<which>last|next)\s+)?(?P<weekday>{'|'.join(_WEEKDAYS)})\b",
        repeated=True,
    ),
    _rule(
        _near,
        r"\b(?P<near>overnight|last\s+night|tonight|this\s+(?:morning|afternoon|evening))\b",
        repeated=True,
    ),
    _rule(_near, r"\b(?P<near>yesterday|today|tomorrow)\b"),
    _rule(_weekend, r"\b(?:(?P<which>this|last|past)\s+)?weekend\b"),
    _rule(_week, r"\b(?P<which>this|last)\s+week\b"),
    _rule(_month_or_year, r"\b(?P<which>this|last)\s+(?P<unit>month|year)\b"),
    _rule(_recent, rf"\b(?:last|past)\s+(?:{_COUNT}\s+)?(?P<unit>hour|day|week|month|year)s?\b"),
    _rule(_ago, rf"\b{_COUNT}\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier)\b"),
)
