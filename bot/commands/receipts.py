"""`dateline receipts`: which quotations went to which chats, and which are out of date."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import AsJson
from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from bot.chat.answers.receipts import Receipt, Standing, Standings


def receipts(
    context: typer.Context,
    stale: Annotated[
        bool,
        typer.Option(
            "--stale", help="Only those whose article has a newer version or was removed."
        ),
    ] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="List at most N.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the quotations sent to Telegram, newest first."""
    from bot.chat.answers.receipts import Receipts, Standing, Standings
    from bot.chat.database import ChatDatabase

    session = session_of(context)
    found: list[Receipt] = []
    if session.settings.chat_database.exists():
        database = ChatDatabase.open(session.settings.chat_database)
        try:
            found = Receipts(database).all()
        finally:
            database.close()
    with session.engine() as engine:
        standings = Standings(engine.store)
        judged = [(receipt, standings.of(receipt)) for receipt in found]
        wanted = [each for each in judged if not stale or each[1] is not Standing.CURRENT]
        reports = [_report(each, standing, standings) for each, standing in wanted[:limit]]
    if as_json:
        write_json({"total": len(wanted), "receipts": reports})
        return
    if not reports:
        session.out.print("No quotation is out of date." if found else "Nothing has been sent yet.")
    for report in reports:
        session.out.print(_line(report))
    if len(wanted) > limit:
        session.out.print(f"{len(wanted) - limit} more; raise --limit to see them")


def _report(receipt: Receipt, standing: Standing, standings: Standings) -> dict[str, Any]:
    sent = datetime.fromtimestamp(receipt.sent, UTC).isoformat(timespec="seconds")
    return {
        "sent": sent,
        "chat": receipt.chat,
        "message": receipt.message,
        "inline": receipt.inline,
        "article": receipt.name,
        "version": receipt.version,
        "paragraph": receipt.position,
        "start": receipt.span.start,
        "stop": receipt.span.stop,
        "quote": standings.text_of(receipt),
        "standing": standing.value,
    }


def _line(report: dict[str, Any]) -> str:
    from bot.terminal.printable import printable_line

    message = "unconfirmed" if report["message"] is None else report["message"]
    if report["inline"]:
        message = "sent on inline"
    place = f"{report['article']} v{report['version']} ¶{report['paragraph']}"
    span = f"{report['start']}-{report['stop']}"
    return printable_line(
        f"{report['sent'][:16].replace('T', ' ')} UTC  chat {report['chat']}  message {message}"
        f"  {place} {span}  {report['standing']}"
    )
