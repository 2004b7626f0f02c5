"""What the store says of itself: outcomes, changes and counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.types import Article


class Outcome(StrEnum):
    """What saving an article came to."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Saved:
    """An article as it is stored now, and how it came to be; of a duplicate, what it repeats."""

    article: Article
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the feed: the paragraph is to be added to, or removed from, any index."""

    revision: int
    paragraph: int
    added: bool


@dataclass(frozen=True, slots=True)
class OutletSummary:
    """`outlet` is None for articles whose outlet is unknown; `newest` is a day."""

    outlet: str | None
    articles: int
    newest: str | None


@dataclass(frozen=True, slots=True)
class CorpusStats:
    """Counts of what is stored; `oldest` and `newest` are publication days."""

    articles: int
    versions: int
    paragraphs: int
    outlets: int
    oldest: str | None
    newest: str | None
    revision: int
