"""Which outlets have which claims, on the screen."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.terminal.console import INDENT, QUOTED, TEXTS, show_block
from bot.terminal.printable import printable_line
from bot.texts.claims import story_told
from bot.texts.coverage import credit_of, row_title
from index.claims.coverage import Coverage, Row


def show_coverage(console: Console, coverage: Coverage, *, most: int) -> None:
    """Show a claim or a figure each: what it is, its words, and the outlets that have it."""
    sides = coverage.sides
    console.print(Text(printable_line(sides.topic.text), style="bold"))
    told = story_told(sides.topic.story, len(coverage.outlets), TEXTS)
    console.print(Text(told, style="dim"))
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
    share = TEXTS("coverage.share", some=len(row.outlets), n=len(coverage.outlets))
    line.append(f" · {share}", style="dim")
    console.print(line)
    first = row.first
    show_block(console, first.span.of(first.passage.paragraph.text), prefix=QUOTED)
    cells = [
        f"{outlet} "
        + ", ".join(f"{c.passage.article.id} ¶{c.passage.paragraph.position}" for c in places)
        for outlet, places in row.outlets.items()
    ]
    console.print(Text(f"{INDENT}{printable_line(' · '.join(cells))}", style="dim"))
    missing = [outlet for outlet in coverage.outlets if outlet not in row.outlets]
    if missing and row.outlets:
        told = TEXTS("coverage.missing", outlets=printable_line(", ".join(missing)))
        console.print(Text(f"{INDENT}{told}", style="dim"))
