"""What a feed says, whatever it is written in."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import SourceError


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed.

    `text` is what it has of the article, paragraphs apart by blank lines; `is_content`: it stands
    where its format has the whole of it, which not every feed keeps to. `summary` is what it says
    besides, or the same. `updated` is what the feed claims; none of its dates is proof.
    """

    guid: str | None
    link: str | None
    title: str | None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    text: str = ""
    is_content: bool = False
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as it was read.

    `ttl` is how many seconds it asks to be left alone. `left_out` counts the items beyond the
    limit; `is_cut`: the document breaks off or is damaged, so an item may be missing.
    """

    kind: str
    title: str | None
    site: str | None
    language: str | None
    items: tuple[Item, ...]
    ttl: float | None = None
    left_out: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """The bytes of a feed, where they came from, and the encoding that the server names."""

    address: str
    data: bytes
    charset: str | None = None


class NotAFeed(SourceError):
    """What is there is no feed; `alternates` are the feeds that a page names."""

    def __init__(
        self, address: str, problem: str, *, fix: str, alternates: tuple[str, ...] = ()
    ) -> None:
        super().__init__(address, problem, fix=fix)
        self.alternates = alternates
