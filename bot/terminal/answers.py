"""Answers and refusals on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.terminal.console import (
    INDENT,
    QUOTED,
    TEXTS,
    heading,
    show_also_in,
    show_block,
    show_corrections,
    show_place,
    show_who_says,
)
from bot.terminal.disputes import point_to_disputes
from bot.terminal.printable import printable_line
from bot.texts.confidence import level_of
from bot.texts.dates import day_in_words
from bot.texts.labels import count, outlet_or_file
from index.types import Assessment, Citation, Passage, Reason, Superseded


def show_assessment(
    console: Console, assessment: Assessment, *, abstain: bool = True, by: Sequence[str] = ()
) -> None:
    """Show the question, then the citations, or what may answer, or that nothing does and why; `by`
    is whose words alone were searched."""
    console.print(Text(printable_line(assessment.question), style="bold"))
    if assessment.reason is not None:
        console.print(Text(_why(assessment), style="yellow"))
    if assessment.reason is Reason.EMPTY_CORPUS:
        console.print("Add articles with: dateline ingest PATH")
    else:
        _show_summary(console, assessment, by)
    if not abstain:
        for citation in assessment.citations:
            _show_citation(console, citation)
    elif assessment.reason is None:
        for citation in assessment.cited:
            _show_citation(console, citation)
            if citation.number == 1 and assessment.superseded is not None:
                _show_superseded(console, assessment.superseded)
        for disputed in assessment.disputed:
            console.print()
            point_to_disputes(
                console, disputed.topic, numbers=disputed.numbers, as_of=disputed.as_of
            )
    elif assessment.nearest:
        if not assessment.doubtful:
            console.print(Text(f"\n{TEXTS('nearest')}", style="dim"))
        for passage in assessment.nearest:
            _show_nearest(console, passage, style="" if assessment.doubtful else "dim")


def _why(assessment: Assessment) -> str:
    why = TEXTS(f"reason.{assessment.reason}", subject=printable_line(assessment.subject or ""))
    if not assessment.doubtful:
        return f"{TEXTS('no_answer')} {why}"
    perhaps = TEXTS("perhaps", n=len(assessment.nearest))
    return f"{perhaps} {why}" if assessment.subject else perhaps


def _show_summary(console: Console, assessment: Assessment, by: Sequence[str]) -> None:
    level = level_of(assessment.confidence, TEXTS)
    parts = [f"confidence {level}, {assessment.confidence:.0%}"]
    if assessment.reason is None:
        parts.insert(0, count(len(assessment.cited), "passage"))
    if assessment.as_of:
        parts.append(f"as of {day_in_words(assessment.as_of)}")
    if by:
        parts.append(f"said by {printable_line(', '.join(by))}")
    console.print(Text(" · ".join(parts), style="dim"))


def _show_citation(console: Console, citation: Citation) -> None:
    passage = citation.passage
    console.print()
    console.print(heading(f"[{citation.number}]", passage.article))
    show_place(console, passage)
    show_who_says(console, passage.article, citation.statements)
    show_block(console, citation.text, prefix=QUOTED, bold=_bold(citation))
    show_corrections(console, passage)
    show_also_in(console, passage)


def _show_superseded(console: Console, old: Superseded) -> None:
    article = old.passage.article
    console.print(
        Text.assemble(
            f"{INDENT}{TEXTS('figures.superseded')}: ",
            (printable_line(outlet_or_file(article)), "bold"),
            f" · {day_in_words(article.published)}",
        )
    )
    start = old.excerpt.start
    bold = (old.figure.start - start, old.figure.stop - start)
    show_block(console, old.text, prefix=f"{INDENT}{QUOTED.strip()} ", style="dim", bold=bold)


def _bold(citation: Citation) -> tuple[int, int] | None:
    """Where the highlight stands in the quotation."""
    if citation.highlight is None:
        return None
    start = citation.excerpt.start
    return citation.highlight.start - start, citation.highlight.stop - start


def _show_nearest(console: Console, passage: Passage, *, style: str) -> None:
    console.print()
    console.print(heading("  · ", passage.article, style=style))
    show_place(console, passage)
    show_who_says(console, passage.article, passage.statements)
    show_block(console, passage.paragraph.text, prefix=QUOTED, style=style)
    show_corrections(console, passage)
