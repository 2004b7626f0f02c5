"""Web archives: WARC, and WACZ, which is a ZIP archive of them with a list of its pages.

Each readable page is taken in as if it had been fetched, at the moment when the archive did. What
is whole of a file that is broken off is taken; the rest is named. Read by our own few lines: of the
two libraries, one fails at every page packed with Brotli and refuses archives packed as one, the
other takes the end of a file that is broken off for a record.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Container, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import IO, cast

from corpus.errors import SourceError
from corpus.formats.dates import parse_date
from corpus.formats.decoding import decode
from corpus.formats.files import MAX_BYTES, shown, slug, too_large
from corpus.formats.format import HTML, PLAIN, Format
from corpus.formats.metadata import web_address
from corpus.formats.signatures import kind_of
from corpus.formats.web_addresses import address_key
from corpus.types import RawDocument

# Set by hand; not measured.
_LONGEST_HEAD = 64_000  # bytes
_CHUNK = 1 << 16
_MOST_GROWN = 50
"""So many bytes of an archive may come of one in its file: pages are some 10, and what is packed
to do harm 1,000."""
_ALWAYS = 50_000_000

_READABLE = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN}
_DOCUMENTS = ("application/pdf", "application/rtf", "application/msword", "application/vnd.open")
_WITH_PAGES = ("response", "resource")
_ARCHIVE, _PAGES = "archive/", "pages/"


Peekable = io.BufferedReader | zipfile.ZipExtFile


class _BrokenOff(Exception):
    """The archive ends within a record."""


class _TooMuch(Exception):
    """More comes of the archive than its size lets expect."""


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    address: str
    moment: str | None
    media_type: str
    payload: bytes
    size: int


def is_warc(path: Path, beginning: bytes) -> bool:
    if beginning.startswith(b"WARC/"):
        return True
    if not beginning.startswith(b"\x1f\x8b"):
        return False
    try:
        with path.open("rb") as file:
            return zlib.decompressobj(31).decompress(file.read(_CHUNK), 5) == b"WARC/"
    except zlib.error:
        return False


def is_wacz(path: Path, beginning: bytes) -> bool:
    if not beginning.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return "datapackage.json" in names and any(name.startswith(_ARCHIVE) for name in names)


def read_warc(path: Path, format: Format) -> Iterator[RawDocument | SourceError]:
    """The pages of an archive; raises OSError."""
    del format
    name = shown(path)
    with path.open("rb") as file:
        found = False
        for each in _documents(file, path, size=path.stat().st_size, within=None):
            found = True
            yield each
    if not found:
        raise SourceError(name, "no page is in it", fix="archive the pages themselves")


def read_wacz(path: Path, format: Format) -> Iterator[RawDocument | SourceError]:
    """The pages that the archive lists, and not all that they are put together of."""
    del format
    name = shown(path)
    try:
        with zipfile.ZipFile(path) as archive:
            pages = _listed(archive, name)
            seen: set[str] = set()
            for entry in archive.infolist():
                if entry.filename.startswith(_ARCHIVE) and not entry.is_dir():
                    with cast(zipfile.ZipExtFile, archive.open(entry)) as file:
                        within = pages.keys() if pages else None
                        for each in _documents(
                            file, path, size=max(1, entry.compress_size), within=within
                        ):
                            seen.add(address_key(each.name))
                            yield each
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise SourceError(name, f"the archive is damaged ({error})", fix="get it again") from None
    for key, address in pages.items():
        if key not in seen:
            yield SourceError(
                f"{name} {address}", "this page is listed and not there", fix="archive it again"
            )


def _listed(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The addresses of the archive's pages, by what their spellings have in common."""
    found: dict[str, str] = {}
    for entry in archive.infolist():
        if not (entry.filename.startswith(_PAGES) and entry.filename.endswith(".jsonl")):
            continue
        with archive.open(entry) as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise too_large(f"{name} {entry.filename}", entry.file_size)
        for line in data.splitlines():
            try:
                page = json.loads(line)
            except (ValueError, RecursionError):
                continue
            address = web_address(page.get("url")) if isinstance(page, dict) else None
            if address:
                found.setdefault(address_key(address), address)
    return found


