"""Many articles in one text, as press databases export them: numbered, or between lines of "=".

Such a file says how many articles are in it, and these are counted: where another number is found,
nothing is taken in, since either an article is lost or two are run together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceError
from corpus.formats.authors import byline_of
from corpus.formats.dates import parse_date
from corpus.formats.decoding import decode
from corpus.formats.files import MAX_BYTES, shown, stem_of, too_large
from corpus.formats.format import PLAIN, Format
from corpus.formats.metadata import MAX_LENGTH
from corpus.formats.normalise import normalise_line
from corpus.types import Described, Metadata, RawDocument

# Set by hand; not measured.
_MOST_BYTES = 10 * MAX_BYTES
_HEAD = 64_000  # bytes
_MOST_HEAD_LINES = 40
_PROSE, _SENTENCE = 14, 4  # words of a line that is no headline, and of one with a full stop
_FEWEST_WORDS = 0.5  # of those that the head says there are

_NUMBERED = re.compile(
    r"^[ \t]*(?:(?:document|article|item|story)[ \t]+(\d+)[ \t]+of[ \t]+(\d+)"
    r"|(\d+)[ \t]+of[ \t]+(\d+)[ \t]+(?:documents|articles|items|stories))[ \t]*$",
    re.I | re.M,
)
_DIVIDER = re.compile(r"^[ \t]*={10,}[ \t]*$", re.M)
_DECLARED = re.compile(
    r"^[ \t]*(?:(?:number of |total )?(?:documents|articles|results|items|stories)"
    r"(?: found| in total| exported)?[ \t]*[:=][ \t]*(\d+)"
    r"|(\d+)[ \t]+(?:documents|articles|results|items|stories)(?: found| in total)?)[ \t]*$",
    re.I | re.M,
)
_FIELD = re.compile(
    r"(?P<key>headline|title|byline|author|source|publication|outlet|date|section|length"
    r"|dateline|copyright|edition|pubdate|published|url)\s*:\s*(?P<value>.*)",
    re.I,
)
_BODY = re.compile(r"(?:body|text|full text)\s*:?", re.I)
_LENGTH = re.compile(r"(?:length\s*:\s*)?([\d,]+)\s+words", re.I)
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\)).{0,200}|all rights reserved\W*", re.I)
# What databases put below an article.
_END = re.compile(r"load-date\s*:.*|end of document", re.I)
_TAIL = re.compile(
    r"(?:(?i:classification|publication-type\s*:.*|language\s*:.*)"
    r"|(?:JOURNAL-CODE|DOCUMENT-TYPE|SUBJECT|ORGANIZATION|ORGANISATION|GEOGRAPHIC|COUNTRY|CITY|STATE"
    r"|COMPANY|PERSON|GRAPHIC|TYPE|UPDATE|NOTES)\s*:.*)",
)


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    text: str


def is_bundle(path: Path, beginning: bytes) -> bool:
    """Whether it is text that begins with the number of an article among others, or that says how
    many stand between its dividers."""
    if b"\x00" in beginning:
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace")
    first = _NUMBERED.search(head)
    if first is not None and not _is_prose(head[: first.start()]):
        # One such line may be of a series, and stand above its only article here.
        return len(_NUMBERED.findall(path.read_text("utf-8", "replace"))) > 1
    divider = _DIVIDER.search(head)
    return divider is not None and _declared(head[: divider.start()]) is not None


def read_bundle(path: Path, format: Format) -> Iterator[RawDocument | SourceError]:
    """The articles; raises SourceError where there are more or fewer than the file says."""
    del format
    name = shown(path)
    size = path.stat().st_size
    if size > _MOST_BYTES:
        raise too_large(name, size)
    text = decode(path.read_bytes(), name=name, path=name)
    text = re.sub(r"\r\n?", "\n", text)
    parts, declared = _numbered(text) or _divided(text)
    numbers = [part.number for part in parts]
    if numbers != list(range(1, declared + 1)):
        raise SourceError(
            name,
            f"it says that it has {declared:,} articles, and {len(parts):,} were found",
            fix="export them again, fewer at a time, and ingest that",
        )
    for part in parts:
        yield _document(part, path, name)


def _numbered(text: str) -> tuple[list[_Part], int] | None:
    marks = list(_NUMBERED.finditer(text))
    if not marks:
        return None
    declared = max(int(mark[2] or mark[4]) for mark in marks)
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = [
        _Part(int(mark[1] or mark[3]), text[mark.end() : end])
        for mark, end in zip(marks, ends, strict=True)
    ]
    return parts, declared


def _divided(text: str) -> tuple[list[_Part], int]:
    head, *pieces = _DIVIDER.split(text)
    found = [piece for piece in pieces if piece.strip()]
    return [_Part(n, piece) for n, piece in enumerate(found, start=1)], _declared(head) or 0


def _declared(head: str) -> int | None:
    """How many articles a short text above them says that there are."""
    found = _DECLARED.search(head)
    return int(found[1] or found[2]) if found and not _is_prose(head) else None


def _is_prose(head: str) -> bool:
    return len(head.split()) > 200 or head.count(".") > 20


def _document(part: _Part, path: Path, name: str) -> RawDocument | SourceError:
    called = f"{name} article {part.number}"
    lines = [line.strip() for line in part.text.split("\n")]
    head, body = _split(lines)
    own, words = _described(head)
    text = "\n".join(_without_tail(body)).strip()
    if not text:
        return SourceError(called, "the article has no text", fix="export it again with its text")
    is_partial = len(text.split()) < _FEWEST_WORDS * words
    return RawDocument(
        name=called,
        path=name,
        stem=f"{stem_of(path)}-{part.number}",
        format=PLAIN,
        content=text,
        described=Described(own=Metadata(**own, is_partial=is_partial or None)),
        is_one_of_many=True,
    )


def _split(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The head and what is below: from the line "Body" on, else from below the last line that only
    a head has."""
    top = lines[:_MOST_HEAD_LINES]
    at = next((i for i, line in enumerate(top) if _BODY.fullmatch(line)), None)
    if at is not None:
        return lines[:at], lines[at + 1 :]
    last = -1
    for i, line in enumerate(top):
        if _is_of_head(line):
            last = i
        elif len(line.split()) >= _PROSE or (line.endswith(".") and len(line.split()) >= _SENTENCE):
            break
    return lines[: last + 1], lines[last + 1 :]


