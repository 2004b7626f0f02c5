"""`ask --explain`: every number behind a reply, in the order in which they came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from bot.terminal.console import new_table, print_table
from bot.terminal.printable import printable_line
from bot.texts.dates import day_in_words
from index.types import Assessment, DaysMeant, Evidence, Shift

# How a factor of a shift reads.
_HOW = {
    "factor": "× {:.3f}",
    "remainder": "what it lacks of 1 × {:.3f}",
    "at most": "at most {:.3f}",
}


def show_evidence(console: Console, assessment: Assessment) -> None:
    """Each citation from the searches to its score, then the confidence from its signals to the
    decision, then the features of the ranking; a column a citation."""
    evidence = assessment.evidence
    if evidence is None:
        return
    console.print(Text(f"\nDecided by {printable_line(evidence.model)}."))
    for meant in evidence.days:
        console.print(f"“{printable_line(meant.words)}” is {_days_meant(meant)}.")
    if evidence.asked:
        console.print(f"Searched for: {printable_line(evidence.asked)}")
    if evidence.steps:
        _show_scores(console, evidence)
    _show_confidence(console, assessment, evidence)
    if evidence.rankings:
        _show_heading(console, "Features of the ranking")
        _show_values(console, evidence.rankings)


def _show_scores(console: Console, evidence: Evidence) -> None:
    """A row a step, from the searches over the ranking to the score after the last adjustment."""
    _show_heading(console, "How each citation got its score")
    columns = [dict(steps) for steps in evidence.steps]
    for adjustment in evidence.adjustments:
        for number, shift in adjustment.scores.items():
            columns[number - 1][f"after: {adjustment.name}"] = shift.after
    _show_values(console, columns)
    for adjustment in evidence.adjustments:
        alike: dict[str, list[str]] = {}
        for number, shift in adjustment.scores.items():
            alike.setdefault(_how(shift), []).append(f"[{number}]")
        for how, numbers in alike.items():
            line = f"{adjustment.name}: {' '.join(numbers)} {how}"
            console.print(Text(line, style="dim"))


def _show_confidence(console: Console, assessment: Assessment, evidence: Evidence) -> None:
    """A row a signal, then the confidence they give, then each adjustment, then the decision."""
    _show_heading(console, "How likely the articles answer")
    table = new_table("", "", "")
    for name, value in evidence.signals.items():
        table.add_row(name, f"{value:.3f}")
    table.add_row("confidence by calibration", f"{evidence.calibrated:.3f}")
    for adjustment in evidence.adjustments:
        if adjustment.confidence.factors:
            shift = adjustment.confidence
            table.add_row(f"after: {adjustment.name}", f"{shift.after:.3f}", _how(shift))
    table.add_row("threshold", f"{evidence.threshold:.3f}")
    table.show_header = False
    print_table(console, table)
    sign = "≥" if assessment.confidence >= evidence.threshold else "<"
    decision = "answered" if assessment.reason is None else "not answered"
    console.print(
        Text(f"{assessment.confidence:.3f} {sign} {evidence.threshold:.3f}: {decision}", "bold")
    )


def _how(shift: Shift) -> str:
    return ", then ".join(_HOW[name].format(value) for name, value in shift.factors.items())


def _days_meant(meant: DaysMeant) -> str:
    if meant.first is None:
        return "counted from the day of each article"
    first, last = day_in_words(meant.first), day_in_words(meant.last)
    return first if first == last else f"{first} to {last}"


def _show_heading(console: Console, heading: str) -> None:
    console.print(Text(f"\n{heading}", style="bold"))


def _show_values(console: Console, columns: Sequence[Mapping[str, float]]) -> None:
    """A row for each name that a column has, in the order in which they have them."""
    table = new_table("", *(f"[{number}]" for number in range(1, len(columns) + 1)))
    for name in dict.fromkeys(name for column in columns for name in column):
        values = [column.get(name) for column in columns]
        table.add_row(name, *("" if value is None else f"{value:.3f}" for value in values))
    print_table(console, table)
