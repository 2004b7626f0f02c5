"""Answers and refusals on the screen."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.terminal.console import (
    QUOTED,
    TEXTS,
    heading,
    show_also_in,
    show_block,
    show_place,
    show_who_says,
)
from bot.terminal.printable import printable_line
from bot.texts.dates import day_in_words
from bot.texts.labels import count
from index.types import Assessment, Citation, Passage, Reason


def show_assessment(console: Console, assessment: Assessment, *, abstain: bool = True) -> None:
    """Show the question, then the citations, or that no passage answers and why."""
    console.print(Text(printable_line(assessment.question), style="bold"))
    if assessment.reason is not None:
        console.print(Text(f"{TEXTS('no_answer')} {_why(assessment)}", style="yellow"))
    if assessment.reason is Reason.EMPTY_CORPUS:
        console.print("Add articles with: dateline ingest PATH")
    else:
        _show_summary(console, assessment)
    if assessment.reason is None or not abstain:
        for citation in assessment.citations:
            _show_citation(console, citation)
    elif assessment.nearest:
        console.print(Text(f"\n{TEXTS('nearest')}", style="dim"))
        for passage in assessment.nearest:
            _show_nearest(console, passage)


def _why(assessment: Assessment) -> str:
    return TEXTS(f"reason.{assessment.reason}", subject=printable_line(assessment.subject or ""))


def _show_summary(console: Console, assessment: Assessment) -> None:
    parts = [f"confidence {assessment.confidence:.0%}"]
    if assessment.reason is None:
        parts.insert(0, count(len(assessment.citations), "passage"))
    if assessment.as_of:
        parts.append(f"as of {day_in_words(assessment.as_of)}")
    console.print(Text(" · ".join(parts), style="dim"))


def _show_citation(console: Console, citation: Citation) -> None:
    passage = citation.passage
    console.print()
    console.print(heading(f"[{citation.number}]", passage.article))
    show_place(console, passage)
    show_who_says(console, passage.article, citation.statements)
    show_block(console, citation.text, prefix=QUOTED, bold=_bold(citation))
    show_also_in(console, passage)


def _bold(citation: Citation) -> tuple[int, int] | None:
    """Where the highlight stands in the quotation."""
    if citation.highlight is None:
        return None
    start = citation.excerpt.start
    return citation.highlight.start - start, citation.highlight.stop - start


def _show_nearest(console: Console, passage: Passage) -> None:
    console.print()
    console.print(heading("  · ", passage.article, style="dim"))
    show_place(console, passage)
    show_block(console, passage.paragraph.text, prefix=QUOTED, style="dim")
