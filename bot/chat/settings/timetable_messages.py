"""Messages about the times of briefings, quiet hours and time zones. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.people.timetables import Timetable, moment
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.texts import Texts

if TYPE_CHECKING:
    from bot.chat.people.schedule import Schedule, UnknownZone


def timetable(chat: Timetable, texts: Texts, *, watches: int) -> Message:
    """What briefing is set, and when the next one comes."""
    composer = Composer()
    if chat.digest is None or chat.due is None:
        return composer.bold(texts("no_briefing")).line().text(texts("briefing_usage")).message()
    composer.bold(_schedule(chat, chat.digest, texts)).line()
    composer.text(f"{texts('next_briefing')} ")
    composer.moment(_clock_in_words(chat, chat.due, texts), moment(chat.due), with_time=True)
    if not watches:
        composer.gap().text(texts("briefing_needs_watches"))
    return composer.message()


def quiet_hours(chat: Timetable, texts: Texts) -> Message:
    composer = Composer()
    if chat.quiet is None:
        return composer.bold(texts("no_quiet")).line().text(texts("quiet_usage")).message()
    composer.bold(texts("quiet_set", hours=str(chat.quiet), zone=chat.zone)).line()
    return composer.text(texts("quiet_means")).message()


def unknown_zone(error: UnknownZone, texts: Texts) -> Message:
    name = one_line(error.name, limit=60)
    if not error.nearest:
        return Message(texts("unknown_zone", name=name))
    return Message(texts("unknown_zone_near", name=name, near=texts.choice(*error.nearest)))


def _schedule(chat: Timetable, schedule: Schedule, texts: Texts) -> str:
    time = f"{schedule.at:%H:%M}"
    if schedule.weekday is None:
        return texts("briefing_daily", time=time, zone=chat.zone)
    weekday = texts.weekday(schedule.weekday)
    return texts("briefing_weekly", weekday=weekday, time=time, zone=chat.zone)


def _clock_in_words(chat: Timetable, seconds: float, texts: Texts) -> str:
    local = moment(seconds).astimezone(chat.clock)
    # The texts may still have the zone before.
    return f"{texts.weekday(local.weekday())} {replace(texts, zone=chat.clock).clock(local)}"