def _is_of_head(line: str) -> bool:
    return bool(
        _FIELD.fullmatch(line)
        or _LENGTH.fullmatch(line)
        or _COPYRIGHT.fullmatch(line)
        or (line and parse_date(_without_time(line)))
    )


def _described(head: Sequence[str]) -> tuple[dict[str, str | None], int]:
    """What the head says, by its labels, else by the order of its lines; and how many words there
    are. The outlet stands above the date, and the headline is what else has no label."""
    told: dict[str, str] = {}
    bare: list[str] = []
    words, day, above = 0, None, ""
    for line in filter(None, head):
        if length := _LENGTH.fullmatch(line):
            words = int(length[1].replace(",", ""))
        elif found := _FIELD.fullmatch(line):
            told.setdefault(found["key"].lower(), normalise_line(found["value"]))
        elif _COPYRIGHT.fullmatch(line):
            continue
        elif day is None and (day := parse_date(_without_time(line))):
            above = bare.pop() if bare else ""
        else:
            bare.append(normalise_line(line))

    def first(*keys: str) -> str | None:
        values = (told.get(key) for key in keys)
        return next((each for each in values if each and len(each) <= MAX_LENGTH), None)

    outlet = first("source", "publication", "outlet") or above or None
    title = first("headline", "title") or next(iter(bare), None)
    date = first("date", "published", "pubdate")
    return {
        "title": title,
        "outlet": outlet,
        "byline": byline_of([first("byline", "author") or ""]),
        "published": (date and parse_date(_without_time(date))) or day,
        "url": first("url"),
    }, words


def _without_time(line: str) -> str:
    """ "March 4, 2031 Tuesday 8:00 AM GMT" as "March 4, 2031": the weekday stands behind."""
    return re.sub(
        r",?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$", "", line, flags=re.I
    ).strip()


def _without_tail(lines: Sequence[str]) -> Sequence[str]:
    """Without what a database adds, from the last paragraph of the article on."""
    end = next((i for i, line in enumerate(lines) if _END.fullmatch(line)), len(lines))
    while end and _is_of_tail(lines[end - 1]):
        end -= 1
    return lines[:end]


def _is_of_tail(line: str) -> bool:
    return not line or bool(_TAIL.fullmatch(line) or _COPYRIGHT.fullmatch(line))
