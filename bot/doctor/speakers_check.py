"""Was it read in every article who speaks? Where not, its passages have no speakers."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.checks import CheckResult, Severity, ok
from bot.texts.labels import count
from corpus.attribution.types import Reason
from corpus.storage.store import CorpusStore

_NAME = "speakers"
_MOST_NAMED = 5


def speakers_check(store: CorpusStore) -> Iterator[CheckResult]:
    """The articles whose speakers could not be read, with the reason of each."""
    unread = store.attributions.unread()
    if not unread:
        yield ok(_NAME, "read in every article")
        return
    named = "; ".join(f"{article.id} ({article.why.detail})" for article in unread[:_MOST_NAMED])
    more = f"; and {len(unread) - _MOST_NAMED} more" if len(unread) > _MOST_NAMED else ""
    failed = any(article.why.reason is Reason.FAILED for article in unread)
    yield CheckResult(
        _NAME,
        Severity.WARNING,
        f"not read in {count(len(unread), 'article')}: {named}{more}",
        "their passages are found, but without speakers; "
        + ("please report those that failed" if failed else "ingest them as several articles"),
    )
