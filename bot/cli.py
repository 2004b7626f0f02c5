"""`dateline`, the command line: what each command does is in bot.commands."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.commands import (
    access,
    articles,
    ask,
    backup,
    changes,
    claims,
    corrections,
    evaluation,
    feeds,
    indexing,
    questions,
    receipts,
    running,
    speakers,
    statements,
    stories,
    watching,
)
from bot.terminal.session import Session
from corpus.errors import DatelineError

DISTRIBUTION = "dateline"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class _Group(TyperGroup):
    """Turns an error in a command into one line on standard error and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            _fail(str(error), error, debug=ctx.params["debug"])
        except KeyboardInterrupt as error:
            _fail("stopped; run the command again to continue", error, debug=ctx.params["debug"])
        except BrokenPipeError:
            raise  # the reader has gone, `dateline sources | head`: nobody to tell
        except MemoryError as error:
            _fail(
                "out of memory; free some and run the command again",
                error,
                debug=ctx.params["debug"],
            )
        except OSError as error:
            if error.errno in _NO_ROOM:
                full = "there is no room on the disk; free some and run the command again"
                _fail(full, error, debug=ctx.params["debug"])
            if folder := _missing_folder(error):
                missing = f"there is no folder {folder}; make it: mkdir -p {quote(str(folder))}"
                _fail(missing, error, debug=ctx.params["debug"])
            what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            _fail(f"{what}; run: dateline doctor", error, debug=ctx.params["debug"])
        except typer.BadParameter as error:
            if (allowed := _range_of(error.param)) and isinstance(error.__cause__, ValueError):
                error.message = f"give a whole number {allowed}"
            raise
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if type(error).__module__.startswith("typer."):
                raise  # wrong usage, which typer tells itself
            _fail(
                f"unexpected {type(error).__name__}: {error}; "
                "run it again as dateline --debug … and report what it prints",
                error,
                debug=ctx.params["debug"],
            )


def _range_of(parameter: Any) -> str | None:
    """Which numbers an option takes; None where it takes no numbers, or all."""
    low, high = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if low is None:
        return None
    return f"of {low} or more" if high is None else f"from {low} to {high}"


def _missing_folder(error: OSError) -> Path | None:
    """The folder that a file was to be in."""
    if not isinstance(error, FileNotFoundError) or not error.filename:
        return None
    folder = Path(os.fsdecode(error.filename)).parent
    return None if folder.exists() else folder


app = typer.Typer(
    cls=_Group,
    name=DISTRIBUTION,
    help="Answer questions over news articles with verbatim, cited passages, or say that "
    "no passage answers.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"{DISTRIBUTION} {version(DISTRIBUTION)}")
        raise typer.Exit()


@app.callback()
def _start(
    context: typer.Context,
    debug: Annotated[
        bool, typer.Option("--debug", help="Log everything and show tracebacks.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    from bot.observability.telemetry import quieten

    quieten(debug=debug)
    context.obj = context.obj or Session()


for command in (
    articles.ingest,
    watching.watch,
    indexing.rebuild,
    indexing.sync,
    ask.ask,
    statements.said,
    stories.stories,
    claims.claims,
    claims.brief,
    claims.sides,
    claims.coverage,
    claims.figures,
    claims.disputes,
    articles.sources,
    articles.article,
    changes.changes,
    corrections.edit,
    corrections.remove,
    statements.attribute,
    running.stats,
    indexing.verify,
    running.doctor,
    receipts.receipts,
    questions.questions,
    backup.backup,
    backup.restore,
    running.serve,
):
    app.command()(command)
app.add_typer(access.app, name="access")
app.command("eval")(evaluation.evaluate)
app.add_typer(feeds.app, name="feeds")
app.add_typer(speakers.app, name="speakers")


def _fail(message: str, error: BaseException, *, debug: bool) -> None:
    if debug:
        raise error
    from bot.terminal.printable import printable_line

    sys.stderr.write(f"dateline: {printable_line(message)}\n")
    raise typer.Exit(1)


def main() -> None:
    """The console script."""
    # People's questions are in what we write, and the articles are their owner's to show.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
