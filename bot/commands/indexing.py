"""`dateline rebuild`, `sync`, `verify`: the index, and whether it matches the corpus."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.session import Session, session_of, write_json

if TYPE_CHECKING:
    from index.search.sync import BuildReport, Progress

_AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
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
    Speakers are found again in articles that another version of dateline read.
    """
    session = session_of(context)
    if progress_json:
        with session.engine() as engine:
            engine.attribute()
            report = engine.rebuild(full=full, on_progress=_write_progress)
        write_json({"report": asdict(report)})
        return
    from bot.terminal.progress import follow_articles, follow_steps, show_unread

    with session.engine() as engine:
        with follow_articles(session.err) as on_article:
            unread = engine.attribute(on_article=on_article)
        show_unread(session.err, unread)
        with follow_steps(session.err) as on_progress:
            report = engine.rebuild(full=full, on_progress=on_progress)
    _tell(session, report)


def sync(
    context: typer.Context, as_json: _AsJson = False, progress_json: _ProgressJson = False
) -> None:
    """Update the index with what changed in the corpus.

    Embargoes that have ended are lifted first, and articles that are older than
    DATELINE_KEEP_ARTICLES_DAYS are removed, unless they were quoted in a chat.
    """
    from bot.chat.articles.keeping import expire

    session = session_of(context)
    if progress_json:
        with session.engine() as engine:
            expire(engine)
            engine.attribute()
            report = engine.sync(on_progress=_write_progress)
        write_json({"report": asdict(report)})
        return
    from bot.terminal.progress import follow_articles, follow_steps, show_unread

    with session.engine() as engine:
        expire(engine)
        with follow_articles(session.err) as on_article:
            unread = engine.attribute(on_article=on_article)
        show_unread(session.err, unread)
        with follow_steps(session.err) as on_progress:
            report = engine.sync(on_progress=on_progress)
    if as_json:
        write_json(asdict(report))
    else:
        _tell(session, report)


def verify(context: typer.Context, as_json: _AsJson = False) -> None:
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


def _write_progress(progress: Progress) -> None:
    write_json({"step": progress.step, "done": progress.done, "total": progress.total})


def _tell(session: Session, report: BuildReport) -> None:
    from bot.texts.labels import count

    session.out.print(
        f"Indexed {count(report.paragraphs, 'paragraph')} of {count(report.articles, 'article')}"
        f" in {report.seconds:.1f} s: {report.embedded:,} embedded, {report.reused:,} reused,"
        f" {report.removed:,} removed."
    )
