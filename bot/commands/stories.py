"""`dateline stories`: which articles tell of one event."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.terminal.session import session_of, write_json


def stories(
    context: typer.Context,
    limit: Annotated[
        int, typer.Option(min=1, max=1_000, metavar="N", help="List at most N stories.")
    ] = 20,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, a line per article, of all stories.")
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
        show_stories(session.out, found, most=limit)
        return
    for story in found:
        for article in story.articles:
            write_json({"article": article.id, "story": story.id})
