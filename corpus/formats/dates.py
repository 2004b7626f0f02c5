"""Dates as people and pages write them, to ISO 8601; what is not clearly a date is none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.months_elsewhere import BEHIND_DAY, MONTHS

_LONGEST = 100  # characters; set by hand, not measured
_TIME = (
    r"(?P<hour>\d\d?)(?:[:.]?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"|(?=\s*[ap]\.?m\b))"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
)
_ZONE = r"(?P<zone>Z|(?:GMT|UTC)?\s*[+\u2212-]\s*\d\d(?::?\d\d)?|GMT|UTC)?(?!\d)"
# What follows the zone is its name, or that of one without a number; it says nothing certain.
_MOMENT = re.compile(rf"[^\d]{{0,5}}{_TIME}\s*{_ZONE}(?:\s*[^\d\s][^\d]{{0,50}})?", re.I)
_ISO = re.compile(
    r"(?:(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)"
    r"|(?P<digits>\d{8}))(?!\d)(?:(?P<rest>[T\s].*))?",
    re.I,
)
_NUMBERS = re.compile(
    r"(?P<one>\d\d?)(?P<mark>[./-])(?P<other>\d\d?)(?P=mark)(?P<year>\d{4})"
    r"(?:,?(?P<rest>[T\s].*))?",
    re.I,
)
# "4 March 2031", "Tue, Mar. 4th 2031 08:30", "Tue 8:30 AM, Mar 4, 2031", "4. März 2031",
# "4 de marzo de 2031", "4 березня 2031 року".
_WORDS = re.compile(
    r"(?:(?P<weekday>[^\W\d]+)\.?,?\s+)?"
    r"(?:\d\d?:\d\d(?::\d\d)?\s(?:[ap]\.?m\.?)?(?:\s?[A-Z]{2,5})?,?\s+)?"
    r"(?:(?P<day>\d\d?)(?:[a-z]{2}|\.)?[\s-]+(?:de\s)?(?P<month>[^\W\d]+)"
    r"|(?P<month_first>[^\W\d]+)\.?\s+(?P<day_second>\d\d?)(?:[a-z]{2})?)\.?,?[\s-]+(?:de\s)?"
    r"(?P<year>\d{4})(?:\s(?:р|г)\.|\sроку|\sгода)?(?P<rest>\D.*)?",
    re.I,
)
_MAIL = re.compile(r"(?:[a-z]{3},\s)?\d\d?\s[a-z]{3}\s\d{2,4}\s\d\d:\d\d(?::\d\d)?\s\S+", re.I)
# "Tue Mar 04 08:00:00 EST 2031", as C and Java write it.
_CLOCK_FIRST = re.compile(
    r"[a-z]{3},?\s(?P<month>[a-z]{3})\s(?P<day>\d\d?)\s(?P<time>\d\d:\d\d:\d\d)"
    r"(?:\s(?P<zone>[a-z]{1,5}|(?:GMT|UTC)?[+-]\d\d:?\d\d))?\s(?P<year>\d{4})",
    re.I,
)
_NOON = 12

_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
# What programs write for a date that they do not have.
_NULLS = frozenset(("0001-01-01", "1970-01-01"))


def end_of_moment(text: str, *, zone: str = "UTC") -> str | None:
    """A moment in ISO 8601 as moments are stored; of a day its last second. None for anything else.

    What names no zone is in this one.
    """
    try:
        found = datetime.fromisoformat(text)
        if len(text) <= len("2031-03-04"):
            found = found.replace(hour=23, minute=59, second=59)
        utc = (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return f"{utc.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def parse_date(text: str, language: Language = ENGLISH) -> str | None:
    """`text` as ISO 8601, or None where it is not clearly a date.

    ISO 8601, the form of e-mail and feeds, and a day with the month in words are read; a day in
    numbers only where they cannot be taken for another: before the month where dots are between
    them, which is how those who write dots mean it. A time without a zone says nothing certain
    in UTC, so only its date is kept.
    """
    text = " ".join(text[: _LONGEST + 1].split())
    if len(text) > _LONGEST:
        return None
    if found := _ISO.fullmatch(text):
        digits = found["digits"]
        parts = (digits[:4], digits[4:6], digits[6:]) if digits else found.group(1, 3, 4)
        year, month, day = map(int, parts)
        return _iso(year, month, day, found["rest"])
    if found := _NUMBERS.fullmatch(text):
        one, other = int(found["one"]), int(found["other"])
        if found["mark"] == ".":
            return _iso(int(found["year"]), other, one, found["rest"])
        if (one > _NOON) == (other > _NOON):
            return None
        return _iso(int(found["year"]), min(one, other), max(one, other), found["rest"])
    if found := _CLOCK_FIRST.fullmatch(text):
        zone = (found["zone"] or "").replace(":", "")
        if zone[3:]:
            zone = zone.upper().removeprefix("GMT").removeprefix("UTC")
        text = f"{found['day']} {found['month']} {found['year']} {found['time']} {zone or '-0000'}"
    if _MAIL.fullmatch(text):
        try:
            return iso_date(parsedate_to_datetime(text))
        except ValueError:
            return None
    return _date_in_words(text, language)


def parse_page_date(value: object) -> str | None:
    """What a page's own data gives for a date, which may count seconds or stand for nothing."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e15 else ""
    if not isinstance(value, str):
        return None
    value = value.strip()
    if found := _EPOCH.fullmatch(value):
        read = iso_date(datetime.fromtimestamp(int(found[1]), UTC))
    else:
        read = parse_date(value) or parse_date(value[: len("YYYY-MM-DD")])
    return None if read is None or read[: len("YYYY-MM-DD")] in _NULLS else read


