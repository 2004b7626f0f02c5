"""What is said of watches, briefings and quiet hours, without a quotation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.people.timetables import Timetable, moment
from bot.chat.telegram.compose import Composer, Message, one_line, units
from bot.texts import Texts

if TYPE_CHECKING:
    from bot.chat.people.schedule import Schedule, UnknownZone
    from bot.chat.watches.watches import Watch
    from corpus.types import Article

QUESTION_UNITS = 300
_LIST_UNITS = 3_500


def watch_title(watch: Watch, texts: Texts) -> str:
    return texts("watch_title", number=watch.number, question=watch.question)


def alert_title(watch: Watch, texts: Texts) -> str:
    return f"🔔 {watch_title(watch, texts)}"


def briefing_title(texts: Texts, *, weekly: bool) -> str:
    return f"🗞 {texts('briefing_weekly_title' if weekly else 'briefing_daily_title')}"


def nothing_new(texts: Texts) -> Message:
    return Message(f"🗞 {texts('nothing_new')}")


def saved(watch: Watch, texts: Texts, *, matching: int) -> Message:
    composer = Composer().bold(texts("watch_saved", number=watch.number))
    found = texts("matching", n=matching) if matching else texts("matching_none")
    return composer.text(f"; {found}").message()


def watches(found: Sequence[Watch], texts: Texts, *, now: float) -> Message:
    """The chat's watches, as many as fit."""
    if not found:
        return Composer().bold(texts("no_watches")).line().text(texts("watch_usage")).message()
    composer = Composer().bold(texts("watches", n=len(found)))
    length = 0
    for shown, watch in enumerate(found):
        question = one_line(watch.question, limit=QUESTION_UNITS)
        length += units(question) + 60
        if length > _LIST_UNITS:
            composer.gap().text(texts("watches_more", n=len(found) - shown))
            break
        composer.gap().bold(f"{watch.number}").text(f" · {question}").line()
        since = texts.day(moment(watch.saved).isoformat())
        composer.text(texts("watched_since", day=since, n=watch.hits))
        if watch.muted_until > now:
            composer.text(f" · {texts('muted')}")
    return composer.gap().text(texts("how_to_stop")).message()


def summary(title: str, articles: Iterable[Article], texts: Texts) -> Message:
    """An alert of more passages than are shown at once."""
    articles = list(articles)
    composer = Composer().bold(one_line(title, limit=QUESTION_UNITS)).line()
    numbers = {article.number for article in articles}
    composer.text(f"{texts('new_passages', n=len(articles))} ")
    return composer.text(texts("from_articles", n=len(numbers))).message()


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
    # The zone may have been set a moment ago.
    return f"{texts.weekday(local.weekday())} {replace(texts, zone=chat.clock).clock(local)}"
