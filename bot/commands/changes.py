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

# What `dateline edit` corrects, by the names of its options.
_FIELDS = {
    "title": "title",
    "outlet": "outlet",
    "published": "date",
    "url": "url",
    "byline": "byline",
}


def changes(
    context: typer.Context,
    reference: Annotated[
        str | None,
        typer.Argument(
            metavar="ARTICLE",
            help="Only this one's, each field and paragraph: then and now.",
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

    They were corrected, edited by hand, withdrawn, put under embargo, or are gone; the oldest
    change comes first.
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
    if in_full and kind in (AlterationKind.UPDATED, AlterationKind.EDITED):
        then, now = _versions(engine, alteration)
        if then is not None and now is not None:
            report["fields"] = _fields(then, now)
        report["paragraphs"] = [] if then is None else _differences(engine, alteration, then)
    return report


def _versions(engine: Engine, alteration: Alteration) -> tuple[Article | None, Article | None]:
    """The version before a change and the one that it led to, as far as they can be read."""
    versions = {one.version: one for one in engine.store.versions(alteration.article)}
    before = max((version for version in versions if version < alteration.version), default=0)
    return versions.get(before), versions.get(alteration.version)


def _fields(then: Article, now: Article) -> list[dict[str, Any]]:
    """What is said of an article beside its text, where that differs."""
    return [
        {"field": name, "then": getattr(then, field), "now": getattr(now, field)}
        for field, name in _FIELDS.items()
        if getattr(then, field) != getattr(now, field)
    ]


def _differences(engine: Engine, alteration: Alteration, before: Article) -> list[dict[str, Any]]:
    """Paragraph by paragraph, from the version before."""
    from bot.chat.corrections.comparing import differences

    store, number = engine.store, alteration.article
    then = store.paragraphs(number, version=before.version)
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
    for pair in report.get("fields", ()):
        for label in ("then", "now"):
            told = f"  {label}: {pair['field']} {printable_line(pair[label] or 'unknown')}"
            session.out.print(told, markup=False, highlight=False)
    for pair in report.get("paragraphs", ()):
        for label in ("then", "now"):
            part = pair[label]
            text = "-" if part is None else f"¶{part['paragraph']} {part['text']}"
            session.out.print(f"  {label}: {printable_line(text)}", markup=False, highlight=False)
