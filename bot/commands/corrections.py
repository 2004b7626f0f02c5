"""`dateline edit`, `remove`: what an editor changes in the corpus."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import Reference, Since, Until, filters_of, published
from bot.terminal.session import Session, session_of
from bot.texts.dates import local_day

if TYPE_CHECKING:
    from corpus.types import Article


def edit(
    context: typer.Context,
    reference: Reference,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The article's headline.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="TEXT", help="Who published it.")] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            parser=published,
            metavar="DAY",
            help="When it was published, as YYYY-MM-DD or ISO 8601.",
        ),
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="TEXT", help="Its web address.")] = None,
    byline: Annotated[str | None, typer.Option(metavar="TEXT", help="Who wrote it.")] = None,
) -> None:
    """Correct what is said of an article.

    The text stays as it is, and so does an earlier version. The correction is believed before what
    the file says of itself, now and whenever the file is ingested again.
    """
    from bot.terminal.articles import show_articles
    from corpus.formats.metadata import read_metadata
    from corpus.storage.records import Outcome

    given = {"title": title, "outlet": outlet, "date": date, "url": url, "byline": byline}
    fields = {key: value for key, value in given.items() if value is not None}
    if not fields:
        raise typer.BadParameter("give what to correct, for example --outlet", param_hint="REF")
    changes = read_metadata(fields, name="dateline edit")
    read = {**asdict(changes), "date": changes.published}
    for name, value in fields.items():
        if read[name] is None:
            raise typer.BadParameter(
                f"{value!r} is no web address" if value.strip() else "it is empty",
                param_hint=f"--{name}",
            )
    session = session_of(context)
    with session.engine() as engine:
        saved = engine.store.edit(engine.store.find(reference).number, changes)
    show_articles(session.out, [saved.article], total=1)
    if changes.published and saved.article.is_dated_ahead:
        session.out.print(f"Dated in the future: {local_day(saved.article.published)}.")
    session.out.print(
        "It said so before." if saved.outcome is Outcome.UNCHANGED else "Now run: dateline sync"
    )


def remove(
    context: typer.Context,
    references: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REF",
            help="Articles by their number, id or URL; number:N or id:ID where it could be either.",
            show_default=False,
        ),
    ] = None,
    outlet: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="All articles of this outlet; can be repeated."),
    ] = None,
    since: Since = None,
    until: Until = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove articles, with all their versions.

    They are named, or chosen by outlet and day; --since and --until leave out undated articles.
    What is to be removed is shown first, and you are asked, but for articles that a script names.
    """
    filters = filters_of(outlet, since, until)
    if references and filters:
        raise typer.BadParameter(
            "name articles or choose them by options, not both", param_hint="REF"
        )
    if not references and not filters:
        raise typer.BadParameter("name articles, or choose them by options", param_hint="REF")
    session = session_of(context)
    with session.engine() as engine:
        store = engine.store
        named = {each.number: each for each in map(store.find_any, references or ())}
        chosen = list(named.values()) if references else store.articles_within(filters)
        if not chosen:
            session.out.print("No article matches.")
            return
        is_sure = yes or (bool(references) and not sys.stdin.isatty())
        if not is_sure and not _is_confirmed(session, chosen):
            session.out.print("Nothing was removed.")
            raise typer.Exit(1)
        store.remove_shown(chosen)
    _tell_removed(session, chosen)


def _is_confirmed(session: Session, articles: Sequence[Article]) -> bool:
    """Whether somebody who sees these says yes; the end of the input is a no."""
    from bot.terminal.articles import show_articles
    from bot.texts.labels import count

    show_articles(session.out, articles, total=len(articles))
    try:
        return typer.confirm(f"Remove {count(len(articles), 'article')} with all versions?")
    except typer.Abort:
        session.out.print()
        return False


def _tell_removed(session: Session, articles: Sequence[Article]) -> None:
    from bot.terminal.printable import printable_line
    from bot.texts.labels import count, outlet_or_file, title_or_opening

    for article in articles:
        shown = f"{title_or_opening(article)} ({outlet_or_file(article)})"
        session.out.print(f"Removed {printable_line(shown)}.")
    if len(articles) > 1:
        session.out.print(f"{count(len(articles), 'article')} removed.")
    session.out.print("Now run: dateline sync")
