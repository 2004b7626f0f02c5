"""A pass over feeds: each is asked once, and what it has that is new becomes articles."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from corpus.errors import SourceError, StoreError
from corpus.feeds.hosts import HostBarred, Hosts
from corpus.feeds.intervals import after_failure, interval, max_age
from corpus.feeds.items import Document, Received
from corpus.feeds.looking import Looking, Sight
from corpus.feeds.requests import Reached, Requests, Validators
from corpus.feeds.subscribing import entries_of, feed_key
from corpus.feeds.taking import Taking
from corpus.fetching.obstacles import PageError
from corpus.fetching.pages import Fetcher
from corpus.ingest import Extract
from corpus.storage.feed_table import (
    EntryState,
    FeedFetch,
    FeedState,
    FeedTable,
    Subscription,
)
from corpus.storage.records import Outcome
from corpus.storage.store import CorpusStore
from corpus.types import Article

logger = logging.getLogger(__name__)

Parse = Callable[[Received], Document]

_UNREAD = ("200", "304")
_TIMES_SEEN = 2  # a move, before it is believed
_GONE = "its server says that it is gone for good (410)"


class _Refused(Exception):
    """The feed is not asked, or has not answered with a feed; `status` is what it said."""

    def __init__(self, problem: str, status: str) -> None:
        super().__init__(problem)
        self.status = status


class _Elsewhere(Exception):
    """It redirects to another feed that is here, too."""

    def __init__(self, other: Subscription) -> None:
        super().__init__(f"it redirects to feed {other.id}, which is here already")
        self.other = other


@dataclass
class FeedResult:
    """What a pass did with one feed; `status` is what the server said, None if it was not asked."""

    feed: Subscription
    status: str | None = None
    items: int | None = None
    newest: str | None = None
    added: int = 0
    updated: int = 0
    held: list[str] = field(default_factory=list)
    waiting: int = 0
    refused: int = 0
    problem: str | None = None
    alternates: tuple[str, ...] = ()
    received: int = 0


@dataclass(frozen=True, slots=True)
class PassReport:
    """A pass over feeds, in the order of the feeds."""

    results: tuple[FeedResult, ...]
    seconds: float
    revised: int = 0

    @property
    def added(self) -> int:
        return sum(each.added for each in self.results)

    @property
    def updated(self) -> int:
        return sum(each.updated for each in self.results)

    @property
    def held(self) -> int:
        return sum(len(each.held) for each in self.results)

    @property
    def failed(self) -> list[FeedResult]:
        return [each for each in self.results if each.problem]


class Collector:
    """Asks feeds and takes what they have.

    `parse` and `extract` read what strangers have made, in a process of their own where there is
    one; `environment` has the values of secret headers. `clock` tells seconds since the epoch.
    """

    def __init__(
        self,
        store: CorpusStore,
        fetcher: Fetcher,
        *,
        parse: Parse,
        extract: Extract,
        environment: Mapping[str, str],
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._table: FeedTable = store.feeds
        self._parse = parse
        self._clock = clock
        self._environment = environment
        self._asked: dict[str, int] = {}  # by the keys of addresses: the feed that led there
        self._hosts = Hosts(self._table, clock=clock, sleep=sleep)
        self._requests = Requests(fetcher, self._hosts, clock=clock)
        self._taking = Taking(store, self._requests, extract=extract, clock=clock)
        self._looking = Looking(store, self._requests, extract=extract, clock=clock)

    async def collect(
        self,
        feeds: Sequence[Subscription],
        *,
        everything: bool,
        takes: bool = True,
        until: float | None = None,
        room: int | None = None,
        looks: Sequence[Article] = (),
    ) -> PassReport:
        """Ask each feed once, all hosts at once and each host by turns.

        With `everything` also what is not due; hosts that asked to be left alone are, in any case.
        Without `takes` nothing but the feeds is asked, and entries wait for the next pass. After
        `until` no more entries are begun; no more new articles than there is `room` for. Then
        the pages of the articles in `looks` are looked at again. Raises StoreError.
        """
        self._room = room
        started = self._clock()
        results = [FeedResult(feed) for feed in feeds]
        try:
            async with asyncio.TaskGroup() as group:
                for result in results:
                    group.create_task(
                        self._collect(result, everything=everything, takes=takes, until=until)
                    )
        except* StoreError as broken:
            raise broken.exceptions[0] from None
        sights = [
            await self._looking.look(article)
            for article in looks
            if until is None or self._clock() <= until
        ]
        revised = sum(sight in (Sight.REVISED, Sight.GONE) for sight in sights)
        return PassReport(tuple(results), self._clock() - started, revised)

    async def _collect(
        self, result: FeedResult, *, everything: bool, takes: bool, until: float | None
    ) -> None:
        """One feed, and the record of it; whatever goes wrong with it is its own."""
        await self._collect_one(result, everything=everything, takes=takes, until=until)
        if result.status is not None:
            self._table.record(
                FeedFetch(
                    result.feed.id,
                    self._clock(),
                    result.status,
                    result.received,
                    result.added,
                    result.updated,
                    result.problem,
                )
            )

    async def _collect_one(
        self, result: FeedResult, *, everything: bool, takes: bool, until: float | None
    ) -> None:
        try:
            headers = self._headers(result.feed)
            if everything or result.feed.next_at <= self._clock():
                try:
                    await self._ask(result, headers)
                except _Refused as problem:
                    self._note_failure(result, problem.status, str(problem))
            if takes:  # what it had before is still to be had, whatever it says now
                await self._take(result, headers, everything=everything, until=until)
        except StoreError:
            raise
        except _Refused as problem:
            self._note_failure(result, problem.status, str(problem))
        except Exception as error:
            logger.exception("feed %s could not be collected", result.feed.id)
            self._note_failure(result, "error", f"it could not be read ({type(error).__name__})")

    def _headers(self, feed: Subscription) -> dict[str, bytes]:
        """Secret headers, by the names of the variables that have their values."""
        found = {}
        for name, variable in feed.headers.items():
            value = self._environment.get(variable, "")
            if not value:
                raise _Refused(f"{variable}, which has its {name}, is not set", "not asked")
            found[name] = value.strip().encode("latin-1", "replace")
        return found

    async def _ask(self, result: FeedResult, headers: Mapping[str, bytes]) -> None:
        """What the feed says now, noted and stored; its entries wait to be taken."""
        feed = result.feed
        try:
            reached = await self._reached(feed, headers)
        except HostBarred as barred:
            # Nothing was asked, so nothing has failed; it is asked when the host may be.
            result.feed = replace(feed, next_at=max(feed.next_at, barred.until))
            result.problem = str(barred)
            self._table.save(result.feed)
            return
        except PageError as error:
            said = error.problem.removeprefix(f"{feed.url}: ")
            raise _Refused(said, str(error.obstacle)) from error
        except _Elsewhere as elsewhere:
            self._note_move(result, elsewhere.other.url)
            raise _Refused(str(elsewhere), "moved") from elsewhere
        status = reached.answer.status
        result.status, result.received = str(status), len(reached.answer.body)
        self._note_move(result, reached.moved_to)
        if status == HTTPStatus.NOT_MODIFIED:
            if feed.failing_since is not None and feed.problem and feed.last_status in _UNREAD:
                raise _Refused(feed.problem, str(status))  # what could not be read is still there
            self._note_success(result, reached, (), feed.problem)
        elif status == HTTPStatus.OK:
            await self._read(result, reached)
        elif status == HTTPStatus.GONE:
            self._table.set_state(feed.id, FeedState.GONE)
            result.feed = replace(result.feed, state=FeedState.GONE)
            raise _Refused(_GONE, str(status))
        else:
            raise _Refused(f"its server answers {status}", str(status))

    async def _reached(self, feed: Subscription, headers: Mapping[str, bytes]) -> Reached:
        async def check(hop: str) -> None:
            other = self._table.with_key(feed_key(hop))
            if other is not None and other.id != feed.id and other.state is FeedState.ACTIVE:
                raise _Elsewhere(other)
            first = self._asked.setdefault(feed_key(hop), feed.id)
            if first != feed.id:
                raise _Refused(f"it leads to where feed {first} leads", "moved")

        return await self._requests.feed(
            feed.url,
            validators=Validators(feed.validated or "", feed.etag, feed.last_modified),
            headers=headers,
            check=check,
        )

    async def _read(self, result: FeedResult, reached: Reached) -> None:
        answer, feed = reached.answer, result.feed
        # Kept whatever the body is: what was sent is named back, or it is sent each time.
        named = reached.validators
        result.feed = feed = replace(
            feed,
            validated=named.address,
            etag=named.etag,
            last_modified=named.last_modified,
        )
        received = Received(answer.address, answer.body, answer.charset)
        try:
            document = await asyncio.to_thread(self._parse, received)
        except SourceError as error:
            result.alternates = getattr(error, "alternates", ())
            said = str(error).removeprefix(f"{answer.address}: ")
            raise _Refused(said, str(answer.status)) from error
        result.feed = feed = replace(
            feed,
            title=document.title or feed.title,
            site=document.site or feed.site,
            kind=document.kind,
        )
        result.items = len(document.items)
        result.newest = max((each.published or "" for each in document.items), default="") or None
        known = self._table.entries(feed.id)
        now = self._clock()
        self._table.save_entries(entries_of(feed.id, document.items, known, now=now))
        problem: str | None = None
        if document.is_cut:
            problem = "it breaks off or is damaged; its whole items were taken"
        elif document.left_out:
            problem = f"it has more items than are read; {document.left_out} were left out"
        self._note_success(
            result,
            reached,
            tuple(each.published for each in document.items),
            problem,
            ttl=document.ttl or 0.0,
        )

    async def _take(
        self,
        result: FeedResult,
        headers: Mapping[str, bytes],
        *,
        everything: bool,
        until: float | None,
    ) -> None:
        feed = result.feed
        due = None if everything else self._clock()
        for number in self._table.open_entries(feed.id, until=due):
            if until is not None and self._clock() > until:
                break
            entry = self._table.entry(number)
            if entry is None:
                break  # the feed was removed meanwhile
            if entry.article is None and self._room is not None and self._room <= 0:
                result.waiting += 1
                continue
            taken = await self._taking.take(result.feed, entry, headers)
            self._table.save_entries([taken.entry])
            if taken.is_whole is not None and result.feed.is_whole is None:
                result.feed = replace(result.feed, is_whole=taken.is_whole)
                self._table.save(result.feed)
            result.added += taken.outcome is Outcome.ADDED
            if self._room is not None:
                self._room -= taken.outcome is Outcome.ADDED
            result.updated += taken.outcome is Outcome.UPDATED
            match taken.entry.state:
                case EntryState.HELD:
                    result.held.append(f"{entry.guid}: {taken.entry.reason}")
                    if entry.state is not EntryState.HELD:
                        logger.warning(
                            "feed %s: held %s: %s", feed.id, entry.guid, taken.entry.reason
                        )
                case EntryState.WAITING:
                    result.waiting += 1
                case EntryState.REFUSED:
                    result.refused += 1

    def _note_move(self, result: FeedResult, moved_to: str | None) -> None:
        """Believe a move when it was seen twice; the feed stays the one that it was."""
        feed = result.feed
        if moved_to is None or moved_to == feed.url:
            if feed.moved_to is not None:
                result.feed = replace(feed, moved_to=None, moved_seen=0)
            return
        seen = feed.moved_seen + 1 if feed.moved_to == moved_to else 1
        result.feed = replace(feed, moved_to=moved_to, moved_seen=seen)
        if seen < _TIMES_SEEN:
            return
        other = self._table.with_key(feed_key(moved_to))
        if other is not None and other.id != feed.id:
            self._table.set_state(feed.id, FeedState.GONE)
            result.feed = replace(result.feed, state=FeedState.GONE)
            return
        logger.info("feed %s has moved", feed.id)  # its address may hold a key
        result.feed = replace(
            result.feed, url=moved_to, key=feed_key(moved_to), moved_to=None, moved_seen=0
        )

    def _note_success(
        self,
        result: FeedResult,
        reached: Reached,
        published: Sequence[str | None],
        problem: str | None,
        *,
        ttl: float = 0.0,
    ) -> None:
        now, feed, answer = self._clock(), result.feed, reached.answer
        asked = max(ttl, max_age(answer.header("cache-control")))
        result.problem = problem
        result.feed = replace(
            feed,
            last_attempt=now,
            last_success=now,
            last_status=str(answer.status),
            problem=problem,
            failing_since=None,
            failures=0,
            next_at=now + self._interval(feed, published, asked),
        )
        self._table.save(result.feed)

    def _interval(self, feed: Subscription, published: Sequence[str | None], asked: float) -> float:
        if not published and feed.last_attempt is not None and feed.next_at > feed.last_attempt:
            # Nothing new was said, so what was found the last time holds.
            return max(feed.next_at - feed.last_attempt, interval((), every=1.0, asked=asked))
        return interval(published, every=feed.every, asked=asked)

    def _note_failure(self, result: FeedResult, status: str, problem: str) -> None:
        now, feed = self._clock(), result.feed
        since = feed.failing_since or now
        wait = after_failure(
            feed.every or interval((), every=None, asked=0.0),
            failures=feed.failures,
            failing_for=now - since,
        )
        next_at = max(now + wait, self._hosts.barred_until(feed.url))
        result.status, result.problem = status, problem
        result.feed = replace(
            feed,
            last_attempt=now,
            last_status=status,
            problem=problem,
            failing_since=since,
            failures=feed.failures + 1,
            next_at=next_at,
        )
        self._table.save(result.feed)
