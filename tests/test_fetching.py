"""A page of the web is fetched with care, or it is said why not."""

from __future__ import annotations

import gzip
import ssl
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.fetching import pages
from corpus.fetching.addresses import is_public
from corpus.fetching.obstacles import Obstacle, PageError
from corpus.fetching.pages import Fetcher
from tests.site import ARTICLE, LAMP, Reply, Site, serving

HTML = {"Content-Type": "text/html; charset=utf-8"}
CERTIFICATE = Path(__file__).parent / "certificate.pem"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        yield opened


async def refusal(fetcher: Fetcher, address: str) -> PageError:
    with pytest.raises(PageError) as caught:
        await fetcher.fetch(address)
    error = caught.value
    assert error.fix
    assert len(str(error).splitlines()) == 1
    return error


async def test_a_page_is_fetched_by_its_name_at_the_address_that_was_checked(site: Site) -> None:
    looked_up, checked = [], []

    async def look_up(host: str, port: int) -> list[str]:
        looked_up.append((host, port))
        return ["127.0.0.1"]

    def is_allowed(address: object) -> bool:
        checked.append(str(address))
        return True

    address = site.serves("/lamp?from=here", ARTICLE)
    page = await site.fetcher(look_up=look_up, is_allowed=is_allowed).fetch(f"{address}#more")
    assert LAMP in page.content
    assert page.format == "html"
    assert page.address == page.name == address
    # One look-up: a name server that answers otherwise the next time is not asked again.
    assert looked_up == [("gull.example", site.port)]
    assert checked == ["127.0.0.1"]
    [(path, host, headers)] = site.asked
    assert (path, host) == ("/lamp?from=here", f"gull.example:{site.port}")
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)
    assert headers["Accept"] == "text/html, application/xhtml+xml, text/plain;q=0.5"


@pytest.mark.parametrize(
    "address",
    [
        "ftp://gull.example/a",
        "file:///etc/passwd",
        "gopher://gull.example/",
        "http:///a",
        "http://",
        "https:gull.example",
        "http://reader@gull.example/",
        "http://reader:secret@gull.example/",
        "http://gull.example:99999/",
        "http://gull.example:port/",
        "http://gull.example\n/",
        "http://[::1/",
        "http://gull example/",
        "http://%31%32%37.0.0.1/",
        "http://①②⑦.⓪.⓪.①/",
        "http://gull.example\\@127.0.0.1/",
    ],
)
async def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    assert (await refusal(Fetcher(), address)).obstacle is Obstacle.ADDRESS


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0/",
        "http://127。0。0。1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
    ],
)
async def test_nothing_is_fetched_from_inside_however_it_is_written(address: str) -> None:
    assert (await refusal(Fetcher(), address)).obstacle in (Obstacle.INSIDE, Obstacle.ADDRESS)


@pytest.mark.parametrize(
    "found", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["fe80::1%2"], ["inside"], []]
)
async def test_a_name_that_leads_inside_even_in_part_is_refused(found: list[str]) -> None:
    async def look_up(host: str, port: int) -> list[str]:
        return found

    fetcher = Fetcher(look_up=look_up, is_allowed=is_public)
    error = await refusal(fetcher, "https://gull.example/")
    assert error.obstacle is Obstacle.INSIDE
    assert not any(each in str(error) for each in found)  # whoever asked learns no addresses


async def test_other_ports_than_those_of_the_web_are_not_knocked_at() -> None:
    for port in (22, 8080, 0):
        error = await refusal(Fetcher(), f"http://gull.example:{port}/")
        assert error.obstacle is Obstacle.PORT


async def test_a_redirect_is_followed_and_the_page_is_known_by_its_end(site: Site) -> None:
    end = site.serves("/lamp", ARTICLE)
    site.redirects("/relative", "/lamp", status=301)
    start = site.redirects("/start", site.address("/relative", host="www.gull.example"), status=308)
    page = await site.fetcher().fetch(start)
    assert page.address == end.replace("gull.example", "www.gull.example")
    assert [host.partition(":")[0] for _, host, _ in site.asked] == [
        "gull.example",
        "www.gull.example",
        "www.gull.example",
    ]


