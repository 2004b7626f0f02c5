"""Were the claims of every story compared? Where not, none of its disputes is pointed to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.checks import CheckResult, Severity, ok
from corpus.storage.store import CorpusStore

_NAME = "disputes"
_MOST_NAMED = 5


def disputes_check(store: CorpusStore) -> Iterator[CheckResult]:
    """The stories whose claims could not be compared, with the reason of each."""
    unread = store.disputes.unread()
    if not unread:
        yield ok(_NAME, "claims compared in every story")
        return
    named = "; ".join(
        f"story of article {story} ({problem})" for story, problem in unread[:_MOST_NAMED]
    )
    more = f"; and {len(unread) - _MOST_NAMED} more" if len(unread) > _MOST_NAMED else ""
    yield CheckResult(
        _NAME,
        Severity.WARNING,
        f"not compared in {len(unread)} of the stories: {named}{more}",
        "no answer points to their disputes; please report them",
    )
