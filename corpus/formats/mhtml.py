"""A page that a browser saved in one file (MHTML, .mht): a message whose parts are the page, its
frames and its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from corpus.errors import SourceError
from corpus.formats.files import read_bytes, shown, stem_of
from corpus.formats.format import HTML, Format
from corpus.formats.headers import field_of, fields_of, moment_of, parse_message, text_of
from corpus.formats.metadata import of_address, web_address
from corpus.types import Described, Metadata, RawDocument

_HEAD = 64_000  # bytes; set by hand, not measured
_OF_PAGE = re.compile(rb"^(?:snapshot-)?content-location:", re.I | re.M)
_OF_LETTER = frozenset(("message-id", "received", "to", "delivered-to", "return-path"))


def is_mhtml(path: Path, beginning: bytes) -> bool:
    """Whether the file is a message that was never sent, and whose parts have addresses."""
    del beginning
    with path.open("rb") as file:
        data = file.read(_HEAD)
    fields = fields_of(data)
    return (
        "mime-version" in fields
        and _OF_LETTER.isdisjoint(fields)
        and _OF_PAGE.search(data) is not None
    )


def read_mhtml(path: Path, format: Format) -> Iterator[RawDocument]:
    """The page, without its frames; raises OSError and SourceError."""
    del format
    name = shown(path)
    message = parse_message(read_bytes(path), name=name)
    address = field_of(message, "Snapshot-Content-Location")
    part = _main(message, address)
    if part is None:
        raise SourceError(name, "there is no page in it", fix="save the page again as .html")
    url = web_address(address or field_of(part, "Content-Location"))
    saved = moment_of(message)
    yield RawDocument(
        name=name,
        path=name,
        stem=stem_of(path),
        format=HTML,
        content=text_of(part, name=name, path=name, html=True),
        described=Described(address=of_address(url) if url else Metadata()),
        fetched=saved if saved and "T" in saved else None,
    )


def _main(message: EmailMessage, address: str) -> EmailMessage | None:
    """The page itself: the part that the message names, else that of its address, else the first
    one."""
    pages = [
        part
        for part in message.walk()
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html"
    ]
    start = str(message.get_param("start") or "").strip()
    named = (part for part in pages if start and field_of(part, "Content-ID") == start)
    placed = (part for part in pages if address and field_of(part, "Content-Location") == address)
    return next(named, None) or next(placed, None) or next(iter(pages), None)
