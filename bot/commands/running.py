"""`dateline stats`, `doctor`, `serve`: the state of the installation, and running the bot."""

from __future__ import annotations

from dataclasses import asdict

import typer

from bot.commands.options import AsJson
from bot.terminal.session import session_of, write_json


def stats(context: typer.Context, as_json: AsJson = False) -> None:
    """Show how much is stored and indexed."""
    from bot.observability.overview import overview

    session = session_of(context)
    with session.engine() as engine:
        seen = overview(engine)
    if as_json:
        from bot.terminal.json_reports import overview_report

        write_json(overview_report(seen))
        return
    from bot.terminal.health import show_overview

    show_overview(session.out, seen)


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Check this installation and say how to fix it."""
    from bot.doctor.checks import Severity
    from bot.doctor.doctor import examine
    from bot.terminal.health import show_checks
    from bot.texts.labels import count
    from corpus.errors import DatelineError

    session = session_of(context)
    checks = examine(embedder=session.embedder)
    if as_json:
        write_json({"checks": [asdict(check) for check in checks]})
    else:
        show_checks(session.out, checks)
    failed = sum(check.severity is Severity.ERROR for check in checks)
    if failed:
        them = "it" if failed == 1 else "them"
        raise DatelineError(
            f"{count(failed, 'check')} failed", fix=f"the list says how to fix {them}"
        )


def serve(context: typer.Context) -> None:
    """Run the Telegram bot until it is stopped."""
    settings = session_of(context).settings
    from bot.chat.app import run_bot

    run_bot(settings)
