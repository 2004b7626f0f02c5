"""The bot's own words in each language it speaks; none of them is about the news.

A catalogue is a TOML file of templates by key: `too_long = "… {limit} …"`. A text that depends on
a number has a form for each plural category that Unicode's CLDR gives the language; the number is
the value `n`. To add a language, add a file; a test compares all files with each other and with
the code that uses them.

Everything else in a message is a quotation, a name or a number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING, Any, Self

from bot.texts.dates import local_day
from corpus.types import Span

if TYPE_CHECKING:
    from babel import Locale

# Named as in CLDR, which knows how to write their numbers and days. A button carries the place of
# a language in this list, so add languages at its end.
LOCALES = {"en": "en_GB", "uk": "uk", "ru": "ru"}
LANGUAGES = tuple(LOCALES)
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})

Forms = Mapping[str, str]


class Wording(str):
    """A text of the catalogue with its values filled in; `own` are the parts that stand in the
    catalogue. A string that is made of it is an ordinary one, of which nothing is known to be ours.
    """

    own: tuple[Span, ...]

    def __new__(cls, text: str, own: tuple[Span, ...]) -> Self:
        wording = super().__new__(cls, text)
        wording.own = own
        return wording


# CLDR knows these zones by older names.
_ZONES = {"Europe/Kyiv": "Europe/Kiev", "Asia/Kolkata": "Asia/Calcutta"}


def own_name(language: str) -> str:
    """The name of a language in that language: "Українська"."""
    name = _locale(language).get_language_name()
    return (name or language).capitalize()


def language_for(code: str | None) -> str:
    """The bot's language for a user whose app is set to a code such as "uk" or "pt-br"."""
    language = (code or "").partition("-")[0].lower()
    return language if language in LOCALES else "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language, with numbers and days written its way.

    Days and times are given in the time zone `zone`.
    """

    language: str = "en"
    zone: tzinfo = UTC

    def __call__(self, key: str, **values: object) -> Wording:
        """The text with its values filled in; whole numbers are written the language's way."""
        template = catalogue(self.language)[key]
        if not isinstance(template, str):
            template = template[_plural(self.language, values["n"])]
        written = {name: self._written(value) for name, value in values.items()}
        parts: list[str] = []
        own: list[Span] = []
        length = 0
        for literal, name, _, _ in Formatter().parse(template):
            value = "" if name is None else str(written[name])
            own.append(Span(length, length + len(literal)))
            if name is not None and isinstance(inner := values[name], Wording):
                own += [part.shifted(length + len(literal)) for part in inner.own]
            parts += [literal, value]
            length += len(literal) + len(value)
        return Wording("".join(parts), tuple(own))

    def day(self, published: str | None) -> str:
        """The day of an ISO 8601 value as "4 March 2031"; "undated" where it is unknown.

        A full date and time gives the day in the time zone.
        """
        day = local_day(published, self.zone)
        return self("undated") if day is None else self._date(day)

    def clock(self, moment: datetime) -> str:
        """A point in time as "4 March 2031, 07:30 (Europe/Kyiv)"."""
        local = moment.astimezone(self.zone)
        return f"{self._date(local.date())}, {local:%H:%M} ({self.zone})"

    def weekday(self, number: int) -> str:
        """0 is "Monday"."""
        from babel.dates import get_day_names

        return str(get_day_names("wide", locale=_locale(self.language))[number])

    def city(self, zone: str) -> str:
        """The city a time zone is named after."""
        known = _locale(self.language).time_zones.get(_ZONES.get(zone, zone), {})
        return str(known.get("city") or zone.rpartition("/")[2].replace("_", " "))

    def percent(self, share: float) -> str:
        """0.62 as "62%"."""
        from babel.numbers import format_percent

        return format_percent(share, locale=_locale(self.language))

    def choice(self, *names: str) -> str:
        """ "A, B or C"."""
        from babel.lists import format_list

        return format_list(names, style="or", locale=_locale(self.language))

    def _date(self, day: date) -> str:
        from babel.dates import format_date

        return format_date(day, "long", locale=_locale(self.language))

    def _written(self, value: object) -> object:
        if isinstance(value, int | float):
            from babel.numbers import format_decimal

            return format_decimal(value, locale=_locale(self.language))
        return value


class UserMessage(Exception):
    """What a user is told instead of an answer: a text's key, and its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def words(self, texts: Texts) -> str:
        return texts(self.key, **self.values)


@cache
def catalogue(language: str) -> Mapping[str, str | Forms]:
    """Every text of a language by its key; groups of keys are flattened to "group.key"."""
    source = files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(source)))


def _flat(group: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str | Forms]]:
    found: list[tuple[str, str | Forms]] = []
    for name, value in group.items():
        if isinstance(value, str) or value.keys() <= PLURALS:
            found.append((prefix + name, value))
        else:
            found += _flat(value, f"{prefix}{name}.")
    return found


def _plural(language: str, number: object) -> str:
    """The CLDR plural category of a whole number."""
    if not isinstance(number, int):
        raise TypeError(f"n is no whole number but {number!r}")
    return _locale(language).plural_form(number)


@cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(LOCALES[language])
