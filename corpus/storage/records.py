"""What the store is told and says of itself: arrivals, outcomes, changes and counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.types import Article, Metadata, Release, Status


class Outcome(StrEnum):
    """What saving an article came to."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    OLDER = "older"
    EMBARGOED = "embargoed"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


class Evidence(StrEnum):
    """What makes two articles look like one."""

    ID = "id"
    ADDRESS = "address"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where an article comes from, by which it is known again.

    `source` names the place that it was read from, `stem` is the id proposed where the metadata
    has none, `digest` that of what was read, whatever else is said of it. `is_line`: the place is
    a line of a list, which moves when others come and go. `address` is where it was fetched from.
    `url_is_given`: its address comes from somebody else than the page itself. `told` is what was
    said by hand when it was taken in. `article` is the number of the article that it is, where
    whoever brings it has made sure of that. `release` is what its source says of this version.
    `fetched` is the moment at which it was got from its publisher; None is now.
    """

    source: str
    stem: str
    digest: str
    is_line: bool = False
    address: str | None = None
    url_is_given: bool = True
    told: Metadata = field(default_factory=Metadata)
    article: int | None = None
    release: Release = field(default_factory=Release)
    fetched: str | None = None

    @property
    def path(self) -> str:
        """The file, or the address of the page."""
        return self.source.rpartition("::")[0] or self.source


@dataclass(frozen=True, slots=True)
class Apart:
    """A stored article that looked like this one, and has other words."""

    article: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Saved:
    """An article as it is stored now, and how it came to be; of a duplicate, what it repeats.

    Of one that is new, `apart` are those that it was not taken for.
    """

    article: Article
    outcome: Outcome
    apart: tuple[Apart, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of an article by hand: as a correction, and as what its source leaves out."""

    edited: Metadata = field(default_factory=Metadata)
    request: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the feed: the paragraph is to be added to, or removed from, any index."""

    revision: int
    paragraph: int
    added: bool


class AlterationKind(StrEnum):
    """What can become of an article that was stored."""

    UPDATED = "updated"
    EDITED = "edited"
    EMBARGOED = "embargoed"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    RELEASED = "released"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Alteration:
    """Something that became of an article; `id` grows with each, `version` is the one it led to.

    `at` is when that was found out (UTC). `note` is what an editor said of it.
    """

    id: int
    article: int
    version: int
    kind: AlterationKind
    at: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """Why an article is not live, since when, and which of its versions said so.

    `until` is the end of an embargo.
    """

    status: Status
    until: str | None
    since: str
    revision: int | None
    modified: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class OutletSummary:
    """`outlet` is None for articles whose outlet is unknown; `newest` is when the last
    one was published."""

    outlet: str | None
    articles: int
    newest: str | None


@dataclass(frozen=True, slots=True)
class CorpusStats:
    """Counts of what is stored; `oldest` and `newest` are when the first and the last
    article were published."""

    articles: int
    versions: int
    paragraphs: int
    outlets: int
    oldest: str | None
    newest: str | None
    revision: int
