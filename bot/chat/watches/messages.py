"""Messages about watches and briefings, without a quotation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bot.chat.people.timetables import moment
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.utf16 import units
from bot.texts import Texts

if TYPE_CHECKING:
    from bot.chat.watches.watches import Watch
    from corpus.types import Article

LISTED_QUESTION_UNITS = 300
_LIST_UNITS = 3_500


def watch_title(watch: Watch, texts: Texts) -> str:
    return texts("watch_title", number=watch.number, question=watch.question)


def alert_title(watch: Watch, texts: Texts) -> str:
    return f"🔔 {watch_title(watch, texts)}"


def briefing_title(texts: Texts, *, weekly: bool, on_demand: bool = False) -> str:
    if on_demand:
        return f"🗞 {texts('briefing_now_title')}"
    return f"🗞 {texts('briefing_weekly_title' if weekly else 'briefing_daily_title')}"


def nothing_new(texts: Texts) -> Message:
    return Message(f"🗞 {texts('nothing_new')}")


def nothing_new_since(since: float, texts: Texts) -> Message:
    return Message(f"🗞 {texts('nothing_new_since', day=texts.day(moment(since).isoformat()))}")


def saved(watch: Watch, texts: Texts, *, matching: int) -> Message:
    composer = Composer().bold(texts("watch_saved", number=watch.number))
    found = texts("matching", n=matching) if matching else texts("matching_none")
    return composer.text(f" {found}").message()


def watches(found: Sequence[Watch], texts: Texts, *, now: float) -> Message:
    """The chat's watches, as many as fit."""
    if not found:
        return Composer().bold(texts("no_watches")).line().text(texts("watch_usage")).message()
    composer = Composer().bold(texts("watches", n=len(found)))
    length = 0
    for shown, watch in enumerate(found):
        question = one_line(watch.question, limit=LISTED_QUESTION_UNITS)
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
    """An alert with more passages than are shown at once."""
    articles = list(articles)
    composer = Composer().bold(one_line(title, limit=LISTED_QUESTION_UNITS)).line()
    numbers = {article.number for article in articles}
    composer.text(f"{texts('new_passages', n=len(articles))} ")
    return composer.text(texts("from_articles", n=len(numbers))).message()
