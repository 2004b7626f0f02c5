"""`dateline said`, `attribute`: who said what, in the corpus or in files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import AsJson, Outlet, Since, Until, filters_of
from bot.commands.outlets import check_outlets
from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from bot.engine import Engine

# Between a name and a topic, in one argument or in its own.
_ABOUT = re.compile(r"^\s*(?:about|on)(?:\s+|$)", re.IGNORECASE)


def said(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A speaker, an alias or a party.", show_default=False),
    ],
    about: Annotated[
        list[str] | None,
        typer.Argument(metavar="[about] TOPIC", help="Only on this subject.", show_default=False),
    ] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, metavar="N", help="List at most N.")] = 20,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="Leave out the first N.")] = 0,
    exact: Annotated[
        bool, typer.Option("--exact", help="Only the speaker of exactly this name.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List what a speaker is quoted as saying, newest first.

    A surname, an abbreviation or an office will do for NAME. Where it may mean several speakers,
    they are listed.
    """
    from bot.terminal.json_reports import said_report
    from bot.terminal.quotes import show_bearers, show_meant, show_said, show_silent
    from bot.verbatim import verify_passages

    filters = filters_of(outlet, since, until)
    if not name.strip():
        raise typer.BadParameter("give a name", param_hint="NAME")
    session = session_of(context)
    with session.engine() as engine:
        check_outlets(engine, filters.outlets)
        name, topic = _name_and_topic(engine, (name, *(about or ())), exact=exact)
        bearers = engine.speakers_meant(name, exact=exact)
        meant = engine.speaking(name, bearers, about=topic, filters=filters)
        names = tuple(dict.fromkeys(other for one in meant for other in one.names))
        silent = [one for one in bearers if not set(one.names) <= set(names)]
        quotes = engine.said(names, about=topic, filters=filters, first=offset, size=limit)
        verify_passages(engine.store, quotes.passages)
    if as_json:
        write_json(said_report(name, meant, quotes, offset=offset))
    elif len(meant) > 1:
        limits = [f"about {shlex.quote(topic)}"] if topic else []
        limits += [f"--outlet {shlex.quote(each)}" for each in filters.outlets]
        limits += [f"--since {filters.since}"] if filters.since else []
        limits += [f"--until {filters.until}"] if filters.until else []
        show_meant(session.out, name, meant, limits=limits)
    else:
        show_said(session.out, meant[0], quotes, about=topic, offset=offset)
        if silent:
            show_silent(session.out, name, silent)
        elif not offset and len(bearers) > 1:
            show_bearers(session.out, name, bearers)


def _name_and_topic(engine: Engine, words: tuple[str, ...], *, exact: bool) -> tuple[str, str]:
    """The words up to "about", or else as many of the first as name a speaker, and the rest."""
    from corpus.errors import SpeakerNotFound

    most = next((i for i in range(1, len(words)) if _ABOUT.match(words[i])), len(words))
    for length in range(most, 1, -1):
        try:
            engine.speakers_meant(" ".join(words[:length]), exact=exact)
        except SpeakerNotFound:
            continue
        break
    else:
        length = 1
    return " ".join(words[:length]), _ABOUT.sub("", " ".join(words[length:]))


def attribute(
    context: typer.Context,
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help='Articles in JSONL, {"id": …, "text": …} per line.',
            show_default=False,
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, one object per article.")
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=64,
            metavar="N",
            help="Use N processes.",
            show_default="one per core if there are many articles",
        ),
    ] = None,
) -> None:
    """Find who says what in a file of articles; nothing is stored.

    The articles of a file are one corpus: in JSON, "origin" is a speaker's one name in it.
    Offsets count code points of each article's "text".
    """
    from bot.terminal.input_articles import as_prose, read_articles
    from bot.terminal.json_reports import attributions_report
    from bot.terminal.quotes import show_attributions
    from corpus.attribution import load_attributor
    from corpus.attribution.batch import Attributing
    from corpus.attribution.types import NotAttributed, statements_in
    from corpus.speakers.origins import find_origins

    session = session_of(context)
    articles = read_articles(path)
    attributing = Attributing(
        session.attributor or load_attributor(session.settings.attributor),
        name=None if session.attributor else session.settings.attributor,
        processes=processes,
    )
    with attributing:
        results = attributing.attribute([as_prose(article.text) for article in articles])
        if not as_json:
            for article, found in zip(articles, results, strict=True):
                show_attributions(session.out, str(article.id), article.text, statements_in(found))
            return
        kept = list(results)
    attributions = [() if isinstance(found, NotAttributed) else found for found in kept]
    origins = find_origins(
        (article.text, article.title, some)
        for article, some in zip(articles, attributions, strict=True)
    )
    for article, found, origin in zip(articles, kept, origins, strict=True):
        write_json(attributions_report(article.id, found, origin))
