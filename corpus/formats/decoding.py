"""Bytes to text, without a guess: a wrong guess would put garbled words into somebody's mouth.

Bytes that are UTF-8 are read as that, whatever is declared: no other encoding fits those rules by
accident, while pages often declare what they were before they were converted. Else it is what is
declared, if it is an encoding of the web (the WHATWG's list): Python knows others, which no page
uses and some of which take minutes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
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
# The first character of a page, where there is no mark.
_TAGS = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_PROLOGUE = 4096  # bytes; set by hand, not measured. Browsers look at 1024.
_NEWLINE = b"\n"

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


def decode(
    data: bytes, *, name: str, path: str, html: bool = False, charset: str | None = None
) -> str:
    """The text in `data`: what a byte order mark says, UTF-8, or what is declared.

    `charset` is what the server said of it, which a page's own declaration does not overrule.
    Raises SourceError for anything else, naming the first byte that does not fit and the command
    that converts the file at `path`.
    """
    encoding, start = _encoding(data, html=html, charset=charset)
    if problem := _binary(data, encoding):
        raise SourceError(name, problem, fix="save the article's text as UTF-8 and ingest that")
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        offset = start + error.start
        place = f"byte 0x{data[offset]:02X} at offset {offset}"
        raise SourceError(
            name,
            f"this is not {encoding.upper()}: {place}, line {data.count(_NEWLINE, 0, offset) + 1}",
            fix="find out its encoding (such as WINDOWS-1251, WINDOWS-1252 or SHIFT_JIS; a wrong "
            "one garbles the text) and convert it to UTF-8: "
            f"iconv -f ENCODING -t UTF-8 {quote(path)} > converted.txt",
        ) from error


def _binary(data: bytes, encoding: str) -> str | None:
    """What shows that this is not text, if anything does."""
    if kind := kind_of(data):
        return f"this is {kind}, not text"
    if encoding.startswith(("utf-16", "utf-32")):
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
    declared = next(_declared(data, html=html, charset=charset), "utf-8")
    if b"\x00" in data:
        is_wide = declared.startswith("utf-16")
        tag = next((name for tag, name in _TAGS if html and data.startswith(tag)), "utf-8")
        return declared if is_wide else tag, 0
    # Seven bits with escapes are UTF-8 too.
    if declared == "iso2022_jp" and data.isascii():
        return declared, 0
    return "utf-8" if declared.startswith("utf-16") or _is_utf_8(data) else declared, 0


def _declared(data: bytes, *, html: bool, charset: str | None) -> Iterator[str]:
    """What the server says, then what the page does; a page that can be read so is not UTF-16."""
    if charset and (named := _codec(charset)):
        yield named
    if html:
        for found in _DECLARED.finditer(_COMMENT.sub(b"", data[:_PROLOGUE])):
            named = _codec(found[1].decode("ascii", "replace"))
            if named:
                yield "utf-8" if named.startswith("utf-16") else named


def _codec(label: str) -> str | None:
    """The codec for a label on the web; None where there is no such encoding of text."""
    import webencodings

    known = webencodings.lookup(label)
    if known is None or known.name == "replacement":
        return None
    # Browsers read GBK by the rules of its successor. "x-user-defined" means nothing in a page.
    renamed = {"gbk": "gb18030", "x-user-defined": "cp1252"}
    return renamed.get(known.name) or str(known.codec_info.name)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
