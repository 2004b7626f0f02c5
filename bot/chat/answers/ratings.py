"""What readers think of answers: right, or wrong and in what way; one rating a person and answer.

A rating is deleted with its exchange, so only answers that are still stored are counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from bot.chat.database import ChatDatabase


class Rating(IntEnum):
    """What somebody says of an answer. The numbers are what buttons carry, so they must never
    change."""

    RIGHT = 0
    WRONG = 1
    WRONG_PASSAGE = 2
    WRONG_SPEAKER = 3
    NOTHING_ANSWERS = 4

    @property
    def word(self) -> str:
        """As texts name it."""
        return self.name.lower()

    @property
    def is_fault(self) -> bool:
        return self is not Rating.RIGHT


FAULTS = (Rating.WRONG_PASSAGE, Rating.WRONG_SPEAKER, Rating.NOTHING_ANSWERS)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many ratings there are of each kind; `wrong` counts all that are not right."""

    counts: Mapping[Rating, int]

    @property
    def right(self) -> int:
        return self.counts.get(Rating.RIGHT, 0)

    @property
    def wrong(self) -> int:
        return sum(self.counts.values()) - self.right


class Ratings:
    """The table of ratings; may be used from many threads."""

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database

    def give(self, exchange: str, *, user: int, rating: Rating) -> bool:
        """Store a person's rating in place of an earlier one; False if that was the same, or if the
        answer is no longer stored."""
        return bool(
            self._database.write(
                "INSERT INTO ratings (exchange, user, rating)"
                " SELECT id, ?, ? FROM exchanges WHERE id = ?"
                " ON CONFLICT (exchange, user) DO UPDATE SET rating = excluded.rating"
                " WHERE rating != excluded.rating RETURNING 1",
                (user, int(rating), exchange),
            )
        )

    def of(self, exchange: str, *, user: int) -> Rating | None:
        rows = self._database.read(
            "SELECT rating FROM ratings WHERE exchange = ? AND user = ?", (exchange, user)
        )
        return Rating(rows[0][0]) if rows else None

    def tally(self) -> Tally:
        rows = self._database.read("SELECT rating, count(*) FROM ratings GROUP BY rating")
        return Tally({Rating(rating): count for rating, count in rows})
