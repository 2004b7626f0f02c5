"""The list of feeds in a message. Pure.

Addresses of feeds may hold keys, and so may what is said of their failures: a terminal shows them,
a chat does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton

from bot.chat.layout.feeds_line import add_moment, feeds_line
from bot.chat.layout.source_line import NAME_LIMIT
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.keyboards import Operation, button, keyboard, pager
from bot.chat.telegram.screen import Screen
from bot.texts import Texts
from corpus.formats.metadata import site_of
from corpus.storage.feed_table import Counts, FeedsOverview, FeedState, Subscription

PER_PAGE = 5
PAUSE, RESUME, PAGE = "pause", "resume", "page"


def feed_list(
    feeds: Sequence[Subscription],
    counts: Mapping[int, Counts],
    seen: FeedsOverview,
    texts: Texts,
    *,
    page: int,
    is_on: bool,
) -> Screen:
    """A page of the feeds, those that fail first, with a button for each."""
    if not feeds:
        return Screen(Message(texts("no_feeds")))
    ordered = sorted(feeds, key=lambda feed: (not _fails(feed), feed.id))
    pages = -(-len(ordered) // PER_PAGE)
    page = max(0, min(page, pages - 1))
    composer = Composer()
    feeds_line(composer, seen, texts)
    if not is_on:
        composer.line().text(texts("feeds_off"))
    row: list[InlineKeyboardButton] = []
    for feed in ordered[page * PER_PAGE : (page + 1) * PER_PAGE]:
        _feed(composer, feed, counts.get(feed.id, Counts()), texts)
        is_active = feed.state is FeedState.ACTIVE
        key, action = ("feed_pause", PAUSE) if is_active else ("feed_resume", RESUME)
        row.append(button(texts(key, number=feed.id), Operation.FEED, action, feed.id, page))
    turn = pager(Operation.FEED, PAGE, page=page, pages=pages)
    return Screen(composer.message(), keyboard(row, turn))


def _feed(composer: Composer, feed: Subscription, counts: Counts, texts: Texts) -> None:
    name = one_line(feed.title or site_of(feed.url), limit=NAME_LIMIT)
    composer.gap().bold(f"{feed.id}. {name}").line()
    composer.text(texts("articles", n=counts.articles))
    if counts.held:
        composer.text(f", {texts('feeds_held', n=counts.held)}")
    match feed.state:
        case FeedState.PAUSED:
            composer.line().text(texts("feed_paused"))
        case FeedState.GONE:
            composer.line().text(texts("feed_gone"))
        case FeedState.ACTIVE if feed.failing_since is not None:
            composer.line().text(f"{texts('feed_fails')} ")
            add_moment(composer, feed.failing_since, texts)
            if feed.last_status and feed.last_status.isdecimal():
                composer.text(f" (HTTP {feed.last_status})")
        case FeedState.ACTIVE if feed.last_success is not None:
            composer.line().text(f"{texts('feed_read')} ")
            add_moment(composer, feed.last_success, texts)
        case FeedState.ACTIVE:
            composer.line().text(texts("feed_not_read"))


def _fails(feed: Subscription) -> bool:
    return feed.state is FeedState.GONE or feed.failing_since is not None
