"""`dateline speakers`: who is quoted, and which names are one speaker's."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from bot.session import session_of, write_json

app = typer.Typer(
    name="speakers",
    help="Who is quoted, under which names, and for which party.",
    invoke_without_command=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


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
            metavar="TEXT", help="Only with this in a name, alias or party.", show_default=False
        ),
    ] = "",
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Speakers at most.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the speakers, most quoted first."""
    from bot.terminal import show_speakers

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
    other: Annotated[str, typer.Argument(metavar="ALIAS", show_default=False)],
) -> None:
    """Let ALIAS mean NAME."""
    session = session_of(context)
    with session.engine() as engine:
        engine.store.speakers.add_alias(_clean(name), _clean(other))
    session.out.print(f"{_clean(other)} is {_clean(name)}.")


@app.command()
def merge(
    context: typer.Context,
    name: _Name,
    other: Annotated[str, typer.Argument(metavar="OTHER", show_default=False)],
) -> None:
    """Make two speakers one: OTHER, with its aliases, becomes NAME."""
    session = session_of(context)
    with session.engine() as engine:
        engine.store.speakers.merge(_clean(name), _clean(other))
    session.out.print(f"{_clean(other)} is {_clean(name)}.")


@app.command()
def party(
    context: typer.Context,
    name: _Name,
    party: Annotated[
        str, typer.Argument(metavar="PARTY", help="Nothing takes the party back.")
    ] = "",
) -> None:
    """Say for which party a speaker speaks."""
    session = session_of(context)
    with session.engine() as engine:
        engine.store.speakers.set_party(_clean(name), _clean(party) or None)
    session.out.print(f"{_clean(name)}: {_clean(party) or 'as the articles say'}.")


def _clean(name: str) -> str:
    from bot.printable import one_line

    return one_line(name)
