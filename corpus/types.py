"""The values that flow through Dateline: frozen, validated when made, free of any library."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a stored text; a quotation is one of these."""

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop:
            raise ValueError(f"a span needs 0 <= start <= stop, not {self.start}..{self.stop}")

    def of(self, text: str) -> str:
        """The slice of `text`; raises ValueError where the span runs past its end."""
        if self.stop > len(text):
            raise ValueError(f"span {self.start}..{self.stop} ends after {len(text)} code points")
        return text[self.start : self.stop]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.stop and other.start < self.stop

    def shifted(self, offset: int) -> Span:
        return Span(self.start + offset, self.stop + offset)

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Shift:
    """From `start` of a stored text on its words stood `by` code points further in the text that
    was given."""

    start: int
    by: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text. Unknown stays None, never guessed.

    `published` is ISO 8601: a date, or a UTC date and time ("2031-03-04T06:30:00Z"). `is_partial`:
    the text is known to be only a part of the article.
    """

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    is_partial: bool | None = None


def settle(*said: Metadata) -> Metadata:
    """Each value by the first who has one."""
    return Metadata(
        **{
            field.name: next(filter(None, (getattr(each, field.name) for each in said)), None)
            for field in fields(Metadata)
        }
    )


class Status(StrEnum):
    """Whether an article may be quoted; only live ones are."""

    LIVE = "live"
    EMBARGOED = "embargoed"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"
    GONE = "gone"


TAKEN_BACK = (Status.WITHHELD, Status.WITHDRAWN)
"""Said of a story as a whole, whatever text comes with it."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a source says of a version besides its text: which one it is, and who may use it when.

    `status` is None where nothing is said. `until` is the end of an embargo, `modified` the moment
    of this version, both as Metadata.published; `revision` is the source's own number, which grows
    with each version. `note` is the editor's, to readers or to other editors. `of` is the id of the
    story that is meant, where that has another than this document.
    """

    status: Status | None = None
    until: str | None = None
    revision: int | None = None
    modified: str | None = None
    note: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of an article, by who says it. Where two differ, the one that comes first here
    is believed; where one is silent, the next is asked.
    """

    edited: Metadata = Metadata()
    """An editor, who corrects what is stored."""
    own: Metadata = Metadata()
    """Its own line of JSON Lines, or the front matter above its text."""
    sidecar: Metadata = Metadata()
    """The JSON file beside it."""
    request: Metadata = Metadata()
    """Whoever has it taken in: the options of a command, the lines under `/add`."""
    origin: Metadata = Metadata()
    """The post that it was forwarded from."""
    page: Metadata = Metadata()
    """The page or the Markdown, in its marks."""
    feed: Metadata = Metadata()
    """The feed that led to it."""
    address: Metadata = Metadata()
    """The address that it was fetched from."""
    text: Metadata = Metadata()
    """The text itself: a title among its paragraphs."""

    @property
    def url_is_given(self) -> bool:
        """Whether somebody else than the page itself says what its address is."""
        tellers = (self.edited, self.own, self.sidecar, self.request, self.origin)
        return any(teller.url for teller in tellers)

    @property
    def settled(self) -> Metadata:
        """Each value by the first who has one."""
        return settle(*(getattr(self, teller.name) for teller in fields(self)))


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One article as it was found: not yet extracted, normalised or split.

    `name` is what messages call it ("news/raid.txt", "wire.jsonl line 3"); `path` is the file it
    came from; `stem` is the id proposed for it where the metadata names none. `format` is that of
    `content`, by its name in corpus.formats.registry; the content of one that is no text is the
    file. `address` is where a page was fetched from,
    which is its name and its path too. `in_feed`: the text stood in a feed, not on a page.
    `is_one_of_many`: the file is a list of articles. `fetched` is the moment (UTC, ISO 8601) at
    which whoever kept it got it from its publisher, where that is known.
    """

    name: str
    path: str
    stem: str
    format: str
    content: str | bytes
    described: Described = Described()
    address: str | None = None
    in_feed: bool = False
    release: Release = Release()
    is_one_of_many: bool = False
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """Normalised body text (paragraphs apart by blank lines) and everything said about it; how far
    its words stood elsewhere in the text that a program gave, where they did."""

    body: str
    metadata: Metadata
    shifts: tuple[Shift, ...] = ()


class BlockKind(StrEnum):
    """What a piece of an article's body is for."""

    PROSE = "prose"
    HEADING = "heading"
    TITLE = "title"
    BOILERPLATE = "boilerplate"
    CORRECTION = "correction"
    """What the outlet says of its own mistake."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a body. Blocks together cover every character that is not white space.

    `position` counts the body's blank-line blocks from 1, boilerplate included, so that a reader
    with the source in hand can count to it. `section` is the heading that a paragraph stands under.
    """

    kind: BlockKind
    span: Span
    position: int
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article. `number` is the store's short key, `id` the reader's.

    `is_partial`: its text is known to be only a part of what was published. Of one that is not
    live, nothing is told but its id.
    """

    number: int
    id: str
    version: int
    path: str
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    url: str | None
    language: str | None
    fetched: str
    is_partial: bool = False
    speakers_read: bool = True
    """False where it is not known who says what in it: not found yet, or it could not be."""
    opening: str | None = None
    """How its text begins; None where it has a title."""
    modified: str | None = None
    """The moment of this version, where its source tells."""
    note: str | None = None
    """What an editor says of this version."""
    status: Status = Status.LIVE
    corrections: tuple[Paragraph, ...] = ()
    """What the outlet says of its own mistakes, beneath the article or within it."""

    @property
    def day(self) -> str | None:
        """The publication date alone, YYYY-MM-DD; of a point in time the day in UTC."""
        return self.published[:10] if self.published else None

    @property
    def is_dated_ahead(self) -> bool:
        """Whether its day lies after the day that followed its taking in.

        One day is allowed for: where the sun rises first, it is tomorrow already.
        """
        last = date.fromisoformat(self.fetched[:10]) + timedelta(days=1)
        return self.day is not None and self.day > last.isoformat()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stored passage. `id` is the SQLite rowid and the vector's id; `text` is what is quoted.

    `is_correction`: in it the outlet speaks of a mistake in the article.
    """

    id: int
    article: int
    version: int
    position: int
    section: str | None
    text: str
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question is limited to; an empty field limits nothing.

    `outlets` match without regard to case; `since` and `until` are days (YYYY-MM-DD) of the time
    zone `zone` (None is this machine's), both included, and leave undated articles out; `articles`
    are article numbers. `by` are speakers or parties: only paragraphs that hold something one of
    them says. `as_of` is a moment (UTC, 2031-03-04T10:00:00Z): only what was published by then,
    each article in the version that it had.
    """

    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    articles: tuple[int, ...] = ()
    by: tuple[str, ...] = ()
    zone: str | None = "UTC"
    as_of: str | None = None

    def __bool__(self) -> bool:
        limits = (self.outlets, self.since, self.until, self.articles, self.by, self.as_of)
        return any(limits)
