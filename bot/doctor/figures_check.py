"""Were the figures of every article read? Where not, it is in no list of figures."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.checks import CheckResult, Severity, ok
from bot.texts.labels import count
from corpus.storage.store import CorpusStore

_NAME = "figures"
_MOST_NAMED = 5


def figures_check(store: CorpusStore) -> Iterator[CheckResult]:
    """The articles whose figures could not be read, with the reason of each."""
    unread = store.figures.unread()
    if not unread:
        yield ok(_NAME, "read in every article")
        return
    named = "; ".join(f"{id_} ({problem})" for id_, problem in unread[:_MOST_NAMED])
    more = f"; and {len(unread) - _MOST_NAMED} more" if len(unread) > _MOST_NAMED else ""
    yield CheckResult(
        _NAME,
        Severity.WARNING,
        f"not read in {count(len(unread), 'article')}: {named}{more}",
        "they are in no list of figures; please report them",
    )
