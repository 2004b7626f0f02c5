"""A web of feeds on loopback: each host an address 127.0.1.N, a clock of its own, and a log.

What a host answers is a function of the request and of the step. What may be stored is the truth,
by the link: the paragraphs that can be read there now. The log is scored against what a polite
reader does.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from html import escape
from itertools import pairwise

from corpus.feeds.collecting import Collector, PassReport
from corpus.feeds.parsing import parse_feed
from corpus.feeds.subscribing import feed_key
from corpus.fetching.inside import Inside
from corpus.fetching.pages import Fetcher
from corpus.formats.extract import extract
from corpus.storage.feed_table import FeedState, FullText, Subscription
from corpus.storage.store import CorpusStore
from tests.patience import PATIENCE

START = 1_900_000_000.0
LIMIT = 200_000
"""The most bytes that the fetcher of this web takes."""

_NAMES = "Arlow Bexmoor Cray Dunsel Elbury Farrow Gantry Holm Inver Jarrow Kessel Lissow".split()
_THINGS = (
    "ferry bridge harbour reservoir market railway school hospital dam mill pier quarry".split()
)
_DEEDS = "closed reopened flooded inspected sold rebuilt emptied searched guarded painted".split()
_WHO = ("the mayor", "a harbour pilot", "the engineer", "two witnesses", "a nurse", "the warden")


_WORDS = (
    "amber basin candle delta ember fallow glacier harrow island juniper kettle lantern meadow"
    " needle orchard pebble quiver ribbon saddle thistle umber velvet willow yarrow zephyr anchor"
    " barrel copper dagger easel fennel garnet hollow indigo jasper kernel linen marble ochre"
    " parcel quartz raven silver tunnel urchin violet walnut"
).split()


def story(seed: object, paragraphs: int = 4) -> list[str]:
    """Paragraphs that no other seed has, each of two sentences."""
    choose = random.Random(f"story {seed}")
    told = []
    for _ in range(paragraphs):
        words = " ".join(choose.choice(_WORDS) for _ in range(14))
        more = " ".join(choose.choice(_WORDS) for _ in range(10))
        told.append(
            f"The {choose.choice(_THINGS)} at {choose.choice(_NAMES)} was {choose.choice(_DEEDS)}"
            f" after {choose.randint(11, 990)} {words}. {more.capitalize()}, {choose.choice(_WHO)}"
            f" of {choose.choice(_NAMES)} said."
        )
    return told


def headline(seed: object) -> str:
    """Words of the story's first sentence."""
    words = story(seed, 1)[0].split()
    return " ".join(words[1:10])


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as a host saw it, and what it answered; `at` is by the web's clock."""

    at: float
    host: str
    path: str
    headers: Mapping[str, str]
    status: int
    named: Mapping[str, str]

    @property
    def url(self) -> str:
        return f"{self.host}{self.path}"


@dataclass(frozen=True, slots=True)
class Says:
    """An answer. `broken` closes the connection before the body ends."""

    body: str | bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/rss+xml"
    broken: bool = False

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


Answer = Callable[[int, Mapping[str, str]], Says]


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


