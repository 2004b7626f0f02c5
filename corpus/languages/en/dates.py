"""Words for days in English: "overnight", "on Tuesday", "since 22 May"."""

from __future__ import annotations

from corpus.languages.dates import DateForm, DateRule, Dates

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday".split()
    )
}
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_MONTH = rf"\b(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_ORDINAL = r"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:.,]\d)"
_FULL_YEAR = r"(?P<year>(?:18|19|20)\d\d)\b"
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})"

DATES = Dates(
    months=_MONTHS,
    weekdays=_WEEKDAYS,
    counts=_NUMBERS,
    units={"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365},
    near={
        "yesterday": (-1, -1),
        "today": (0, 0),
        "tomorrow": (1, 1),
        "overnight": (-1, 0),
        "last night": (-1, 0),
        "tonight": (0, 0),
        "this morning": (0, 0),
        "this afternoon": (0, 0),
        "this evening": (0, 0),
    },
    previous=frozenset(("last",)),
    following=frozenset(("next",)),
    since=frozenset(("since", "after")),
    until=frozenset(("before", "until", "till", "by")),
    also_verbs=frozenset(("may", "march")),
    lead=r"(?:\b(?P<lead>since|after|before|until|till|by|on|in|during|over|from)\s+(?:the\s+)?)",
    rules=(
        DateRule(DateForm.ISO, r"\b(?P<iso>(?:18|19|20)\d\d-\d\d-\d\d)\b"),
        DateRule(DateForm.DAY_OF_MONTH, rf"{_ORDINAL}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_FULL_YEAR})?"),
        DateRule(DateForm.DAY_OF_MONTH, rf"{_MONTH}\s+{_ORDINAL}(?:,?\s+{_FULL_YEAR})?"),
        DateRule(DateForm.MONTH, rf"{_MONTH},?\s+{_FULL_YEAR}"),
        DateRule(DateForm.MONTH, rf"(?:early\s+|late\s+)?{_MONTH}", needs_lead=True),
        DateRule(DateForm.YEAR, rf"\b{_FULL_YEAR}", needs_lead=True),
        DateRule(
            DateForm.WEEKDAY,
            rf"\b(?:(?P<which>last|next)\s+)?(?P<weekday>{'|'.join(_WEEKDAYS)})\b",
        ),
        DateRule(
            DateForm.NEAR_REPEATED,
            r"\b(?P<near>overnight|last\s+night|tonight|this\s+(?:morning|afternoon|evening))\b",
        ),
        DateRule(DateForm.NEAR, r"\b(?P<near>yesterday|today|tomorrow)\b"),
        DateRule(DateForm.WEEKEND, r"\b(?:(?P<which>this|last|past)\s+)?weekend\b"),
        DateRule(DateForm.WEEK, r"\b(?P<which>this|last)\s+week\b"),
        DateRule(DateForm.MONTH_OR_YEAR, r"\b(?P<which>this|last)\s+(?P<unit>month|year)\b"),
        DateRule(
            DateForm.RECENT,
            rf"\b(?:last|past)\s+(?:{_COUNT}\s+)?(?P<unit>hour|day|week|month|year)s?\b",
        ),
        DateRule(
            DateForm.AGO, rf"\b{_COUNT}\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier)\b"
        ),
    ),
    on_day="on",
    mentioned=frozenset(
        """
        january february march april may june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
        overnight week month year spring summer autumn winter morning afternoon evening night
        """.split()
    ),
)
