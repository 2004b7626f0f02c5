"""`dateline feeds`: where articles come from by themselves."""

from __future__ import annotations

import re
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import AsJson
from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.feeds.collecting import PassReport
    from corpus.feeds.opml import Outline
    from corpus.storage.feed_table import FullText, Subscription

app = typer.Typer(
    help="Follow feeds: RSS, Atom, RDF and JSON Feed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Feeds = Annotated[
    list[str],
    typer.Argument(metavar="FEED", help="Ids or addresses of feeds.", show_default=False),
]
_HEADER = re.compile(r"([A-Za-z0-9!#$%&'*+.^_`|~-]{1,100})=([A-Za-z_][A-Za-z0-9_]*)")
# What the connection is about, and no secret of a feed's.
_OURS = frozenset(
    "host connection content-length transfer-encoding accept-encoding if-none-match"
    " if-modified-since".split()
)
# Seconds to wait for another process that asks the feeds, and those between two looks. Set by
# hand; not measured.
_PATIENCE, _LOOK = 120.0, 0.2


def _every(text: str) -> float:
    from corpus.feeds.intervals import parse_every

    try:
        return parse_every(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _full_text(text: str) -> FullText:
    from corpus.storage.feed_table import FullText

    try:
        return FullText(text.lower())
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not auto, feed or page") from None


@app.command()
def add(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="URL|FILE.opml", help="Feeds, or lists of feeds.", show_default=False
        ),
    ],
    every: Annotated[
        float | None,
        typer.Option(
            parser=_every,
            metavar="TIME",
            help="How often to fetch it, from 15m to 1d. Without it, as often as it has news.",
        ),
    ] = None,
    full_text: Annotated[
        str,
        typer.Option(
            parser=_full_text,
            metavar="auto|feed|page",
            help="Where the text of its articles is: in the feed, on their pages, or as is found.",
        ),
    ] = "auto",
    header: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=ENVVAR",
            help="Send a header to the feed's own host, with the value of an environment variable.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Follow feeds.

    Each is asked once, to see that it is one; its articles come with the next pass (dateline feeds
    refresh, or dateline serve). The feeds of a list are not asked yet.
    """
    from bot.terminal.feeds import added_report, show_added
    from corpus.errors import DatelineError
    from corpus.fetching.obstacles import Obstacle, PageError
    from corpus.storage.feed_table import FullText

    session = session_of(context)
    headers = dict(_header(each) for each in header or [])
    urls, outlines = _named(sources)
    if urls and not session.settings.fetch_pages:
        raise PageError(urls[0].url, Obstacle.OFF)
    with session.engine(create=True) as engine:
        follow = partial(
            _subscribed, engine, every=every, full_text=FullText(full_text), headers=headers
        )
        listed, asked = [*map(follow, outlines)], [*map(follow, urls)]
        new = [feed for feed, is_new in asked if is_new]
        report = _pass(engine, new, takes=False) if new else None
        problems, fix = _drop_mistakes(engine, report) if report else ([], "")
        result = added_report(listed, asked, report, dropped=problems)
    if as_json:
        write_json(result)
    else:
        show_added(session.out, result)
    if problems:
        raise DatelineError("; ".join(problems), fix=fix)


@app.command("list")
def list_feeds(
    context: typer.Context,
    failing: Annotated[
        bool, typer.Option("--failing", help="Only those that could not be read the last time.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the feeds."""
    from bot.terminal.feeds import feed_report, show_feeds

    session = session_of(context)
    with session.engine(create=True) as engine:
        counts = engine.store.feeds.counts()
        feeds = [each for each in engine.store.feeds.all() if each.failing_since or not failing]
    reports = [feed_report(each, counts.get(each.id)) for each in feeds]
    if as_json:
        write_json(reports)
        return
    show_feeds(session.out, reports, failing=failing)


@app.command()
def show(
    context: typer.Context,
    feed: Annotated[str, typer.Argument(metavar="FEED", help="Its id or address.")],
    as_json: AsJson = False,
) -> None:
    """Show a feed: its last fetches, and what of it is not an article."""
    from bot.terminal.feeds import feed_report, fetch_report, open_report, show_feed

    session = session_of(context)
    with session.engine() as engine:
        table = engine.store.feeds
        found = table.find(feed)
        report = feed_report(found, table.counts().get(found.id))
        report["fetches"] = [fetch_report(each) for each in table.fetches(found.id)]
        report["entries"] = [
            open_report(each) for each in table.entries(found.id) if each.state != "stored"
        ]
    if as_json:
        write_json(report)
        return
    show_feed(session.out, report)


@app.command()
def pause(context: typer.Context, feeds: _Feeds) -> None:
    """Stop fetching feeds until they are resumed."""
    _set_state(context, feeds, "paused", "Paused")


@app.command()
def resume(context: typer.Context, feeds: _Feeds) -> None:
    """Fetch paused feeds again, or those that were given up."""
    _set_state(context, feeds, "active", "Resumed")


@app.command()
def remove(context: typer.Context, feeds: _Feeds) -> None:
    """Stop following feeds. Their articles stay."""
    session = session_of(context)
    with session.engine() as engine:
        for each in _found(engine, feeds):
            engine.store.feeds.remove(each.id)
            _tell(context, f"Removed feed {each.id}, {each.name}; its articles stay.")


