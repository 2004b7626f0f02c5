"""A console, and the pieces that every screen is made of: coloured on a terminal, plain when piped.

Everything from the corpus or a user goes through `printable`, so that no title can move the
cursor, recolour the screen or reverse the reading order.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.terminal.printable import printable, printable_line
from bot.texts import Texts
from bot.texts.dates import HERE, day_in_words
from bot.texts.labels import outlet_or_file
from bot.texts.speakers import speakers_in
from corpus.attribution.types import Statement
from corpus.types import Article
from index.types import Passage

TEXTS = Texts(zone=HERE)
INDENT = "    "
PARTIAL = "only a part of it"
QUOTED = f"{INDENT}▌ "
# Off a terminal nothing is wrapped or cut: other programs read it line by line.
_UNBOUNDED = 100_000
_MOST_COMFORTABLE = 100
_NARROWEST = 10


def open_console(*, stderr: bool = False) -> Console:
    """A console on standard output or error; colour and wrapping only on a terminal."""
    stream = sys.stderr if stderr else sys.stdout
    console = Console(
        stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=not stream.isatty()
    )
    if not stream.isatty() and "COLUMNS" not in os.environ:
        console.width = _UNBOUNDED
    return console


def heading(mark: str, article: Article, *, style: str = "bold cyan") -> Text:
    """The first line of a passage: its mark, then outlet, day and byline."""
    return Text.assemble((f"{mark:<3} ", style), source_line(article))


def source_line(article: Article, *, with_id: bool = False) -> Text:
    line = Text.assemble(
        (printable_line(outlet_or_file(article)), "bold"), f" · {day_in_words(article.published)}"
    )
    if article.byline:
        line.append(f" · {printable_line(article.byline)}")
    if article.is_partial:
        line.append(f" · {PARTIAL}", style="yellow")
    if article.corrections:
        line.append(f" · {TEXTS('corrected')}", style="yellow")
    if with_id:
        line.append(f" · {printable_line(article.id)}, version {article.version}", style="dim")
    return line


def show_place(console: Console, passage: Passage) -> None:
    """The headline and the paragraph's number."""
    place = f"paragraph {passage.paragraph.position}"
    if passage.article.title:
        place = f"{passage.article.title} · {place}"
    if passage.paragraph.is_correction:
        place = f"{place} · {TEXTS('outlet_correction')}"
    console.print(Text(f"{INDENT}{printable_line(place)}", style="dim"))


def show_who_says(console: Console, article: Article, statements: Sequence[Statement]) -> None:
    """Who says what in a passage, or that its article's speakers were not read."""
    if told := speakers_in(article, statements, TEXTS):
        console.print(Text(f"{INDENT}{printable_line(told)}", style="italic"))


def show_corrections(console: Console, passage: Passage) -> None:
    """What the outlet itself says was wrong in the article, unless the passage says so itself."""
    if passage.paragraph.is_correction:
        return
    for correction in passage.article.corrections:
        where = f"{TEXTS('outlet_correction')} · paragraph {correction.position}"
        console.print(Text(f"{INDENT}{where}", style="yellow"))
        show_block(console, correction.text, prefix=f"{INDENT}{QUOTED.strip()} ", style="dim")


def show_also_in(console: Console, passage: Passage) -> None:
    """The other articles that have the same passage."""
    if passage.also_in:
        names = ", ".join(
            f"{outlet_or_file(a)} ({day_in_words(a.published)})" for a in passage.also_in
        )
        console.print(Text(f"{INDENT}also in {printable_line(names)}", style="dim"))


def show_block(
    console: Console,
    text: str,
    *,
    prefix: str,
    style: str = "",
    hang: bool = False,
    bold: tuple[int, int] | None = None,
) -> None:
    """Text behind a prefix on each line (only the first, where it hangs), wrapped to fit.

    `bold` is a range of the text that stands out.
    """
    rest = " " * len(prefix) if hang else prefix
    screen = min(console.width, _MOST_COMFORTABLE) if console.is_terminal else console.width
    width = max(_NARROWEST, screen - len(prefix))
    block = Text(printable(text), style=style)
    if bold:
        block.stylize("bold", *bold)
    for number, line in enumerate(block.wrap(console, width)):
        line.rstrip()
        start = (prefix if number == 0 else rest, "cyan")
        console.print(Text.assemble(start, line), soft_wrap=True)


def new_table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in ("No", "Date"))
    return table


def cell(value: str | None) -> Text:
    return Text(printable_line(value)) if value else Text("—", style="dim")


def print_table(console: Console, table: Table) -> None:
    """Without the blanks that rich pads the last column with: they only get in the way of grep."""
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        console.print(Text.from_ansi(line.rstrip()))
