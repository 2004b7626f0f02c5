"""Requests as polite ones are: with what the server named the last time, at its pace, by its rules.

Every hop of a redirect is a request to a host of its own, with that host's turn and rules.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urljoin

from corpus.feeds.hosts import Hosts, origin_of
from corpus.feeds.intervals import retry_after
from corpus.feeds.robots import Robots, robots_of
from corpus.fetching.obstacles import Obstacle, PageError
from corpus.fetching.pages import Answer, Fetcher, is_page

logger = logging.getLogger(__name__)

_HOPS = 5  # set by hand; not measured
_FOR_GOOD = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_TOO_MUCH = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_FEEDS = (
    b"application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9,"
    b" text/xml;q=0.9, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server named its answer, and the address that named it; sent back as it came."""

    address: str
    etag: bytes | None = None
    last_modified: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """The last answer, what was asked for it, and where the address has moved for good, if so."""

    asked: str
    answer: Answer
    moved_to: str | None = None

    @property
    def validators(self) -> Validators:
        headers = self.answer.headers
        return Validators(self.asked, headers.get(b"etag"), headers.get(b"last-modified"))


class Disallowed(Exception):
    """The site's robots.txt forbids the page, or cannot be had at the moment; it is read again
    then."""

    def __init__(self, robots: Robots) -> None:
        super().__init__(robots.objection)
        self.until = robots.until


class Requests:
    """Feeds and pages, within what hosts bear."""

    def __init__(self, fetcher: Fetcher, hosts: Hosts, *, clock: Callable[[], float]) -> None:
        self._fetcher = fetcher
        self._hosts = hosts
        self._clock = clock

    async def feed(
        self,
        address: str,
        *,
        validators: Validators,
        headers: Mapping[str, bytes],
        check: Callable[[str], Awaitable[None]],
    ) -> Reached:
        """A feed; `headers` go to the origin of the address alone, `check` may refuse a hop.

        Raises PageError, HostBarred, and what `check` does.
        """
        return await self._follow(
            address, validators, {"Accept": _FEEDS}, secret=headers, check=check, of=address
        )

    async def page(
        self, address: str, *, validators: Validators, headers: Mapping[str, bytes], of: str
    ) -> Reached:
        """A page that robots.txt allows; `headers` go to the origin of `of`, its feed.

        Raises PageError, HostBarred and Disallowed.
        """
        return await self._follow(
            address, validators, {}, secret=headers, check=self._require_allowed, of=of, pages=True
        )

    async def _follow(
        self,
        address: str,
        validators: Validators,
        headers: Mapping[str, bytes],
        *,
        secret: Mapping[str, bytes],
        check: Callable[[str], Awaitable[None]],
        of: str,
        pages: bool = False,
    ) -> Reached:
        moved_to, is_for_good = None, True
        hop, seen = address, set[str]()
        while hop not in seen and len(seen) <= _HOPS:
            seen.add(hop)
            await check(hop)
            sent = {**headers, **_conditions(validators, hop)}
            if origin_of(hop) == origin_of(of):
                sent |= secret
            answer = await self._ask(hop, sent, pages=pages)
            if (location := answer.location) is None:
                return Reached(hop, answer, moved_to)
            hop = location
            is_for_good = is_for_good and answer.status in _FOR_GOOD
            if is_for_good:
                moved_to = hop
        raise PageError(address, Obstacle.MOVED)

    async def _ask(self, address: str, headers: Mapping[str, bytes], *, pages: bool) -> Answer:
        async with self._hosts.turn(address):
            if pages:
                answer = await self._fetcher.ask(address, headers, reads=is_page)
            else:
                answer = await self._fetcher.ask(address, headers)
        if answer.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            now = self._clock()
            until = retry_after(answer.header("retry-after"), answer.header("date"), now=now)
            if until is not None:
                self._hosts.bar(address, until)
            elif answer.status in _TOO_MUCH:
                self._hosts.tire(address)
        return answer

    async def _require_allowed(self, address: str) -> None:
        robots = self._hosts.robots(address)
        if robots is None or robots.until <= self._clock():
            robots = await self._robots(address, before=robots)
            self._hosts.learn(address, robots)
        if not robots.allows(address):
            raise Disallowed(robots)

    async def _robots(self, address: str, *, before: Robots | None) -> Robots:
        hop = urljoin(address, "/robots.txt")
        known = Validators(hop)
        if before is not None:
            known = Validators(hop, _bytes(before.etag), _bytes(before.last_modified))
        for _ in range(_HOPS + 1):
            try:
                answer = await self._ask(hop, _conditions(known, hop), pages=False)
            except PageError as error:
                if error.obstacle in (Obstacle.INSIDE, Obstacle.PORT, Obstacle.ADDRESS):
                    raise
                return robots_of(0, b"", now=self._clock(), before=before)
            if (location := answer.location) is None:
                found = robots_of(answer.status, answer.body, now=self._clock(), before=before)
                if answer.status != HTTPStatus.OK or hop != known.address:
                    return found
                named = answer.headers.get(b"etag"), answer.headers.get(b"last-modified")
                return replace(found, etag=_text(named[0]), last_modified=_text(named[1]))
            hop = location
        return robots_of(0, b"", now=self._clock(), before=before)


def _conditions(validators: Validators, address: str) -> dict[str, bytes]:
    """Only to the address that named them: another's names mean nothing there."""
    if validators.address != address:
        return {}
    given = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in given.items() if value}


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("latin-1")


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("latin-1")
