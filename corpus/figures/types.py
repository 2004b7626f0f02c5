"""What a figure is: a value as printed, what it counts, and of which event. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.types import Span


class Bound(StrEnum):
    """How exact a figure is, as printed."""

    EXACT = "="
    LEAST = ">="
    MORE = ">"
    MOST = "<="
    LESS = "<"
    ABOUT = "~"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure by itself.

    `span` holds the number alone, `quote` the words that say how exact it is, too. `low` and `high`
    are what the words give: the same for one value, both ends of a range. A vague word has
    `vague`, and what it admits as its ends; its `high` is None where there is none. `whole` is that
    of which it is a part, which its `quote` goes on to ("22 of the 24"); its own, where a part of
    it is told of ("half of the 24").
    """

    span: Span
    quote: Span
    low: float
    high: float | None
    bound: Bound = Bound.EXACT
    vague: str | None = None
    whole: Span | None = None

    @property
    def is_whole(self) -> bool:
        """Whether a part of it is told of, and not all."""
        return self.whole == self.span

    @property
    def value(self) -> float | None:
        """The one value; None of a range and of a vague word, which print none."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Slot:
    """What a figure counts: figures of one slot tell of the same quantity.

    `who` is the group among people or the thing counted, None for people at large. `place` is one
    that is not the article's own. `event` names another event than the article's ("2003", "since
    2022"), or says that the article's own is not the first of its kind; None is the article's.
    `part`: a part of a larger figure.
    """

    kind: str
    unit: str | None
    who: str | None
    place: str | None
    event: str | None
    part: bool

    @property
    def is_comparable(self) -> bool:
        """Whether another figure of the same slot tells of the same quantity."""
        return self.kind not in _LOOSE and not self.part


# Of these there are many in one article that have nothing to do with each other.
_LOOSE = frozenset(
    "distance duration share temperature position speed money weight area length count"
    " recalled".split()
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an article, at spans of its body; `sentence` is the one that it stands in."""

    amount: Amount
    slot: Slot
    sentence: Span
