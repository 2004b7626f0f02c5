"""Answers and refusals on the screen, and the figures behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from bot.terminal.console import (
    ENGLISH,
    QUOTED,
    heading,
    new_table,
    print_table,
    show_also_in,
    show_block,
    show_place,
    show_who_says,
)
from bot.terminal.printable import one_line
from bot.texts.dates import day_in_words
from bot.texts.labels import count
from index.types import Assessment, Citation, DaysMeant, Evidence, Passage, Reason


def show_assessment(
    console: Console, assessment: Assessment, *, abstain: bool = True, explain: bool = False
) -> None:
    """Show the question, then the citations, or that no passage answers and why.

    `explain` adds the figures behind the decision and the ranking.
    """
    console.print(Text(one_line(assessment.question), style="bold"))
    if assessment.reason is not None:
        console.print(Text(f"{ENGLISH('no_answer')} {_why(assessment)}", style="yellow"))
    if assessment.reason is Reason.EMPTY_CORPUS:
        console.print("Add articles with: dateline ingest PATH")
    else:
        _show_summary(console, assessment)
    if assessment.reason is None or not abstain:
        for citation in assessment.citations:
            _show_citation(console, citation)
    elif assessment.nearest:
        console.print(Text(f"\n{ENGLISH('nearest')}", style="dim"))
        for passage in assessment.nearest:
            _show_nearest(console, passage)
    if explain and assessment.evidence:
        _show_evidence(console, assessment.evidence)


def _why(assessment: Assessment) -> str:
    return ENGLISH(f"reason.{assessment.reason}", subject=one_line(assessment.subject or ""))


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
    show_who_says(console, citation.statements)
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


def _show_evidence(console: Console, evidence: Evidence) -> None:
    """Show the signals behind the decision, then a column of features for each passage."""
    console.print(
        Text(f"\nDecided by {evidence.judge}; answers from {evidence.threshold:.0%} confidence.")
    )
    for meant in evidence.days:
        console.print(f"“{one_line(meant.words)}” is {_days_meant(meant)}.")
    if evidence.asked:
        console.print(f"Searched for: {one_line(evidence.asked)}")
    _show_values(console, {name: [value] for name, value in evidence.signals.items()}, ["value"])
    if evidence.rankings:
        columns = [f"[{number}]" for number in range(1, len(evidence.rankings) + 1)]
        names = list(dict.fromkeys(name for ranking in evidence.rankings for name in ranking))
        values = {name: [ranking.get(name) for ranking in evidence.rankings] for name in names}
        console.print()
        _show_values(console, values, columns)


def _days_meant(meant: DaysMeant) -> str:
    if meant.first is None:
        return "counted from the day of each article"
    first, last = day_in_words(meant.first), day_in_words(meant.last)
    return first if first == last else f"{first} to {last}"


def _show_values(
    console: Console, rows: Mapping[str, Sequence[float | None]], columns: Sequence[str]
) -> None:
    table = new_table("signal", *columns)
    for name, values in rows.items():
        table.add_row(name, *("" if value is None else f"{value:.3f}" for value in values))
    print_table(console, table)
