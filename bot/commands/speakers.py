"""`dateline speakers`: who is quoted, and which names are one speaker's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from corpus.storage.speaker_table import SpeakerTable

app = typer.Typer(
    name="speakers",
    help="List who is quoted, and set their aliases and parties.",
    invoke_without_command=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _clean(name: str) -> str:
    from bot.terminal.printable import printable_line

    return printable_line(name)


_Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False, parser=_clean)]


@app.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_speakers(context)


@app.command("list")
def list_speakers(
    context: typer.Context,
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT",
            help="Only speakers with this in a name, alias or party.",
            show_default=False,
        ),
    ] = "",
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="List at most N.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the speakers, most quoted first."""
    from bot.terminal.quotes import show_speakers

    session = session_of(context)
    with session.engine() as engine:
        speakers = engine.store.speakers.list(text=text)
    if as_json:
        shown = [asdict(speaker) for speaker in speakers[:limit]]
        write_json({"total": len(speakers), "speakers": shown})
    else:
        show_speakers(session.out, speakers[:limit], total=len(speakers))


@app.command()
def alias(
    context: typer.Context,
    name: _Name,
    other: Annotated[str, typer.Argument(metavar="ALIAS", show_default=False, parser=_clean)],
) -> None:
    """Make ALIAS another name of NAME."""
    _edit(context, lambda table: table.add_alias(name, other), f"{other} now means {name}.")


@app.command()
def merge(
    context: typer.Context,
    name: _Name,
    other: Annotated[str, typer.Argument(metavar="OTHER", show_default=False, parser=_clean)],
) -> None:
    """Merge two speakers: OTHER and its aliases become aliases of NAME."""
    _edit(context, lambda table: table.merge(name, other), f"{other} now means {name}.")


@app.command()
def party(
    context: typer.Context,
    name: _Name,
    party: Annotated[
        str,
        typer.Argument(
            metavar="PARTY", help="Leave it out to use what the articles say.", parser=_clean
        ),
    ] = "",
) -> None:
    """Set the party that a speaker speaks for."""
    told = (
        f"{name} now speaks for {party}."
        if party
        else f"The articles now say whom {name} speaks for."
    )
    _edit(context, lambda table: table.set_party(name, party or None), told)


def _edit(context: typer.Context, edit: Callable[[SpeakerTable], None], told: str) -> None:
    session = session_of(context)
    with session.engine() as engine:
        edit(engine.store.speakers)
    session.out.print(told)