def iso_date(value: date) -> str | None:
    """A date, or where a time and its zone are known a UTC date and time, as ISO 8601.

    None where UTC's calendar does not reach.
    """
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.date().isoformat()
        try:
            utc = value.astimezone(UTC)
        except OverflowError:
            return None
        return f"{utc.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    return value.isoformat()


def _date_in_words(text: str, language: Language) -> str | None:
    found = _WORDS.fullmatch(text)
    if found is None:
        return None
    dates, weekday = language.dates, (found["weekday"] or "").lower()
    name = (found["month"] or found["month_first"]).lower()
    month = dates.months.get(name) or MONTHS.get(name)
    if month is None and found["month"]:
        month = BEHIND_DAY.get(name)
    is_weekday = len(weekday) > 2 and any(day.startswith(weekday) for day in dates.weekdays)
    if month is None or (weekday and not is_weekday):
        return None
    day = int(found["day"] or found["day_second"])
    return _iso(int(found["year"]), month, day, found["rest"])


def _iso(year: int, month: int, day: int, rest: str | None) -> str | None:
    """A day with what follows it: nothing, or a time."""
    try:
        if not rest:
            return date(year, month, day).isoformat()
        moment = _MOMENT.fullmatch(rest)
        if moment is None:
            return None
        return iso_date(datetime(year, month, day, *_clock(moment), tzinfo=_zone(moment)))
    except ValueError:
        return None


def _clock(moment: re.Match[str]) -> tuple[int, int, int]:
    hour = int(moment["hour"])
    if moment["half"]:
        if not 1 <= hour <= _NOON:
            raise ValueError(hour)
        hour = hour % _NOON + (_NOON if moment["half"].lower() == "p" else 0)
    return hour, int(moment["minute"] or 0), int(moment["second"] or 0)


def _zone(moment: re.Match[str]) -> timezone | None:
    if moment["zone"] is None:
        return None
    digits = re.sub(r"\D", "", moment["zone"])
    offset = timedelta(hours=int(digits[:2] or 0), minutes=int(digits[2:] or 0))
    return timezone(-offset if re.search("[\u2212-]", moment["zone"]) else offset)
