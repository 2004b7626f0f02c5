"""Files to stored articles: read, extract, split, save; a bad one is reported and left out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import DatelineError, EmptySource, NoArticleThere, SourceError
from corpus.formats.extract import extract
from corpus.formats.files import not_understood
from corpus.formats.format import PLAIN
from corpus.formats.shifts import shifts_between
from corpus.formats.sources import (
    Read,
    Skipped,
    Source,
    WhySkipped,
    read_file,
    read_sources,
)
from corpus.segmentation.segment import segment
from corpus.segmentation.shape import unmarked
from corpus.storage.identity import article_digest
from corpus.storage.records import Arrival, Outcome, Saved
from corpus.storage.saving import prose_of
from corpus.storage.store import CorpusStore
from corpus.types import (
    TAKEN_BACK,
    Article,
    Block,
    BlockKind,
    Described,
    ExtractedArticle,
    Metadata,
    RawDocument,
    Release,
)

# Characters of prose. What a page shows behind a paywall, a consent form or to a reader without
# JavaScript is shorter than the shortest news. Set by hand; not measured.
LEAST_OF_A_PAGE = 200

CLOSED = (Outcome.EMBARGOED, Outcome.WITHHELD, Outcome.WITHDRAWN)
"""What comes of a story that must not be quoted."""

Extract = Callable[[RawDocument], tuple[str, Described]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a file, a line of one, or a page; `name` is what messages call it."""

    name: str
    fate: Saved | SourceError | Skipped


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of each thing that was found, in the order in which it was found."""

    entries: tuple[Entry, ...]

    @property
    def stored(self) -> tuple[Saved, ...]:
        """What was taken in, or was there before."""
        return tuple(each.fate for each in self.entries if isinstance(each.fate, Saved))

    @property
    def rejected(self) -> tuple[SourceError, ...]:
        """Why the others could not be taken in."""
        return tuple(each.fate for each in self.entries if isinstance(each.fate, SourceError))

    @property
    def skipped(self) -> Counter[WhySkipped]:
        """How many were passed over, by the reason."""
        return Counter(each.fate.why for each in self.entries if isinstance(each.fate, Skipped))

    @property
    def apart(self) -> tuple[Entry, ...]:
        """The new articles that looked like another, and have other words."""
        return tuple(
            each for each in self.entries if isinstance(each.fate, Saved) and each.fate.apart
        )

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

    @property
    def older(self) -> int:
        """How many are versions that a later one, which is stored, came before."""
        return self._count(Outcome.OLDER)

    @property
    def closed(self) -> Counter[Outcome]:
        """How many must not be quoted, by what they are."""
        counted = Counter(saved.outcome for saved in self.stored)
        return Counter({outcome: counted[outcome] for outcome in CLOSED if counted[outcome]})

    @property
    def dated_ahead(self) -> list[Article]:
        """What was stored now with a day in the future."""
        return [article for article in self._new() if article.is_dated_ahead]

    @property
    def undated(self) -> list[Article]:
        """What was stored now without a day: nobody gave one, or none that could be read."""
        return [article for article in self._new() if article.published is None]

    @property
    def partial(self) -> list[Article]:
        """What was stored now, and is only a part of what was published."""
        return [article for article in self._new() if article.is_partial]

    def _new(self) -> list[Article]:
        new = (Outcome.ADDED, Outcome.UPDATED)
        return [saved.article for saved in self.stored if saved.outcome in new]

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
    read: Read = read_file,
) -> IngestReport:
    """Store every article found in `sources`: files, folders, and pages that were fetched.

    `metadata` and `origin` say what a source does not say of itself (see Described.request and
    origin); `on_document` hears the name of each document before it is read; `extract` and `read`
    do so in another process, where one is kept for it. Raises StoreError; what is wrong with a
    source is in the report.
    """
    entries: list[Entry] = []
    for found in read_sources(sources, metadata=metadata, origin=origin, read=read):
        if isinstance(found, RawDocument) and on_document is not None:
            on_document(found.name)
        fate = _save(store, found, extract) if isinstance(found, RawDocument) else found
        entries.append(Entry(found.name, fate))
    return IngestReport(tuple(entries))


def _save(store: CorpusStore, document: RawDocument, extract: Extract) -> Saved | SourceError:
    """One document never stops the others, whatever a library makes of it."""
    try:
        return _saved(store, document, extract)
    except SourceError as error:
        return error
    except DatelineError:
        raise
    except Exception as error:
        return not_understood(document.name, error)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its text divided, before it is anybody's version of anything."""

    document: RawDocument
    described: Described
    article: ExtractedArticle
    blocks: Sequence[Block]

    @property
    def prose(self) -> str:
        """The text of its paragraphs."""
        return prose_of(self.article.body, self.blocks)


