"""One entry of a feed to an article: from the feed where that has all of it, else from its page."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from corpus.errors import NoArticleThere, SourceError
from corpus.feeds.choosing import is_surely_whole, is_whole_beside, may_be_whole
from corpus.feeds.hosts import HostBarred, host_of
from corpus.feeds.intervals import HOUR, MINUTE
from corpus.feeds.items import Item
from corpus.feeds.markup import without_additions
from corpus.feeds.requests import Disallowed, Reached, Requests, Validators
from corpus.feeds.sameness import KEPT, kept, same_words, speaks_of, words_of
from corpus.feeds.subscribing import load_item
from corpus.fetching.obstacles import Obstacle, PageError
from corpus.fetching.pages import document_of, stem_of_address
from corpus.formats.files import slug
from corpus.formats.format import IN_FEED
from corpus.formats.web_addresses import address_key
from corpus.ingest import Extract, Prepared, keep, prepare
from corpus.storage.feed_table import EntryState, FeedEntry, FeedPage, FullText, Subscription
from corpus.storage.likeness import is_beginning
from corpus.storage.records import Outcome
from corpus.storage.store import CorpusStore
from corpus.types import Article, Described, Metadata, RawDocument

# Set by hand; not measured.
_TRIES = 6
_FIRST_PAUSE = 15 * MINUTE
_HELD_FOR = HOUR
_SAME_TEXT = 3  # addresses of a site under which a text is the site's own
_MOSTLY = 0.9
_STEM = 80

_FROM_FEED, _FROM_PAGE, _FROM_ELSEWHERE = "feed", "page", "elsewhere"
_FOR_GOOD = (
    Obstacle.FORBIDDEN,
    Obstacle.KIND,
    Obstacle.ADDRESS,
    Obstacle.PORT,
    Obstacle.INSIDE,
)
_ONLY_SUMMARY = "the feed has only a summary"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an entry; `is_whole` where it was seen whether the feed has whole articles."""

    entry: FeedEntry
    outcome: Outcome | None = None
    is_whole: bool | None = None


class _NotNow(Exception):
    """It may work later."""

    def __init__(self, reason: str, *, at: float | None = None) -> None:
        super().__init__(reason)
        self.at = at


class _Never(Exception):
    """Nothing is to be had unless the item changes."""


class _Held(Exception):
    """Something came in the article's place that does not seem to be it."""


