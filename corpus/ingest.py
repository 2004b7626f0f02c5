"""Files to stored articles: read, extract, split, save; a bad one is reported and left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import EmptySource, NoArticleThere, SourceError
from corpus.formats.extract import extract
from corpus.formats.sources import Source, read_sources
from corpus.segmentation.segment import segment
from corpus.segmentation.shape import unmarked
from corpus.storage.records import Outcome, Saved
from corpus.storage.store import CorpusStore
from corpus.types import BlockKind, Described, ExtractedArticle, Metadata, RawDocument

# Characters of prose. What a page shows behind a paywall, a consent form or to a reader without
# JavaScript is shorter than the shortest news. Set by hand; not measured.
LEAST_OF_A_PAGE = 200

Extract = Callable[[RawDocument], tuple[str, Described]]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What was taken in, in the order in which it was read, and what was rejected."""

    stored: tuple[Saved, ...]
    rejected: tuple[SourceError, ...]

    @property
    def added(self) -> int:
        """How many articles are new."""
        return self._count(Outcome.ADDED)

    @property
    def updated(self) -> int:
        """How many have a new version."""
        return self._count(Outcome.UPDATED)

    @property
    def unchanged(self) -> int:
        """How many were stored before, just so."""
        return self._count(Outcome.UNCHANGED)

    @property
    def duplicates(self) -> int:
        """How many repeat another article to the letter, and were left out."""
        return self._count(Outcome.DUPLICATE)

    def _count(self, outcome: Outcome) -> int:
        return sum(saved.outcome is outcome for saved in self.stored)


def ingest(
    store: CorpusStore,
    sources: Sequence[Source],
    *,
    metadata: Metadata = Metadata(),
    origin: Metadata = Metadata(),
    on_document: Callable[[str], None] | None = None,
    extract: Extract = extract,
) -> IngestReport:
    """Store every article found in `sources`: files, folders, and pages that were fetched.

    `metadata` and `origin` say what a source does not say of itself (see Described.request and
    origin); `on_document` hears the name of each document before it is read; `extract` does so in
    another process, where one is kept for it. Raises StoreError; what is wrong with a source is in
    the report.
    """
    stored: list[Saved] = []
    rejected: list[SourceError] = []
    for document in read_sources(sources, metadata=metadata, origin=origin):
        if isinstance(document, SourceError):
            rejected.append(document)
            continue
        if on_document is not None:
            on_document(document.name)
        try:
            stored.append(_save(store, document, extract))
        except SourceError as error:
            rejected.append(error)
    return IngestReport(stored=tuple(stored), rejected=tuple(rejected))


def _save(store: CorpusStore, document: RawDocument, extract: Extract) -> Saved:
    body, described = extract(document)
    blocks = segment(body, title=described.settled.title)
    prose = sum(len(block.span) for block in blocks if block.kind is BlockKind.PROSE)
    if document.address is not None and prose < LEAST_OF_A_PAGE:
        raise NoArticleThere(document.address)
    if not prose:
        raise EmptySource(
            document.name,
            "it has no paragraph of prose",
            fix="check that it holds the article's text, then ingest it again",
        )
    title = next((b.span.of(body) for b in blocks if b.kind is BlockKind.TITLE), "")
    described = replace(described, text=Metadata(title=unmarked(title) or None))
    article = ExtractedArticle(body, described.settled)
    place = document.address or Path(document.path).resolve()
    return store.save(article, blocks, source=f"{place}::{document.stem}", stem=document.stem)
