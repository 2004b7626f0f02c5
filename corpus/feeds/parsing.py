"""The bytes of a feed to what it says; for a process that can be ended, as strangers made them."""

from __future__ import annotations

import re
import zlib

from corpus.feeds.items import Document, NotAFeed, Received
from corpus.feeds.json_feeds import read_json
from corpus.feeds.xml_feeds import read_xml
from corpus.formats.decoding import decode
from corpus.formats.metadata import web_address
from corpus.formats.web_addresses import joined

# Set by hand; not measured. Most feeds have 10 to 50 items.
MOST_ITEMS = 200
_MOST_BYTES = 10_000_000  # of a feed that was packed once more than HTTP says
_GZIP = b"\x1f\x8b"
_FEED_TYPES = ("rss+xml", "atom+xml", "feed+json")
_XML_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.I)
_PAGE = re.compile(r"<!doctype\s+html|<html\b|<head\b|<body\b", re.I)
_FIX = "check the address: it should be that of a feed"


def parse_feed(received: Received) -> Document:
    """What the feed says; raises NotAFeed, and SourceError where its bytes are no text."""
    address, data = received.address, received.data
    if data.startswith(_GZIP):
        data = _unpacked(data, address)
    text = decode(data, name=address, path=address, html=True, charset=received.charset)
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        raise NotAFeed(address, "it is empty", fix="nothing is to be done; it is asked again")
    if start.startswith(("{", "[")):
        return read_json(start, address=address, most=MOST_ITEMS)
    page, feed = _PAGE.search(start), _XML_FEED.search(start)
    if feed is None or (page is not None and page.start() < feed.start()):
        raise _no_feed(text, address, is_page=page is not None)
    return read_xml(start, address=address, most=MOST_ITEMS)


def _unpacked(data: bytes, address: str) -> bytes:
    unpacking = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        unpacked = unpacking.decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise NotAFeed(address, "it is packed, and damaged", fix="it is asked again") from error
    if not unpacking.eof:
        raise NotAFeed(address, "it is packed, and breaks off or is too large", fix="ask its "
                       "publisher for a smaller feed")  # fmt: skip
    return unpacked


def _no_feed(text: str, address: str, *, is_page: bool) -> NotAFeed:
    if not is_page:
        return NotAFeed(address, "it is neither XML nor JSON", fix=_FIX)
    alternates = tuple(dict.fromkeys(_alternates(text, address)))
    named = f"; the page names {' and '.join(alternates[:5])}" if alternates else ""
    return NotAFeed(address, f"it is a page, not a feed{named}", fix=_FIX, alternates=alternates)


def _alternates(text: str, address: str) -> list[str]:
    from lxml import etree, html

    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"))
    except (etree.ParserError, ValueError):
        return []
    links = (
        web_address(joined(address, link.get("href", "").strip()))
        for link in root.iter("link")
        if link.get("type", "").strip().lower().endswith(_FEED_TYPES)
        and "alternate" in link.get("rel", "").lower()
    )
    return list(filter(None, links))
