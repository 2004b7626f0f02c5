"""`dateline eval`: how good the answers to a file of judged questions are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import AsJson
from bot.terminal.session import session_of, write_json


def evaluate(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="JSONL: question, answerable, gold_passages.", show_default=False
        ),
    ],
    as_json: AsJson = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="PAGE", help="Also write an HTML page with a reliability plot."),
    ] = None,
) -> None:
    """Measure how well a file of judged questions is answered.

    Prints figures for ranking, refusals, confidence and time. Recall, MRR and nDCG cover the
    answerable questions whose passages the file gives, whether or not dateline answered them.
    Intervals are 95 % bootstrap intervals. A question with "as_of" is asked as at that moment.
    """
    from corpus.types import Filters
    from index.evaluation.evaluate import evaluate as run
    from index.evaluation.judged_questions import read_questions

    session = session_of(context)
    questions = read_questions(file)
    if not questions:
        raise typer.BadParameter(f"{file} has no questions", param_hint="FILE")
    with session.engine() as engine:
        engine.warm()
        seen = run(
            engine.store,
            questions,
            lambda asked, limit: engine.assess(
                asked.text, filters=Filters(as_of=asked.as_of), limit=limit
            ),
        )
    if report:
        from index.evaluation.page import render_page

        report.write_text(render_page(seen, title=f"Evaluation of {file.name}"), encoding="utf-8")
    if as_json:
        write_json(seen.summary())
        return
    from bot.terminal.measures import show_evaluation

    show_evaluation(session.out, seen)
