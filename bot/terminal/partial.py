"""Articles of which only a part is known, named as they are taken in."""

from __future__ import annotations

from rich.console import Console

from bot.terminal.printable import printable_line
from corpus.ingest import IngestReport
from corpus.storage.records import Outcome

_NEW = (Outcome.ADDED, Outcome.UPDATED)


def show_partial(console: Console, report: IngestReport) -> None:
    for saved in report.stored:
        if saved.article.is_partial and saved.outcome in _NEW:
            name = printable_line(saved.article.path)
            console.print(
                f"dateline: {name}: the page gives only a part of the article; if you have "
                "all of it, ingest that instead"
            )
