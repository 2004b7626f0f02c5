"""How long articles are kept, how many may come in a day, and what went last."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.checks import CheckResult, Severity, ok
from bot.observability.retention import Retention
from bot.texts.labels import count

_NAME = "keeping"


def keeping_check(seen: Retention) -> Iterator[CheckResult]:
    """Nothing where all articles stay and as many may come as will."""
    if seen.days is not None:
        last = seen.last
        went = f", {count(last.articles, 'article')} removed on {last.day}" if last else ""
        yield ok(_NAME, f"articles are kept for {count(seen.days, 'day')}{went}")
    if seen.a_day is not None:
        message = f"{count(seen.today, 'article')} today; feeds bring at most {seen.a_day} a day"
        if seen.today < seen.a_day:
            yield ok(_NAME, message)
        else:
            yield CheckResult(
                _NAME,
                Severity.WARNING,
                f"{message}, the rest tomorrow",
                "raise DATELINE_ARTICLES_A_DAY, or pause feeds that bring much",
            )
