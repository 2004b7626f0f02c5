"""What programs read about claims: values as dictionaries ready for JSON. Pure.

Offsets are code points into the text of the article's version, as it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.texts.labels import outlet_or_file
from corpus.types import Span
from index.claims.disputes.finding import Disputes, Side
from index.claims.figures.finding import Figures
from index.claims.figures.grouping import Reported, Value
from index.claims.origins import Origin
from index.claims.sides import Block, Sides, passages_shown, quoted
from index.claims.story import Claim, Story
from index.types import Passage

_SCORE_DIGITS = 4


def paragraphs_needed(sides: Sides) -> list[int]:
    """The paragraphs whose place in their article's text the report needs."""
    return [passage.paragraph.id for passage in passages_shown(sides)]


def sides_report(sides: Sides, starts: Mapping[int, int]) -> dict[str, Any]:
    """What `sides --json` prints; `starts` is where each paragraph begins in its article."""
    caveats = {id(caveat): number for number, caveat in enumerate(sides.caveats, start=1)}
    claims = {
        claim.statement.id: {
            **span_report(claim.passage, quoted(claim), starts),
            "speaker": sides.speaker_of(claim),
            "source": claim.statement.source,
            "act": claim.statement.act.value,
            "kind": claim.statement.kind.value,
            "outlet": outlet_or_file(claim.passage.article),
            "published": claim.passage.article.published,
            "origin": sides.origins.of[claim.statement.id],
            "caveats": [caveats[id(caveat)] for caveat in sides.caveats_of(claim)],
            "echoes": [
                span_report(echo.passage, quoted(echo), starts)
                for echo in sides.origins.echoes.get(claim.statement.id, ())
                if echo.passage.paragraph.id in starts
            ],
        }
        for claim in sides.claims
    }
    shown = {origin.id for block in sides.blocks for origin in block.origins}
    by_id = {claim.statement.id: claim for claim in sides.claims}
    return {
        "topic": sides.topic.text,
        "narrowed": list(sides.topic.narrowed),
        "story": story_report(sides.topic.story, sides.outlets),
        "others": [story_report(story, story.outlets) for story in sides.topic.others],
        "parties": [_block(block, claims) for block in sides.blocks],
        "caveats": [
            {
                "id": caveats[id(caveat)],
                "kind": caveat.kind.value,
                "scope": caveat.scope.value,
                "caveat": span_report(caveat.passage, caveat.shown, starts),
                "claim": span_report(by_id[about].passage, quoted(by_id[about]), starts),
            }
            for caveat in sides.caveats
            for about in caveat.about
            if about in by_id
        ],
        "origins": [origin_report(origin) for origin in sides.origins.all if origin.id in shown],
        "silent": {
            "parties": [
                {"name": voice.name, "articles": len(sides.articles)} for voice in sides.silent
            ]
        },
    }


def _block(block: Block, claims: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": block.voice.name or None,
        "kind": block.voice.kind.value,
        "outlets": list(block.outlets),
        "origins": [origin.id for origin in block.origins],
        "claims": [
            claims[claim.statement.id] | {"party": block.voice.name or None}
            for claim in block.claims
        ],
    }


def span_report(passage: Passage, span: Span, starts: Mapping[int, int]) -> dict[str, Any]:
    """Words of an article: where they stand in its text, and themselves."""
    start = starts[passage.paragraph.id]
    return {
        "article": passage.article.id,
        "version": passage.article.version,
        "paragraph": passage.paragraph.position,
        "start": start + span.start,
        "stop": start + span.stop,
        "quote": span.of(passage.paragraph.text),
    }


def story_report(story: Story, outlets: Iterable[str]) -> dict[str, Any]:
    """A story by its number, how much there is of it, and its days."""
    days = story.days
    return {
        "id": story.id,
        "title": story.title,
        "articles": len(story.articles),
        "outlets": len(list(outlets)),
        "first": days and days[0],
        "last": days and days[1],
    }


def origin_report(origin: Origin) -> dict[str, Any]:
    """Whom claims come from, and the publishers that carried them."""
    return {
        "id": origin.id,
        "speaker": origin.speaker,
        "via": origin.via,
        "outlets": list(origin.outlets),
    }


def echoed(claims: Iterable[Claim], sides: Sides) -> list[Passage]:
    """The paragraphs of other articles that say the same in the same words."""
    return [
        echo.passage
        for claim in claims
        for echo in sides.origins.echoes.get(claim.statement.id, ())
    ]


def figures_report(found: Figures) -> dict[str, Any]:
    """The contract of `figures --json`: a group a quantity, spans in code points of the article's
    text. `value` is in the unit of the slot, null where no single value is printed."""
    return {
        "story": found.story and found.story.id,
        "articles": found.articles,
        "groups": [
            {
                "slot": asdict(group.slot),
                "story": group.story,
                "figures": [_figure(value) for value in group.values],
            }
            for group in found.groups
        ],
    }


def disputes_report(topic: str, found: Disputes, starts: Mapping[int, int]) -> dict[str, Any]:
    """What `disputes --json` prints; `starts` is where each paragraph begins in its article."""
    return {
        "topic": topic,
        "story": story_report(found.story, found.story.outlets),
        "conflicts": [
            {
                "kind": dispute.kind.value,
                "issue": dispute.issue.value,
                "slot": dispute.counted and asdict(dispute.counted.figure.slot),
                "a": _side(dispute.one, starts),
                "b": _side(dispute.two, starts),
                "score": round(dispute.score, _SCORE_DIGITS),
            }
            for dispute in found.all
        ],
    }


def _side(side: Side, starts: Mapping[int, int]) -> dict[str, Any]:
    return {
        **span_report(side.passage, side.span, starts),
        "speaker": side.speaker,
        "party": side.party,
        "source": side.source,
        "act": side.act,
        "outlet": side.passage.article.outlet,
        "published": side.passage.article.published,
    }


def _figure(value: Value) -> dict[str, Any]:
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
