"""Which outlets have which claims, on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.terminal.console import INDENT, QUOTED, TEXTS, show_block
from bot.terminal.printable import printable_line
from bot.terminal.sides import show_unfound
from bot.texts.claims import story_told
from bot.texts.coverage import credit_of, row_title, share_of
from index.claims.coverage import Coverage, Place, Row


def show_coverage(console: Console, coverage: Coverage, *, most: int) -> None:
    """Show a claim or a figure each: what it is, its words, and the outlets that have it."""
    sides = coverage.sides
    console.print(Text(printable_line(sides.topic.text), style="bold"))
    told = story_told(sides.topic.story, len(coverage.outlets), TEXTS)
    console.print(Text(told, style="dim"))
    show_unfound(console, sides.topic.unfound)
    for number, row in enumerate(coverage.rows[:most], start=1):
        _show_row(console, row, coverage, number)
    if len(coverage.rows) > most:
        console.print()
        console.print(Text(TEXTS("sides.more", n=len(coverage.rows) - most), style="dim"))


def _show_row(console: Console, row: Row, coverage: Coverage, number: int) -> None:
    console.print()
    line = Text(f"[{number:>2}] ", style="cyan")
    line.append(printable_line(row_title(row, TEXTS)), style="bold")
    if via := credit_of(row):
        line.append(f" ({printable_line(via)})")
    line.append(f" · {share_of(row, coverage, TEXTS)}", style="dim")
    console.print(line)
    first = row.first
    show_block(console, first.span.of(first.passage.paragraph.text), prefix=QUOTED)
    called = coverage.called
    cells = [f"{called[outlet]} {_places(places)}" for outlet, places in row.outlets.items()]
    cells += [_places(row.unplaced)] if row.unplaced else []
    console.print(Text(f"{INDENT}{printable_line(' · '.join(cells))}", style="dim"))
    missing = [called[outlet] for outlet in row.missing(coverage.outlets)]
    if missing and row.outlets:
        told = TEXTS("coverage.missing", outlets=printable_line(", ".join(missing)))
        console.print(Text(f"{INDENT}{told}", style="dim"))


def _places(places: Sequence[Place]) -> str:
    return ", ".join(f"{p.passage.article.id} ¶{p.passage.paragraph.position}" for p in places)
