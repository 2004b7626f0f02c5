"""Publication dates: what a stored value means, and the day as the terminal writes it.

A day without a time is not a point in time: moved to another zone, it could become the day before.
So only a full date and time is shown in the reader's zone; at a terminal that is the machine's.
"""

from __future__ import annotations

from calendar import month_name
from datetime import UTC, date, datetime, timedelta, tzinfo

UNDATED = "undated"


class _Here(tzinfo):
    """The time zone of this machine, with the summer time of the day that is asked about."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> None:
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


HERE = _Here()
"""This machine's time zone."""


def moment_of(published: str | None) -> datetime | None:
    """The point in time of an ISO 8601 value with time and zone, else None."""
    if not published or len(published) <= len("YYYY-MM-DD"):
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def day_of(published: str | None) -> date | None:
    """The day of an ISO 8601 value; None if it has none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def local_day(published: str | None, zone: tzinfo = HERE) -> date | None:
    """The day of an ISO 8601 value; of a point in time, that of the zone."""
    moment = moment_of(published)
    try:
        return day_of(published) if moment is None else moment.astimezone(zone).date()
    except (OverflowError, ValueError):  # the first or the last day of the calendar
        return day_of(published)


def day_in_words(published: str | None) -> str:
    """The day as "4 March 2031"; "undated" if it is unknown."""
    day = local_day(published)
    return f"{day.day} {month_name[day.month]} {day.year}" if day else UNDATED
