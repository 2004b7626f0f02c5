"""A message as mail programs write it: fields, a blank line, and what they describe."""

from __future__ import annotations

import re
from email import policy
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.header import decode_header
from email.message import EmailMessage
from email.parser import BytesParser

from corpus.errors import SourceError
from corpus.formats.dates import parse_date
from corpus.formats.decoding import decode
from corpus.formats.normalise import normalise_line

# Set by hand; not measured. What relays add may stand before what tells a message.
_HEAD = 64_000  # bytes
_MOST_PARTS = 1000
_LONGEST_FIELD = 8_000  # characters; Python takes minutes over 20,000 encoded words

_FIELD = re.compile(rb"[!-9;-~]+:")
_TYPED = re.compile(rb"^content-type:", re.I | re.M)
_CUT = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)


def parse_message(data: bytes, *, name: str) -> EmailMessage:
    """The message; raises SourceError where it is broken off."""
    if len(_TYPED.findall(data)) > _MOST_PARTS:
        raise _too_many_parts(name)
    message = BytesParser(policy=policy.default).parsebytes(data)
    for parts, part in enumerate(message.walk()):
        if parts > _MOST_PARTS:
            raise _too_many_parts(name)
        if any(isinstance(each, _CUT) for each in part.defects):
            raise SourceError(name, "the message is broken off", fix="save it again, whole")
    return message


def _too_many_parts(name: str) -> SourceError:
    problem = f"it has more than {_MOST_PARTS:,} parts"
    return SourceError(name, problem, fix="save the article alone")


def fields_of(data: bytes) -> frozenset[str]:
    """The names of the fields with which the data begins, in lower case; none if it begins with
    anything else."""
    names = set()
    for line in data[:_HEAD].splitlines():
        if not line.strip():
            break
        if line[:1] in (b" ", b"\t"):
            continue
        found = _FIELD.match(line)
        if found is None:
            return frozenset()
        names.add(found[0][:-1].decode("ascii").lower())
    return frozenset(names)


def field_of(message: EmailMessage, name: str) -> str:
    """A field on one line, decoded; empty where there is none or it cannot be read."""
    raw = next((str(v) for k, v in message.raw_items() if k.lower() == name.lower()), "")
    if len(raw) > _LONGEST_FIELD:
        return ""
    try:
        value = str(message.get(name, ""))
    except Exception:  # Python's parser of addresses and dates fails on some in its own ways
        value = raw
    if "\ufffd" in value:  # what was written there without being encoded
        value = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if "=?" in value:
        value = _decoded(value)
    return "" if "\ufffd" in value else normalise_line(value)


def moment_of(message: EmailMessage) -> str | None:
    """When it was written, as ISO 8601. Who gives no zone, "-0000", gives the time of UTC."""
    written = field_of(message, "Date") or field_of(message, "Sent")
    return parse_date(re.sub(r"-0000$", "+0000", written))


def _decoded(value: str) -> str:
    """What encoded words are left in it, decoded."""
    try:
        pieces = decode_header(value)
        return "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "utf-8", "replace")
            for piece, charset in pieces
        )
    except (LookupError, ValueError):
        return ""


def text_of(part: EmailMessage, *, name: str, path: str, html: bool = False) -> str:
    """The text of a part; raises SourceError where its encoding cannot be told."""
    data = part.get_payload(decode=True)
    charset = part.get_content_charset()
    try:
        return decode(
            data if isinstance(data, bytes) else b"",
            name=name,
            path=path,
            html=html,
            charset=charset,
        )
    except SourceError as error:
        fix = "save its text as UTF-8 and ingest that"
        raise SourceError(name, error.problem.removeprefix(f"{name}: "), fix=fix) from None
