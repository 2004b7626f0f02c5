"""`dateline changes`: what became of articles after they were stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import day
from bot.terminal.session import Session, session_of, write_json

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.storage.records import Alteration
    from corpus.types import Article, Paragraph


def changes(
    context: typer.Context,
    reference: Annotated[
        str | None,
        typer.Argument(
            metavar="ARTICLE",
            help="Only this one's, paragraph by paragraph: then and now.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="From this day (UTC) on.")
    ] = None,
    quoted: Annotated[
        bool, typer.Option("--quoted", help="Only of articles that were quoted in a chat.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: an object for each change, one a line.")
    ] = False,
) -> None:
    """List what became of articles.

    They were corrected, withdrawn, put under embargo, or are gone; the oldest change comes first.
    Of an article that must not be quoted, nothing is shown.
    """
    session = session_of(context)
    counts = _quoted(session)
    with session.engine() as engine:
        article = engine.store.find_any(reference) if reference else None
        found = engine.store.alterations(
            article=article.number if article else None,
            since=since.isoformat() if since else None,
        )
        reports = [
            report
            for each in found
            if (report := _report(engine, each, counts, in_full=article is not None))
            and (report["quoted"] or not quoted)
        ]
    if as_json:
        for report in reports:
            write_json(report)
        return
    if not reports:
        session.out.print("Nothing has changed.")
    for report in reports:
        _show(session, report)


def _quoted(session: Session) -> dict[int, int]:
    """How many quotations of each article were sent, by its number."""
    from bot.chat.corrections.corrections import Corrections
    from bot.chat.database import ChatDatabase

    if not session.settings.chat_database.exists():
        return {}
    database = ChatDatabase.open(session.settings.chat_database)
    try:
        return Corrections(database).quoted()
    finally:
        database.close()


def _report(
    engine: Engine, alteration: Alteration, counts: dict[int, int], *, in_full: bool
) -> dict[str, Any] | None:
    """None of the end of an embargo, which takes nothing from anybody."""
    from corpus.storage.records import AlterationKind

    kind = alteration.kind
    if kind is AlterationKind.RELEASED:
        return None
    article = engine.store.find_any(f"number:{alteration.article}")
    # For whoever quotes, what is withheld for now is as withdrawn.
    change = AlterationKind.WITHDRAWN if kind is AlterationKind.WITHHELD else kind
    report: dict[str, Any] = {
        "article": article.id,
        "version": alteration.version,
        "change": change.value,
        "at": alteration.at,
        "quoted": counts.get(alteration.article, 0),
        "status": article.status.value,
        "note": alteration.note,
    }
    if in_full and kind is AlterationKind.UPDATED:
        report["paragraphs"] = _differences(engine, alteration)
    return report


def _differences(engine: Engine, alteration: Alteration) -> list[dict[str, Any]]:
    """From the version before, as far as both can be read."""
    from bot.chat.corrections.comparing import differences

    store, number = engine.store, alteration.article
    versions: list[Article] = store.versions(number)
    before = max((v.version for v in versions if v.version < alteration.version), default=None)
    if before is None:
        return []
    then = store.paragraphs(number, version=before)
    now = store.paragraphs(number, version=alteration.version)
    return [
        {"then": _part(each.then), "now": _part(each.now)} for each in differences(then, now)
    ] if now else []  # fmt: skip


def _part(paragraph: Paragraph | None) -> dict[str, Any] | None:
    if paragraph is None:
        return None
    return {"paragraph": paragraph.position, "text": paragraph.text}


def _show(session: Session, report: dict[str, Any]) -> None:
    from bot.terminal.printable import printable_line
    from bot.texts.labels import count

    at = report["at"][:16].replace("T", " ")
    messages = count(report["quoted"], "message")
    told = f", quoted in {messages}" if report["quoted"] else ""
    line = f"{at} UTC  {report['article']} v{report['version']}  {report['change']}{told}"
    session.out.print(printable_line(line), markup=False, highlight=False)
    if report["note"]:
        session.out.print(f"  note: {printable_line(report['note'])}", markup=False)
    for pair in report.get("paragraphs", ()):
        for label in ("then", "now"):
            part = pair[label]
            text = "-" if part is None else f"¶{part['paragraph']} {part['text']}"
            session.out.print(f"  {label}: {printable_line(text)}", markup=False, highlight=False)
