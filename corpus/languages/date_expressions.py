"""Words for days, in questions and in passages: "overnight", "on Tuesday", "since 22 May".

One grammar reads both, by the words and rules of the language. Which days the words mean depends on
a reference day: for a passage the day it was published, for a question the day it is asked or that
of the article (`index.ranking.temporal_match`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from corpus.languages.dates import DateForm, DateRule, Dates
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_YEAR, _HOURS = 365, 24


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
def time_words(text: str, language: Language = ENGLISH) -> tuple[TimeWords, ...]:
    """The words for days in a text, in order. "Until" and "before" a day name no days: left out."""
    found: list[TimeWords] = []
    taken: list[tuple[int, int]] = []
    dates = language.dates
    for rule, pattern in _grammar(language):
        for match in pattern.finditer(text):
            parts = {name: value for name, value in match.groupdict().items() if value}
            if parts.get("month") in dates.also_verbs and "lead" not in parts:
                continue
            if any(match.start() < stop and start < match.end() for start, stop in taken):
                continue
            taken.append(match.span())
            parts = {name: " ".join(value.lower().split()) for name, value in parts.items()}
            if parts.get("lead") not in dates.until:
                found.append(
                    TimeWords(
                        text=match.group(),
                        start=match.start(),
                        core=match.group()[len(match["lead"] or "") :].strip(),
                        calendar=rule.form in _BY_CALENDAR,
                        repeated=rule.form in _REPEATED,
                        _meaning=_meaning(_READERS[rule.form], parts, dates),
                    )
                )
    return tuple(sorted(found, key=lambda words: words.start))


def days_at_start(
    text: str, reference: date, language: Language = ENGLISH
) -> tuple[Days, str] | None:
    """The days that a text begins with ("last week", "March 2031", "monday"), and what follows
    their words; None where it begins with anything else."""
    before = f"{language.dates.on_day} "  # what a month or a year needs to be read as one
    for words in time_words(before + text, language):
        if words.start == 0 and (days := words.days(reference)):
            return days, text[words.stop - len(before) :]
    return None


@cache
def _grammar(language: Language) -> list[tuple[DateRule, re.Pattern[str]]]:
    lead = language.dates.lead
    return [
        (rule, re.compile(lead + ("" if rule.needs_lead else "?") + rule.pattern, re.IGNORECASE))
        for rule in language.dates.rules
    ]


_Parts = dict[str, str]
_Reader = Callable[[_Parts, Dates, date], Days]


def _meaning(read: _Reader, parts: _Parts, dates: Dates) -> Callable[[date], Days]:
    def days(reference: date) -> Days:
        meant = read(parts, dates, reference)
        if parts.get("lead") in dates.since:
            return Days(meant.first, max(meant.last, reference))
        return meant

    return days


def _iso(parts: _Parts, _: Dates, __: date) -> Days:
    return _one(date.fromisoformat(parts["iso"]))


def _day_of_month(parts: _Parts, dates: Dates, reference: date) -> Days:
    """Without a year, in the one that puts it nearest to the reference."""
    day, month = int(parts["day"]), dates.months[parts["month"]]
    if "year" in parts:
        return _one(date(int(parts["year"]), month, day))
    years = (reference.year - 1, reference.year, reference.year + 1)
    near = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    return _one(min(near, key=lambda found: abs(found - reference)))


def _month(parts: _Parts, dates: Dates, reference: date) -> Days:
    """Without a year, the latest that has begun."""
    month = dates.months[parts["month"]]
    return _of_month(int(parts.get("year", reference.year - (month > reference.month))), month)


def _year(parts: _Parts, _: Dates, __: date) -> Days:
    return _of_year(int(parts["year"]))


def _weekday(parts: _Parts, dates: Dates, reference: date) -> Days:
    """The latest that is not after the reference; "next" is after it, "last" before."""
    wanted = dates.weekdays[parts["weekday"]]
    if parts.get("which") in dates.following:
        return _one(reference + timedelta(days=(wanted - reference.weekday() - 1) % 7 + 1))
    before = reference - _DAY if parts.get("which") in dates.previous else reference
    return _one(before - timedelta(days=(before.weekday() - wanted) % 7))


def _near(parts: _Parts, dates: Dates, reference: date) -> Days:
    first, last = dates.near[parts["near"]]
    return Days(reference + first * _DAY, reference + last * _DAY)


def _weekend(parts: _Parts, dates: Dates, reference: date) -> Days:
    """The latest that has begun; "last" is over."""
    saturday = reference - timedelta(days=(reference.weekday() - 5) % 7)
    if parts.get("which") in dates.previous and reference - saturday < 2 * _DAY:
        saturday -= _WEEK
    return Days(saturday, saturday + _DAY)


def _week(parts: _Parts, dates: Dates, reference: date) -> Days:
    monday = reference - timedelta(days=reference.weekday())
    if parts["which"] in dates.previous:
        return Days(monday - _WEEK, monday - _DAY)
    # Early in a week, "this week" is still the news of the past days.
    return Days(min(monday, reference - _WEEK + _DAY), monday + _WEEK - _DAY)


def _month_or_year(parts: _Parts, dates: Dates, reference: date) -> Days:
    last = parts["which"] in dates.previous
    if dates.units[parts["unit"]] == _YEAR:
        return _of_year(reference.year - last)
    day = reference.replace(day=1) - _DAY if last else reference
    return _of_month(day.year, day.month)


def _recent(parts: _Parts, dates: Dates, reference: date) -> Days:
    """ "The past three days"; hours are at least a day."""
    return Days(reference - _length(parts, dates), reference)


def _ago(parts: _Parts, dates: Dates, reference: date) -> Days:
    return _one(reference - _length(parts, dates))


def _length(parts: _Parts, dates: Dates) -> timedelta:
    given = parts.get("count")
    count = 1 if given is None else dates.counts.get(given) or int(given)
    days = dates.units[parts["unit"]]
    return timedelta(days=count * days if days else -(-count // _HOURS))


def _one(day: date) -> Days:
    return Days(day, day)


def _of_month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _of_year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31))


_READERS: dict[DateForm, _Reader] = {
    DateForm.ISO: _iso,
    DateForm.DAY_OF_MONTH: _day_of_month,
    DateForm.MONTH: _month,
    DateForm.YEAR: _year,
    DateForm.WEEKDAY: _weekday,
    DateForm.NEAR: _near,
    DateForm.NEAR_REPEATED: _near,
    DateForm.WEEKEND: _weekend,
    DateForm.WEEK: _week,
    DateForm.MONTH_OR_YEAR: _month_or_year,
    DateForm.RECENT: _recent,
    DateForm.AGO: _ago,
}
_BY_CALENDAR = frozenset((DateForm.ISO, DateForm.DAY_OF_MONTH, DateForm.MONTH, DateForm.YEAR))
_REPEATED = frozenset((DateForm.WEEKDAY, DateForm.NEAR_REPEATED))
