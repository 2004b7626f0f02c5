"""What became of everything that was to be ingested, on the screen and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console

from bot.terminal.printable import printable_line
from bot.texts.dates import UNDATED, local_day
from bot.texts.labels import count
from corpus.errors import SourceError
from corpus.formats.sources import Skipped
from corpus.ingest import Entry, IngestReport
from corpus.storage.records import Apart, Evidence, Outcome, Saved

_SAME = {
    Evidence.ID: "same id",
    Evidence.ADDRESS: "same address",
    Evidence.PLACE: "same file",
}
_REFUSED, _SKIPPED = "refused", "skipped"
# Articles that one line names.
_NAMED = 3


def show_problems(console: Console, report: IngestReport, *, are_listed: bool) -> None:
    """A line for each that was refused, that is known in part, or that was kept apart from an
    article that it looks like; without those that a list of all files tells of."""
    for error in () if are_listed else report.rejected:
        console.print(f"dateline: {printable_line(str(error))}")
    for article in report.partial:
        console.print(
            f"dateline: {printable_line(article.path)}: the page gives only a part of the article; "
            "if you have all of it, ingest that instead"
        )
    for entry in () if are_listed else report.apart:
        if isinstance(entry.fate, Saved):
            apart = printable_line(_apart(entry.fate.apart[0]))
            console.print(f"dateline: {printable_line(entry.name)}: {apart}")


def show_ingest(
    console: Console,
    report: IngestReport,
    *,
    every_file: bool,
    is_followed: bool = False,
    is_indexed: bool = False,
) -> None:
    """The counts, which add up to all that was found; with `every_file`, first a line for each.
    `is_followed`: the index follows by itself; `is_indexed`: there is one that can follow."""
    if every_file:
        for entry in report.entries:
            what, detail = _fate(entry)
            name = printable_line(entry.name)
            console.print(f"{what:<9}  {name}{f': {printable_line(detail)}' if detail else ''}")
    numbers = [
        (report.added, "added"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.duplicates, "duplicate" if report.duplicates == 1 else "duplicates"),
        (report.older, "older than what is stored"),
        *((number, outcome.value) for outcome, number in report.closed.items()),
    ]
    told = ", ".join(f"{number:,} {what}" for number, what in numbers if number)
    stored = count(len(report.stored), "article")
    console.print(f"{stored}: {told}." if told else "Nothing added.")
    if report.rejected:
        console.print(f"{len(report.rejected):,} refused.")
    if report.skipped:
        reasons = "; ".join(f"{why.value} {n:,}" for why, n in report.skipped.most_common())
        console.print(f"{report.skipped.total():,} skipped: {reasons}.")
    if ahead := report.dated_ahead:
        named = ", ".join(
            f"{printable_line(each.id)} ({local_day(each.published)})" for each in ahead[:_NAMED]
        )
        console.print(f"Dated in the future: {count(len(ahead), 'article')}, such as {named}.")
    if undated := report.undated:
        named = ", ".join(printable_line(each.id) for each in undated[:_NAMED])
        console.print(
            f"Without a day that can be read: {count(len(undated), 'article')}, such as {named};"
            " dateline edit REF --date DAY gives one."
        )
    if (report.added or report.updated or report.closed) and not is_followed:
        console.print(f"Now run: dateline {'sync' if is_indexed else 'rebuild'}")


def ingest_report(report: IngestReport, *, every_file: bool) -> dict[str, Any]:
    """What `ingest --json` prints."""
    found: dict[str, Any] = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
        "older": report.older,
        "closed": {outcome.value: number for outcome, number in report.closed.items()},
        "rejected": [{"name": e.name, "problem": e.problem, "fix": e.fix} for e in report.rejected],
        "skipped": {why.value: number for why, number in report.skipped.items()},
        "apart": list(_apart_reports(report)),
        "partial": [article.id for article in report.partial],
        "dated_ahead": [article.id for article in report.dated_ahead],
        "undated": [article.id for article in report.undated],
    }
    if every_file:
        found["files"] = [
            {"name": entry.name, "outcome": _fate(entry)[0], "detail": _fate(entry)[1] or None}
            for entry in report.entries
        ]
    return found


def _apart_reports(report: IngestReport) -> Iterator[dict[str, Any]]:
    for entry in report.apart:
        if isinstance(entry.fate, Saved):
            first = entry.fate.apart[0]
            yield {
                "name": entry.name,
                "article": entry.fate.article.number,
                "from": first.article,
                "same": first.evidence.value,
            }


def _fate(entry: Entry) -> tuple[str, str]:
    """In a word, and what there is to say of it."""
    match entry.fate:
        case SourceError() as error:
            return _REFUSED, str(error).removeprefix(f"{error.name}: ")
        case Skipped() as skipped:
            return _SKIPPED, skipped.why.value
        case saved:
            number = f"article {saved.article.number}"
            if saved.outcome is Outcome.DUPLICATE:
                number = f"the same as {number}"
            undated = [UNDATED] if saved.article.published is None else []
            return saved.outcome.value, ", ".join([number, *undated, *map(_apart, saved.apart[:1])])


def _apart(apart: Apart) -> str:
    return f"kept apart from article {apart.article}: {_SAME[apart.evidence]}, other words"
