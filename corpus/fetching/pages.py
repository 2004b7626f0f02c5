"""One page of the web, fetched because somebody named it: carefully, or not at all.

The address comes from a person, the redirects and the bytes from a stranger. So the host is looked
up once, every address of it must be public, and the connection is made to the very address that was
looked at, while the certificate must be that of the name. A redirect goes through all of this
again. Size, time and unpacking have limits, and nothing is sent but the request: no cookies, no
credentials, no proxy from the environment.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from urllib.parse import unquote

import httpx

from corpus.errors import SourceError
from corpus.fetching.addresses import Address, is_own, is_public, parse_address
from corpus.fetching.inside import NOTHING_INSIDE, Inside
from corpus.fetching.obstacles import Obstacle, PageError
from corpus.formats.decoding import decode
from corpus.formats.files import slug
from corpus.formats.registry import FORMATS, format_named, format_of_page
from corpus.types import RawDocument

PORTS = frozenset((80, 443))
# Set by hand; not measured. The limits of Fetcher are, too.
_REDIRECTS = 5
_ADDRESSES_TRIED = 3
_CONNECT_SECONDS = 5.0
_PAGES = format_named("html").media_types
_OTHERS = [
    media_type for each in FORMATS for media_type in each.media_types if media_type not in _PAGES
]
_ACCEPTED = ", ".join([*_PAGES, *(f"{media_type};q=0.5" for media_type in _OTHERS)])
_HEADERS = {
    "User-Agent": b"Mozilla/5.0 (compatible; Dateline)",
    "Accept": _ACCEPTED.encode("ascii"),
    "Accept-Encoding": b"gzip",
}
_MOVED = frozenset((301, 302, 303, 307, 308))
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.I)
_GZIP_OR_ZLIB = zlib.MAX_WBITS + 32
_STEM_LIMIT = 80


async def look_up(host: str, port: int) -> list[str]:
    """The addresses of a host, the preferred one first; raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


def is_outside(address: Address) -> bool:
    """Whether a page may be fetched from there."""
    return is_public(address) and not is_own(address)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to one request; there is a body only where the status is 200.

    `headers` are as they came, byte for byte, with their names in lower case.
    """

    address: str
    status: int
    headers: Mapping[bytes, bytes]
    body: bytes = b""

    def header(self, name: str) -> str:
        """A header as text; empty where there is none."""
        return self.headers.get(name.encode("ascii"), b"").decode("latin-1").strip()

    @property
    def media_type(self) -> str:
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server names."""
        found = _CHARSET.search(self.header("content-type"))
        return found[1] if found else None

    @property
    def location(self) -> str | None:
        """Where it redirects to, if it does; raises PageError where that is no address."""
        if self.status not in _MOVED or not self.header("location"):
            return None
        base = httpx.URL(self.address)
        return str(_parsed(self.header("location"), self.address, base=base))


