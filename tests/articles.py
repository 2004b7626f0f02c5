"""Articles made for tests, saved the way ingestion saves them."""

from __future__ import annotations

from typing import Any

from corpus.attribution.types import NotAttributed, Reason
from corpus.storage.attribution_table import Unattributed
from corpus.storage.identity import article_digest
from corpus.storage.records import Arrival, Outcome, Saved
from corpus.storage.store import CorpusStore
from corpus.types import Block, BlockKind, ExtractedArticle, Metadata, Span
from tests.fakes import PatternAttributor


def save(
    store: CorpusStore,
    *paragraphs: str,
    name: str = "raid",
    folder: str = "/news",
    id: str | None = None,
    title: str | None = "Bridge closed after night raid",
    outlet: str | None = "Harbour Post",
    published: str | None = "2031-03-04",
    url: str | None = None,
) -> Outcome:
    """Store an article of these paragraphs, read from the file `name` in `folder`."""
    return saved(
        store,
        *paragraphs,
        name=name,
        folder=folder,
        id=id,
        title=title,
        outlet=outlet,
        published=published,
        url=url,
    ).outcome


def saved(
    store: CorpusStore,
    *paragraphs: str,
    name: str = "raid",
    folder: str = "/news",
    declared: bool = False,
    line: int | None = None,
    address: str | None = None,
    **said: Any,
) -> Saved:
    """`save`, for what else there is to say. `declared`: the page itself says its address; `line`:
    it is one of a list; `address`: it was fetched from there."""
    body = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for position, paragraph in enumerate(paragraphs, start=1):
        span = Span(start, start + len(paragraph))
        blocks.append(Block(BlockKind.PROSE, span, position))
        start = span.stop + 2
    metadata = Metadata(**said)
    stem = name if line is None else f"{name}-{line}"
    arrival = Arrival(
        source=f"{address or f'{folder}/{name}.txt'}::{stem}",
        stem=stem,
        digest=article_digest(body, metadata),
        is_line=line is not None,
        address=address,
        url_is_given=not declared,
    )
    return store.save(ExtractedArticle(body, metadata), blocks, arrival)


def leave_unread(store: CorpusStore, id: str) -> None:
    """As if the article had been too long to find in it who says what."""
    article = store.find(id)
    version = Unattributed(article.number, article.version, "")
    why = NotAttributed(Reason.TOO_LONG, "it has 4,000,001 characters")
    store.attributions.save([(version, why)], attributor=PatternAttributor().version)
