"""How good the answers are, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.terminal.console import new_table, print_table
from bot.texts.labels import count

if TYPE_CHECKING:
    from index.evaluation.evaluate import Evaluation


def show_evaluation(console: Console, evaluation: Evaluation) -> None:
    """Show the figures with their 95 % intervals."""
    table = new_table("Measure", "Value", "95 %", "Questions")
    figures = {
        **evaluation.ranking,
        "AUROC": evaluation.auroc,
        "Answered if answerable": evaluation.kept,
        "Refusal recall": evaluation.refusal_recall,
        "Refusal precision": evaluation.refusal_precision,
    }
    for name, figure in figures.items():
        if figure is not None:
            interval = f"{figure.low:.3f}-{figure.high:.3f}"
            table.add_row(name, f"{figure.value:.3f}", interval, str(figure.count))
    if evaluation.calibration_error is not None:
        table.add_row(
            "Calibration error",
            f"{evaluation.calibration_error:.3f}",
            "",
            str(evaluation.questions),
        )
    print_table(console, table)
    if assumed := evaluation.assumed_answerable:
        console.print(
            Text(
                f'{count(assumed, "question")} without "answerable" counted as answerable',
                style="yellow",
            )
        )
    if absent := evaluation.gold_absent:
        console.print(
            Text(
                f"{count(absent, 'question')} with no gold passage that the corpus has, counted as"
                " missed; gold_passages are texts of paragraphs",
                style="yellow",
            )
        )
    console.print(
        Text(
            f"median {evaluation.median_time:.0f} ms, "
            f"95th percentile {evaluation.slow_time:.0f} ms",
            style="dim",
        )
    )
