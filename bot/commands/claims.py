"""`dateline figures`, `disputes`: what many articles report, and where they do not agree."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from corpus.types import Filters

_DAY = ["%Y-%m-%d"]
_Outlet = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet", "--from", metavar="NAME", help="Search only this outlet; can be repeated."
    ),
]
_Since = Annotated[
    datetime | None,
    typer.Option(formats=_DAY, metavar="DAY", help="Published on this day or later."),
]
_Until = Annotated[
    datetime | None,
    typer.Option(formats=_DAY, metavar="DAY", help="Published on this day or earlier."),
]
_AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def figures(
    context: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]",
            help="A story, and what is counted: raid killed.",
            show_default="every story",
        ),
    ] = None,
    outlet: _Outlet = None,
    since: _Since = None,
    until: _Until = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, metavar="N", help="List at most N.")] = 20,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write a picture of the values over time, by issuer, as SVG.",
            show_default=False,
        ),
    ] = None,
    as_json: _AsJson = False,
) -> None:
    """List the figures of a story by what they count, the newest first.

    An older figure of the same issuer or outlet is marked as superseded; parts of larger figures
    stand apart.
    """
    from bot.terminal.figures import show_figures, write_picture
    from bot.terminal.json_reports import figures_report
    from bot.verbatim import verify_passages
    from corpus.errors import TopicNotFound
    from index.claims.figures.finding import find_figures

    filters = _filters(outlet, since, until)
    session = session_of(context)
    text = " ".join(topic or ())
    with session.engine() as engine:
        found = find_figures(engine.store, text, filters=filters)
        if found is None:
            raise TopicNotFound(text)
        verify_passages(engine.store, found.passages)
    if report is not None:
        write_picture(report, found)
    if as_json:
        write_json(figures_report(found))
    else:
        show_figures(session.out, found, limit=limit)


def disputes(
    context: typer.Context,
    topic: Annotated[list[str], typer.Argument(metavar="TOPIC", help="A story, or a part of it.")],
    outlet: _Outlet = None,
    since: _Since = None,
    until: _Until = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, metavar="N", help="List at most N.")] = 50,
    as_json: _AsJson = False,
) -> None:
    """List where the sides of a story do not agree: both quotations, by issue.

    Nobody is said to be right.
    """
    from bot.terminal.disputes import show_disputes
    from bot.terminal.json_reports import disputes_report
    from bot.verbatim import verify_passages
    from corpus.errors import TopicNotFound
    from index.claims.disputes.finding import find_disputes

    filters = _filters(outlet, since, until)
    session = session_of(context)
    text = " ".join(topic)
    with session.engine() as engine:
        found = find_disputes(engine.store, text, filters=filters)
        if found is None:
            raise TopicNotFound(text)
        verify_passages(engine.store, found.passages)
    if as_json:
        write_json(disputes_report(found))
    else:
        show_disputes(session.out, found, limit=limit)


def _filters(outlet: list[str] | None, since: datetime | None, until: datetime | None) -> Filters:
    from corpus.types import Filters

    if since and until and since > until:
        raise typer.BadParameter("--since is after --until", param_hint="--since")
    return Filters(
        outlets=tuple(outlet or ()),
        since=since.date().isoformat() if since else None,
        until=until.date().isoformat() if until else None,
    )
