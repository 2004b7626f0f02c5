"""What programs read about claims: values as dictionaries ready for JSON. Pure.

Offsets are code points into the article's text: of a line of JSON Lines as that has it, else as it
is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.terminal.offsets import Offsets
from bot.terminal.party_words import Reasons
from bot.terminal.spans_json import span_report
from bot.texts.labels import outlet_or_file
from corpus.speakers.names import fold
from index.claims.coverage import Coverage, Row
from index.claims.origins import Origin
from index.claims.sides import Block, Sides, quoted
from index.claims.story import Story


def sides_report(sides: Sides, offsets: Offsets, reasons: Reasons) -> dict[str, Any]:
    """What `sides --json` prints."""
    caveats = {id(caveat): number for number, caveat in enumerate(sides.caveats, start=1)}
    claims = {
        claim.statement.id: {
            **span_report(claim.passage, quoted(claim), offsets),
            "speaker": sides.speaker_of(claim),
            "source": claim.statement.source,
            "act": claim.statement.act.value,
            "kind": claim.statement.kind.value,
            "outlet": outlet_or_file(claim.passage.article),
            "published": claim.passage.article.published,
            "origin": sides.origins.of[claim.statement.id],
            "caveats": [caveats[id(caveat)] for caveat in sides.caveats_of(claim)],
            "echoes": [
                span_report(echo.passage, quoted(echo), offsets)
                for echo in sides.origins.echoes.get(claim.statement.id, ())
            ],
        }
        for claim in sides.claims
    }
    shown = {origin.id for block in sides.blocks for origin in block.origins}
    read = len(sides.articles) - sides.unread
    by_id = {claim.statement.id: claim for claim in sides.claims}
    return {
        "topic": sides.topic.text,
        "as_of": sides.topic.story.as_of,
        "unread": sides.unread,
        "narrowed": list(sides.topic.narrowed),
        "unfound": list(sides.topic.unfound),
        "story": story_report(sides.topic.story, sides.outlets),
        "others": [story_report(story, story.outlets) for story in sides.topic.others],
        "parties": [_block(block, claims, reasons) for block in sides.blocks],
        "caveats": [
            {
                "id": caveats[id(caveat)],
                "kind": caveat.kind.value,
                "scope": caveat.scope.value,
                "caveat": span_report(caveat.passage, caveat.shown, offsets),
                "claim": span_report(by_id[about].passage, quoted(by_id[about]), offsets),
            }
            for caveat in sides.caveats
            for about in caveat.about
            if about in by_id
        ],
        "origins": [origin_report(origin) for origin in sides.origins.all if origin.id in shown],
        "silent": {"parties": [{"name": voice.name, "articles": read} for voice in sides.silent]},
    }


def coverage_report(coverage: Coverage, offsets: Offsets) -> dict[str, Any]:
    """What `coverage --json` prints: a row a claim or a figure, with its places."""
    sides = coverage.sides
    return {
        "topic": sides.topic.text,
        "as_of": sides.topic.story.as_of,
        "story": story_report(sides.topic.story, coverage.outlets),
        "coverage": {
            "outlets": list(coverage.outlets),
            "rows": [
                {
                    "claim": span_report(row.first.passage, row.first.span, offsets),
                    "figure": _figure(row),
                    "origin": row.origin and origin_report(row.origin),
                    "articles": row.articles,
                    "outlets": {outlet: len(places) for outlet, places in row.outlets.items()},
                    "cells": {
                        outlet: [span_report(each.passage, each.span, offsets) for each in places]
                        for outlet, places in row.outlets.items()
                    },
                    "missing": row.missing(coverage.outlets) if row.outlets else [],
                    "unplaced": [
                        span_report(each.passage, each.span, offsets) for each in row.unplaced
                    ],
                }
                for row in coverage.rows
            ],
        },
    }


def _figure(row: Row) -> dict[str, Any] | None:
    """What a row counts, where it is a figure's."""
    if row.counted is None:
        return None
    amount = row.counted.amount
    return {
        "slot": asdict(row.counted.figure.slot),
        "value": amount.value,
        "low": amount.low,
        "high": amount.high,
        "bound": amount.bound.value,
    }


def _block(block: Block, claims: Mapping[int, dict[str, Any]], reasons: Reasons) -> dict[str, Any]:
    return {
        "name": block.voice.name or None,
        "kind": block.voice.kind.value,
        "why": reasons.get(fold(block.voice.name)),
        "outlets": list(block.outlets),
        "origins": [origin.id for origin in block.origins],
        "claims": [
            claims[claim.statement.id] | {"party": block.voice.name or None}
            for claim in block.claims
        ],
    }


def story_report(story: Story, outlets: Iterable[str]) -> dict[str, Any]:
    """A story by its number, how much there is of it, and its days."""
    days = story.days
    return {
        "id": story.id,
        "title": story.title,
        "articles": len(story.articles),
        "outlets": len(list(outlets)),
        "first": days and days[0][: len("YYYY-MM-DD")],
        "last": days and days[1][: len("YYYY-MM-DD")],
    }


def origin_report(origin: Origin) -> dict[str, Any]:
    """Whom claims come from, and the publishers that carried them."""
    return {
        "id": origin.id,
        "speaker": origin.speaker,
        "via": origin.via,
        "outlets": list(origin.outlets),
    }
