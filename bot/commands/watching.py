"""`dateline watch`: take in what others write into a folder, as it comes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.session import Session, session_of

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.ingest import IngestReport
    from index.search.sync import BuildReport

# Seconds between two looks; a file that is the same at both is whole. Set by hand; not measured.
INTERVAL = 2.0


def watch(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", exists=True, file_okay=False, help="The folder.", show_default=False
        ),
    ],
    once: Annotated[
        bool, typer.Option("--once", help="Take in what is there now, then end.")
    ] = False,
) -> None:
    """Take in files as they come into a folder.

    It may be an agency's wire. A file that is still being written is waited for. Corrections,
    kills and embargoes hold at once; the index follows. With --once the exit code is 1 if a file
    is refused. `serve` does the same with DATELINE_WATCH_FOLDER.
    """
    from corpus.formats.spool import Spool

    session = session_of(context)
    spool = Spool(folder)
    with session.engine(create=True) as engine:
        spool.look()
        while True:
            time.sleep(INTERVAL)
            is_released = bool(engine.release_due())
            report = _take(session, engine, spool.look())
            if is_released or report.added or report.updated or report.closed:
                _follow(engine)
            if once and report.rejected:
                raise typer.Exit(1)
            if once:
                return


def _take(session: Session, engine: Engine, files: list[Path]) -> IngestReport:
    from bot.terminal.ingest_report import show_ingest, show_problems
    from corpus.ingest import IngestReport

    if not files:
        return IngestReport(())
    report = engine.ingest(files)
    show_problems(session.err, report, are_listed=True)
    show_ingest(session.out, report, every_file=True, is_followed=True)
    return report


def _follow(engine: Engine) -> None:
    from bot.indexing import index_and_attribute
    from index.errors import IndexMissing

    def index() -> BuildReport:
        try:
            return engine.sync()
        except IndexMissing:
            return engine.rebuild()

    index_and_attribute(engine, index)
