"""What a chat can set by buttons: one message that shows it all, a list for each aspect. Pure.

Buttons carry numbers of choices, so a number must never come to mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton

from bot.chat.people.preferences import Preference
from bot.chat.people.schedule import BadTime, QuietHours, find_zone
from bot.chat.people.timetables import Timetable, moment
from bot.chat.telegram.compose import Composer
from bot.chat.telegram.keyboards import Operation, button, keyboard
from bot.chat.telegram.screen import Screen
from bot.texts import LANGUAGES, Texts, own_name

# The choice to set nothing; other choices are counted from 1.
NOTHING = 99
_ON = 1
ZONES = (
    "UTC", "Europe/London", "Europe/Lisbon", "Europe/Berlin", "Europe/Warsaw", "Europe/Kyiv",
    "Europe/Chisinau", "Europe/Istanbul", "Europe/Moscow", "Asia/Tbilisi", "Asia/Jerusalem",
    "Asia/Dubai", "Asia/Almaty", "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo",
    "Australia/Sydney", "America/Sao_Paulo", "America/New_York", "America/Chicago",
    "America/Los_Angeles",
)  # fmt: skip
PASSAGES = (3, 5, 8)
# The most that can be typed; what DATELINE_PASSAGES takes.
MOST_PASSAGES = 20
QUIET = ("22:00-07:00", "23:00-08:00", "00:00-09:00")


class Aspect(StrEnum):
    """Something that can be set; the words are what buttons carry."""

    LANGUAGE = "language"
    ZONE = "zone"
    PASSAGES = "passages"
    QUIET = "quiet"
    CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything that a chat has set. `passages` is how many it sees, set or not."""

    preference: Preference
    timetable: Timetable
    passages: int

    @property
    def is_group(self) -> bool:
        return self.preference.chat < 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose; `number` is what its button carries."""

    number: int
    label: str
    is_set: bool


def settings_screen(setup: Setup, texts: Texts, *, may_change: bool) -> Screen:
    """What is set; with a button for each aspect, for those who may change it."""
    composer = Composer().bold(texts("settings"))
    for aspect in Aspect:
        composer.line().text(f"{texts(f'setting.{aspect}')}: {_value(setup, aspect, texts)}")
    if not may_change:
        return Screen(composer.gap().text(texts("settings_for_admins")).message())
    language, zone, passages, quiet, corrections = (
        button(texts(f"setting.{aspect}"), Operation.SET, aspect) for aspect in Aspect
    )
    rows = ([language, zone], [passages, quiet], [corrections])
    return Screen(composer.message(), keyboard(*rows))


def choosing(setup: Setup, aspect: Aspect, texts: Texts, *, now: float) -> Screen:
    """What can be chosen; `now` is in seconds since the epoch."""
    composer = Composer().bold(texts(f"choose.{aspect}"))
    if aspect in (Aspect.ZONE, Aspect.QUIET):
        composer.line().text(texts(f"by_hand.{aspect}"))
    found = _choices(setup, aspect, texts, moment(now))
    buttons = [
        button(f"✓ {choice.label}" if choice.is_set else choice.label,
               Operation.SET, aspect, choice.number)
        for choice in found
    ]  # fmt: skip
    back = button(texts("back"), Operation.SET, "")
    return Screen(composer.message(), keyboard(*_rows(buttons), [back]))


def chosen(setup: Setup, aspect: Aspect, number: int, *, now: float) -> Setup | None:
    """With the choice of that number; None if there is none."""
    preference, timetable = setup.preference, setup.timetable
    match aspect:
        case Aspect.LANGUAGE if number == NOTHING:
            return replace(setup, preference=replace(preference, language=None))
        case Aspect.LANGUAGE if 1 <= number <= len(LANGUAGES):
            language = LANGUAGES[number - 1]
            return replace(setup, preference=replace(preference, language=language))
        case Aspect.ZONE if 1 <= number <= len(ZONES):
            moved = replace(timetable, zone=ZONES[number - 1])
            return replace(setup, timetable=moved.planned(now=now))
        case Aspect.PASSAGES if number in PASSAGES:
            preference = replace(preference, passages=number)
            return replace(setup, preference=preference, passages=number)
        case Aspect.QUIET if number == NOTHING:
            return replace(setup, timetable=replace(timetable, quiet=None))
        case Aspect.QUIET if 1 <= number <= len(QUIET):
            quiet = QuietHours.parse(QUIET[number - 1])
            return replace(setup, timetable=replace(timetable, quiet=quiet))
        case Aspect.CORRECTIONS if number in (_ON, NOTHING):
            return _with_corrections(setup, number == _ON)
        case _:
            return None


def typed(aspect: Aspect, value: str, *, now: float) -> Callable[[Setup], Setup] | None:
    """What a typed value changes; None if it is none of this aspect. Raises UnknownZone."""
    match aspect:
        case Aspect.LANGUAGE:
            named = {own_name(each).casefold(): each for each in LANGUAGES}
            language = named.get(value.casefold(), value.lower())
            if language not in LANGUAGES:
                return None
            return lambda setup: replace(
                setup, preference=replace(setup.preference, language=language)
            )
        case Aspect.ZONE:
            zone = find_zone(value).key
            return lambda setup: replace(
                setup, timetable=replace(setup.timetable, zone=zone).planned(now=now)
            )
        case Aspect.PASSAGES:
            number = int(value) if re.fullmatch(r"\d{1,3}", value, re.ASCII) else 0
            if not 1 <= number <= MOST_PASSAGES:
                return None
            return lambda setup: replace(
                setup, preference=replace(setup.preference, passages=number), passages=number
            )
        case Aspect.QUIET:
            try:
                quiet = None if value.lower() == "off" else QuietHours.parse(value)
            except BadTime:
                return None
            return lambda setup: replace(setup, timetable=replace(setup.timetable, quiet=quiet))
        case Aspect.CORRECTIONS:
            if value.lower() not in ("on", "off"):
                return None
            return lambda setup: _with_corrections(setup, value.lower() == "on")
        case _:
            assert_never(aspect)


def _with_corrections(setup: Setup, is_on: bool) -> Setup:
    return replace(setup, preference=replace(setup.preference, corrections=is_on))


def _value(setup: Setup, aspect: Aspect, texts: Texts) -> str:
    match aspect:
        case Aspect.LANGUAGE if setup.preference.language is None:
            return f"{own_name(texts.language)} ({_by_itself(setup, texts)})"
        case Aspect.LANGUAGE:
            return own_name(texts.language)
        case Aspect.ZONE:
            return setup.timetable.zone
        case Aspect.PASSAGES:
            return str(setup.passages)
        case Aspect.QUIET:
            return str(setup.timetable.quiet or texts("quiet_off"))
        case Aspect.CORRECTIONS:
            is_on = setup.preference.hears_corrections
            return texts("corrections_on" if is_on else "corrections_off")
        case _:
            assert_never(aspect)


def _choices(setup: Setup, aspect: Aspect, texts: Texts, now: datetime) -> list[Choice]:
    match aspect:
        case Aspect.LANGUAGE:
            language = setup.preference.language
            named = [(n, own_name(each), each == language) for n, each in enumerate(LANGUAGES, 1)]
            named.append((NOTHING, _by_itself(setup, texts), language is None))
        case Aspect.ZONE:
            zone = setup.timetable.zone
            named = [
                (n, f"{texts.city(each)} {now.astimezone(ZoneInfo(each)):%H:%M}", each == zone)
                for n, each in enumerate(ZONES, 1)
            ]
        case Aspect.PASSAGES:
            named = [(each, str(each), each == setup.passages) for each in PASSAGES]
        case Aspect.QUIET:
            quiet = str(setup.timetable.quiet or "")
            named = [(n, each, each == quiet) for n, each in enumerate(QUIET, 1)]
            named.append((NOTHING, texts("quiet_none"), not quiet))
        case Aspect.CORRECTIONS:
            is_on = setup.preference.hears_corrections
            named = [
                (_ON, texts("corrections_on"), is_on),
                (NOTHING, texts("corrections_off"), not is_on),
            ]
        case _:
            assert_never(aspect)
    return [Choice(*each) for each in named]


def _by_itself(setup: Setup, texts: Texts) -> str:
    """Where the language comes from if none was chosen."""
    return texts("language_of_group" if setup.is_group else "language_of_app")


def _rows(buttons: Sequence[InlineKeyboardButton]) -> list[Sequence[InlineKeyboardButton]]:
    return [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
