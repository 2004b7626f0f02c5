"""Publication dates: what a stored value means, and the day as the terminal writes it.

A day without a time is not a point in time: moved to another zone, it could become the day before.
So only a full date and time is shown in the reader's zone; at a terminal that is the machine's.
"""

from __future__ import annotations

from calendar import month_name
from datetime import date, datetime

UNDATED = "undated"


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


def local_day(published: str | None) -> date | None:
    """The day of an ISO 8601 value; of a point in time, that of this machine's time zone."""
    moment = moment_of(published)
    try:
        return day_of(published) if moment is None else moment.astimezone().date()
    except (OverflowError, ValueError):  # the first or the last day of the calendar
        return day_of(published)


def day_in_words(published: str | None) -> str:
    """The day as "4 March 2031"; "undated" if it is unknown."""
    day = local_day(published)
    return f"{day.day} {month_name[day.month]} {day.year}" if day else UNDATED
