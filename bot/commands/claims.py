"""`dateline claims`, `sides`, `coverage`, `figures`, `disputes`: what is claimed in a story."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import AsJson, AsOf, Outlet, Since, Until, filters_of
from bot.commands.outlets import check_outlets
from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.engine import Engine
    from index.types import Passage

_Topic = Annotated[
    list[str],
    typer.Argument(
        metavar="TOPIC", help="What it is about: an event, a place, a name.", show_default=False
    ),
]
_NO_STORY = "No story has these words."


def sides(
    context: typer.Context,
    topic: _Topic,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Annotated[
        int, typer.Option(min=1, max=1_000, metavar="N", help="List at most N claims a party.")
    ] = 10,
    as_json: AsJson = False,
) -> None:
    """List who says what about an event, party by party, newest first.

    TOPIC selects the story whose articles it is most telling of; further words, such as
    "casualties", a part of it. Claims of several parties in the same words are not compared: every
    line is a quotation, with whoever reported it and what that outlet says in doubt of it.
    """
    from bot.terminal.claims_json import sides_report
    from bot.terminal.disputes import point_to_disputes
    from bot.terminal.offsets import offsets_in
    from bot.terminal.party_words import reasons_in
    from bot.terminal.sides import show_sides
    from index.claims.sides import passages_shown

    text = _told(context, topic)
    filters = filters_of(outlet, since, until, as_of)
    session = session_of(context)
    with session.engine() as engine:
        check_outlets(engine, filters.outlets)
        found = engine.sides(text, filters=filters)
        quoted = _compared(engine, None if found is None else passages_shown(found))
        offsets = offsets_in(engine.store, quoted, () if found is None else found.articles)
        reasons = {} if found is None else reasons_in(engine.store, found, offsets)
        opposed = (
            None if found is None or as_json else engine.disputes_beside(found, filters=filters)
        )
    if as_json:
        write_json(
            {"topic": text, "story": None}
            if found is None
            else sides_report(found, offsets, reasons)
        )
    elif found is None:
        session.out.print(_NO_STORY)
    else:
        show_sides(session.out, found, most=limit)
        if opposed is not None and opposed.all:
            point_to_disputes(session.out, text, as_of=as_of)


def coverage(
    context: typer.Context,
    topic: _Topic,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Annotated[
        int, typer.Option(min=1, max=1_000, metavar="N", help="List at most N claims.")
    ] = 20,
    as_json: AsJson = False,
) -> None:
    """List which outlets have which claims about an event.

    What most outlets have comes first. What one speaker says to the same effect is one claim; the
    outlets of one publisher are one.
    """
    from bot.terminal.claims_json import coverage_report
    from bot.terminal.coverage import show_coverage
    from bot.terminal.offsets import offsets_in

    text = _told(context, topic)
    filters = filters_of(outlet, since, until, as_of)
    session = session_of(context)
    with session.engine() as engine:
        check_outlets(engine, filters.outlets)
        found = engine.coverage(text, filters=filters)
        quoted = _compared(engine, None if found is None else found.passages)
        offsets = offsets_in(engine.store, quoted)
    if as_json:
        none = {"topic": text, "story": None}
        write_json(none if found is None else coverage_report(found, offsets))
    elif found is None:
        session.out.print(_NO_STORY)
    else:
        show_coverage(session.out, found, most=limit)


def figures(
    context: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]",
            help="A story, and what is counted: raid killed.",
            show_default="every story",
        ),
    ] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, metavar="N", help="List at most N.")] = 20,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write a picture of the values over time, by issuer, as SVG.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the figures of a story by what they count, the newest first.

    An older figure of the same issuer or outlet is marked as superseded; parts of larger figures
    stand apart.
    """
    from bot.terminal.figures import show_figures, write_picture
    from bot.terminal.figures_json import figures_report
    from bot.terminal.offsets import offsets_in
    from index.claims.figures.finding import find_figures

    filters = filters_of(outlet, since, until, as_of)
    session = session_of(context)
    text = " ".join(topic or ())
    with session.engine() as engine:
        check_outlets(engine, filters.outlets)
        found = find_figures(engine.store, text, filters=filters)
        quoted = _compared(engine, None if found is None else found.passages)
        offsets = offsets_in(engine.store, quoted, () if found is None else found.reporting)
    if as_json:
        write_json(
            {"story": None, "groups": []} if found is None else figures_report(found, offsets)
        )
    elif found is None:
        session.out.print(_NO_STORY)
    else:
        show_figures(session.out, found, limit=limit)
    if found is not None and report is not None:
        write_picture(session.err, report, found)


