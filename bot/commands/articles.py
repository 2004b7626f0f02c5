"""`dateline ingest`, `remove`, `sources`, `article`: what is in the corpus."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.session import Session, session_of, write_json

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.formats.sources import Source
    from corpus.ingest import IngestReport

_AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Reference = Annotated[
    str, typer.Argument(metavar="REF", help="The article's number, id or URL.", show_default=False)
]


def _published(text: str) -> str:
    """A date as the corpus stores it."""
    from corpus.formats.metadata import parse_date

    found = parse_date(text)
    if found is None:
        raise typer.BadParameter(f"{text!r} is not a date; write it as YYYY-MM-DD")
    return found


def ingest(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files or folders (.txt, .md, .html, .jsonl), or web addresses (https://…).",
            show_default=False,
        ),
    ],
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The article's headline.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="TEXT", help="Who published it.")] = None,
    date: Annotated[
        str | None,
        typer.Option(
            parser=_published,
            metavar="DAY",
            help="When it was published, as YYYY-MM-DD or ISO 8601.",
        ),
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="TEXT", help="Its web address.")] = None,
    byline: Annotated[str | None, typer.Option(metavar="TEXT", help="Who wrote it.")] = None,
    as_json: _AsJson = False,
) -> None:
    """Add articles to the corpus.

    The options add what a file does not say itself. Adding an unchanged file again does nothing; a
    changed file becomes a new version. If a file cannot be read, an error names it, the other files
    are still added, and the exit code is 1. Web pages are fetched only if DATELINE_FETCH_PAGES is
    true.
    """
    from bot.terminal.partial import show_partial
    from bot.terminal.progress import follow_articles, follow_documents
    from corpus.types import Metadata

    metadata = Metadata(title=title, outlet=outlet, published=date, url=url, byline=byline)
    session = session_of(context)
    with session.engine(create=True) as engine:
        with follow_documents(session.err) as on_document:
            found = [_source(engine, each) for each in sources]
            report = engine.ingest(found, metadata=metadata, on_document=on_document)
        with follow_articles(session.err) as on_article:
            engine.attribute(on_article=on_article)
    show_partial(session.err, report)
    _tell_ingest(session, report, as_json=as_json)
    if report.rejected:
        raise typer.Exit(1)


def remove(context: typer.Context, reference: _Reference) -> None:
    """Remove an article and all its versions."""
    from bot.terminal.printable import printable_line
    from bot.texts.labels import outlet_or_file

    session = session_of(context)
    with session.engine() as engine:
        article = engine.remove(reference)
    name = (
        f"{article.title} ({outlet_or_file(article)})" if article.title else outlet_or_file(article)
    )
    session.out.print(f"Removed {printable_line(name)}.\nNow run: dateline sync")


def sources(
    context: typer.Context,
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT",
            help="Only articles with this in their title, outlet, id or path.",
            show_default=False,
        ),
    ] = "",
    outlet: Annotated[str | None, typer.Option(metavar="TEXT", help="Only this outlet.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="List at most N.")] = 50,
    as_json: _AsJson = False,
) -> None:
    """List the articles, newest first."""
    session = session_of(context)
    with session.engine() as engine:
        articles = engine.store.articles(text=text, outlet=outlet, limit=limit)
        total = engine.store.count_articles(text=text, outlet=outlet)
    if as_json:
        from bot.terminal.json_reports import article_report

        write_json({"total": total, "articles": [article_report(a) for a in articles]})
        return
    if not articles:
        session.out.print("No article matches." if text or outlet else "The corpus is empty.")
        return
    from bot.terminal.articles import show_articles

    show_articles(session.out, articles, total=total)


def article(
    context: typer.Context,
    reference: _Reference,
    paragraph: Annotated[
        int | None,
        typer.Argument(
            metavar="PARAGRAPH",
            min=1,
            help="Only this paragraph and its neighbours.",
            show_default=False,
        ),
    ] = None,
    version: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Show version N instead of the current one."),
    ] = None,
    as_json: _AsJson = False,
) -> None:
    """Show an article, or one of its paragraphs, as stored."""
    from bot.terminal.article_parts import around, pick_version

    session = session_of(context)
    with session.engine() as engine:
        shown = pick_version(engine.store, reference, version=version)
        paragraphs = engine.store.paragraphs(shown.number, version=shown.version)
    if paragraph is not None:
        paragraphs = around(shown, paragraphs, paragraph)
    if as_json:
        from bot.terminal.json_reports import article_report, paragraph_report

        report = article_report(shown)
        write_json(report | {"paragraphs": [paragraph_report(p) for p in paragraphs]})
        return
    from bot.terminal.articles import show_article

    show_article(session.out, shown, paragraphs, marked=paragraph)


def _source(engine: Engine, named: str) -> Source:
    """A file or folder, or the page at an address."""
    from corpus.errors import SourceError
    from corpus.formats.sources import is_page

    if not is_page(named):
        return Path(named)
    try:
        return asyncio.run(engine.fetch(named))
    except SourceError as error:
        return error


def _tell_ingest(session: Session, report: IngestReport, *, as_json: bool) -> None:
    from bot.terminal.printable import printable_line
    from bot.texts.labels import count

    for error in report.rejected:
        session.err.print(f"dateline: {printable_line(str(error))}")
    if as_json:
        write_json(
            {
                "added": report.added,
                "updated": report.updated,
                "unchanged": report.unchanged,
                "duplicates": report.duplicates,
                "partial": report.partial,
                "rejected": [
                    {"name": e.name, "problem": e.problem, "fix": e.fix} for e in report.rejected
                ],
            }
        )
        return
    numbers = [
        (report.added, "added"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.duplicates, "duplicate" if report.duplicates == 1 else "duplicates"),
    ]
    told = ", ".join(f"{number:,} {what}" for number, what in numbers if number)
    stored = count(len(report.stored), "article")
    part = f"; {report.partial:,} only in part" if report.partial else ""
    session.out.print(f"{stored}: {told}{part}." if told else "Nothing added.")
    if report.added or report.updated:
        session.out.print("Now run: dateline rebuild")
