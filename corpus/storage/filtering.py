"""Filters as SQL: one place for each, whatever is counted or searched within them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from corpus.storage.sqlite import marks
from corpus.types import Filters

# A day without a time is the same day in every zone.
_DAY_OR_MOMENT = "CASE WHEN length(published) = 10 THEN ? ELSE ? END"


def articles_within(filters: Filters) -> tuple[str, list[Any]]:
    """The condition that the view `article_versions` gives the current articles within `filters`,
    or those that were current at the moment that the filters name.

    With its parameters. Who speaks (`by`) is for paragraphs to say, and left out.
    """
    conditions: list[tuple[str, Sequence[object]]] = [_current(filters.as_of)]
    if filters.outlets:
        folded = [outlet.lower() for outlet in filters.outlets]
        conditions.append((f"lower(outlet) IN ({marks(folded)})", folded))
    if filters.since:
        first = _moment(filters.since, time.min, filters.zone)
        conditions.append((f"published >= {_DAY_OR_MOMENT}", [filters.since, first]))
    if filters.until:
        last = _moment(filters.until, time.max, filters.zone)
        conditions.append((f"published <= {_DAY_OR_MOMENT}", [filters.until, last]))
    if filters.articles:
        conditions.append((f"number IN ({marks(filters.articles)})", filters.articles))
    return _all_of(conditions)


def _current(as_of: str | None) -> tuple[str, Sequence[object]]:
    if as_of is None:
        return "current", ()
    # An article of a day without a time counts from the beginning of that day; a version whose day
    # an editor corrected, from the corrected one, which is that of a version with the same text.
    latest = (
        "article_versions.version = (SELECT max(earlier.version) FROM version_moments AS earlier"
        " WHERE earlier.article = number AND earlier.moment <= substr(?, 1, length(moment))"
        " AND NOT EXISTS (SELECT 1 FROM told JOIN versions AS misdated USING (article)"
        " JOIN versions AS corrected USING (article, body) WHERE told.article = number"
        " AND told.edited AND told.field = 'published' AND misdated.version = earlier.version"
        " AND misdated.published IS NOT told.value AND corrected.published = told.value"
        " AND corrected.version > misdated.version))"
    )
    return latest, (as_of,)


def _moment(day: str, clock: time, zone: str | None) -> str:
    """A time of a day in a zone as moments are stored."""
    local = datetime.combine(date.fromisoformat(day), clock, ZoneInfo(zone) if zone else None)
    try:
        utc = local.astimezone(UTC)
    except (OverflowError, ValueError):  # the first or the last day of the calendar
        utc = local
    return f"{utc.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def articles_listed(*, text: str, outlet: str | None) -> tuple[str, list[Any]]:
    """The condition for current articles of an outlet with `text` in title, outlet, id or path."""
    conditions: list[tuple[str, Sequence[object]]] = [("current", ())]
    if text:
        columns = ("coalesce(title, '')", "coalesce(outlet, '')", "id", "path")
        found = " OR ".join(f"instr(lower({column}), ?)" for column in columns)
        conditions.append((f"({found})", [text.lower()] * len(columns)))
    if outlet is not None:
        conditions.append(("lower(outlet) = ?", [outlet.lower()]))
    return _all_of(conditions)


def _all_of(conditions: Sequence[tuple[str, Sequence[object]]]) -> tuple[str, list[Any]]:
    sql = " AND ".join(condition for condition, _ in conditions)
    return sql, [value for _, values in conditions for value in values]
