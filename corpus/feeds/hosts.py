"""Turns at hosts: one request at a time, a second apart, and none while a host asks for peace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from corpus.feeds.robots import Robots, dumped, loaded
from corpus.storage.feed_table import FeedHost, FeedTable

# Set by hand; not measured.
SPACING = 1.0
"""Seconds between the end of a request to a host and the next one to it."""
_CONNECTIONS = 8
# Seconds after which a host that said that it is too much, and not until when, is asked by itself.
_RESTED = 900.0
# A clock that is set back or a server's mistake must not stop a host for ever.
_LONGEST_SPACING = 120.0


class HostBarred(Exception):
    """The host wants to be left alone until then."""

    def __init__(self, host: str, until: float) -> None:
        super().__init__(f"{host} asked to be left alone")
        self.until = until


@dataclass
class _Host:
    next_at: float
    barred_until: float
    robots: dict[str, Robots]
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_tired: bool = False

    @property
    def spacing(self) -> float:
        return max([SPACING, *(each.delay for each in self.robots.values())])


def host_of(address: str) -> str:
    """Whose patience a request costs: all ports of a name are one host."""
    return (urlsplit(address).hostname or "").rstrip(".").lower()


def origin_of(address: str) -> str:
    """What one robots.txt is about."""
    parts = urlsplit(address)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


class Hosts:
    """What is known of hosts, kept over runs: they remember when they were asked, too."""

    def __init__(
        self,
        table: FeedTable,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self._table = table
        self._clock = clock
        self._sleep = sleep
        self._known: dict[str, _Host] = {}
        self._connections = asyncio.Semaphore(_CONNECTIONS)

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        """Alone with the host, when it is time; raises HostBarred."""
        name = host_of(address)
        host = self._host(name)
        async with host.turn:
            self._require_open(name, host)
            wait = min(host.next_at - self._clock(), max(host.spacing, _LONGEST_SPACING))
            if wait > 0:
                await self._sleep(wait)
            async with self._connections:
                try:
                    yield
                finally:
                    host.next_at = self._clock() + host.spacing
                    self._keep(name, host)

    def bar(self, address: str, until: float) -> None:
        """Leave a host alone until then, over the end of this run."""
        name = host_of(address)
        host = self._host(name)
        host.barred_until = max(host.barred_until, until)
        self._keep(name, host)

    def tire(self, address: str) -> None:
        """Leave a host alone for the rest of this run: it has said that it is too much."""
        self._host(host_of(address)).is_tired = True

    def barred_until(self, address: str) -> float:
        """0 where the host may be asked."""
        until = self._host(host_of(address)).barred_until
        return until if until > self._clock() else 0.0

    def robots(self, address: str) -> Robots | None:
        """What is known and still holds."""
        return self._host(host_of(address)).robots.get(origin_of(address))

    def learn(self, address: str, robots: Robots) -> None:
        """From now on its delay is kept, too."""
        name = host_of(address)
        host = self._host(name)
        host.robots[origin_of(address)] = robots
        host.next_at = max(host.next_at, self._clock() + host.spacing)
        self._keep(name, host)

    def _require_open(self, name: str, host: _Host) -> None:
        if host.barred_until > self._clock():
            raise HostBarred(name, host.barred_until)
        if host.is_tired:
            raise HostBarred(name, self._clock() + _RESTED)

    def _host(self, name: str) -> _Host:
        if name not in self._known:
            stored = self._table.host(name)
            self._known[name] = _Host(stored.next_at, stored.barred_until, loaded(stored.robots))
        return self._known[name]

    def _keep(self, name: str, host: _Host) -> None:
        kept = FeedHost(name, host.next_at, host.barred_until, dumped(host.robots))
        self._table.save_hosts([kept])
