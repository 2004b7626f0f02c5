"""The state of the installation on the screen: its size, and what was checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.terminal.console import cell, new_table, print_table
from bot.terminal.printable import printable_line
from bot.texts.dates import UNDATED, local_day
from bot.texts.labels import count, size

if TYPE_CHECKING:
    from bot.doctor.checks import CheckResult
    from bot.observability.overview import Overview
    from corpus.storage.records import OutletSummary
    from index.search.verify import Finding

_MARKS = {"ok": ("ok", "green"), "warning": ("warning", "yellow"), "error": ("ERROR", "bold red")}


def show_overview(console: Console, seen: Overview) -> None:
    """Show counts, the index and its state, and the outlets."""
    corpus, index = seen.corpus, seen.index
    facts = [
        ("Articles", f"{corpus.articles:,}"),
        ("Versions", f"{corpus.versions:,}"),
        ("Paragraphs", f"{corpus.paragraphs:,}"),
        (
            "Published",
            " to ".join(filter(None, map(_day, (corpus.oldest, corpus.newest)))) or UNDATED,
        ),
    ]
    if index.manifest is None:
        facts.append(("Index", str(index.problem)))
    else:
        state = (
            f"{index.behind:,} changed since; run: dateline sync" if index.behind else "up to date"
        )
        facts += [
            ("Index", f"{count(index.manifest.count, 'paragraph')}, {state}"),
            ("Built", f"{index.manifest.built} with {index.manifest.embedder}"),
        ]
    facts.append(("On disk", size(seen.size)))
    _show_facts(console, facts)
    if seen.outlets:
        console.print()
        _show_outlets(console, seen.outlets)


def show_checks(console: Console, checks: Sequence[CheckResult]) -> None:
    """Show one line per check; under one that is not ok, how to fix it."""
    width = max(len(check.name) for check in checks)
    for check in checks:
        mark, style = _MARKS[check.severity.value]
        told = f"{check.name:<{width}}  {printable_line(check.message)}"
        console.print(Text.assemble((f"{mark:<8}", style), told))
        if check.fix:
            console.print(Text(f"{' ' * (width + 10)}→ {printable_line(check.fix)}"))


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Show what verification found, each with how to fix it."""
    if not any(finding.fault for finding in findings):
        console.print("The corpus and the index are intact and match.")
    for finding in findings:
        console.print(Text(f"{printable_line(finding.problem)}\n  → {printable_line(finding.fix)}"))


def _day(published: str | None) -> str:
    return str(local_day(published) or "")


def _show_facts(console: Console, facts: Sequence[tuple[str, str]]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        table.add_row(name, cell(value))
    print_table(console, table)


def _show_outlets(console: Console, outlets: Sequence[OutletSummary]) -> None:
    table = new_table("Outlet", "Articles", "Newest")
    table.columns[1].justify = "right"
    for summary in outlets:
        name = cell(summary.outlet) if summary.outlet else "unknown"
        table.add_row(name, f"{summary.articles:,}", _day(summary.newest) or UNDATED)
    print_table(console, table)
