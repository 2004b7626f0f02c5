"""Bytes to text, without a guess: a wrong guess would put garbled words into somebody's mouth."""

from __future__ import annotations

import codecs
import re
from shlex import quote

from corpus.errors import SourceError
from corpus.formats.signatures import kind_of

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_PROLOGUE = 4096  # bytes; set by hand, not measured. Browsers look at 1024.
_NEWLINE = b"\n"

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


def decode(
    data: bytes, *, name: str, path: str, html: bool = False, charset: str | None = None
) -> str:
    """The text in `data`: UTF-8, what a byte order mark says, or what an HTML page declares.

    `charset` is what the server said of it, which a page's own declaration does not overrule.
    Raises SourceError for anything else, naming the first byte that does not fit and the command
    that converts the file at `path`.
    """
    if problem := _binary(data):
        raise SourceError(name, problem, fix="save the article's text as UTF-8 and ingest that")
    encoding, start = _encoding(data, html=html, charset=charset)
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        offset = start + error.start
        place = f"byte 0x{data[offset]:02X} at offset {offset}"
        raise SourceError(
            name,
            f"this is not {encoding.upper()}: {place}, line {data.count(_NEWLINE, 0, offset) + 1}",
            fix="convert it to UTF-8, for example: "
            f"iconv -f WINDOWS-1252 -t UTF-8 {quote(path)} > converted.txt",
        ) from error


def _binary(data: bytes) -> str | None:
    """What shows that this is not text, if anything does."""
    if kind := kind_of(data):
        return f"this is {kind}, not text"
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return None
    if (nul := data.find(b"\x00")) >= 0:
        return f"this is binary, or UTF-16 without a byte order mark (a NUL is at offset {nul})"
    controls = len(data) - len(data.translate(None, delete=_CONTROLS))
    return "this is binary, not text" if controls > len(data) // 20 else None


def _encoding(data: bytes, *, html: bool, charset: str | None) -> tuple[str, int]:
    """The encoding's name, and where the text begins after a byte order mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    if charset and (named := _codec(charset)):
        return named, 0
    if html and (declared := _DECLARED.search(data[:_PROLOGUE])):
        return _codec(declared[1].decode("ascii")) or "utf-8", 0
    return "utf-8", 0


def _codec(label: str) -> str | None:
    """The codec for a label on the web; None where there is no such encoding of text."""
    try:
        codec = codecs.lookup(label.lower())
        "".encode(codec.name)
    except (LookupError, ValueError):
        return None
    # Browsers read these labels as windows-1252, and pages are written for browsers.
    return "windows-1252" if codec.name in ("iso8859-1", "ascii") else codec.name
