"""A question and what it is limited to, written anywhere in it: `from:"Harbour Post"
since:2031-03-04`.

Pure. `from:` takes the name of an outlet, `by:` that of a speaker or party; both may be repeated.
`since:` and `until:` take a day, which is included. Values with spaces stand in quotation marks of
any kind, because phone keyboards turn straight ones into curly ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from bot.chat.layout.source_line import NAME_LIMIT
from bot.chat.telegram.compose import one_line
from bot.texts import Texts, UserMessage
from corpus.types import Filters

QUESTION_LIMIT = 300
NEAR = 3

_OPENING, _CLOSING = '"“”„«»', '"“”»«'
_FILTER = re.compile(
    rf"""(?<!\S)(?P<name>from|by|since|until):\s*
    (?:[{_OPENING}](?P<quoted>[^{_OPENING}]*)[{_CLOSING}](?!\w)|(?P<bare>\S*))""",
    re.IGNORECASE | re.VERBOSE,
)
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
    YYYY-MM-DD."""

    question: str
    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    by: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether there is anything to search for."""
        return any(map(str.isalnum, self.question))


def parse_question(text: str) -> Filtered:
    """A question and its filters; raises QuestionRefused if it is too long or a filter has a bad
    value."""
    if len(text) > QUESTION_LIMIT:
        raise QuestionRefused("too_long", limit=QUESTION_LIMIT, length=len(text))
    values: dict[str, list[str]] = {"from": [], "by": [], "since": [], "until": []}
    for found in _FILTER.finditer(text):
        values[found["name"].lower()].append(_value(found))
    since, until = (_day(name, values[name]) for name in ("since", "until"))
    if since and until and since > until:
        raise QuestionRefused("days_crossed")
    question = " ".join(_FILTER.sub(" ", text).split())
    outlets, speakers = (tuple(dict.fromkeys(values[name])) for name in ("from", "by"))
    return Filtered(question, outlets, since, until, speakers)


def resolve(filtered: Filtered, outlets: Sequence[str], *, zone: str) -> Filters:
    """The filters by the names that the corpus has, days in the zone; raises UnknownOutlet."""
    return Filters(
        outlets=tuple(dict.fromkeys(_outlet(name, outlets) for name in filtered.outlets)),
        since=filtered.since,
        until=filtered.until,
        zone=zone if filtered.since or filtered.until else Filters().zone,
    )


def in_words(filters: Filters, texts: Texts) -> list[str]:
    """Where a search looked, a part for each filter that is set."""
    parts: list[str] = [texts("within", n=len(filters.articles))] if filters.articles else []
    parts += [one_line(outlet, limit=NAME_LIMIT) for outlet in filters.outlets]
    parts += [texts("said_by", name=one_line(name, limit=NAME_LIMIT)) for name in filters.by]
    if filters.since:
        parts.append(texts("since", day=texts.day(filters.since)))
    if filters.until:
        parts.append(texts("until", day=texts.day(filters.until)))
    return parts


def _value(found: re.Match[str]) -> str:
    name = found["name"].lower()
    if found["quoted"] is not None:
        value = found["quoted"]
    elif found["bare"][:1] in tuple(_OPENING):
        raise QuestionRefused("filter_not_closed", name=name)
    else:
        value = found["bare"].rstrip("?!.,;:")
    value = " ".join(value.split())
    if not value:
        raise QuestionRefused(f"filter_empty.{name}")
    return value


def _day(name: str, values: Sequence[str]) -> str | None:
    if len(values) > 1:
        raise QuestionRefused("filter_twice", name=name)
    if not values:
        return None
    try:
        if not _DAY.fullmatch(values[0]):
            raise ValueError(values[0])
        return date.fromisoformat(values[0]).isoformat()
    except ValueError:
        shown = one_line(values[0], limit=NAME_LIMIT)
        raise QuestionRefused("not_a_day", name=name, value=shown) from None


def _outlet(wanted: str, outlets: Sequence[str]) -> str:
    known = {outlet.casefold(): outlet for outlet in outlets}
    folded = wanted.casefold()
    if folded in known:
        return known[folded]
    similar = get_close_matches(folded, known, n=NEAR)
    containing = [name for name in known if folded in name or name in folded]
    near = list(dict.fromkeys([*containing, *similar]))[:NEAR]
    shown = [one_line(known[name], limit=NAME_LIMIT) for name in near]
    raise UnknownOutlet(one_line(wanted, limit=NAME_LIMIT), shown)