class Web:
    """All hosts, and what they were asked."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.port = 0
        self.step = 0
        self.routes: dict[tuple[str, str], Answer] = {}
        self.log: list[Asked] = []
        self.truth: dict[str, Callable[[int], Sequence[str] | None]] = {}
        self.open: Counter[str] = Counter()
        self.most_open: Counter[str] = Counter()
        self.feeds: list[tuple[str, dict[str, object]]] = []
        self.versions: dict[str, int] = {}
        self.shared: dict[str, list[list[str]]] = {}
        self.forbidden: set[str] = set()
        self.delays: dict[str, float] = {}
        self._hosts = 0

    def host(self) -> Host:
        """A new one."""
        self._hosts += 1
        return Host(self, f"127.0.1.{self._hosts}")

    def said(self, host: str) -> list[Asked]:
        return [each for each in self.log if each.host == host]

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        self.open[host] += 1
        self.most_open[host] = max(self.most_open[host], self.open[host])
        try:
            await self._answer(host, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # whoever asked has read enough
        finally:
            self.open[host] -= 1
            writer.close()

    async def _answer(
        self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        path = first.split()[1]
        answer = self.routes.get((host, path))
        says = Says(status=404) if answer is None else answer(self.step, headers)
        named = {name.lower(): value for name, value in says.headers.items()}
        is_known = bool(named.get("etag")) and headers.get("if-none-match") == named["etag"]
        if not named.get("etag") and named.get("last-modified"):
            is_known = headers.get("if-modified-since") == named["last-modified"]
        if says.status == 200 and is_known:
            says = Says(status=304, headers=says.headers)
        self.log.append(Asked(self.clock(), host, path, headers, says.status, named))
        data = says.data
        sent = {"Content-Type": says.kind, **says.headers, "Content-Length": str(len(data))}
        lines = [f"HTTP/1.1 {says.status} X", *(f"{name}: {value}" for name, value in sent.items())]
        writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))
        writer.write(data[: len(data) // 2] if says.broken else data)
        await writer.drain()


@dataclass(frozen=True, slots=True)
class Host:
    """One host of the web; what is not routed is missing."""

    web: Web
    name: str

    def url(self, path: str) -> str:
        return f"http://{self.name}:{self.web.port}{path}"

    def route(self, path: str, answer: Answer | Says) -> str:
        if isinstance(answer, Says):
            says = answer
            self.web.routes[self.name, path] = lambda step, headers: says
        else:
            self.web.routes[self.name, path] = answer
        return self.url(path)

    def follow(self, path: str = "/feed", **rules: object) -> str:
        self.web.feeds.append((self.url(path), rules))
        return self.url(path)

    def is_told(
        self,
        path: str,
        told: Sequence[str] | Callable[[int], Sequence[str] | None],
        versions: int = 1,
    ) -> None:
        """What may be read under the link from now on, or from each step on; and how many versions
        there are of it in the end."""
        self.web.truth[self.url(path)] = told if callable(told) else lambda step: told
        self.web.versions[self.url(path)] = versions

    def page(
        self,
        path: str,
        told: Sequence[str],
        title: str,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """A page with an article on it."""
        return self.route(path, Says(page(told, title), kind="text/html", headers=headers or {}))


def page(told: Iterable[str], title: str, *, head: str = "") -> str:
    body = "".join(f"<p>{escape(each)}</p>" for each in told)
    return (
        f"<!doctype html><html lang=en><head><title>{escape(title)} - The Gull</title>"
        f'<meta property="og:title" content="{escape(title)}">'
        f'<meta property="og:site_name" content="The Gull">{head}</head>'
        '<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<article><h1>{escape(title)}</h1>{body}</article>"
        '<footer><a href="/about">About us</a></footer></body></html>'
    )


def html(told: Iterable[str]) -> str:
    return "".join(f"<p>{escape(each)}</p>" for each in told)


def item(
    link: str,
    title: str,
    *,
    guid: str | None = None,
    content: str = "",
    description: str = "",
    date: str = "Tue, 12 Mar 2030 08:00:00 GMT",
    more: str = "",
) -> str:
    """An item of RSS 2.0; content and description are HTML, or text."""
    parts = [f"<title>{escape(title)}</title>", f"<link>{escape(link)}</link>" if link else ""]
    parts.append("" if guid is None else f'<guid isPermaLink="false">{escape(guid)}</guid>')
    parts.append(f"<pubDate>{date}</pubDate>" if date else "")
    parts.append(f"<description>{escape(description)}</description>" if description else "")
    if content:
        parts.append(f"<content:encoded><![CDATA[{content}]]></content:encoded>")
    return f"<item>{''.join(parts)}{more}</item>"


def rss(*items: str, title: str = "The Gull", more: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{title}</title><link>https://gull.example/</link>{more}"
        f"{''.join(items)}</channel></rss>"
    )


def atom(*entries: str, title: str = "The Gull") -> str:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{title}</title><id>urn:gull</id>{''.join(entries)}</feed>"
    )


def json_feed(*items: Mapping[str, object]) -> str:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "The Gull", "items": list(items)}
    )


def packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


@asynccontextmanager
async def served(web: Web) -> AsyncIterator[None]:
    """The web on a free port of loopback."""
    hosts = [f"127.0.1.{number}" for number in range(1, 100)]
    first = await asyncio.start_server(web.answer, "127.0.1.1", 0)
    web.port = first.sockets[0].getsockname()[1]
    rest = await asyncio.start_server(web.answer, hosts[1:], web.port)
    try:
        yield
    finally:
        for server in (first, rest):
            server.close()


def collector(web: Web, store: CorpusStore, environment: Mapping[str, str]) -> Collector:
    """The product's own, let into this web and no further."""
    return Collector(
        store,
        Fetcher(inside=Inside.read(f"127.0.1.0/24:{web.port}"), most_bytes=LIMIT, seconds=PATIENCE),
        parse=parse_feed,
        extract=extract,
        environment=environment,
        clock=web.clock,
        sleep=web.clock.sleep,
    )


