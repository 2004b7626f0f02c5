"""`dateline ask`: one question, or a file of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import AsOf, Outlet, Since, Until, filters_of
from bot.commands.outlets import check_outlets
from bot.terminal.session import Session, session_of, write_json

if TYPE_CHECKING:
    from bot.engine import Engine
    from bot.terminal.input_questions import BatchQuestion
    from corpus.types import Filters


def ask(
    context: typer.Context,
    question: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION", help="The question, with or without quotes.", show_default=False
        ),
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Ask every question in a JSONL file, in order."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, one object per line.")
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=100,
            metavar="N",
            help="Cite at most N passages; otherwise DATELINE_PASSAGES.",
        ),
    ] = None,
    abstain: Annotated[
        bool,
        typer.Option(
            "--abstain/--no-abstain",
            help="Quote only what answers, or the best passages in any case.",
        ),
    ] = True,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Show the figures behind the ranking and the decision."),
    ] = False,
    outlet: Outlet = None,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only what this speaker or party says; can be repeated."),
    ] = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
) -> None:
    """Answer a question with verbatim, cited passages.

    If none is found, or it is doubtful whether those found answer, dateline says so; that is a
    success too. Write DAY as YYYY-MM-DD, MOMENT so or with a time (2031-03-04T18:00, in UTC unless
    it names a zone); --since and --until leave out undated articles.
    """
    from bot.terminal.input_questions import BatchQuestion, check_question, read_batch

    if bool(question) == bool(batch):
        raise typer.BadParameter("give a question, or --batch FILE", param_hint="QUESTION")
    filters = filters_of(outlet, since, until, as_of)
    session = session_of(context)
    if batch:
        questions = read_batch(batch)
    else:
        questions = [BatchQuestion(id=None, question=check_question(" ".join(question or [])))]
    with session.engine() as engine:
        filters = replace(filters, by=engine.speakers_named(by or ()))
        check_outlets(engine, filters.outlets)
        meant = _tell_who_is_meant(session, engine, by or ())
        _ask_all(
            session,
            engine,
            questions,
            by=meant,
            filters=filters,
            limit=limit,
            abstain=abstain,
            as_json=as_json,
            explain=explain,
        )


def _tell_who_is_meant(session: Session, engine: Engine, names: Iterable[str]) -> tuple[str, ...]:
    """Whose words are searched, by their full names; said of a name that several bear."""
    from bot.terminal.printable import printable_line

    every: list[str] = []
    for name in names:
        meant = [one.name for one in engine.speakers_meant(name)]
        every += meant
        if len(meant) > 1:
            said = printable_line(
                f"--by {name}: {', '.join(meant)}. Give one of these names for one."
            )
            session.err.print(said)
    return tuple(dict.fromkeys(every))


def _ask_all(
    session: Session,
    engine: Engine,
    questions: Iterable[BatchQuestion],
    *,
    by: Sequence[str],
    filters: Filters,
    limit: int | None,
    abstain: bool,
    as_json: bool,
    explain: bool,
) -> None:
    from bot.terminal.json_reports import assessment_report
    from bot.terminal.printable import printable_line
    from bot.verbatim import verify_assessment
    from index.types import Reason

    for number, asked in enumerate(questions):
        limits = replace(filters, as_of=asked.as_of or filters.as_of)
        assessment = engine.assess(asked.question, filters=limits, limit=limit)
        if assessment.citations or assessment.nearest:
            verify_assessment(engine.store, assessment)
        if as_json:
            write_json(
                assessment_report(assessment, identifier=asked.id, abstain=abstain, explain=explain)
            )
            continue
        from bot.terminal.answers import show_assessment
        from bot.terminal.explain import show_evidence

        if number:
            session.out.print()
        show_assessment(session.out, assessment, abstain=abstain, by=by)
        found_nothing = assessment.reason not in (None, Reason.EMPTY_CORPUS)
        if found_nothing and (meant := engine.respelt(asked.question)):
            session.out.print(printable_line(f"Did you mean: {meant}"))
        if explain:
            show_evidence(session.out, assessment)
