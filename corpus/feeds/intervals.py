"""When a feed is fetched next: by how often it has news, and by what its server asks for. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from statistics import median

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
SHORTEST, LONGEST = 15 * MINUTE, DAY
"""Between two fetches of a feed, whatever its server says."""
DEAD_AFTER = 14 * DAY
"""Of failures; from then on it is asked once a week."""
_WEEK = 7 * DAY
_LOOKED_AT = 20  # items
_USUAL = HOUR  # where no item has a date
_LONGEST_BAR = 30 * DAY  # a server that names a month or more is mistaken
_MOST_DOUBLED = 7
_EVERY = re.compile(r"(\d{1,6})\s*(m|min|h|d)", re.I)
_UNITS = {"m": MINUTE, "min": MINUTE, "h": HOUR, "d": DAY}
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.I)


def parse_every(text: str) -> float:
    """`30m`, `6h`, `1d` in seconds; raises ValueError, also outside the limits."""
    found = _EVERY.fullmatch(text.strip())
    seconds = int(found[1]) * _UNITS[found[2].lower()] if found else 0.0
    if not SHORTEST <= seconds <= LONGEST:
        raise ValueError(f"{text!r} is not a time between 15m and 1d, such as 30m or 6h")
    return seconds


def interval(published: Sequence[str | None], *, every: float | None, asked: float) -> float:
    """Seconds to the next fetch: half the usual gap between items, or what the operator says.

    Never less than the server `asked` for, nor out of the limits.
    """
    if every is not None:
        return max(every, min(asked, LONGEST))
    moments = sorted(filter(None, map(_seconds, published)), reverse=True)[:_LOOKED_AT]
    gaps = [one - other for one, other in pairwise(moments)]
    usual = median(gaps) / 2 if gaps else _USUAL
    return min(LONGEST, max(SHORTEST, usual, min(asked, LONGEST)))


def after_failure(usual: float, *, failures: int, failing_for: float) -> float:
    """Twice as long for each failure, up to a day; a week for a feed that is dead."""
    if failing_for >= DEAD_AFTER:
        return _WEEK
    return min(LONGEST, max(SHORTEST, usual) * float(2 ** min(failures, _MOST_DOUBLED)))


def max_age(cache_control: str) -> float:
    """How long the server says that its answer is good for; 0 where it does not."""
    found = _MAX_AGE.search(cache_control)
    return float(found[1]) if found else 0.0


def retry_after(value: str, date: str, *, now: float) -> float | None:
    """The moment until which a server wants to be left alone; a date is taken by its own clock."""
    value = value.strip()
    if value.isdecimal() and len(value) < 12:
        return now + min(float(value), _LONGEST_BAR)
    until, its_now = _moment(value), _moment(date)
    if until is None:
        return None
    waits = until - (now if its_now is None else its_now)
    return now + min(waits, _LONGEST_BAR) if waits > 0 else None


def _moment(text: str) -> float | None:
    try:
        found = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _seconds(published: str | None) -> float | None:
    if not published:
        return None
    try:
        found = datetime.fromisoformat(published)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