@dataclass(frozen=True, slots=True)
class Fetcher:
    """The rules of fetching; the defaults are those for the open web.

    `inside` is what an operator lets through besides. `look_up` may raise OSError. `most_bytes`
    counts what is unpacked, `seconds` all of it.
    """

    ports: frozenset[int] = PORTS
    is_allowed: Callable[[Address], bool] = is_outside
    inside: Inside = NOTHING_INSIDE
    look_up: Callable[[str, int], Awaitable[list[str]]] = look_up
    most_bytes: int = 5_000_000
    seconds: float = 20.0

    async def fetch(self, address: str) -> RawDocument:
        """The page at an http or https address, wherever that redirects; raises PageError."""
        try:
            async with asyncio.timeout(self.seconds):
                return await self._follow(address)
        except TimeoutError:
            raise PageError(address, Obstacle.SLOW, f"{self.seconds:.0f} s") from None

    async def ask(
        self,
        address: str,
        headers: Mapping[str, bytes],
        *,
        reads: Callable[[str], bool] = lambda media_type: True,
    ) -> Answer:
        """The answer to one request, whatever it is, without following it; raises PageError.

        `headers` are sent besides the usual ones, or in their place. Only a body of a kind that
        `reads` says is waited for.
        """
        url = _parsed(address, "")
        try:
            async with asyncio.timeout(self.seconds), self._opened(url, headers) as response:
                given = {name.lower(): value for name, value in response.headers.raw}
                answer = Answer(str(url.copy_with(fragment=None)), response.status_code, given)
                if answer.status != HTTPStatus.OK or not reads(answer.media_type):
                    return answer
                try:
                    return replace(answer, body=await self._body(answer.address, response))
                except httpx.TransportError as error:
                    raise PageError(answer.address, Obstacle.UNREACHABLE) from error
        except TimeoutError:
            raise PageError(address, Obstacle.SLOW, f"{self.seconds:.0f} s") from None

    async def _follow(self, address: str) -> RawDocument:
        url = _parsed(address, "")
        for _ in range(_REDIRECTS + 1):
            answer = await self.ask(str(url), {}, reads=is_page)
            if (location := answer.location) is None:
                return await asyncio.to_thread(document_of, answer)
            url = httpx.URL(location)
        raise PageError(address, Obstacle.MOVED)

    @asynccontextmanager
    async def _opened(
        self, url: httpx.URL, headers: Mapping[str, bytes]
    ) -> AsyncIterator[httpx.Response]:
        """The response to one request, at the first address of the host that takes connections."""
        host, problem = url.raw_host.decode("ascii"), None
        for address in await self._addresses(url):
            request = httpx.Request(
                "GET",
                url.copy_with(host=str(address)),
                headers=_sent({"Host": url.netloc, **_HEADERS, **headers}),
                extensions={"sni_hostname": host, "timeout": {"connect": _CONNECT_SECONDS}},
            )
            # A transport for each: a connection that is kept is known by its address alone, and
            # would serve another name without a look at that name's certificate.
            async with httpx.AsyncHTTPTransport(verify=_trust()) as transport:
                try:
                    response = await transport.handle_async_request(request)
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    problem = error
                    continue
                except httpx.TransportError as error:
                    raise PageError(str(url), Obstacle.UNREACHABLE) from error
                try:
                    yield response
                finally:
                    await response.aclose()
                return
        untrusted = "CERTIFICATE_VERIFY_FAILED" in str(problem)
        raise PageError(str(url), Obstacle.UNTRUSTED if untrusted else Obstacle.UNREACHABLE)

    async def _addresses(self, url: httpx.URL) -> list[Address]:
        """Where the host is. One address inside, among others outside, is no accident."""
        host, port = url.raw_host.decode("ascii"), url.port
        if port is None:
            port = 443 if url.scheme == "https" else 80
        if port not in self.ports and not self.inside.knows(port):
            raise PageError(str(url), Obstacle.PORT, str(port))
        try:
            named = await self.look_up(host, port)
        except (OSError, UnicodeError) as error:
            raise PageError(str(url), Obstacle.UNKNOWN_HOST) from error
        found = [parse_address(each) for each in dict.fromkeys(named)]
        addresses = [each for each in found if each is not None and self._lets(host, each, port)]
        if not found or len(addresses) < len(found):
            raise PageError(str(url), Obstacle.INSIDE)
        return addresses[:_ADDRESSES_TRIED]

    def _lets(self, host: str, address: Address, port: int) -> bool:
        is_usual = port in self.ports and self.is_allowed(address)
        return is_usual or self.inside.opens(host, address, port)

    async def _body(self, address: str, response: httpx.Response) -> bytes:
        """All of it, unpacked as it comes, so that no more is held than the limit and one piece."""
        if _length(response) > self.most_bytes:
            raise PageError(address, Obstacle.LARGE, f"{self.most_bytes / 1e6:.0f} MB at most")
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise PageError(address, Obstacle.GARBLED, packing[:40])
        unpacking = None
        if packing not in ("", "identity"):
            unpacking = zlib.decompressobj(_GZIP_OR_ZLIB)
        data = bytearray()
        async for piece in response.aiter_raw():
            if unpacking is None:
                data += piece
            else:
                try:
                    data += unpacking.decompress(piece, self.most_bytes + 1 - len(data))
                except zlib.error as error:
                    raise PageError(address, Obstacle.GARBLED, packing) from error
            if len(data) > self.most_bytes:
                raise PageError(address, Obstacle.LARGE, f"{self.most_bytes / 1e6:.0f} MB at most")
        if unpacking is not None and (not unpacking.eof or unpacking.unused_data):
            raise PageError(address, Obstacle.GARBLED, packing)
        return bytes(data)


def is_page(media_type: str) -> bool:
    """Whether it is a kind of document that articles are read from."""
    return format_of_page(media_type) is not None


def document_of(answer: Answer) -> RawDocument:
    """The page that an answer holds; raises PageError where it holds none."""
    address = answer.address
    if answer.status != HTTPStatus.OK:
        raise PageError(address, _refusal(answer.status), str(answer.status))
    known = format_of_page(answer.media_type)
    if known is None:
        raise PageError(address, Obstacle.KIND, answer.media_type[:40])
    try:
        text = decode(
            answer.body,
            name=address,
            path=address,
            html=known.declares_encoding,
            charset=answer.charset,
        )
    except SourceError as error:
        raise PageError(address, Obstacle.GARBLED) from error
    return RawDocument(
        name=address,
        path=address,
        stem=stem_of_address(address),
        format=known.name,
        content=text,
        address=address,
    )


def _parsed(text: str, address: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """`text` as the address of a page; `address` is what somebody asked for, if not this."""
    obstacle = Obstacle.MOVED if base is not None else Obstacle.ADDRESS
    try:
        url = httpx.URL(text) if base is None else base.join(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise PageError(address or text, obstacle) from error
    is_named = url.host != "" and "%" not in url.host and (url.port or 0) < 65_536
    if url.scheme not in ("http", "https") or not is_named or url.userinfo:
        raise PageError(address or text, obstacle)
    return url


def _refusal(status: int) -> Obstacle:
    match status:
        case 401 | 402 | 403 | 406 | 451:
            return Obstacle.FORBIDDEN
        case 404 | 410:
            return Obstacle.MISSING
        case _:
            return Obstacle.FAILING


def _length(response: httpx.Response) -> int:
    """What the server announces, where it does; 0 otherwise."""
    announced = response.headers.get("content-length", "")
    return int(announced) if announced.isdecimal() and len(announced) < 20 else 0


def stem_of_address(address: str) -> str:
    """An id that says where the article is: the host, and the last part of the path."""
    url = httpx.URL(address)
    parts = [part for part in unquote(url.path).split("/") if part]
    name = "-".join((url.host.removeprefix("www."), *parts[-1:]))
    return slug(name)[:_STEM_LIMIT].strip("-.") or "page"


def _sent(headers: Mapping[str, bytes]) -> httpx.Headers:
    """Byte for byte: what a server named is named back to it as it came."""
    return httpx.Headers([(name.encode("ascii"), value) for name, value in headers.items()])


@cache
def _trust() -> ssl.SSLContext:
    """Loaded once: it reads some hundred certificates."""
    return httpx.create_ssl_context(trust_env=False)
