"""Where the sides of a story do not agree, on the screen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.terminal.console import INDENT, QUOTED, TEXTS, show_block
from bot.terminal.printable import printable_line
from bot.terminal.sides import show_unfound
from bot.texts.claims import as_of
from bot.texts.dates import day_in_words
from bot.texts.disputes import issue_of, who_says_it
from bot.texts.labels import count, outlet_or_file

if TYPE_CHECKING:
    from index.claims.disputes.finding import Disputes, Side

_NEEDS_QUOTES = re.compile(r"[^\w\s-]")


def show_disputes(console: Console, found: Disputes, *, limit: int) -> None:
    """Show both quotations of each pair, under what they do not agree on."""
    pairs = [dispute for some in found.shown.values() for dispute in some]
    if found.story.as_of:
        console.print(Text(as_of(found.story.as_of, TEXTS), style="dim"))
    show_unfound(console, found.unfound)
    if not pairs:
        console.print(TEXTS("disputes.none", n=len(found.story.articles)))
        return
    issue = None
    for dispute in pairs[:limit]:
        if issue != (issue := issue_of(dispute, TEXTS)):
            console.print(
                Text(f"{TEXTS('disputes.title')} · {printable_line(issue)}", style="bold")
            )
        _show_side(console, dispute.one)
        _show_side(console, dispute.two)
        console.print()
    if len(pairs) > limit:
        console.print(Text(f"{count(len(pairs) - limit, 'more pair')}; raise --limit", style="dim"))
    if len(pairs) < len(found.all):
        more = count(len(found.all) - len(pairs), "more pair")
        console.print(Text(f"{more} of the same quantities: dateline figures", style="dim"))
    console.print(Text(TEXTS("disputes.nobody_is_right"), style="italic"))


def point_to_disputes(
    console: Console, topic: str, *, numbers: Sequence[int] = (), as_of: str | None = None
) -> None:
    """Say that sides do not agree, and how to see both; `numbers` are of quotations of one."""
    told = [TEXTS("disputes.title"), *(f"[{number}]" for number in numbers)]
    words = shlex.quote(topic) if _NEEDS_QUOTES.search(topic) else topic
    command = f"dateline disputes {words}" + (f" --as-of {as_of}" if as_of else "")
    console.print(Text(f"{' '.join(told)}: {printable_line(command)}", style="yellow"))


def _show_side(console: Console, side: Side) -> None:
    article = side.passage.article
    console.print(
        Text.assemble(
            INDENT,
            (printable_line(who_says_it(side, TEXTS)), "bold"),
            f" · {printable_line(outlet_or_file(article))} · {day_in_words(article.published)}",
            (f" · paragraph {side.passage.paragraph.position}", "dim"),
        )
    )
    show_block(console, side.words, prefix=QUOTED)