@pytest.mark.parametrize(
    ("location", "obstacle"),
    [
        ("http://169.254.169.254/latest/meta-data/", Obstacle.PORT),
        ("http://inside.example:{port}/", Obstacle.INSIDE),
        ("//inside.example:{port}/", Obstacle.INSIDE),
        ("http://gull.example:22/", Obstacle.PORT),
        ("http://reader:secret@gull.example:{port}/", Obstacle.MOVED),
        ("file:///etc/passwd", Obstacle.MOVED),
        ("http://[", Obstacle.MOVED),
        ("/round", Obstacle.MOVED),
    ],
)
async def test_every_redirect_is_checked_anew(
    site: Site, location: str, obstacle: Obstacle
) -> None:
    async def look_up(host: str, port: int) -> list[str]:
        return ["10.0.0.1" if host == "inside.example" else "127.0.0.1"]

    fetcher = site.fetcher(look_up=look_up, is_allowed=lambda each: each.is_loopback)
    start = site.redirects("/round", location.format(port=site.port))
    assert (await refusal(fetcher, start)).obstacle is obstacle
    assert len(site.asked) <= 6


async def test_cookies_do_not_travel(site: Site) -> None:
    site.serves("/lamp", ARTICLE)
    headers = {"Location": "/lamp", "Set-Cookie": "seen=1"}
    await site.fetcher().fetch(site.serves("/wall", Reply(status=302, headers=headers)))
    assert "Cookie" not in site.asked[1][2]


@pytest.mark.parametrize(
    ("status", "obstacle"),
    [
        (403, Obstacle.FORBIDDEN),
        (401, Obstacle.FORBIDDEN),
        (451, Obstacle.FORBIDDEN),
        (404, Obstacle.MISSING),
        (410, Obstacle.MISSING),
        (429, Obstacle.FAILING),
        (502, Obstacle.FAILING),
        (204, Obstacle.FAILING),
        (304, Obstacle.FAILING),
    ],
)
async def test_a_refusal_of_the_site_is_named(site: Site, status: int, obstacle: Obstacle) -> None:
    error = await refusal(site.fetcher(), site.serves("/a", Reply(status=status, headers=HTML)))
    assert error.obstacle is obstacle
    assert str(status) in str(error)


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", ""])
async def test_only_pages_and_plain_text_are_taken(site: Site, kind: str) -> None:
    address = site.serves("/a", Reply(ARTICLE.encode(), headers={"Content-Type": kind}))
    assert (await refusal(site.fetcher(), address)).obstacle is Obstacle.KIND


async def test_plain_text_is_taken(site: Site) -> None:
    plain = {"Content-Type": "Text/Plain; charset=utf-8"}
    page = await site.fetcher().fetch(site.serves("/a.txt", Reply(LAMP.encode(), headers=plain)))
    assert (page.format, page.content) == ("text", LAMP)


async def test_a_page_that_is_too_large_is_not_read_to_its_end(site: Site) -> None:
    stop = threading.Event()

    def for_ever(out: Any) -> None:
        while not stop.is_set():
            out.write(b"x" * 10_000)

    endless = site.serves("/endless", Reply(headers=HTML, stream=for_ever))
    announced = site.serves("/announced", ARTICLE * 10)
    fetcher = site.fetcher(most_bytes=2_000)
    for address in (endless, announced):
        assert (await refusal(fetcher, address)).obstacle is Obstacle.LARGE
    stop.set()


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
async def test_a_bomb_is_not_unpacked(site: Site, packing: str) -> None:
    pack = gzip.compress if packing == "gzip" else zlib.compress
    bomb = pack(b"\0" * 30_000_000)
    headers = HTML | {"Content-Encoding": packing}
    address = site.serves("/bomb", Reply(bomb, headers=headers))
    assert (await refusal(site.fetcher(), address)).obstacle is Obstacle.LARGE


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
async def test_a_packed_page_is_read(site: Site, packing: str) -> None:
    pack = gzip.compress if packing == "gzip" else zlib.compress
    headers = HTML | {"Content-Encoding": packing}
    page = await site.fetcher().fetch(
        site.serves("/a", Reply(pack(ARTICLE.encode()), headers=headers))
    )
    assert page.content == ARTICLE


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("br", b"x"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x"))),
        ("gzip", b"not packed at all"),
        ("gzip", gzip.compress(ARTICLE.encode())[:-20]),
        ("gzip", gzip.compress(b"x") + b"more"),
    ],
    ids=["another packing", "packed twice", "not packed", "cut off", "with a rest"],
)
async def test_a_body_that_is_not_what_it_says_is_refused(
    site: Site, packing: str, body: bytes
) -> None:
    address = site.serves("/a", Reply(body, headers=HTML | {"Content-Encoding": packing}))
    assert (await refusal(site.fetcher(), address)).obstacle is Obstacle.GARBLED