class Taking:
    """Takes entries, one after the other for each feed."""

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

    async def take(
        self, feed: Subscription, entry: FeedEntry, headers: Mapping[str, bytes]
    ) -> Taken:
        """Whatever is wrong with one entry is said in it; raises StoreError alone."""
        item = load_item(entry.item or "{}")
        seen = _Seen(feed, entry, item, headers)
        try:
            taken = await self._take(seen)
        except HostBarred as barred:
            return Taken(self._put_off(entry, str(barred), at=barred.until), None, seen.is_whole)
        except _NotNow as later:
            return Taken(self._put_off(entry, str(later), at=later.at), None, seen.is_whole)
        except _Never as problem:
            return Taken(_refused(entry, str(problem)), None, seen.is_whole)
        except SourceError as error:
            return Taken(_refused(entry, _words(error)), None, seen.is_whole)
        except _Held as problem:
            if entry.article is not None and entry.state is not EntryState.HELD:
                self._store.note_held(entry.article)
            held = replace(
                entry,
                state=EntryState.HELD,
                reason=str(problem),
                tries=entry.tries + 1,
                next_at=self._clock() + _HELD_FOR * 2**entry.tries,
                item=entry.item if entry.tries < _TRIES else None,
            )
            return Taken(held, None, seen.is_whole)
        return replace(taken, is_whole=seen.is_whole)

    def _put_off(self, entry: FeedEntry, reason: str, *, at: float | None) -> FeedEntry:
        if at is not None:
            return replace(entry, state=EntryState.WAITING, reason=reason, next_at=at)
        if entry.tries >= _TRIES:
            return _refused(entry, reason)
        return replace(
            entry,
            state=EntryState.WAITING,
            reason=reason,
            tries=entry.tries + 1,
            next_at=self._clock() + _FIRST_PAUSE * 2**entry.tries,
        )

    async def _take(self, seen: _Seen) -> Taken:
        entry, item = seen.entry, seen.item
        if entry.article is None and entry.source is not None:
            # Removed by hand: what an editor took out does not come back by itself.
            return Taken(replace(entry, state=EntryState.STORED, item=None))
        known = None if entry.article is None else self._store.numbered(entry.article)
        if known is None and seen.has_own_link and item.link:
            other = self._store.at_address(item.link)
            if other is not None and not other.is_partial:
                return Taken(_stored(seen, other, None))
        if _is_to_be_read_here(seen):
            return await self._from_feed(seen, known)
        try:
            return await self._from_page(seen, known)
        except (_NotNow, _Never, Disallowed, SourceError) as problem:
            is_final = isinstance(problem, _Never | Disallowed)
            if seen.feed.full_text is FullText.AUTO and (
                is_surely_whole(item) or (is_final and item.is_content and may_be_whole(item))
            ):
                return await self._from_feed(seen, known)
            if isinstance(problem, Disallowed):
                raise _NotNow(f"{problem}, and {_ONLY_SUMMARY}", at=problem.until) from None
            raise

    async def _from_feed(self, seen: _Seen, known: Article | None) -> Taken:
        item = seen.item
        text = without_additions(item.text)
        if not text:
            raise _Never("the item has no text, and no page")
        prepared = await self._prepared(_item_document(seen, text, known))
        return self._judged(seen, known, prepared, _FROM_FEED)

    async def _from_page(self, seen: _Seen, known: Article | None) -> Taken:
        link = seen.item.link
        if link is None or not seen.has_own_link:
            raise _Never(f"{_ONLY_SUMMARY}, and no page of its own")
        page = self._store.feeds.page(link)
        if page is not None and page.gone:
            raise _Never("its server says that the page is gone for good (410)")
        reached = await self._reached(seen, link, page)
        if reached.answer.status == HTTPStatus.NOT_MODIFIED:
            if known is not None:
                return Taken(_stored(seen, known, _FROM_PAGE), Outcome.UNCHANGED)
            raise _Held(seen.entry.reason or "the page has not changed")
        try:
            prepared, digest = await self._page(seen, reached, known)
        except NoArticleThere as error:
            self._remember(link, reached, None)
            if known is not None:
                raise _Held("the page shows no article any more") from error
            raise _NotNow("the page shows no article, or only a few words of it") from error
        try:
            taken = self._judged_page(seen, known, prepared, digest)
        finally:
            self._remember(link, reached, digest)
        if taken is None:
            return await self._from_feed(seen, known)
        return taken

    async def _reached(self, seen: _Seen, link: str, page: FeedPage | None) -> Reached:
        validators = Validators("")
        if page is not None:
            validators = Validators(page.validated or "", page.etag, page.last_modified)
        try:
            reached = await self._requests.page(
                link, validators=validators, headers=seen.headers, of=seen.feed.url
            )
        except PageError as error:
            raise _reason(error) from error
        status = reached.answer.status
        if status == HTTPStatus.GONE:
            host = host_of(link)
            self._store.feeds.save_page(FeedPage(link, host, gone=True))
            raise _Never("its server says that the page is gone for good (410)")
        return reached

    async def _page(
        self, seen: _Seen, reached: Reached, known: Article | None
    ) -> tuple[Prepared, str]:
        try:
            document = await asyncio.to_thread(document_of, reached.answer)
        except PageError as error:
            raise _reason(error) from error
        described = Described(own=_own(seen, known), feed=_said(seen))
        prepared = await self._prepared(replace(document, described=described))
        words = " ".join(words_of(prepared.prose))
        return prepared, hashlib.sha256(words.encode()).hexdigest()

    async def _prepared(self, document: RawDocument) -> Prepared:
        body, described = await asyncio.to_thread(self._extract, document)
        return prepare(document, body, described)

    def _judged_page(
        self, seen: _Seen, known: Article | None, prepared: Prepared, digest: str
    ) -> Taken | None:
        """None where the feed has all that the page has, and so is what is read from now on."""
        item, prose, link = seen.item, prepared.prose, seen.item.link or ""
        others = set(self._store.feeds.pages_with(host_of(link), digest)) - {link}
        if len(others) >= _SAME_TEXT - 1:
            raise _Held(f"the same text stands under {len(others)} other addresses of the site")
        summary = item.text if item.is_content and not may_be_whole(item) else item.summary
        if known is None and not speaks_of(prose, title=item.title, summary=summary):
            raise _Held("the page does not speak of what the feed announces")
        if seen.feed.full_text is FullText.AUTO and seen.feed.is_whole is None:
            seen.is_whole = is_whole_beside(item.text, prose) if may_be_whole(item) else None
            if seen.is_whole:
                return None
        return self._judged(seen, known, prepared, _FROM_PAGE)

    def _judged(self, seen: _Seen, known: Article | None, prepared: Prepared, source: str) -> Taken:
        """Store it as a new article or a new version, if it is one; raises _Held."""
        number: int | None = None
        if known is not None:
            verdict = self._compared(seen, known, prepared, source)
            if verdict is Outcome.UNCHANGED:
                return Taken(_stored(seen, known, source), Outcome.UNCHANGED)
            if verdict is Outcome.UPDATED:
                number = known.number
            else:
                described = replace(prepared.described, own=_own(seen, None))
                prepared = prepare(prepared.document, prepared.article.body, described)
        saved = keep(self._store, prepared, number=number)
        return Taken(_stored(seen, saved.article, source), saved.outcome)

    def _compared(self, seen: _Seen, known: Article, prepared: Prepared, source: str) -> Outcome:
        """Unchanged, updated, or added where it is another article; raises _Held."""
        paragraphs = self._store.paragraphs(known.number)
        old, new = "\n\n".join(each.text for each in paragraphs), prepared.prose
        title = prepared.article.metadata.title
        has_same_title = not (title and known.title) or same_words(title, known.title)
        if same_words(old, new):
            return Outcome.UNCHANGED if has_same_title else Outcome.UPDATED
        is_partial = bool(prepared.article.metadata.is_partial)
        share = kept(old, new)
        if seen.entry.source not in (source, None) and share >= _MOSTLY and kept(new, old) == 1.0:
            return Outcome.UNCHANGED  # the same text, read from another place
        is_less = is_partial and not known.is_partial
        if is_beginning(new, of=old, is_partial=is_less):
            raise _Held("only a part of what is stored came in its place")
        item = seen.item
        if self._is_older(seen, known, new):
            return Outcome.UNCHANGED
        if share >= KEPT:
            return Outcome.UPDATED
        is_moved = bool(item.link and known.url) and address_key(item.link or "") != address_key(
            known.url or ""
        )
        if is_moved and not has_same_title:
            return Outcome.ADDED  # its id was used again for another story
        if source == _FROM_PAGE and not speaks_of(new, title=item.title, summary=item.summary):
            raise _Held("a page without the article's words came in its place")
        return Outcome.UPDATED

    def _is_older(self, seen: _Seen, known: Article, new: str) -> bool:
        """Whether a copy that was passed long ago came again, by its date and by its words."""
        before, now = seen.entry.updated, seen.item.updated or seen.item.published
        if not before or not now or now >= before:
            return False
        versions = (
            self._store.paragraphs(known.number, version=version)
            for version in range(1, known.version)
        )
        return any(same_words("\n\n".join(each.text for each in old), new) for old in versions)

    def _remember(self, link: str, reached: Reached, digest: str | None) -> None:
        named = reached.validators
        self._store.feeds.save_page(
            FeedPage(
                link,
                host_of(link),
                etag=named.etag,
                last_modified=named.last_modified,
                validated=named.address,
                text_digest=digest,
            )
        )


