"""Outlets as options name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.engine import Engine


def check_outlets(engine: Engine, wanted: Iterable[str]) -> None:
    """Say that an outlet is unknown, rather than that it has nothing; raises OutletNotFound."""
    from corpus.errors import OutletNotFound
    from index.answering.nearest_names import nearest_outlets

    wanted = list(wanted)
    if not wanted:
        return
    outlets = [summary.outlet for summary in engine.store.outlets() if summary.outlet]
    known = {outlet.casefold() for outlet in outlets}
    for outlet in wanted:
        if outlet.casefold() not in known:
            raise OutletNotFound(outlet, nearest_outlets(outlets, outlet))