def disputes(
    context: typer.Context,
    topic: _Topic,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, metavar="N", help="List at most N.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List where the sides of a story do not agree.

    Both quotations of each pair are shown, by issue; nobody is said to be right.
    """
    from bot.terminal.disputes import show_disputes
    from bot.terminal.figures_json import disputes_report
    from bot.terminal.offsets import offsets_in

    filters = filters_of(outlet, since, until, as_of)
    session = session_of(context)
    text = _told(context, topic)
    with session.engine() as engine:
        check_outlets(engine, filters.outlets)
        found = engine.disputes(text, filters=filters)
        quoted = _compared(engine, None if found is None else found.passages)
        offsets = offsets_in(engine.store, quoted)
    if as_json:
        empty: dict[str, object] = {"topic": text, "story": None, "conflicts": []}
        write_json(empty if found is None else disputes_report(text, found, offsets))
    elif found is None:
        session.out.print(_NO_STORY)
    else:
        show_disputes(session.out, found, limit=limit)


def claims(
    context: typer.Context,
    topic: _Topic,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Annotated[
        int, typer.Option(min=1, max=1_000, metavar="N", help="List at most N of a kind.")
    ] = 10,
    as_json: AsJson = False,
    as_claim_review: Annotated[
        bool,
        typer.Option("--claimreview", help="Print schema.org's ClaimReview, without ratings."),
    ] = False,
) -> None:
    """Show the whole state of the claims about an event.

    Sides, disputes, figures and coverage, all of the same articles; with --json in one object.
    """
    from bot.terminal.claim_review import claim_review
    from bot.terminal.coverage import show_coverage
    from bot.terminal.disputes import show_disputes
    from bot.terminal.figures import show_figures
    from bot.terminal.offsets import offsets_in
    from bot.terminal.party_words import reasons_in
    from bot.terminal.sides import show_sides
    from bot.terminal.state_json import state_report

    text = _told(context, topic)
    filters = filters_of(outlet, since, until, as_of)
    session = session_of(context)
    with session.engine() as engine:
        check_outlets(engine, filters.outlets)
        found = engine.claims(text, filters=filters)
        quoted = _compared(engine, None if found is None else found.passages)
        offsets = offsets_in(engine.store, quoted, () if found is None else found.sides.articles)
        reasons = {} if found is None else reasons_in(engine.store, found.sides, offsets)
    if as_claim_review:
        write_json(claim_review(None if found is None else found.sides))
    elif as_json:
        write_json(
            {"topic": text, "story": None}
            if found is None
            else state_report(found, offsets, reasons)
        )
    elif found is None:
        session.out.print(_NO_STORY)
    else:
        show_sides(session.out, found.sides, most=limit)
        session.out.print()
        show_disputes(session.out, found.disputes, limit=limit)
        session.out.print()
        show_figures(session.out, found.figures, limit=limit)
        show_coverage(session.out, found.coverage, most=limit)


def brief(
    context: typer.Context,
    topic: _Topic,
    html: Annotated[
        Path,
        typer.Option("--html", metavar="FILE", help="Write the page here.", show_default=False),
    ],
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
) -> None:
    """Write what is claimed about an event as one page of HTML.

    The page needs no network and no script: sides, disputes, figures with their picture, coverage
    and sources, each quotation with a link to its words.
    """
    from bot.chat.layout.briefing_page import briefing_page, verify_page
    from bot.terminal.console import TEXTS
    from bot.terminal.printable import printable_line

    text = _told(context, topic)
    filters = filters_of(outlet, since, until, as_of)
    session = session_of(context)
    with session.engine() as engine:
        check_outlets(engine, filters.outlets)
        found = engine.claims(text, filters=filters)
        if found is None:
            engine.require_stories()
            session.out.print(_NO_STORY)
            return
        around = engine.store.around([passage.paragraph.id for passage in found.passages])
        page = briefing_page(found, TEXTS, surroundings=around)
        verify_page(engine.store, page)
    html.write_text(page.html, encoding="utf-8")
    session.out.print(f"The page is in {printable_line(str(html))}", markup=False, highlight=False)


def _told(context: typer.Context, topic: list[str]) -> str:
    """A topic as one text; raises BadParameter where it has no letter or digit."""
    text = " ".join(topic)
    if not any(map(str.isalnum, text)):
        raise typer.BadParameter(
            f"name an event, a place or a person: dateline {context.info_name} border raid",
            param_hint="TOPIC",
        )
    return text


def _compared(engine: Engine, passages: Sequence[Passage] | None) -> Sequence[Passage]:
    """What is quoted, once it was compared with the store; nothing where no story has the words.

    Raises Misquoted, and StoriesMissing where stories have yet to be made.
    """
    from bot.verbatim import verify_passages

    if passages is None:
        engine.require_stories()
        return ()
    verify_passages(engine.store, passages)
    return passages
