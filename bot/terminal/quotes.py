"""Who is quoted and who says what, on the screen."""

from __future__ import annotations

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
from corpus.attribution.types import Attribution
from index.types import Passage

if TYPE_CHECKING:
    from corpus.storage.speaker_table import SpeakerSummary


def show_said(console: Console, name: str, passages: Sequence[Passage], *, about: str) -> None:
    """Show what a speaker is quoted as saying: each paragraph with its place and the act."""
    subject = f" about {printable_line(about)}" if about else ""
    title = f"{printable_line(name)}{subject}: {count(len(passages), 'paragraph')}"
    console.print(Text(title, style="bold"))
    for number, passage in enumerate(passages, start=1):
        console.print()
        console.print(heading(f"[{number}]", passage.article))
        show_place(console, passage)
        show_who_says(console, passage.statements)
        show_block(console, passage.paragraph.text, prefix=QUOTED)
        show_also_in(console, passage)


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
        console.print(Text(f"{total - len(speakers)} more; raise --limit", style="dim"))


def show_attributions(
    console: Console, name: str, text: str, attributions: Sequence[Attribution]
) -> None:
    """Show who says what in one text, a line each."""
    told = count(len(attributions), "attribution")
    console.print(Text(f"{printable_line(name)}: {told}", style="bold"))
    for attribution in attributions:
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
