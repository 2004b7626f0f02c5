"""What `claims --json` prints: the state of the claims as one dictionary ready for JSON. Pure.

Offsets are as `bot.terminal.claims_json` has them.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.terminal.claims_json import coverage_report, origin_report, sides_report
from bot.terminal.figures_json import dispute_report, figure_report, side_report
from bot.terminal.offsets import Offsets
from bot.terminal.party_words import Reasons
from index.claims.disputes.finding import Side
from index.claims.figures.grouping import Value
from index.claims.sides import Sides
from index.claims.state import State


def state_report(state: State, offsets: Offsets, reasons: Reasons) -> dict[str, Any]:
    """What `sides --json` prints, with coverage, conflicts and figures beside it."""
    sides = sides_report(state.sides, offsets, reasons)
    claims = {
        claim.statement.id: shown
        for block, told in zip(state.sides.blocks, sides["parties"], strict=True)
        for claim, shown in zip(block.claims, told["claims"], strict=True)
    }

    def side(one: Side) -> dict[str, Any]:
        known = claims.get(one.statement) if one.statement is not None else None
        more: dict[str, Any] = {"origin": None, "caveats": []}
        if known is not None:
            more = {key: known[key] for key in more}
        return side_report(one, offsets) | more

    return {
        **sides,
        "conflicts": [
            dispute_report(dispute, side(dispute.one), side(dispute.two))
            for dispute in state.disputes.all
        ],
        "figures": [
            {
                "slot": asdict(group.slot),
                "values": [_value(value, state.sides, offsets) for value in group.values],
            }
            for group in state.figures.groups
        ],
        "origins": [origin_report(origin) for origin in state.sides.origins.all],
        "coverage": coverage_report(state.coverage, offsets)["coverage"],
    }


def _value(value: Value, sides: Sides, offsets: Offsets) -> dict[str, Any]:
    reported = value.reported
    amount, passage = reported.amount, reported.passage
    place = offsets.of_body(reported.article, amount.quote)
    quoted = reported.quote and passage and reported.quote.of(passage.paragraph.text)
    return {
        **figure_report(value, offsets),
        "quote": {
            "article": reported.article.id,
            "version": reported.article.version,
            "start": place.start,
            "stop": place.stop,
            "quote": quoted,
        },
        "origin": _origin(value, sides),
    }


def _origin(value: Value, sides: Sides) -> int | None:
    """The origin of the claim that a figure stands in; None for one that nobody claims here."""
    quote, passage = value.reported.quote, value.reported.passage
    if quote is None or passage is None or not value.reported.is_said:
        return None
    for claim in sides.claims:
        for one in (claim, *sides.origins.echoes.get(claim.statement.id, ())):
            if one.passage.paragraph.id == passage.paragraph.id and one.extent.overlaps(quote):
                return sides.origins.of[one.statement.id]
    return None
