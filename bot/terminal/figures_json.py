"""What programs read about figures and disputes: values as dictionaries ready for JSON. Pure.

Offsets are code points into the text of the article's version, as it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.terminal.claims_json import span_report, story_report
from index.claims.disputes.finding import Dispute, Disputes, Side
from index.claims.figures.finding import Figures
from index.claims.figures.grouping import Reported, Value

_SCORE_DIGITS = 4


def figures_report(found: Figures) -> dict[str, Any]:
    """The contract of `figures --json`: a group a quantity, spans in code points of the article's
    text. `value` is in the unit of the slot, null where no single value is printed."""
    return {
        "as_of": found.as_of,
        "story": found.story and found.story.id,
        "articles": found.articles,
        "groups": [
            {
                "slot": asdict(group.slot),
                "story": group.story,
                "figures": [figure_report(value) for value in group.values],
            }
            for group in found.groups
        ],
    }


def disputes_report(topic: str, found: Disputes, starts: Mapping[int, int]) -> dict[str, Any]:
    """What `disputes --json` prints; `starts` is where each paragraph begins in its article."""
    return {
        "topic": topic,
        "as_of": found.story.as_of,
        "story": story_report(found.story, found.story.outlets),
        "conflicts": [
            dispute_report(
                dispute, side_report(dispute.one, starts), side_report(dispute.two, starts)
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


def side_report(side: Side, starts: Mapping[int, int]) -> dict[str, Any]:
    """One side of a dispute: its words, and who says them."""
    return {
        **span_report(side.passage, side.span, starts),
        "speaker": side.speaker,
        "party": side.party,
        "source": side.source,
        "act": side.act,
        "outlet": side.passage.article.outlet,
        "published": side.passage.article.published,
    }


def figure_report(value: Value) -> dict[str, Any]:
    """A figure where it stands; `quote` is its words with their bound."""
    reported, amount = value.reported, value.reported.amount
    newer = value.superseded_by
    return {
        "article": reported.article.id,
        "version": reported.article.version,
        "start": amount.span.start,
        "stop": amount.span.stop,
        "value": amount.value,
        "low": amount.low,
        "high": amount.high,
        "bound": amount.bound.value,
        "vague": amount.vague,
        "quote": _printed(reported),
        "said": reported.is_said,
        "speaker": reported.speaker,
        "party": reported.party,
        "outlet": reported.article.outlet,
        "published": reported.article.published,
        "superseded": newer is not None,
        "superseded_by": newer and {"article": newer.article.id, "start": newer.amount.span.start},
    }


def _printed(reported: Reported) -> dict[str, Any] | None:
    """The figure with its bound; null in a headline, which is no paragraph's text."""
    if reported.passage is None or reported.quote is None:
        return None
    paragraph = reported.passage.paragraph
    return {
        "paragraph": paragraph.position,
        "start": reported.amount.quote.start,
        "stop": reported.amount.quote.stop,
        "text": reported.quote.of(paragraph.text),
    }