def _documents(
    file: Peekable, path: Path, *, size: int, within: Container[str] | None
) -> Iterator[RawDocument | SourceError]:
    """The pages among the records; `within` are the keys of the addresses that are wanted."""
    name = shown(path)
    whole = 0
    latest: dict[str, str] = {}
    repeated: dict[str, str] = {}
    try:
        for record in _records(_Measured(file, most=_ALWAYS + _MOST_GROWN * size)):
            whole += 1
            key = address_key(record.address) if record.address else ""
            if not key or (within is not None and key not in within):
                continue
            if record.kind == "revisit":
                repeated[key] = record.address
                continue
            found = _document(record, path)
            if found is None:
                continue
            if record.moment and record.moment < latest.get(key, ""):
                yield SourceError(
                    record.address,
                    f"an older state of this page, of {record.moment}, comes after a later one",
                    fix="leave it, or ingest the older archive first",
                )
                continue
            latest[key] = record.moment or latest.get(key, "")
            yield found
    except _BrokenOff:
        yield SourceError(
            name,
            f"the archive is broken off after {whole} whole records",
            fix="get it again; what was whole is taken in",
        )
    except (zlib.error, gzip.BadGzipFile, ValueError) as error:
        yield SourceError(
            name,
            f"the archive is damaged after {whole} whole records ({error})",
            fix="get it again; what was whole is taken in",
        )
    except _TooMuch:
        yield SourceError(
            name,
            f"after {whole} records more comes of it than an archive of its size can hold",
            fix="unpack it, and ingest the pages that you want",
        )
    for key, address in repeated.items():
        if key not in latest:
            yield SourceError(
                address,
                "the archive says only that this page had not changed since an earlier one",
                fix="ingest the archive that has the page",
            )


def _document(record: _Record, path: Path) -> RawDocument | SourceError | None:
    """A record as a page; None where it is none."""
    if record.size > MAX_BYTES:
        is_text = record.media_type in _READABLE
        return too_large(record.address, record.size) if is_text else None
    if record.kind == "resource":
        media_type, body, charset = record.media_type, record.payload, None
    else:
        response = _response(record)
        if response is None:
            return None
        if isinstance(response, SourceError):
            return response
        media_type, body, charset = response
    if media_type.startswith(_DOCUMENTS):
        return SourceError(
            record.address,
            f"this is a document ({media_type}), not a page",
            fix="save it as a file and ingest that",
        )
    format = _READABLE.get(media_type)
    if format is None or not body.strip():
        return None
    try:
        text = decode(
            body, name=record.address, path=shown(path), html=format == HTML, charset=charset
        )
    except SourceError as error:
        return error
    return RawDocument(
        name=record.address,
        path=record.address,
        stem=slug(record.address.partition("://")[2])[:80].strip("-."),
        format=format,
        content=text,
        address=record.address,
        fetched=record.moment,
    )


def _response(record: _Record) -> tuple[str, bytes, str | None] | SourceError | None:
    """Media type, body and encoding of what a server answered; None where that is no page."""
    head, _, body = record.payload.partition(b"\r\n\r\n")
    status, _, lines = head.partition(b"\r\n")
    if not status.startswith(b"HTTP/") or status.split(b" ")[1:2] != [b"200"]:
        return None
    fields = BytesHeaderParser().parsebytes(lines)
    media_type = fields.get_content_type()
    if media_type not in _READABLE and not media_type.startswith(_DOCUMENTS):
        return None
    if "chunked" in str(fields.get("Transfer-Encoding", "")).lower():
        body = _joined(body)
    try:
        body = _unpacked(body, str(fields.get("Content-Encoding", "")).lower().strip())
    except (zlib.error, EOFError) as error:
        return SourceError(
            record.address, f"it is packed wrongly ({error})", fix="archive it again"
        )
    except _TooMuch:
        return SourceError(
            record.address, "more comes of it than an article's limit", fix="save its text"
        )
    except KeyError as packing:
        return SourceError(
            record.address, f"it is packed with {packing}, which is not read", fix="fetch it anew"
        )
    return media_type, body, fields.get_content_charset()


def _joined(body: bytes) -> bytes:
    """The chunks of a body together; many archives have joined them and say that there are some."""
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        line, _, _ = body[at : at + 100].partition(b"\r\n")
        try:
            size = int(line.split(b";")[0], 16)
        except ValueError:
            return body
        start = at + len(line) + 2
        if size == 0:
            return b"".join(pieces)
        if size < 0 or body[start + size : start + size + 2] != b"\r\n":
            return body
        pieces.append(body[start : start + size])
        at = start + size + 2
    return b"".join(pieces)


