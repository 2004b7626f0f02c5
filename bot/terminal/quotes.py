"""Who is quoted and who says what, on the screen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.terminal.console import (
    INDENT,
    QUOTED,
    TEXTS,
    cell,
    heading,
    new_table,
    print_table,
    show_also_in,
    show_block,
    show_place,
    show_who_says,
)
from bot.terminal.printable import printable_line
from bot.texts.labels import count
from corpus.attribution.types import Found, NotAttributed

if TYPE_CHECKING:
    from corpus.storage.speaker_table import PartyWords, SpeakerSummary, Union
    from index.answering.quotes_by_speaker import Quotes
    from index.answering.speakers_meant import Meant

# Nothing that a shell reads inside of double quotation marks.
_PLAIN = re.compile(r"[\w\s.,'’()&-]+")


def show_said(
    console: Console,
    speaker: Meant,
    quotes: Quotes,
    *,
    about: str,
    offset: int,
) -> None:
    """Show a page of what a speaker says: each paragraph with its place and the act."""
    subject = f" about {printable_line(about)}" if about else ""
    total = quotes.total
    if not total:
        console.print(
            f"Found nothing that {printable_line(speaker.name)} says{subject or ' here'}."
        )
        return
    told = f"{count(quotes.statements, 'statement')} in {count(total, 'paragraph')}"
    console.print(Text(f"{printable_line(speaker.name)}{subject}: {told}", style="bold"))
    dated = True
    for number, passage in enumerate(quotes.passages, start=offset + 1):
        console.print()
        if dated and passage.article.published is None:
            dated = False
            console.print(Text("Undated", style="bold"))
        console.print(heading(f"[{number}]", passage.article))
        show_place(console, passage)
        show_who_says(console, passage.article, passage.statements)
        show_block(console, passage.paragraph.text, prefix=QUOTED)
        show_also_in(console, passage)
    after = offset + len(quotes.passages)
    if after < total:
        console.print()
        console.print(Text(f"{total - after} more; add --offset {after}", style="dim"))


def show_meant(
    console: Console,
    name: str,
    meant: Sequence[Meant],
    *,
    limits: Sequence[str],
    command: str = "dateline said",
) -> None:
    """Show the speakers of a name, each with the command that means just them."""
    console.print(
        Text(f"{len(meant)} speakers match {printable_line(name)}. Choose:", style="bold")
    )
    table = new_table("Statements", "Party", "Command")
    for one in meant:
        # A name that others have in theirs means them, too.
        exact = ["--exact"] if one.name.casefold() == name.strip().casefold() else []
        choice = " ".join([command, quoted(one.name), *limits, *exact])
        table.add_row(f"{one.statements:,}", cell(one.party), cell(choice))
    print_table(console, table)


def show_silent(console: Console, name: str, others: Sequence[Meant]) -> None:
    """Show that a name is also that of speakers who say nothing on the topic."""
    told = "other speaker matches" if len(others) == 1 else "other speakers match"
    shown = printable_line(name)
    console.print()
    console.print(
        Text(
            f"{len(others)} {told} {shown}, but not this search;"
            f" all are listed by: dateline said {quoted(shown)}",
            style="dim",
        )
    )


def show_bearers(console: Console, name: str, bearers: Sequence[Meant]) -> None:
    """Show whom a name means of whom none says anything on the topic."""
    names = printable_line(", ".join(one.name for one in bearers))
    console.print(
        Text(f"{len(bearers)} speakers match {printable_line(name)}: {names}", style="dim")
    )


def quoted(name: str) -> str:
    """A name as a shell takes it; "Norland's army" in the marks that are easier to read."""
    return f'"{name}"' if _PLAIN.fullmatch(name) else shlex.quote(name)


def show_speakers(console: Console, speakers: Sequence[SpeakerSummary], *, total: int) -> None:
    """Show one line per speaker."""
    if not speakers:
        console.print("Nobody is quoted.")
        return
    table = new_table("Speaker", "Party", "Quoted", "Aliases")
    for speaker in speakers:
        table.add_row(
            cell(speaker.name),
            cell(speaker.party),
            f"{speaker.attributions:,}",
            cell(", ".join(speaker.aliases)),
        )
    print_table(console, table)
    if total > len(speakers):
        more = f"{total - len(speakers)} more: dateline speakers list --limit {total}"
        console.print(Text(more, style="dim"))


def show_unions(console: Console, name: str, unions: Sequence[Union]) -> None:
    """Show which names were taken for a speaker's, with the reason for each."""
    if not unions:
        console.print(Text(f"{printable_line(name)}: no other name was united with this one."))
        return
    console.print(Text(printable_line(name), style="bold"))
    for union in unions:
        told = count(union.articles, "article")
        console.print(
            Text.assemble(
                f"{INDENT}{printable_line(union.name)} ",
                (f"({told}): ", "dim"),
                printable_line(union.reason),
            )
        )
    console.print(
        Text("Undo one with: dateline speakers split NAME OTHER, or unalias NAME ALIAS", "dim")
    )


def show_party(
    console: Console, name: str, party: str | None, words: Sequence[PartyWords], *, given: bool
) -> None:
    """Show whom a speaker speaks for, and the articles' words that tell it."""
    told = printable_line(party) if party else "no party"
    by = " (an editor said so)" if given else ""
    console.print(Text(f"{printable_line(name)}: {told}{by}", style="bold"))
    for one in words:
        held = "" if one.held else ", not any more"
        where = count(one.articles, "article")
        console.print(
            Text.assemble(
                f"{INDENT}“{printable_line(one.words)}” ",
                (f"{printable_line(one.party)}{held}; {where}, ", "dim"),
                (f"{printable_line(one.article)} for one", "dim"),
            )
        )
    if not words:
        console.print(Text(f"{INDENT}no article's words tell whom they speak for", style="dim"))
    elif party is None and not given:
        console.print(Text(f"{INDENT}the articles do not agree", style="dim"))


def show_attributions(console: Console, name: str, text: str, found: Found) -> None:
    """Show who says what in one text, a line each; or why that was not found."""
    if isinstance(found, NotAttributed):
        reason = TEXTS("not_attributed", detail=printable_line(found.detail))
        console.print(Text(f"{printable_line(name)}: {reason}", style="bold"))
        return
    told = count(len(found), "attribution")
    console.print(Text(f"{printable_line(name)}: {told}", style="bold"))
    for attribution in found:
        source = attribution.source.of(text) if attribution.source else "no source"
        speaker = attribution.speaker or TEXTS("unresolved", source=source)
        content = " … ".join(span.of(text) for span in attribution.content)
        console.print(
            Text.assemble(
                f"{INDENT}{printable_line(speaker)} ",
                (f"{attribution.act.value}, {attribution.kind.value}: ", "dim"),
                printable_line(content),
            )
        )
