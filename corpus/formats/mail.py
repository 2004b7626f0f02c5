"""Letters: a message in a file of its own (.eml), or one after the other (.mbox).

A newsletter is its HTML, as the plain text beside it is often only a hint to open that. A letter
that passes another one on is that other one. What is attached is another document: a letter or a
page is taken in beside it, and of the rest everything that may hold text is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from corpus.errors import SourceError
from corpus.formats.authors import names_in
from corpus.formats.dates import parse_date
from corpus.formats.document_heads import describe
from corpus.formats.files import MAX_BYTES, read_bytes, shown, slug, stem_of, too_large
from corpus.formats.format import HTML, PLAIN, Format
from corpus.formats.headers import field_of, fields_of, moment_of, parse_message, text_of
from corpus.formats.mail_page import letter_page
from corpus.formats.mail_text import Forwarded, forwarded, own_text, unflow
from corpus.formats.metadata import MAX_LENGTH, site_of, web_address
from corpus.formats.normalise import normalise_line
from corpus.formats.page.passages import passages_of
from corpus.formats.page.tree import parse_page
from corpus.types import Described, Metadata, RawDocument

_TELLING = frozenset(("subject", "message-id", "received", "return-path", "delivered-to"))
_POSTMARK = re.compile(
    rb"From \S.{0,200}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct"
    rb"|Nov|Dec) [ \d]\d \d\d:\d\d(?::\d\d)?.{0,20} \d{4}.{0,20}\r?\n?"
)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)(?:\[\d+\])?\s?:\s*|\[[^\]]{1,40}\]\s+)+", re.I)
_ID = re.compile(r"<([^<>@\s]+@[^<>\s]+)>")
_LIST_NAME = re.compile(r"\s*\"?([^\"<>]*?)\"?\s*<[^<>]*>\s*")
_SENT_FOR = re.compile(r"(?P<who>.+?)\s+(?:from|at|of|via)\s+(?P<outlet>(?:the |The )?[A-Z].+)")
# Whose addresses are anybody's.
_ANYBODYS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com"
    " proton.me protonmail.com gmx.de gmx.net gmx.com web.de ukr.net i.ua mail.ru yandex.ru".split()
)
_NOT_READ = re.compile(
    r"application/(?!pgp-|(?:x-)?pkcs7-sig|ics)|text/(?!calendar|(?:x-)?v?card|x-amp)"
)
_HEAD = 64_000  # bytes; set by hand, not measured


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message, and what it is called: the file, or its number in one."""

    message: EmailMessage
    name: str
    path: str
    stem: str
    is_one_of_many: bool = False


def is_letter(path: Path, beginning: bytes) -> bool:
    """Whether the file begins with the head of a message."""
    del beginning  # the head may be longer
    with path.open("rb") as file:
        return _is_letter(fields_of(file.read(_HEAD)))


def is_mbox(path: Path, beginning: bytes) -> bool:
    """Whether the file begins with the mark that stands above each message."""
    del path
    return _POSTMARK.match(beginning) is not None


def read_eml(path: Path, format: Format) -> Iterator[RawDocument | SourceError]:
    """The message in a file, and what is attached to it."""
    del format
    name = shown(path)
    data = read_bytes(path)
    yield from _documents(_Letter(parse_message(data, name=name), name, name, stem_of(path)))


def read_mbox(path: Path, format: Format) -> Iterator[RawDocument | SourceError]:
    """The messages in a file, each with its number for a name."""
    del format
    for number, (data, size) in enumerate(_split(path), start=1):
        name = f"{shown(path)} message {number}"
        if size > len(data):
            yield too_large(name, size)
            continue
        try:
            message = parse_message(_ESCAPED.sub(rb"\1", data), name=name)
            own = _ID.search(field_of(message, "Message-ID"))
            stem = slug(own[1]).strip("-.") if own else f"{stem_of(path)}-{number}"
            yield from _documents(_Letter(message, name, shown(path), stem, True))
        except SourceError as error:
            yield error


def _is_letter(fields: frozenset[str]) -> bool:
    return "from" in fields and not _TELLING.isdisjoint(fields) and len(fields) > 2


def _split(path: Path) -> Iterator[tuple[bytes, int]]:
    """The messages, each with its size; of one that is too long only the size.

    A line that begins with "From " is a mark only where it is one as programs write it, with an
    address and a moment: "From 2022 on the unit was in reserve." is text.
    """
    lines: list[bytes] = []
    size, is_open = 0, False
    with path.open("rb") as file:
        while line := file.readline(MAX_BYTES):
            if line.startswith(b"From ") and _POSTMARK.fullmatch(line):
                if is_open:
                    yield b"".join(lines), size
                lines, size, is_open = [], 0, True
            else:
                size += len(line)
                if size <= MAX_BYTES:
                    lines.append(line)
                else:
                    lines.clear()
    if is_open:
        yield b"".join(lines), size


def _documents(letter: _Letter) -> Iterator[RawDocument | SourceError]:
    message = letter.message
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime"):
        yield SourceError(letter.name, "the letter is encrypted", fix="save its text and add that")
        return
    if message.get_content_type() == "multipart/report":
        yield SourceError(letter.name, "this is a report on a delivery", fix="leave it out")
        return
    bodies, attached = _parts(message)
    try:
        yield _document(letter, bodies)
    except SourceError as error:
        if not any(part.get_content_type() == "message/rfc822" for part in attached):
            yield error
    for number, part in enumerate(attached, start=1):
        yield from _attached(letter, part, number)


