"""What options and arguments of several commands have in common."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from corpus.types import Filters

_IN_FIGURES = re.compile(r"(?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|1[0-2])[/.-]\d{4}")


def day(text: str) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date; write it as YYYY-MM-DD") from None


def moment(text: str) -> str:
    """A moment as the corpus stores it; of a day its end."""
    from corpus.formats.dates import end_of_moment

    found = end_of_moment(text)
    if found is None:
        raise typer.BadParameter(
            f"{text!r} is no moment; write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM"
        )
    return found


def published(text: str) -> str:
    """A date as the corpus stores it."""
    from corpus.formats.dates import parse_date

    found = parse_date(text)
    if found is None and _IN_FIGURES.fullmatch(text.strip()):
        raise typer.BadParameter(
            f"{text!r} may be two dates, by which comes first, day or month; write it as YYYY-MM-DD"
        )
    if found is None:
        raise typer.BadParameter(f"{text!r} is not a date; write it as YYYY-MM-DD")
    return found


Reference = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="The article: its number, id or URL. Where a number is also an id, number:N or id:ID.",
        show_default=False,
    ),
]
Outlet = Annotated[
    list[str] | None,
    typer.Option("--outlet", "--from", metavar="NAME", help="Only this outlet; can be repeated."),
]
Since = Annotated[
    date | None, typer.Option(parser=day, metavar="DAY", help="Published on this day or later.")
]
Until = Annotated[
    date | None, typer.Option(parser=day, metavar="DAY", help="Published on this day or earlier.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        parser=moment,
        metavar="MOMENT",
        help="As it was at this moment: only versions of articles published by then.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def filters_of(
    outlet: list[str] | None,
    since: date | None,
    until: date | None,
    as_of: str | None = None,
) -> Filters:
    """What these options limit articles to, by the days of this machine's zone."""
    from corpus.types import Filters

    if since and until and since > until:
        raise typer.BadParameter("--since is after --until", param_hint="--since")
    return Filters(
        outlets=tuple(outlet or ()),
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        zone=None,
        as_of=as_of,
    )