async def test_a_site_that_dawdles_is_given_up(site: Site) -> None:
    done = threading.Event()

    def drip(out: Any) -> None:
        while not done.wait(0.01):
            out.write(b"x")

    address = site.serves("/slow", Reply(headers=HTML, stream=drip))
    assert (await refusal(site.fetcher(seconds=0.3), address)).obstacle is Obstacle.SLOW
    done.set()


async def test_a_connection_that_breaks_off_is_no_page(site: Site) -> None:
    short = HTML | {"Content-Length": "100000"}
    address = site.serves("/a", Reply(headers=short, stream=lambda out: out.write(b"x")))
    assert (await refusal(site.fetcher(), address)).obstacle is Obstacle.UNREACHABLE


async def test_a_host_that_is_not_there_is_told_from_one_that_does_not_answer(site: Site) -> None:
    async def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    unknown = await refusal(site.fetcher(look_up=nowhere), site.address("/"))
    assert unknown.obstacle is Obstacle.UNKNOWN_HOST
    closed = site.fetcher(ports=frozenset({1}))
    error = await refusal(closed, "http://gull.example:1/")
    assert error.obstacle is Obstacle.UNREACHABLE


async def test_the_next_address_is_tried_where_one_takes_no_connection(site: Site) -> None:
    async def look_up(host: str, port: int) -> list[str]:
        return ["::1", "127.0.0.1"]  # the site listens on the second only

    address = site.serves("/lamp", ARTICLE)
    assert LAMP in (await site.fetcher(look_up=look_up).fetch(address)).content


@pytest.mark.parametrize(
    ("kind", "declared", "encoding"),
    [
        ("text/html; charset=windows-1251", "", "windows-1251"),
        ("text/html; charset=windows-1251", '<meta charset="utf-8">', "windows-1251"),
        ("text/html", '<meta charset="koi8-r">', "koi8-r"),
        ("text/html; charset=no-such", "", "utf-8"),
        ("text/html", "", "utf-8"),
        ("text/html; charset=latin1", "", "windows-1252"),
    ],
)
async def test_the_encoding_is_what_server_or_page_declare(
    site: Site, kind: str, declared: str, encoding: str
) -> None:
    text = "“Quoted”" if encoding == "windows-1252" else "Лампа"
    body = f"{declared}<p>{text}</p>".encode(encoding)
    page = await site.fetcher().fetch(
        site.serves("/a", Reply(body, headers={"Content-Type": kind}))
    )
    assert text in page.content


async def test_garbled_words_are_not_taken(site: Site) -> None:
    body = "<p>Лампа</p>".encode("windows-1251")
    address = site.serves("/a", Reply(body, headers=HTML))
    assert (await refusal(site.fetcher(), address)).obstacle is Obstacle.GARBLED


async def test_a_certificate_is_that_of_the_name_and_trusted(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def https(host: str) -> str:
        return site.address("/lamp", host=host).replace("http:", "https:")

    site.serves("/lamp", ARTICLE)
    with serving(certificate=CERTIFICATE) as site_over_tls:
        site_over_tls.replies = site.replies
        site.port = site_over_tls.port
        fetcher = site.fetcher()
        assert (await refusal(fetcher, https("gull.example"))).obstacle is Obstacle.UNTRUSTED
        trust = ssl.create_default_context(cafile=CERTIFICATE)
        monkeypatch.setattr(pages, "_trust", lambda: trust)
        assert LAMP in (await fetcher.fetch(https("gull.example"))).content
        # Another name at the same address, and the address itself, are not what it is for.
        for host in ("other.example", "127.0.0.1"):
            assert (await refusal(fetcher, https(host))).obstacle is Obstacle.UNTRUSTED