def _unpacked(body: bytes, packing: str) -> bytes:
    if packing in ("", "identity"):
        return body
    if packing in ("gzip", "x-gzip", "deflate"):
        if packing != "deflate" and not body.startswith(b"\x1f\x8b"):
            return body  # unpacked by whoever archived it
        window = 31 if packing != "deflate" else 15 if body[:1] == b"\x78" else -15
        unpacking = zlib.decompressobj(window)
        found = unpacking.decompress(body, MAX_BYTES + 1)
        if len(found) > MAX_BYTES:
            raise _TooMuch
        if not unpacking.eof:
            raise EOFError("it is broken off")
        return found
    if packing == "br":
        if kind_of(body) is None and body.lstrip()[:1] == b"<":
            return body  # likewise
        return _unpacked_brotli(body)
    raise KeyError(packing)


def _unpacked_brotli(body: bytes) -> bytes:
    import brotli

    unpacking = brotli.Decompressor()
    found, waiting = b"", body
    try:
        while not unpacking.is_finished():
            more = unpacking.process(waiting, output_buffer_limit=MAX_BYTES + 1)
            found += more
            if len(found) > MAX_BYTES:
                raise _TooMuch
            if not more and not waiting:
                raise EOFError("it is broken off")
            waiting = b""
    except brotli.error as error:
        raise zlib.error(str(error)) from None
    return found


class _Measured(io.RawIOBase):
    """A file, unpacked where it is packed; raises _TooMuch where more comes of it than `most`."""

    def __init__(self, file: Peekable, *, most: int) -> None:
        is_packed = file.peek(2)[:2] == b"\x1f\x8b"
        self._file = gzip.GzipFile(fileobj=file) if is_packed else file
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self._file.read1(len(view))
        except EOFError:
            raise _BrokenOff from None
        self._left -= len(data)
        if self._left < 0:
            raise _TooMuch
        view[: len(data)] = data
        return len(data)


def _records(file: _Measured) -> Iterator[_Record]:
    """One record after the other, with its payload where that may be a page's."""
    with ExitStack() as stack:
        reader = stack.enter_context(io.BufferedReader(file, _CHUNK))
        while (line := _line(reader)) is not None:
            if not line.strip():
                continue
            if not line.startswith(b"WARC/"):
                raise ValueError(f"a record begins with {line[:20]!r}")
            fields = _head(reader)
            size = int(str(fields.get("Content-Length", "")))
            kind = str(fields.get("WARC-Type", "")).lower()
            is_wanted = kind in _WITH_PAGES and size <= MAX_BYTES + _LONGEST_HEAD
            payload = _read(reader, size, keep=is_wanted)
            address = web_address(str(fields.get("WARC-Target-URI", "")).strip("<> "))
            # What browsers asked holds their cookies.
            is_told = kind in _WITH_PAGES or kind == "revisit"
            yield _Record(
                kind=kind,
                address=address or "" if is_told else "",
                moment=parse_date(str(fields.get("WARC-Date", ""))),
                media_type=fields.get_content_type(),
                payload=payload,
                size=size if not is_wanted else len(payload),
            )


def _head(reader: IO[bytes]) -> Message:
    lines: list[bytes] = []
    length = 0
    while True:
        line = _line(reader)
        if line is None:
            raise _BrokenOff
        length += len(line)
        if length > _LONGEST_HEAD:
            raise ValueError("a record's head is too long")
        if not line.strip():
            return BytesHeaderParser().parsebytes(b"".join(lines))
        lines.append(line)


def _line(reader: IO[bytes]) -> bytes | None:
    """The next line; None at the end."""
    line = reader.readline(_LONGEST_HEAD)
    if not line:
        return None
    if not line.endswith(b"\n"):
        raise _BrokenOff
    return line


def _read(reader: IO[bytes], size: int, *, keep: bool) -> bytes:
    if size < 0:
        raise ValueError("a record's size is negative")
    kept, left = [], size
    while left:
        data = reader.read(min(left, _CHUNK))
        if not data:
            raise _BrokenOff
        left -= len(data)
        if keep:
            kept.append(data)
    return b"".join(kept)
