"""Do the feeds bring articles? Where not, which of them, and why."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bot.doctor.checks import CheckResult, Severity, ok
from bot.texts.labels import count
from corpus.storage.feed_table import FeedState
from corpus.storage.store import CorpusStore

_NAME = "feeds"
_MOST_NAMED = 5


def feeds_check(store: CorpusStore, *, is_on: bool) -> Iterator[CheckResult]:
    """Nothing where there are no feeds."""
    seen = store.feeds.overview(now=time.time())
    if not seen.feeds:
        return
    if not is_on:
        yield CheckResult(
            _NAME,
            Severity.WARNING,
            f"{count(seen.feeds, 'feed')}, but fetching is switched off",
            "set DATELINE_FETCH_PAGES=true",
        )
        return
    problems = list(_failing(store))
    if seen.behind:
        problems.append(f"{seen.behind} due for more than an hour")
    if seen.held:
        problems.append(f"{seen.held} held, as another page came in the article's place")
    last = "" if seen.last_pass is None else f", last asked {_moment(seen.last_pass)}"
    message = f"{count(seen.feeds, 'feed')}{last}"
    if not problems:
        yield ok(_NAME, message)
        return
    fix = "see why: dateline feeds list, dateline feeds show FEED"
    if seen.behind:
        fix += "; those that are due are fetched by dateline serve, or dateline feeds refresh"
    yield CheckResult(_NAME, Severity.WARNING, f"{message}: {'; '.join(problems)}", fix)


def _failing(store: CorpusStore) -> Iterator[str]:
    failing = [
        feed
        for feed in store.feeds.all()
        if feed.state is FeedState.GONE
        or (feed.state is FeedState.ACTIVE and feed.failing_since is not None)
    ]
    for feed in failing[:_MOST_NAMED]:
        yield f"feed {feed.id} ({feed.problem})"
    if len(failing) > _MOST_NAMED:
        yield f"and {len(failing) - _MOST_NAMED} more"


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(seconds))