@dataclass
class _Seen:
    """An entry that is being taken."""

    feed: Subscription
    entry: FeedEntry
    item: Item
    headers: Mapping[str, bytes]
    is_whole: bool | None = None

    @property
    def has_own_link(self) -> bool:
        """Whether its link is no other item's, and not the site's front page."""
        return self.entry.link_key is not None


def _is_to_be_read_here(seen: _Seen) -> bool:
    """Whether the feed's own text is the article, by the operator's word or as its pages showed."""
    match seen.feed.full_text:
        case FullText.FEED:
            return True
        case FullText.PAGE:
            return False
    if seen.feed.is_whole and may_be_whole(seen.item):
        return True
    return not seen.has_own_link and is_surely_whole(seen.item)


def _item_document(seen: _Seen, text: str, known: Article | None) -> RawDocument:
    item, link = seen.item, seen.item.link
    is_own = link is not None and seen.has_own_link
    stem = stem_of_address(link) if link and is_own else slug(seen.entry.guid)[-_STEM:].strip("-.")
    return RawDocument(
        name=link or f"{seen.feed.url} ({item.title or seen.entry.guid})",
        path=link or seen.feed.url,
        stem=stem or "item",
        format=IN_FEED,
        content=text,
        described=Described(own=_own(seen, known), feed=_said(seen)),
        address=link if is_own else None,
        in_feed=True,
    )


def _own(seen: _Seen, known: Article | None) -> Metadata:
    """The address that the feed publishes it under; and what does not change with a version."""
    if known is None:
        return Metadata(url=seen.item.link)
    return Metadata(url=known.url or seen.item.link, published=known.published)


def _said(seen: _Seen) -> Metadata:
    item = seen.item
    return Metadata(
        title=item.title,
        outlet=seen.feed.title,
        byline=item.byline,
        published=item.published,
    )


def _stored(seen: _Seen, article: Article, source: str | None) -> FeedEntry:
    """The entry of an article that is stored; without a `source`, another brought it."""
    moment = seen.item.updated or seen.item.published or ""
    return replace(
        seen.entry,
        state=EntryState.STORED,
        article=article.number,
        reason=None,
        source=source or _FROM_ELSEWHERE,
        updated=max(moment, seen.entry.updated or "") or None,
        item=None,
        tries=0,
        next_at=0.0,
    )


def _refused(entry: FeedEntry, reason: str) -> FeedEntry:
    return replace(entry, state=EntryState.REFUSED, reason=reason, item=None)


def _reason(error: PageError) -> _Never | _NotNow:
    return (_Never if error.obstacle in _FOR_GOOD else _NotNow)(_words(error))


def _words(error: SourceError) -> str:
    """What is wrong, without the address that everybody knows who reads it."""
    return error.problem.removeprefix(f"{error.name}: ")
