"""When a briefing is due, and quiet hours, by the clock of a zone. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from typing import Self
from zoneinfo import ZoneInfo, available_timezones

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_WEEKDAY = re.compile(r"mon(day)?|tue(s|sday)?|wed(nesday)?|thu(r|rs|rsday)?|fri(day)?|"
                      r"sat(urday)?|sun(day)?")  # fmt: skip


class BadTime(ValueError):
    """What was typed is no schedule."""


class UnknownZone(BadTime):
    """There is no such time zone; `nearest` are names that look like it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        zones = _zones()
        similar = get_close_matches(_folded(name), zones, n=2)
        self.nearest = tuple(dict.fromkeys(zones[each] for each in similar))


@dataclass(frozen=True, slots=True)
class Schedule:
    """A time of day, on one weekday (0 is Monday) or, with None, on all."""

    at: time
    weekday: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """`daily 07:00` or `weekly mon 07:00`; raises BadTime."""
        match text.lower().split():
            case ["daily", clock]:
                return cls(_time(clock))
            case ["weekly", day, clock] if _WEEKDAY.fullmatch(day):
                return cls(_time(clock), WEEKDAYS.index(day[:3]))
        raise BadTime(text)

    def __str__(self) -> str:
        """The form that parse reads."""
        day = "daily" if self.weekday is None else f"weekly {WEEKDAYS[self.weekday]}"
        return f"{day} {self.at:%H:%M}"

    @property
    def is_weekly(self) -> bool:
        return self.weekday is not None

    def next_due(self, after: datetime, zone: ZoneInfo) -> datetime:
        """The first moment (UTC) later than `after` at which the clocks of the zone show it.

        A time that is skipped when clocks go forward comes that much later; of one that comes
        twice, the first counts.
        """
        # From the day before: a skipped time of day may fall into the next day.
        day = after.astimezone(zone).date() - timedelta(days=1)
        while True:
            if self.weekday in (None, day.weekday()):
                due = datetime.combine(day, self.at, zone).astimezone(UTC)
                if due > after:
                    return due
            day += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of day to another, past midnight if the second is earlier."""

    start: time
    stop: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """`22:00-07:00`; raises BadTime."""
        start, dash, stop = text.replace("–", "-").partition("-")
        quiet = cls(_time(start.strip()), _time(stop.strip()))
        if not dash or quiet.start == quiet.stop:
            raise BadTime(text)
        return quiet

    def __str__(self) -> str:
        """The form that parse reads."""
        return f"{self.start:%H:%M}-{self.stop:%H:%M}"

    def covers(self, moment: datetime, zone: ZoneInfo) -> bool:
        now = moment.astimezone(zone).time()
        if self.start < self.stop:
            return self.start <= now < self.stop
        return now >= self.start or now < self.stop


def find_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name (Europe/Kyiv) or of its city alone, in any case.

    Raises UnknownZone.
    """
    found = _zones().get(_folded(name))
    if found is None:
        raise UnknownZone(name)
    return ZoneInfo(found)


def _folded(name: str) -> str:
    return name.strip().replace(" ", "_").casefold()


@cache
def _zones() -> dict[str, str]:
    """All names in lower case, and their last parts where these are unique."""
    names = sorted(available_timezones())
    cities: dict[str, list[str]] = {}
    for name in names:
        cities.setdefault(name.rpartition("/")[2].casefold(), []).append(name)
    unique = {city: found[0] for city, found in cities.items() if len(found) == 1}
    return unique | {name.casefold(): name for name in names}


def _time(text: str) -> time:
    match = _CLOCK.fullmatch(text)
    if not match:
        raise BadTime(text)
    return time(int(match[1]), int(match[2]))
