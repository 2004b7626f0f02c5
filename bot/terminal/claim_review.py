"""Claims as schema.org's ClaimReview, for programs of fact-checkers: who says it, and where. Pure.

No rating is given: nothing here says what is true. Google, which shows a fact check by its rating,
takes none without one; schema.org asks for no property.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.chat.telegram.links import safe_url
from corpus.speakers.names import NameKind, read_name
from index.claims.origins import when
from index.claims.sides import quoted
from index.claims.voices import VoiceKind

if TYPE_CHECKING:
    from corpus.types import Article
    from index.claims.sides import Block, Sides
    from index.claims.story import Claim


def claim_review(sides: Sides | None) -> dict[str, Any]:
    """Every claim that somebody can be named for, as JSON-LD; none where there is no story."""
    return {"@context": "https://schema.org", "@graph": [] if sides is None else _reviews(sides)}


def _reviews(sides: Sides) -> list[dict[str, Any]]:
    return [
        _review(claim, block, sides)
        for block in sides.blocks
        if block.voice.kind is not VoiceKind.UNRESOLVED
        for claim in block.claims
    ]


def _review(claim: Claim, block: Block, sides: Sides) -> dict[str, Any]:
    echoes = sides.origins.echoes.get(claim.statement.id, ())
    articles = {
        one.passage.article.number: one.passage.article
        for one in sorted((claim, *echoes), key=when)
    }
    first, *others = articles.values()
    reviewed: dict[str, Any] = {
        "@type": "Claim",
        "author": _author(sides.speaker_of(claim) or block.voice.name, block),
        "firstAppearance": _appearance(first),
    }
    if first.published:
        reviewed["datePublished"] = first.published
    if others:
        reviewed["appearance"] = [_appearance(article) for article in others]
    return {
        "@type": "ClaimReview",
        "claimReviewed": quoted(claim).of(claim.passage.paragraph.text),
        "author": {"@type": "Organization", "name": "Dateline"},
        "itemReviewed": reviewed,
    }


def _author(name: str, block: Block) -> dict[str, Any]:
    person = read_name(name).kind in (NameKind.PERSON, NameKind.OPEN) and not block.voice.is_body
    author: dict[str, Any] = {"@type": "Person" if person else "Organization", "name": name}
    if name != block.voice.name and block.voice.kind is VoiceKind.PARTY:
        member = "affiliation" if person else "parentOrganization"
        author[member] = {"@type": "Organization", "name": block.voice.name}
    return author


def _appearance(article: Article) -> dict[str, Any]:
    told: Mapping[str, Any] = {
        "@type": "NewsArticle",
        "identifier": article.id,
        "headline": article.title,
        "url": safe_url(article.url),
        "datePublished": article.published,
        "publisher": article.outlet and {"@type": "Organization", "name": article.outlet},
    }
    return {key: value for key, value in told.items() if value}