def prepare(document: RawDocument, body: str, described: Described) -> Prepared:
    """Divide what was extracted; raises EmptySource where it has no prose, and NoArticleThere where
    a page has too little of it."""
    article, blocks = _divided(document, body, described)
    return Prepared(document, described, article, blocks)


def keep(store: CorpusStore, prepared: Prepared, *, number: int | None = None) -> Saved:
    """Store it with what was said of it by hand; as a version of the article with that number,
    where whoever brings it knows which it is. Raises StoreError."""
    document, described, body = prepared.document, prepared.described, prepared.article.body
    article, blocks = prepared.article, prepared.blocks
    arrival = replace(_arrival(document, body, described), article=number)
    told = store.told(article, blocks, arrival)
    request = Described(own=described.request, request=told.request).settled
    by_hand = replace(described, edited=told.edited, request=request)
    if by_hand != described:
        article, blocks = _divided(document, body, by_hand)
        arrival = replace(arrival, url_is_given=by_hand.url_is_given)
    return store.save(article, blocks, arrival)


def _saved(store: CorpusStore, document: RawDocument, extract: Extract) -> Saved:
    release = document.release
    if release.status in TAKEN_BACK:
        return _take_back(store, document)
    return keep(store, prepare(document, *extract(document)))


def _take_back(store: CorpusStore, document: RawDocument) -> Saved:
    """Whatever text comes with it is for editors, or what is to be forgotten: it is not read."""
    settled, release = document.described.settled, document.release
    identifier = release.of or settled.id
    if identifier is None and settled.url is not None:
        known = store.at_address(settled.url)
        identifier = known.id if known else None
    if identifier is None:
        raise SourceError(
            document.name,
            f"a story is {release.status}, and it does not say which",
            fix='give its "id"',
        )
    arrival = _arrival(document, "", document.described)
    return store.take_back(identifier, arrival, outlet=settled.outlet)


def _divided(
    document: RawDocument, body: str, described: Described
) -> tuple[ExtractedArticle, Sequence[Block]]:
    # The text has the headline that it had before an editor gave it another.
    headline = replace(described, edited=Metadata()).settled.title
    blocks = segment(body, title=headline)
    quoted = (BlockKind.PROSE, BlockKind.CORRECTION)
    size = sum(len(block.span) for block in blocks if block.kind in quoted)
    if document.address is not None and not document.in_feed and size < LEAST_OF_A_PAGE:
        raise NoArticleThere(document.address)
    if not size:
        raise EmptySource(
            document.name,
            "it has no paragraph of prose",
            fix="check that it holds the article's text, then ingest it again",
        )
    title = next((b.span.of(body) for b in blocks if b.kind is BlockKind.TITLE), "")
    described = replace(described, text=Metadata(title=unmarked(title) or None))
    given = body
    if _is_line(document) and document.format == PLAIN and isinstance(document.content, str):
        given = document.content
    return ExtractedArticle(body, described.settled, shifts_between(given, body)), blocks


def _is_line(document: RawDocument) -> bool:
    """Whether it is one of a list, which come and go."""
    return document.address is None and not document.in_feed and document.is_one_of_many


def _arrival(document: RawDocument, body: str, described: Described) -> Arrival:
    is_file = document.address is None and not document.in_feed
    place = Path(document.path).resolve() if is_file else document.address or document.path
    digest = article_digest(body, replace(described, request=Metadata()).settled)
    if document.release != Release():
        digest = hashlib.sha256(f"{digest} {document.release}".encode()).hexdigest()
    return Arrival(
        source=f"{place}::{document.stem}",
        stem=document.stem,
        digest=digest,
        is_line=_is_line(document),
        address=document.address,
        url_is_given=described.url_is_given,
        told=described.request,
        release=document.release,
        fetched=document.fetched,
    )
