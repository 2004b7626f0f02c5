"""Articles that must not be quoted, and whoever could not be told of a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.doctor.checks import CheckResult, Severity, ok
from bot.texts.labels import count
from corpus.storage.closing import now
from corpus.storage.store import CorpusStore

_MOST_NAMED = 5


def closed_check(store: CorpusStore) -> Iterator[CheckResult]:
    """Nothing where all articles are live."""
    closed = store.closed()
    if not closed:
        return
    counted = Counter(article.status.value for article in closed)
    message = f"{count(len(closed), 'article')} must not be quoted: " + ", ".join(
        f"{number} {status}" for status, number in sorted(counted.items())
    )
    if ended := store.count_due(moment=now()):
        yield CheckResult(
            "withheld",
            Severity.WARNING,
            f"{message}; {count(ended, 'embargo')} ended and still closed",
            "run: dateline sync (dateline serve does so by itself)",
        )
    else:
        yield ok("withheld", message)


def not_told_check(store: CorpusStore, not_told: list[tuple[int, int]]) -> Iterator[CheckResult]:
    """`not_told` are chats with the articles that they were shown."""
    if not not_told:
        return
    named = []
    for chat, number in not_told[:_MOST_NAMED]:
        article = store.numbered(number)
        named.append(f"chat {chat} ({article.id if article else f'article {number}'})")
    more = ", …" if len(not_told) > _MOST_NAMED else ""
    yield CheckResult(
        "corrections",
        Severity.WARNING,
        f"{count(len(not_told), 'change')} could not be told, or may not have been, to those who "
        f"were shown the words: {', '.join(named)}{more}",
        "tell them yourself; see what was changed: dateline changes --quoted",
    )
