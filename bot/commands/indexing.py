"""`dateline rebuild`, `sync`, `verify`: the index, and whether it matches the corpus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import AsJson
from bot.terminal.session import Session, session_of, write_json

if TYPE_CHECKING:
    from bot.engine import Engine
    from index.search.sync import BuildReport

_ProgressJson = Annotated[
    bool,
    typer.Option("--progress-json", help="Print progress, then the report, as JSON lines."),
]


def rebuild(
    context: typer.Context,
    full: Annotated[
        bool, typer.Option("--full", help="Embed everything again; reuse no vector.")
    ] = False,
    progress_json: _ProgressJson = False,
) -> None:
    """Build a new index beside the old one, then switch to it.

    The old index answers until then. A rebuild that was stopped continues where it stopped.
    Speakers are found meanwhile, again in articles that another version of dateline read; the new
    index does not wait for them.
    """
    session = session_of(context)
    with session.engine() as engine:
        report = _index(session, engine, partial(engine.rebuild, full=full), lines=progress_json)
    if report is not None:
        _tell(session, report)


def sync(
    context: typer.Context, as_json: AsJson = False, progress_json: _ProgressJson = False
) -> None:
    """Update the index with what changed in the corpus.

    Embargoes that have ended are lifted first, and articles that are older than
    DATELINE_KEEP_ARTICLES_DAYS are removed, unless they were quoted in a chat.
    """
    from bot.chat.articles.keeping import expire

    session = session_of(context)
    with session.engine() as engine:
        expire(engine)
        report = _index(session, engine, engine.sync, lines=progress_json)
    if report is None:
        return
    if as_json:
        write_json(asdict(report))
    else:
        _tell(session, report)


def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Check that the corpus and the index are intact and match."""
    from bot.terminal.health import show_findings
    from bot.texts.labels import count
    from corpus.errors import DatelineError

    session = session_of(context)
    with session.engine() as engine:
        findings = engine.verify()
    faults = [finding for finding in findings if finding.fault]
    if as_json:
        write_json({"ok": not faults, "findings": [asdict(finding) for finding in findings]})
    else:
        show_findings(session.out, findings)
    if faults:
        them = "it" if len(faults) == 1 else "them"
        raise DatelineError(
            f"{count(len(faults), 'fault')} found", fix=f"the list says how to fix {them}"
        )


def _index(
    session: Session, engine: Engine, index: Callable[..., BuildReport], *, lines: bool
) -> BuildReport | None:
    """The index made while speakers are found; None where the report is written, as `lines`."""
    from bot.indexing import index_and_attribute
    from bot.terminal.progress import ProgressLines, follow_both, show_unread

    if lines:
        progress = ProgressLines()

        def followed() -> BuildReport:
            report = index(on_progress=progress.step)
            progress.answers()
            return report

        report, _ = index_and_attribute(engine, followed, on_article=progress.article)
        write_json({"report": asdict(report)})
        return None
    with follow_both(session.err) as (on_progress, on_article):
        report, unread = index_and_attribute(
            engine, partial(index, on_progress=on_progress), on_article=on_article
        )
    show_unread(session.err, unread)
    return report


def _tell(session: Session, report: BuildReport) -> None:
    from bot.texts.labels import count

    session.out.print(
        f"Indexed {count(report.paragraphs, 'paragraph')} of {count(report.articles, 'article')}"
        f" in {report.seconds:.1f} s: {report.embedded:,} embedded, {report.reused:,} reused,"
        f" {report.removed:,} removed."
    )
