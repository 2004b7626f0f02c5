"""Looking again at the pages of articles that were quoted, in case they were corrected.

Feeds seldom say so. Most corrections come within hours of publication, so that is when most looks
are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import StrEnum
from http import HTTPStatus

from corpus.errors import SourceError
from corpus.feeds.hosts import HostBarred
from corpus.feeds.intervals import HOUR
from corpus.feeds.requests import Disallowed, Requests, Validators
from corpus.feeds.sameness import KEPT, kept, same_words
from corpus.fetching.obstacles import PageError
from corpus.fetching.pages import document_of
from corpus.ingest import Extract, Prepared, keep, prepare
from corpus.storage.likeness import is_beginning
from corpus.storage.records import Outcome
from corpus.storage.store import CorpusStore
from corpus.types import Article, Described, Metadata, RawDocument

AFTER = tuple(hours * HOUR for hours in (1, 6, 24, 72, 7 * 24))
"""Seconds after an article was taken in at which its page is looked at again."""
# Seconds between two looks at a page that is not there, before that is believed.
GONE_FOR = 24 * HOUR
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class Sight(StrEnum):
    """What a look came to."""

    SAME = "same"
    REVISED = "revised"
    HELD = "held"
    MISSING = "missing"
    GONE = "gone"
    UNSEEN = "unseen"


class Looking:
    """Looks at pages, one after the other, within what hosts bear."""

    def __init__(
        self,
        store: CorpusStore,
        requests: Requests,
        *,
        extract: Extract,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._requests = requests
        self._extract = extract
        self._clock = clock

    async def look(self, article: Article) -> Sight:
        """One page; raises StoreError alone. What cannot be had now is looked at next time."""
        try:
            sight = await self._look(article)
        except (HostBarred, Disallowed, PageError):
            sight = Sight.UNSEEN
        except SourceError:
            sight = Sight.HELD  # no article is there, or none that can be read
        now = self._clock()
        since = self._store.looked(article.number, now=now, is_missing=sight is Sight.MISSING)
        if sight is Sight.HELD:
            self._store.note_held(article.number)
        if since is not None and now - since >= GONE_FOR:
            self._store.note_gone(article.number)
            return Sight.GONE
        return sight

    async def _look(self, article: Article) -> Sight:
        address = article.path
        page = self._store.feeds.page(address)
        validators = Validators("")
        if page is not None:
            validators = Validators(page.validated or "", page.etag, page.last_modified)
        reached = await self._requests.page(address, validators=validators, headers={}, of=address)
        if reached.answer.status == HTTPStatus.NOT_MODIFIED:
            return Sight.SAME
        if reached.answer.status in _GONE:
            return Sight.MISSING
        document = await asyncio.to_thread(document_of, reached.answer)
        return self._judged(article, await self._prepared(document, article))

    async def _prepared(self, document: RawDocument, article: Article) -> Prepared:
        """With what does not change with a version."""
        own = Metadata(
            url=article.url,
            outlet=article.outlet,
            byline=article.byline,
            published=article.published,
        )
        body, described = await asyncio.to_thread(self._extract, document)
        return prepare(document, body, Described(own=own, page=described.page))

    def _judged(self, article: Article, prepared: Prepared) -> Sight:
        paragraphs = self._store.paragraphs(article.number)
        old, new = "\n\n".join(each.text for each in paragraphs), prepared.prose
        if same_words(old, new):
            return Sight.SAME
        is_less = bool(prepared.article.metadata.is_partial) and not article.is_partial
        if is_beginning(new, of=old, is_partial=is_less) or kept(old, new) < KEPT:
            return Sight.HELD
        saved = keep(self._store, prepared, number=article.number)
        return Sight.REVISED if saved.outcome is Outcome.UPDATED else Sight.SAME