def _parts(message: EmailMessage) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """The parts that are the letter's text, of several ways to say it the best; and the others."""
    kind = message.get_content_type()
    if kind == "message/rfc822" or message.is_attachment() or message.get_filename():
        return [], [message]
    if not message.is_multipart():
        return ([message], []) if kind in ("text/plain", "text/html") else ([], [message])
    parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    if kind == "multipart/related":
        start = message.get_param("start")
        first = next((p for p in parts if start and p.get("Content-ID") == start), *parts[:1])
        return _parts(first)
    found = [_parts(part) for part in parts]
    others = [part for _, attached in found for part in attached]
    if kind == "multipart/alternative":
        bodies = [each for each, _ in found if each]
        pages = [each for each in bodies if _has_page(each)]
        return (pages or bodies or [[]])[-1], others
    inline = [part for each, _ in found for part in each]
    in_html = [part for part in inline if part.get_content_type() == "text/html"]
    return in_html or inline, others


def _has_page(parts: Iterable[EmailMessage]) -> bool:
    return any(part.get_content_type() == "text/html" for part in parts)


def _document(letter: _Letter, bodies: list[EmailMessage]) -> RawDocument:
    if not bodies:
        raise SourceError(
            letter.name, "the letter has no text of its own", fix="save what is attached to it"
        )
    is_page = _has_page(bodies)
    inner: Forwarded | None = None
    texts = []
    for part in bodies:
        text = text_of(part, name=letter.name, path=letter.path, html=is_page)
        if is_page:
            text, found = letter_page(text)
        else:
            text, found = _plain(part, text)
        inner = inner or found
        texts.append(text)
    described = _described(letter.message) if inner is None else _passed_on(inner)
    head = _lines_of_page(texts[0]) if is_page else texts[0].split("\n")
    signed = describe([line for line in head if line.strip()]).byline
    return RawDocument(
        name=letter.name,
        path=letter.path,
        stem=letter.stem,
        format=HTML if is_page else PLAIN,
        content="\n\n".join(texts),
        described=Described(own=replace(described, byline=signed or described.byline)),
        is_one_of_many=letter.is_one_of_many,
    )


def _lines_of_page(page: str) -> list[str]:
    parsed = parse_page(page)
    return [] if parsed is None else [each.text for each in passages_of(parsed.root)]


def _plain(part: EmailMessage, text: str) -> tuple[str, Forwarded | None]:
    if str(part.get_param("format", "")).lower() == "flowed":
        text = unflow(text, delsp=str(part.get_param("delsp", "")).lower() == "yes")
    inner = forwarded(text)
    return own_text(text if inner is None else inner.text), inner


def _described(message: EmailMessage) -> Metadata:
    sender = field_of(message, "From")
    listed = _LIST_NAME.fullmatch(field_of(message, "List-Id"))
    is_for_many = bool(listed or field_of(message, "List-Unsubscribe"))
    who = _who(sender, is_for_many=is_for_many)
    if listed and listed[1]:
        byline = who.byline or (who.outlet if who.outlet != listed[1] else None)
        who = Metadata(outlet=listed[1], byline=byline)
    archived = web_address(field_of(message, "Archived-At").strip("<> "))
    return replace(
        who,
        title=_title(field_of(message, "Subject")),
        published=moment_of(message),
        url=archived,
    )


def _passed_on(inner: Forwarded) -> Metadata:
    who = _who(inner.sender, is_for_many=False)
    return replace(who, title=_title(inner.subject), published=parse_date(inner.date))


def _who(sender: str, *, is_for_many: bool) -> Metadata:
    """The outlet, the author, or both: who writes to many is an outlet, unless it names itself
    beside somebody; who has an address of that name is somebody."""
    name, address = parseaddr(re.sub(r"[\[(]mailto:[^\])]*[\])]", "", sender))
    name = normalise_line(name).strip("'\" ")
    user, _, host = address.rpartition("@")
    outlet = None if host.lower() in _ANYBODYS else site_of(f"https://{host}") if host else None
    if found := _SENT_FOR.fullmatch(name):
        return Metadata(outlet=found["outlet"], byline=found["who"])
    words = [word.casefold() for word in re.findall(r"\w+", name)]
    letters = re.sub(r"[\W\d_]+", "", user).casefold()
    is_theirs = len(words) > 1 and words[-1] in letters and letters[:1] == words[0][:1]
    if not name or len(name) > MAX_LENGTH:
        return Metadata(outlet=outlet)
    is_somebody = is_theirs or (host.lower() in _ANYBODYS and len(words) > 1)
    if is_somebody and not is_for_many and names_in(name):
        return Metadata(outlet=outlet, byline=name)
    return Metadata(outlet=name)


def _title(subject: str) -> str | None:
    title = _PREFIX.sub("", subject, count=1) if _PREFIX.match(subject) else subject
    return title if 0 < len(title) <= MAX_LENGTH else None


def _attached(
    letter: _Letter, part: EmailMessage, number: int
) -> Iterator[RawDocument | SourceError]:
    kind = part.get_content_type()
    called = normalise_line(part.get_filename() or "")
    name = f"{letter.name} attachment {called or number}"
    stem = f"{letter.stem}-{number}"
    inside = replace(letter, name=name, stem=stem, is_one_of_many=True)
    if kind == "message/rfc822":
        [message] = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
        yield from _documents(replace(inside, message=message))
    elif kind in ("text/html", "text/plain"):
        is_page = kind == "text/html"
        try:
            text = text_of(part, name=name, path=letter.path, html=is_page)
        except SourceError as error:
            yield error
            return
        if text.strip():
            described = Described(own=Metadata(title=_title(Path(called).stem)))
            yield RawDocument(
                name=name,
                path=letter.path,
                stem=stem,
                format=HTML if is_page else PLAIN,
                content=text,
                described=Described() if is_page else described,
                is_one_of_many=True,
            )
    elif _NOT_READ.match(kind):
        yield SourceError(
            name, f"what is attached ({kind}) is not read", fix="save it and ingest that"
        )
