"""Words for days, and how they stand together; `date_expressions` reckons with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class DateForm(StrEnum):
    """A way to name days. In brackets: the groups that its pattern must or (with ?) may have."""

    ISO = "ISO 8601"
    """[iso]"""
    DAY_OF_MONTH = "day of a month"
    """[day] [month] [year?]"""
    MONTH = "month"
    """[month] [year?]"""
    YEAR = "year"
    """[year]"""
    WEEKDAY = "weekday"
    """[which?] [weekday]"""
    NEAR = "near day"
    """[near], by how far it is from the day of writing: "yesterday"."""
    NEAR_REPEATED = "near day, repeated"
    """[near], in words that stand as they are in news of that day: "overnight"."""
    WEEKEND = "weekend"
    """[which?]"""
    WEEK = "week"
    """[which]"""
    MONTH_OR_YEAR = "this month or year"
    """[which] [unit]"""
    RECENT = "recent days"
    """[count?] [unit]"""
    AGO = "days ago"
    """[count] [unit]"""


@dataclass(frozen=True, slots=True)
class DateRule:
    """A pattern of one form; where it `needs_lead`, only with a word like "in" before it."""

    form: DateForm
    pattern: str
    needs_lead: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """The words for days.

    `lead` is the pattern of what may stand before a rule's own, with a group [lead]: from a lead in
    `since` the days go on until the day of writing, one in `until` leaves them out. `near` gives
    the first and the last day of such words, counted from the day of writing; `units` the days in
    each unit, 0 for an hour; `previous` and `following` what [which] may be. Months that are
    `also_verbs` need a capital or a lead. The first rule that fits a stretch of text has it.

    `on_day` puts a weekday into a question; `mentioned` are the words by which a passage is dated.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    counts: Mapping[str, int]
    units: Mapping[str, int]
    near: Mapping[str, tuple[int, int]]
    previous: frozenset[str]
    following: frozenset[str]
    since: frozenset[str]
    until: frozenset[str]
    also_verbs: frozenset[str]
    lead: str
    rules: tuple[DateRule, ...]
    on_day: str
    mentioned: frozenset[str]