@app.command()
def refresh(
    context: typer.Context,
    feeds: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FEED]", help="Only these.", show_default=False),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Only what is due, as serve does it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Fetch all feeds once, now, and take in what is new.

    Hosts are asked one request at a time and left alone for as long as they ask for, so a pass
    takes a while. Paused feeds are passed over. Afterwards run: dateline sync.
    """
    from bot.terminal.feeds import pass_report, show_pass

    session = session_of(context)
    with session.engine(create=True) as engine:
        table = engine.store.feeds
        wanted = _found(engine, feeds) if feeds else table.all()
        if due:
            ids = {each.id for each in wanted}
            wanted = [each for each in table.due(time.time()) if each.id in ids]
        report = _pass(engine, [each for each in wanted if each.state == "active"], due=due)
    if as_json:
        write_json(pass_report(report))
        return
    show_pass(session.out, pass_report(report))


@app.command()
def export(context: typer.Context) -> None:
    """Print the feeds as OPML, for other readers."""
    from corpus.feeds.opml import Outline, write_opml

    session = session_of(context)
    with session.engine(create=True) as engine:
        feeds = engine.store.feeds.all()
    outlines = [Outline(each.url, each.title, each.site) for each in feeds]
    sys.stdout.write(write_opml(outlines, title="Dateline"))


# What serve does between two looks; what is left waits for the next. Set by hand; not measured.
_SERVED_SECONDS = 600.0


def _pass(
    engine: Engine, feeds: list[Subscription], *, takes: bool = True, due: bool = False
) -> PassReport:
    """A pass, once no other process is at one."""
    from bot.chat.answers.receipts import quoted_articles
    from bot.engine import AlreadyCollecting

    end = time.monotonic() + (0.0 if due else _PATIENCE)
    while True:
        try:
            return engine.collect(
                feeds,
                everything=not due,
                takes=takes,
                seconds=_SERVED_SECONDS if due else None,
                quoted=quoted_articles(engine.settings.chat_database) if takes else (),
            )
        except AlreadyCollecting:
            if time.monotonic() > end:
                raise
            time.sleep(_LOOK)


def _named(sources: list[str]) -> tuple[list[Outline], list[Outline]]:
    """The feeds that are named themselves, and those in lists."""
    from corpus.errors import SourceError
    from corpus.feeds.opml import Outline, read_opml
    from corpus.formats.files import read_bytes, unreadable
    from corpus.formats.metadata import web_address
    from corpus.formats.sources import is_page

    urls, outlines = [], []
    for named in sources:
        if is_page(named):
            if web_address(named) is None:
                raise SourceError(
                    named, "that is not an address", fix="it begins with https:// and a host"
                )
            urls.append(Outline(named))
            continue
        if "://" in named:
            raise SourceError(
                named,
                "that is no address of a feed",
                fix="it begins with http:// or https://; a list of feeds is named by its path",
            )
        try:
            data = read_bytes(Path(named))
        except OSError as error:
            raise unreadable(named, error) from error
        outlines += read_opml(data, name=named)
    return urls, outlines


def _subscribed(
    engine: Engine,
    outline: Outline,
    *,
    every: float | None,
    full_text: FullText,
    headers: dict[str, str],
) -> tuple[Subscription, bool]:
    from corpus.feeds.subscribing import feed_key
    from corpus.storage.feed_table import Subscription

    return engine.store.feeds.add(
        Subscription(
            0,
            feed_key(outline.url),
            outline.url,
            title=outline.title,
            site=outline.site,
            every=every,
            full_text=full_text,
            headers=headers,
            added=time.time(),
        )
    )


def _drop_mistakes(engine: Engine, report: PassReport) -> tuple[list[str], str]:
    """Forget what nobody can have meant; what may work later stays.

    Returns what was wrong and what to do.
    """
    from corpus.fetching.obstacles import Obstacle

    mistakes = (
        "404",
        "410",
        *(Obstacle.ADDRESS, Obstacle.PORT, Obstacle.INSIDE, Obstacle.UNKNOWN_HOST),
    )
    problems = []
    fix = "give the address of the feed itself"
    for result in report.results:
        if result.alternates or result.status in mistakes:
            if result.status == Obstacle.INSIDE:
                fix = "if it is on your own network, name its host in DATELINE_FETCH_INSIDE"
            engine.store.feeds.remove(result.feed.id)
            problems.append(f"{result.feed.url} was not added: {result.problem}")
    return problems, fix


def _header(text: str) -> tuple[str, str]:
    found = _HEADER.fullmatch(text)
    if found is None:
        raise typer.BadParameter(f"{text!r} is not NAME=ENVVAR")
    if found[1].lower() in _OURS:
        raise typer.BadParameter(f"{found[1]} is not to be set")
    return found[1], found[2]


def _found(engine: Engine, references: list[str]) -> list[Subscription]:
    return [engine.store.feeds.find(each) for each in references]


def _set_state(context: typer.Context, references: list[str], state: str, done: str) -> None:
    from corpus.storage.feed_table import FeedState

    session = session_of(context)
    with session.engine() as engine:
        for each in _found(engine, references):
            engine.store.feeds.set_state(each.id, FeedState(state))
            _tell(context, f"{done} feed {each.id}, {each.name}.")


def _tell(context: typer.Context, line: str) -> None:
    from bot.terminal.printable import printable

    session_of(context).out.print(printable(line))
