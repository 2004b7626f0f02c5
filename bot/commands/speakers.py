"""`dateline speakers`: who is quoted, and which names are one speaker's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import AsJson
from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from bot.engine import Engine
    from bot.terminal.session import Session
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


_Why = Annotated[bool, typer.Option("--why", help="Show the words that say so.")]


@app.callback(invoke_without_command=True)
def _default(
    context: typer.Context,
    why: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="List the names that were united under a speaker's, and why.",
            show_default=False,
            parser=_clean,
        ),
    ] = "",
) -> None:
    if why:
        _show_why(context, why)
    elif context.invoked_subcommand is None:
        list_speakers(context)


def _show_why(context: typer.Context, name: str) -> None:
    from bot.terminal.quotes import show_unions

    session = session_of(context)
    with session.engine() as engine:
        only = _only(session, engine, name, command="dateline speakers --why")
        if only is None:
            return
        shown, unions = engine.store.speakers.why(only)
    show_unions(session.out, shown, unions)


def _only(
    session: Session, engine: Engine, name: str, *, command: str, limits: Sequence[str] = ()
) -> str | None:
    """The name of the speaker whom a surname means; where it means several, they are shown."""
    from bot.terminal.quotes import show_meant

    if engine.store.speakers.is_one(name):
        return name
    meant = engine.speakers_meant(name)
    if len(meant) == 1:
        return meant[0].name
    show_meant(session.out, name, meant, command=command, limits=limits)
    return None


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
    as_json: AsJson = False,
) -> None:
    """List the speakers, most quoted first."""
    from bot.terminal.quotes import show_speakers

    session = session_of(context)
    with session.engine() as engine:
        speakers = engine.store.speakers.list(text=text)
    if as_json:
        shown = [
            {
                "name": speaker.name,
                "party": speaker.party,
                "aliases": speaker.aliases,
                "attributions": speaker.attributions,
            }
            for speaker in speakers[:limit]
        ]
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
    session = session_of(context)
    with session.engine() as engine:
        moved = engine.store.speakers.add_alias(name, other)
    session.out.print(_joined(name, other, moved))


@app.command()
def merge(
    context: typer.Context,
    name: _Name,
    other: Annotated[str, typer.Argument(metavar="OTHER", show_default=False, parser=_clean)],
) -> None:
    """Merge two speakers: OTHER and its aliases become aliases of NAME."""
    session = session_of(context)
    with session.engine() as engine:
        moved = engine.store.speakers.merge(name, other)
    session.out.print(_joined(name, other, moved))


def _joined(name: str, other: str, moved: int) -> str:
    from bot.terminal.quotes import quoted
    from bot.texts.labels import count

    told = f"{other} now means {name}."
    if not moved:
        return told
    undo = f"dateline speakers unalias {quoted(name)} {quoted(other)}"
    return f"{told} {count(moved, 'statement')} moved. Undo with: {undo}"


@app.command()
def unalias(
    context: typer.Context,
    name: _Name,
    other: Annotated[str, typer.Argument(metavar="ALIAS", show_default=False, parser=_clean)],
) -> None:
    """Take away an alias that `alias` or `merge` gave."""
    _edit(context, lambda table: table.unalias(name, other), f"{other} no longer means {name}.")


@app.command()
def split(
    context: typer.Context,
    name: _Name,
    other: Annotated[str, typer.Argument(metavar="OTHER", show_default=False, parser=_clean)],
) -> None:
    """Say that articles mean somebody else by OTHER; it is not taken for NAME again."""
    _edit(context, lambda table: table.split(name, other), f"{other} is not {name}.")


@app.command()
def party(
    context: typer.Context,
    name: _Name,
    party: Annotated[
        str,
        typer.Argument(
            metavar="PARTY",
            help='"none" for nobody but themselves; leave it out to use what the articles say.',
            parser=_clean,
            show_default=False,
        ),
    ] = "",
    why: _Why = False,
) -> None:
    """Set the party that a speaker speaks for, or show why it is that."""
    if why:
        _show_party(context, name)
        return
    from corpus.storage.speaker_table import NO_PARTY

    if party.casefold() == "none":
        given, told = NO_PARTY, f"{name} speaks for no party."
    elif party:
        given, told = party, f"{name} now speaks for {party}."
    else:
        given, told = None, f"Whom {name} speaks for is left to the articles again."
    _edit(context, lambda table: table.set_party(name, given), told)


def _show_party(context: typer.Context, name: str) -> None:
    from bot.terminal.quotes import show_party

    session = session_of(context)
    with session.engine() as engine:
        command = "dateline speakers party"
        only = _only(session, engine, name, command=command, limits=["--why"])
        if only is None:
            return
        shown, settled, given, words = engine.store.speakers.why_party(only)
    show_party(session.out, shown, settled, words, given=given)


def _edit(context: typer.Context, edit: Callable[[SpeakerTable], None], told: str) -> None:
    session = session_of(context)
    with session.engine() as engine:
        edit(engine.store.speakers)
    session.out.print(told)
