"""What programs read about figures and disputes: values as dictionaries ready for JSON. Pure.

Offsets are as `bot.terminal.claims_json` has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.terminal.claims_json import story_report
from bot.terminal.offsets import Offsets
from bot.terminal.spans_json import span_report
from index.claims.disputes.finding import Dispute, Disputes, Side
from index.claims.figures.finding import Figures
from index.claims.figures.grouping import Reported, Value

_SCORE_DIGITS = 4


def figures_report(found: Figures, offsets: Offsets) -> dict[str, Any]:
    """The contract of `figures --json`: a group a quantity, spans in code points of the article's
    text. `value` is in the unit of the slot, null where no single value is printed."""
    return {
        "as_of": found.as_of,
        "story": found.story and found.story.id,
        "unfound": list(found.unfound),
        "articles": found.articles,
        "groups": [
            {
                "slot": asdict(group.slot),
                "story": group.story,
                "figures": [figure_report(value, offsets) for value in group.values],
            }
            for group in found.groups
        ],
    }


def disputes_report(topic: str, found: Disputes, offsets: Offsets) -> dict[str, Any]:
    """What `disputes --json` prints."""
    return {
        "topic": topic,
        "as_of": found.story.as_of,
        "story": story_report(found.story, found.story.outlets),
        "unfound": list(found.unfound),
        "conflicts": [
            dispute_report(
                dispute, side_report(dispute.one, offsets), side_report(dispute.two, offsets)
            )
            for dispute in found.all
        ],
    }


def dispute_report(dispute: Dispute, a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, Any]:
    """A dispute with its two sides."""
    return {
        "kind": dispute.kind.value,
        "issue": dispute.issue.value,
        "slot": dispute.counted and asdict(dispute.counted),
        "a": a,
        "b": b,
        "score": round(dispute.score, _SCORE_DIGITS),
    }


def side_report(side: Side, offsets: Offsets) -> dict[str, Any]:
    """One side of a dispute: its words, and who says them."""
    return {
        **span_report(side.passage, side.span, offsets),
        "speaker": side.speaker,
        "party": side.party,
        "source": side.source,
        "act": side.act,
        "outlet": side.passage.article.outlet,
        "published": side.passage.article.published,
    }


def figure_report(value: Value, offsets: Offsets) -> dict[str, Any]:
    """A figure where it stands; `quote` is its words with their bound."""
    reported, amount = value.reported, value.reported.amount
    newer = value.superseded_by
    place = offsets.of_body(reported.article, amount.span)
    return {
        "article": reported.article.id,
        "version": reported.article.version,
        "start": place.start,
        "stop": place.stop,
        "value": amount.value,
        "low": amount.low,
        "high": amount.high,
        "bound": amount.bound.value,
        "vague": amount.vague,
        "quote": _printed(reported, offsets),
        "said": reported.is_said,
        "speaker": reported.speaker,
        "party": reported.party,
        "outlet": reported.article.outlet,
        "published": reported.article.published,
        "superseded": newer is not None,
        "superseded_by": newer
        and {
            "article": newer.article.id,
            "start": offsets.of_body(newer.article, newer.amount.span).start,
        },
    }


def _printed(reported: Reported, offsets: Offsets) -> dict[str, Any] | None:
    """The figure with its bound; null in a headline, which is no paragraph's text."""
    if reported.passage is None or reported.quote is None:
        return None
    paragraph = reported.passage.paragraph
    place = offsets.of_body(reported.article, reported.amount.quote)
    return {
        "paragraph": paragraph.position,
        "start": place.start,
        "stop": place.stop,
        "text": reported.quote.of(paragraph.text),
    }
