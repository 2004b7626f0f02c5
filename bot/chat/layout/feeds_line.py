"""How the feeds are, on one line."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.chat.telegram.compose import Composer
from bot.texts import Texts
from corpus.storage.feed_table import FeedsOverview


def feeds_line(composer: Composer, seen: FeedsOverview, texts: Texts) -> None:
    """How many there are, when one was last asked, and what is wrong with how many."""
    composer.text(texts("feeds_count", n=seen.feeds))
    if seen.last_pass is not None:
        composer.text(f", {texts('feeds_last')} ")
        add_moment(composer, seen.last_pass, texts)
    for key, number in (
        ("feeds_failing", seen.failing),
        ("feeds_behind", seen.behind),
        ("feeds_held", seen.held),
    ):
        if number:
            composer.text(f", {texts(key, n=number)}")


def add_moment(composer: Composer, seconds: float, texts: Texts) -> None:
    """A moment that readers see in their own zone."""
    moment = datetime.fromtimestamp(seconds, UTC)
    composer.moment(texts.clock(moment), moment, with_time=True)
