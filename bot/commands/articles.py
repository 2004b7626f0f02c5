"""`dateline ingest`, `sources`, `article`: what is in the corpus."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import AsJson, Reference, published
from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.formats.sources import Source


def ingest(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files or folders (texts, pages, PDFs, letters, web archives, exports, wires;"
            " docs/files.md lists them), or web addresses (https://…).",
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
            parser=published,
            metavar="DAY",
            help="When it was published, as YYYY-MM-DD or ISO 8601.",
        ),
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="TEXT", help="Its web address.")] = None,
    byline: Annotated[str | None, typer.Option(metavar="TEXT", help="Who wrote it.")] = None,
    every_file: Annotated[
        bool, typer.Option("--report", help="Say of every file what became of it, one a line.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Add articles to the corpus.

    The options add what a file does not say itself, and are kept for the next time. Adding an
    unchanged file again does nothing; a changed file becomes a new version. A file with the address
    or the name of another article but other words is an article of its own, and is reported. If a
    file cannot be read, an error names it, the other files are still added, and the exit code is 1.
    Web pages are fetched only if DATELINE_FETCH_PAGES is true.
    """
    from bot.terminal.ingest_report import ingest_report, show_ingest, show_problems
    from bot.terminal.progress import follow_articles, follow_documents, show_unread
    from corpus.types import Metadata

    metadata = Metadata(title=title, outlet=outlet, published=date, url=url, byline=byline)
    session = session_of(context)
    with session.engine(create=True) as engine:
        with follow_documents(session.err) as on_document:
            found = [_source(engine, each) for each in sources]
            report = engine.ingest(found, metadata=metadata, on_document=on_document)
        with follow_articles(session.err) as on_article:
            unread = engine.attribute(on_article=on_article)
        is_indexed = engine.folder.exists
    show_problems(session.err, report, are_listed=every_file and not as_json)
    show_unread(session.err, unread)
    if as_json:
        write_json(ingest_report(report, every_file=every_file))
    else:
        show_ingest(session.out, report, every_file=every_file, is_indexed=is_indexed)
    if report.rejected:
        raise typer.Exit(1)


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
    as_json: AsJson = False,
) -> None:
    """List the articles, newest first.

    Those that must not be quoted come last, by their ids and what they are.
    """
    session = session_of(context)
    with session.engine() as engine:
        articles = engine.store.articles(text=text, outlet=outlet, limit=limit)
        total = engine.store.count_articles(text=text, outlet=outlet)
        closed = [] if outlet else engine.store.closed()
        closed = [each for each in closed if text.lower() in each.id.lower()]
    articles = [*articles, *closed][:limit]
    total += len(closed)
    if as_json:
        from bot.terminal.json_reports import source_report

        write_json({"total": total, "articles": [source_report(a) for a in articles]})
        return
    if not articles:
        session.out.print("No article matches." if text or outlet else "The corpus is empty.")
        return
    from bot.terminal.articles import show_articles

    show_articles(session.out, articles, total=total)


def article(
    context: typer.Context,
    reference: Reference,
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
    as_json: AsJson = False,
) -> None:
    """Show an article, or one of its paragraphs, as stored."""
    from bot.terminal.article_parts import around, pick_version

    session = session_of(context)
    with session.engine() as engine:
        shown = pick_version(engine.store, reference, version=version)
        paragraphs = engine.store.paragraphs(shown.number, version=shown.version)
        others = [url for url in engine.store.addresses(shown.number) if url != shown.url]
    if paragraph is not None:
        paragraphs = around(shown, paragraphs, paragraph)
    if as_json:
        from bot.terminal.json_reports import paragraph_report, source_report

        report = source_report(shown) | {"other_urls": others}
        write_json(report | {"paragraphs": [paragraph_report(p) for p in paragraphs]})
        return
    from bot.terminal.articles import show_article

    show_article(session.out, shown, paragraphs, others=others, marked=paragraph)


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
