"""A question and what it is limited to, written anywhere in it: `from:"Harbour Post"
since:2031-03-04`.

Pure. `from:` takes the name of an outlet, `by:` that of a speaker or party; both may be repeated.
`since:` and `until:` take a day, which is included: 2031-03-04, or whatever the grammar of days
understands ("yesterday", "monday", "last week"), seen from the day that it is. `as-of:` takes a day
too, of which the end is meant, or a moment. Other values with spaces stand in quotation marks of
any kind, because phone keyboards turn straight ones into curly ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat.layout.source_line import NAME_LIMIT
from bot.chat.telegram.compose import one_line
from bot.texts import Texts, UserMessage
from corpus.formats.dates import end_of_moment
from corpus.languages.date_expressions import Days, days_at_start
from corpus.types import Filters
from index.answering.nearest_names import nearest_outlets

QUESTION_LIMIT = 300

OPENING, CLOSING = '"“”„«»', '"“”»«'
_FILTER = re.compile(
    rf"""(?<!\S)(?P<name>from|by|since|until|as-of):\s*
    (?:[{OPENING}](?P<quoted>[^{OPENING}]*)[{CLOSING}](?!\w)|(?P<bare>\S*))""",
    re.IGNORECASE | re.VERBOSE,
)
_DAYS = ("since", "until", "as-of")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class QuestionRefused(UserMessage):
    """A question that is too long, or whose filters make no sense; the text says why, in one
    sentence."""


class UnknownOutlet(QuestionRefused):
    """There is no such outlet; `near` are names that look like it."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        super().__init__("no_outlet", name=name)
        self.near = near

    def words(self, texts: Texts) -> str:
        """See UserMessage."""
        if not self.near:
            return super().words(texts)
        near = texts.choice(*(texts("quoted", name=outlet) for outlet in self.near))
        return texts("no_outlet_near", name=self.values["name"], near=near)


@dataclass(frozen=True, slots=True)
class Filtered:
    """A question without its filters, and their values: outlets and speakers as typed, days as
    YYYY-MM-DD, moments in ISO 8601."""

    question: str
    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    by: tuple[str, ...] = ()
    as_of: str | None = None

    @property
    def asks(self) -> bool:
        """Whether there is anything to search for."""
        return any(map(str.isalnum, self.question))


def parse_question(text: str, *, today: date) -> Filtered:
    """A question and its filters; raises QuestionRefused if it is too long or a filter has a bad
    value. `today` is the day where the question is asked."""
    if len(text) > QUESTION_LIMIT:
        raise QuestionRefused("too_long", limit=QUESTION_LIMIT, length=len(text))
    values: dict[str, list[str]] = {name: [] for name in ("from", "by", *_DAYS)}
    question, end = "", 0
    while found := _FILTER.search(text, end):
        name = found["name"].lower()
        question += f"{text[end : found.start()]} "
        end = found.end()
        if name not in _DAYS:
            values[name].append(_value(found))
            continue
        if values[name]:
            raise QuestionRefused("filter_twice", name=name)
        if found["quoted"] is None:
            value, rest = _day_named(found, text, today)
            end = len(text) - len(rest)
        else:
            value = _day(name, _value(found), today)
        values[name].append(value)
    since, until, as_of = (next(iter(values[name]), None) for name in _DAYS)
    if since and until and since > until:
        raise QuestionRefused("days_crossed")
    outlets, speakers = (tuple(dict.fromkeys(values[name])) for name in ("from", "by"))
    asked = " ".join((question + text[end:]).split())
    return Filtered(asked, outlets, since, until, speakers, as_of)


def resolve(filtered: Filtered, outlets: Sequence[str], *, zone: str) -> Filters:
    """The filters by the names that the corpus has, days in the zone; raises UnknownOutlet."""
    return Filters(
        outlets=tuple(dict.fromkeys(_outlet(name, outlets) for name in filtered.outlets)),
        since=filtered.since,
        until=filtered.until,
        zone=zone if filtered.since or filtered.until else Filters().zone,
        as_of=end_of_moment(filtered.as_of, zone=zone) if filtered.as_of else None,
    )


def corrected(text: str, name: str, wrong: str, right: str) -> str:
    """A question in which the filter `name` has another value, in place of the wrong one."""

    def replaced(found: re.Match[str]) -> str:
        is_it = found["name"].lower() == name and _value(found) == wrong
        return f'{found["name"]}:"{right}"' if is_it else found.group()

    return _FILTER.sub(replaced, text)


def in_words(filters: Filters, texts: Texts) -> list[str]:
    """Where a search looked, a part for each filter that is set."""
    parts: list[str] = [texts("within", n=len(filters.articles))] if filters.articles else []
    parts += [one_line(outlet, limit=NAME_LIMIT) for outlet in filters.outlets]
    parts += [texts("said_by", name=one_line(name, limit=NAME_LIMIT)) for name in filters.by]
    if filters.since:
        parts.append(texts("since", day=texts.day(filters.since)))
    if filters.until:
        parts.append(texts("until", day=texts.day(filters.until)))
    if filters.as_of:
        parts.append(texts("as_of", day=texts.day(filters.as_of)))
    return parts


def _value(found: re.Match[str]) -> str:
    name = found["name"].lower()
    if found["quoted"] is not None:
        value = found["quoted"]
    elif found["bare"][:1] in tuple(OPENING):
        raise QuestionRefused("filter_not_closed", name=name)
    else:
        value = found["bare"].rstrip("?!.,;:")
    value = " ".join(value.split())
    if not value:
        raise QuestionRefused(f"filter_empty.{name}")
    return value


def _day_named(found: re.Match[str], text: str, today: date) -> tuple[str, str]:
    """The day after a filter's name, and the text after that; it may be of several words."""
    name, rest = found["name"].lower(), text[found.start("bare") :]
    if not _DAY.match(rest) and (named := days_at_start(rest, today)):
        return _edge(name, named[0]), named[1]
    return _day(name, _value(found), today), text[found.end() :]


def _day(name: str, value: str, today: date) -> str:
    """A day as YYYY-MM-DD, of a value that names nothing else, or a moment where one is asked."""
    if name == "as-of" and "t" in value.lower() and end_of_moment(value):
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass  # as 30 February
    else:
        named = days_at_start(value, today)
        if named and not named[1].strip():
            return _edge(name, named[0])
    raise QuestionRefused("not_a_day", name=name, value=one_line(value, limit=NAME_LIMIT))


def _edge(name: str, days: Days) -> str:
    """Since the first of the days, until the last of them."""
    return (days.first if name == "since" else days.last).isoformat()


def _outlet(wanted: str, outlets: Sequence[str]) -> str:
    known = {outlet.casefold(): outlet for outlet in outlets}
    folded = wanted.casefold()
    if folded in known:
        return known[folded]
    shown = [one_line(name, limit=NAME_LIMIT) for name in nearest_outlets(outlets, wanted)]
    raise UnknownOutlet(one_line(wanted, limit=NAME_LIMIT), shown)
