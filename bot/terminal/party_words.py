"""What shows for whom a party's speakers speak: the words that JSON gives as `why`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.terminal.offsets import Offsets
from bot.terminal.spans_json import span_report
from corpus.speakers.names import fold
from corpus.types import Span
from index.claims.voices import VoiceKind

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore
    from index.claims.sides import Block, Sides

Reasons = Mapping[str, Mapping[str, Any]]
"""By a party's name, folded."""


def reasons_in(store: CorpusStore, sides: Sides, offsets: Offsets) -> Reasons:
    """The words that show each party: of an office, else the party's own name beside its words."""
    articles = {article.number: article for article in sides.articles}
    found: dict[str, Mapping[str, Any]] = {}
    for told in store.appearances.party_words(articles):
        article = articles[told.article]
        if article.version == told.version:
            place = offsets.of_body(article, told.span)
            found.setdefault(
                fold(told.party),
                {
                    "article": article.id,
                    "version": told.version,
                    "start": place.start,
                    "stop": place.stop,
                    "quote": told.words,
                },
            )
    for block in sides.blocks:
        name = fold(block.voice.name)
        if block.voice.kind is VoiceKind.PARTY and name not in found:
            own = _own_name(block, offsets)
            if own is not None:
                found[name] = own
    return found


def _own_name(block: Block, offsets: Offsets) -> Mapping[str, Any] | None:
    known = set(fold(block.voice.name).split())
    for claim in block.claims:
        source, text = claim.statement.source or "", claim.passage.paragraph.text
        at = text.find(source)
        if at >= 0 and not known.isdisjoint(fold(source).split()):
            return span_report(claim.passage, Span(at, at + len(source)), offsets)
    return None
