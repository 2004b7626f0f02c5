"""`dateline stories`: which articles tell of one event."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.terminal.session import session_of, write_json

_MOST = 20


def stories(
    context: typer.Context,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=1_000,
            metavar="N",
            help="List at most N stories; without it 20, and all as JSON.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, a line per article.")
    ] = False,
) -> None:
    """List the stories, those with most articles first.

    A story is the articles about one event; it is what sides, disputes, figures and coverage are
    found in.
    """
    from bot.terminal.stories import show_stories
    from index.claims.frame import frame_of
    from index.claims.stories import find_stories

    session = session_of(context)
    with session.engine() as engine:
        engine.require_stories()
        found = find_stories(frame_of(engine.store))
    if not as_json:
        show_stories(session.out, found, most=limit or _MOST)
        return
    for story in found[:limit]:
        for article in story.articles:
            write_json({"article": article.id, "story": story.id})
