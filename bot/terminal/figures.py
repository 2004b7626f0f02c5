"""Figures over many articles, on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.terminal.console import INDENT, TEXTS, show_block
from bot.terminal.printable import printable_line
from bot.terminal.sides import show_unfound
from bot.texts.claims import as_of
from bot.texts.dates import day_in_words
from bot.texts.figures import group_title, issued_by
from bot.texts.labels import count

if TYPE_CHECKING:
    from index.claims.figures.finding import Figures
    from index.claims.figures.grouping import Group, Value


def show_figures(console: Console, found: Figures, *, limit: int) -> None:
    """Show each quantity with its values, newest first, then parts of larger figures."""
    compared, parts = found.compared, found.parts
    if found.as_of:
        console.print(Text(as_of(found.as_of, TEXTS), style="dim"))
    show_unfound(console, found.unfound)
    if not compared and not parts:
        console.print(TEXTS("figures.none", articles=count(found.articles, "article")))
        return
    for group in compared[:limit]:
        _show_group(console, group)
    if len(compared) > limit:
        console.print(Text(f"{len(compared) - limit} more; raise --limit\n", style="dim"))
    if parts:
        console.print(Text(TEXTS("figures.parts"), style="bold"))
        for group in parts[:limit]:
            for value in group.shown:
                _show_value(console, value)
        console.print()


def write_picture(errors: Console, path: Path, found: Figures) -> None:
    """Write the values over time as SVG, or say that there is nothing to draw."""
    from bot.plots import draw

    picture = draw(found.compared, texts=TEXTS, form="svg")
    if picture is None:
        errors.print("No picture: no quantity has two values.")
        return
    path.write_bytes(picture)


def _show_group(console: Console, group: Group) -> None:
    told = count(len({value.reported.article.number for value in group.shown}), "article")
    console.print(Text(f"{printable_line(group_title(group, TEXTS))} · {told}", style="bold"))
    for value in group.shown:
        _show_value(console, value)
    console.print()


def _show_value(console: Console, value: Value) -> None:
    reported = value.reported
    if reported.passage is None or reported.quote is None or reported.sentence is None:
        return
    text = reported.passage.paragraph.text
    line = Text.assemble(
        f"{INDENT}{day_in_words(reported.article.published)}  ",
        (printable_line(reported.quote.of(text)), "dim" if value.superseded_by else "bold"),
        f"  {printable_line(issued_by(reported, TEXTS))}",
    )
    if value.superseded_by is not None:
        line.append(f"  {TEXTS('figures.superseded')}", style="yellow")
    console.print(line)
    sentence = reported.sentence
    bold = (reported.quote.start - sentence.start, reported.quote.stop - sentence.start)
    show_block(console, sentence.of(text), prefix=f"{INDENT}  ▌ ", style="dim", bold=bold)
