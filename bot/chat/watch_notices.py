"""What is said of watches, briefings and quiet hours, without a quotation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot import messages
from bot.chat.compose import Composer, Message, one_line, units
from bot.chat.timetables import Timetable, moment
from bot.dates import day_in_words

if TYPE_CHECKING:
    from bot.chat.schedule import UnknownZone
    from bot.chat.watches import Watch
    from corpus.types import Article

QUESTION_UNITS = 300
_LIST_UNITS = 3_500


def saved(watch: Watch, *, matching: int) -> Message:
    composer = Composer().bold(messages.watch_saved(watch.number))
    return composer.text(f"; {messages.matching(matching)}").message()


def watches(found: Sequence[Watch], *, now: float) -> Message:
    """The chat's watches, as many as fit."""
    if not found:
        return Composer().bold(messages.NO_WATCHES).line().text(messages.WATCH_USAGE).message()
    composer = Composer().bold(messages.watches(len(found)))
    length = 0
    for shown, watch in enumerate(found):
        question = one_line(watch.question, limit=QUESTION_UNITS)
        length += units(question) + 60
        if length > _LIST_UNITS:
            composer.gap().text(messages.more_watches(len(found) - shown))
            break
        composer.gap().bold(f"{watch.number}").text(f" · {question}").line()
        since = day_in_words(moment(watch.saved).isoformat())
        composer.text(messages.watched_since(since, watch.hits))
        if watch.muted_until > now:
            composer.text(f" · {messages.MUTED}")
    return composer.gap().text(messages.HOW_TO_STOP).message()


def summary(title: str, articles: Iterable[Article]) -> Message:
    """An alert of more passages than are shown at once."""
    articles = list(articles)
    composer = Composer().bold(one_line(title, limit=QUESTION_UNITS)).line()
    numbers = {article.number for article in articles}
    return composer.text(messages.new_from(len(articles), len(numbers))).message()


def timetable(chat: Timetable, *, watches: int) -> Message:
    """What briefing is set, and when the next one comes."""
    composer = Composer()
    if chat.digest is None or chat.due is None:
        return composer.bold(messages.NO_BRIEFING).line().text(messages.BRIEFING_USAGE).message()
    composer.bold(messages.briefing_set(str(chat.digest), chat.zone)).line()
    composer.text(f"{messages.NEXT_BRIEFING} ")
    composer.moment(_clock_in_words(chat, chat.due), moment(chat.due), with_time=True)
    if not watches:
        composer.gap().text(messages.BRIEFING_NEEDS_WATCHES)
    return composer.message()


def quiet_hours(chat: Timetable) -> Message:
    composer = Composer()
    if chat.quiet is None:
        return composer.bold(messages.NO_QUIET).line().text(messages.QUIET_USAGE).message()
    composer.bold(messages.quiet_set(str(chat.quiet), chat.zone)).line()
    return composer.text(messages.QUIET_MEANS).message()


def unknown_zone(error: UnknownZone) -> Message:
    return Message(messages.unknown_zone(one_line(error.name, limit=60), error.nearest))


def _clock_in_words(chat: Timetable, seconds: float) -> str:
    local: datetime = moment(seconds).astimezone(chat.clock)
    return f"{local:%A} {day_in_words(local.date().isoformat())}, {local:%H:%M} ({chat.zone})"