def subscribe(web: Web, store: CorpusStore) -> None:
    for url, rules in web.feeds:
        given = {"full_text": FullText.AUTO, **rules}
        store.feeds.add(Subscription(0, feed_key(url), url, **given))  # type: ignore[arg-type]


async def one_pass(
    web: Web, store: CorpusStore, environment: Mapping[str, str] | None = None
) -> PassReport:
    """As `dateline feeds refresh` does it, by a process that begins anew."""
    active = [each for each in store.feeds.all() if each.state is FeedState.ACTIVE]
    return await collector(web, store, environment or {}).collect(active, everything=True)


def impolite(web: Web) -> list[str]:
    """Every rule that was broken, by the log alone."""
    faults = []
    by_host: dict[str, list[Asked]] = defaultdict(list)
    for asked in web.log:
        by_host[asked.host].append(asked)
    for host, requests in by_host.items():
        if web.most_open[host] > 1:
            faults.append(f"{host}: {web.most_open[host]} connections at once")
        knows = False  # of the delay, once robots.txt was read
        for before, after in pairwise(requests):
            knows = knows or before.path == "/robots.txt"
            if after.at - before.at < (web.delays.get(host, 1.0) if knows else 1.0):
                faults.append(f"{after.url}: {after.at - before.at:.1f} s after the last request")
        named: dict[str, Mapping[str, str]] = {}
        gone: set[str] = set()
        barred = 0.0
        for asked in requests:
            if asked.path in gone:
                faults.append(f"{asked.url}: asked after it was gone")
            if asked.url in web.forbidden:
                faults.append(f"{asked.url}: asked although robots.txt forbids it")
            if asked.at < barred:
                faults.append(f"{asked.url}: asked within Retry-After")
            faults += _conditions(asked, named.get(asked.path, {}))
            if asked.status == 200:
                named[asked.path] = asked.named
            if asked.status == 410:
                gone.add(asked.path)
            barred = max(barred, asked.at + _wanted(asked.named))
    return faults


def _wanted(named: Mapping[str, str]) -> float:
    """For how many seconds a host wants to be left alone, by its own clock."""
    wait = named.get("retry-after", "0")
    if wait.isdecimal():
        return float(wait)
    until, now = (parsedate_to_datetime(text) for text in (wait, named["date"]))
    return (until - now).total_seconds()


def _conditions(asked: Asked, named: Mapping[str, str]) -> list[str]:
    faults = []
    for condition, name in (("if-none-match", "etag"), ("if-modified-since", "last-modified")):
        sent, known = asked.headers.get(condition), named.get(name)
        if sent != known:
            faults.append(f"{asked.url}: {condition} is {sent!r}, and not {known!r}")
    return faults


def untrue(web: Web, store: CorpusStore) -> list[str]:
    """What is missing from the store, and what is in it beyond the truth."""
    faults = []
    told = {link: by_step(web.step) for link, by_step in web.truth.items()}
    stored = {each.url or "": each for each in store.articles()}
    for link, paragraphs in told.items():
        if paragraphs is None:
            continue
        article = stored.get(link) or store.at_address(link)
        if article is None:
            faults.append(f"{link}: not stored")
            continue
        have = [each.text for each in store.paragraphs(article.number)]
        faults += [f"{link}: missing {each[:60]!r}" for each in paragraphs if each not in have]
        faults += [f"{link}: beyond {each[:60]!r}" for each in have if each not in paragraphs]
        if article.version > web.versions[link]:
            faults.append(f"{link}: {article.version} versions, not {web.versions[link]}")
    for link, stories in web.shared.items():
        shown = [each for each in store.articles() if each.url == link]
        texts = [[part.text for part in store.paragraphs(each.number)] for each in shown]
        if sorted(texts) != sorted(stories):
            faults.append(f"{link}: {len(texts)} articles, not {len(stories)}, or others")
    for url, article in stored.items():
        if url not in told and url not in web.shared:
            faults.append(f"{url or article.id}: stored, and in no feed")
    for url in stored:
        if url in told and told[url] is None:
            faults.append(f"{url}: stored, and nothing can be read there")
    return faults
