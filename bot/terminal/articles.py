"""Articles on the screen: one in full, or a list of them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.terminal.console import (
    PARTIAL,
    TEXTS,
    cell,
    new_table,
    print_table,
    show_block,
    source_line,
)
from bot.terminal.printable import printable_line
from bot.texts.dates import UNDATED, local_day
from bot.texts.labels import title_or_opening
from corpus.types import Article, Paragraph, Status

# On a narrower terminal a list leaves out the ids.
_WIDE = 120


def show_article(
    console: Console,
    article: Article,
    paragraphs: Sequence[Paragraph],
    *,
    others: Sequence[str] = (),
    marked: int | None = None,
) -> None:
    """Show an article's paragraphs under their headings; `marked` is the one asked for.

    `others` are addresses that it was given besides its own.
    """
    if article.title:
        console.print(Text(printable_line(article.title), style="bold"))
    console.print(source_line(article, with_id=True))
    if article.url:
        console.print(Text(printable_line(article.url), style="dim"))
    for url in others:
        console.print(Text(f"also given as {printable_line(url)}", style="dim"))
    section = None
    for paragraph in paragraphs:
        if paragraph.section != section:
            section = paragraph.section
            if section:
                console.print(Text(f"\n{printable_line(section)}", style="bold"))
        style = "" if marked in (None, paragraph.position) else "dim"
        console.print()
        if paragraph.is_correction:
            console.print(Text(TEXTS("outlet_correction"), style="yellow"))
        label = f"¶ {paragraph.position}"
        show_block(console, paragraph.text, prefix=f"{label:<6}", style=style, hang=True)


def show_articles(console: Console, articles: Sequence[Article], *, total: int) -> None:
    """Show one line per article, with its id, which any command takes too, if there is room."""
    table = new_table("No", "Date", "Outlet", "Title")
    with_id = not console.is_terminal or console.width >= _WIDE
    if with_id:
        table.add_column("Id", overflow="fold")
    for article in articles:
        title = (
            cell(article.title)
            if article.title
            else Text(printable_line(title_or_opening(article)), "dim")
        )
        if article.status is not Status.LIVE:
            title = Text(article.status, "yellow")
        if article.is_partial:
            title = Text.assemble(title, (f" ({PARTIAL})", "yellow"))
        cells = [
            Text(str(article.number)),
            Text(str(local_day(article.published) or UNDATED)),
            cell(article.outlet),
        ]
        table.add_row(*cells, title, *([cell(article.id)] if with_id else []))
    print_table(console, table)
    if total > len(articles):
        console.print(
            Text(f"{total - len(articles)} more; narrow the list or raise --limit", style="dim")
        )
