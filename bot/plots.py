"""A picture of figures: the values over time, by whose they are.

Matplotlib draws it, because it is well kept, brings fonts with Latin, Greek and Cyrillic letters
of its own (a server has none), and gives one picture as SVG and as PNG.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from bot.texts import Texts
from bot.texts.figures import group_title
from corpus.figures.types import Bound

if TYPE_CHECKING:
    from index.claims.figures.grouping import Group, Value

# How exact a value is, by the shape of its mark; the legend of every picture says so by example.
_MARKS = {
    Bound.LEAST: "^",
    Bound.MORE: "^",
    Bound.MOST: "v",
    Bound.LESS: "v",
    Bound.ABOUT: "D",
    Bound.EXACT: "o",
}
# Okabe and Ito's colours, which colour-blind people can tell apart.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999")
_MOST_GROUPS = 4
_MOST_ISSUERS = len(_COLOURS)
_WIDTH, _HEIGHT = 7.2, 3.0  # inches, a group
_FEW_DAYS = timedelta(days=3)
_NAME = 28  # characters of an issuer's name


def can_be_drawn(group: Group) -> bool:
    """Whether values of two moments can be seen."""
    return len({when for when, _ in _points(group)}) > 1


def draw(groups: Sequence[Group], *, texts: Texts, form: Literal["svg", "png"]) -> bytes | None:
    """The groups with most values, one below the other; None where there is nothing to see."""
    drawn = [group for group in groups if can_be_drawn(group)][:_MOST_GROUPS]
    if not drawn:
        return None
    # Not pyplot, whose state all threads would share.
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    # Text stays text, and the same figures give the same bytes.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "dateline", "text.parse_math": False}):
        picture = Figure(figsize=(_WIDTH, _HEIGHT * len(drawn)), layout="constrained")
        for axes, group in zip(
            picture.subplots(len(drawn), squeeze=False)[:, 0], drawn, strict=True
        ):
            _draw_group(axes, group, texts)
        buffer = io.BytesIO()
        metadata = {"Date": None} if form == "svg" else {"Software": None}
        picture.savefig(buffer, format=form, dpi=150, metadata=metadata)
    return buffer.getvalue()


def _draw_group(axes: Any, group: Group, texts: Texts) -> None:
    by_issuer: dict[str, list[tuple[datetime, Value]]] = defaultdict(list)
    for when, value in sorted(_points(group), key=lambda point: point[0]):
        by_issuer[value.reported.issuer].append((when, value))
    most = sorted(by_issuer, key=lambda issuer: -len(by_issuer[issuer]))[:_MOST_ISSUERS]
    for colour, issuer in zip(_COLOURS, most, strict=False):
        points = by_issuer[issuer]
        times = [when for when, _ in points]
        values = [value.reported.amount.low for _, value in points]
        axes.plot(times, values, drawstyle="steps-post", color=colour, linewidth=1, alpha=0.5)
        for number, (when, value) in enumerate(points):
            axes.plot(
                [when],
                [value.reported.amount.low],
                linestyle="none",
                marker=_MARKS[value.reported.amount.bound],
                color=colour,
                markerfacecolor="white" if value.superseded_by else colour,
                label=_short(issuer) if number == 0 else None,
            )
    _label_values(axes, group)
    axes.set_title(group_title(group, texts), loc="left", fontsize=11, fontweight="bold")
    _label_days(axes, [when for when, _ in _points(group)])
    _label_whole_numbers(axes, group)
    axes.margins(x=0.08, y=0.25)
    axes.set_ylim(bottom=max(0.0, axes.get_ylim()[0]))
    axes.grid(axis="y", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False)


def _label_days(axes: Any, moments: Sequence[datetime]) -> None:
    """Nothing finer than a day, as that is often all that is known of an article; in figures alone,
    which every language reads."""
    from matplotlib.dates import (
        AutoDateLocator,
        ConciseDateFormatter,
        DateFormatter,
        DayLocator,
        date2num,
    )

    first, last = min(moments), max(moments)
    if last - first < _FEW_DAYS:
        axes.xaxis.set_major_locator(DayLocator())
        axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))
        # The first day has to be in the picture for its tick to be.
        axes.update_datalim([(date2num(first.date()), axes.dataLim.y0)])
        return
    locator = AutoDateLocator(minticks=1, maxticks=6, interval_multiples=False)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(
        ConciseDateFormatter(
            locator,
            formats=["%Y", "%m", "%d", "", "", ""],
            zero_formats=["", "%Y", "%m-%d", "%m-%d", "", ""],
            offset_formats=["", "%Y", "%Y-%m", "%Y-%m-%d", "", ""],
        )
    )


def _label_whole_numbers(axes: Any, group: Group) -> None:
    """Nobody is wounded by a half: where all values are whole, the ticks are."""
    values = [value.reported.amount.low for _, value in _points(group)]
    if all(value.is_integer() for value in map(float, values)):
        axes.yaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)


def _label_values(axes: Any, group: Group) -> None:
    """The words as printed beside each value, once a place."""
    seen: set[tuple[datetime, float]] = set()
    for when, value in _points(group):
        reported = value.reported
        place = (when, reported.amount.low)
        if place in seen or reported.quote is None or reported.passage is None:
            continue
        seen.add(place)
        axes.annotate(
            reported.quote.of(reported.passage.paragraph.text),
            place,
            xytext=(5, 5),
            textcoords="offset points",
            fontsize=8,
        )


def _points(group: Group) -> list[tuple[datetime, Value]]:
    """The values that have one, each at the moment of its publication."""
    return [
        (_moment(value.reported.article.published), value)
        for value in group.shown
        if value.reported.amount.value is not None and value.reported.article.published
    ]


def _moment(published: str) -> datetime:
    moment = datetime.fromisoformat(published)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1] + "…"
