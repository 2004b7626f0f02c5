"""Articles made for tests, saved the way ingestion saves them."""

from __future__ import annotations

from corpus.storage.records import Outcome
from corpus.storage.store import CorpusStore
from corpus.types import Block, BlockKind, ExtractedArticle, Metadata, Span


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
    body = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for position, paragraph in enumerate(paragraphs, start=1):
        span = Span(start, start + len(paragraph))
        blocks.append(Block(BlockKind.PROSE, span, position))
        start = span.stop + 2
    metadata = Metadata(id=id, title=title, outlet=outlet, published=published, url=url)
    article = ExtractedArticle(body, metadata)
    source = f"{folder}/{name}.txt::{name}"
    return store.save(article, blocks, source=source, stem=name).outcome
