"""What was asked and went wrong: not answered, rated wrong, answered against a rating, or slow.

It is read from what is kept of questions anyway, so it reaches back as far as that does, and
whoever is forgotten is forgotten here, too. A test case is a question of which an administrator has
said whether the articles answer it; it goes with its question.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.chat.answers.chat_query import ChatQuery
from bot.chat.answers.exchanges import ExchangeKind
from bot.chat.answers.ratings import Rating
from bot.chat.database import ChatDatabase, Row
from index.types import Tier

# Seconds after which a reader was asked to wait (placeholder.py).
SLOW = 4.0


class Failure(StrEnum):
    """What went wrong with a question."""

    REFUSED = "refused"
    WRONG = "wrong"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that somebody asked, and what became of it.

    `exchange` is its id, `asked` is in seconds since the epoch. `tier` is what was claimed for the
    `cited` paragraphs, the best first; of tier NONE there are none. `reason` is why no more was
    claimed, None where it was answered. `ratings` counts those of its answer, `is_against` says
    that another answer to the same question was rated as none. `is_answerable` is what it was made
    a test case as; None if it is none.
    """

    exchange: str
    asked: float
    query: ChatQuery
    tier: Tier
    reason: str | None
    confidence: float
    seconds: float | None
    cited: tuple[int, ...]
    ratings: Mapping[Rating, int]
    is_against: bool
    is_answerable: bool | None

    @property
    def failures(self) -> frozenset[Failure]:
        wrong = any(rating.is_fault for rating in self.ratings)
        found = {
            Failure.REFUSED: self.tier is not Tier.ANSWERS,
            Failure.WRONG: wrong or self.is_against,
            Failure.SLOW: (self.seconds or 0.0) >= SLOW,
        }
        return frozenset(failure for failure, is_so in found.items() if is_so)

    @property
    def likely_answerable(self) -> bool:
        """Whether the articles answer it, as far as anybody has said; the bot's own word if not."""
        if self.is_answerable is not None:
            return self.is_answerable
        if self.tier is Tier.ANSWERS:
            return Rating.NOTHING_ANSWERS not in self.ratings
        return self.has_right_passage

    @property
    def has_right_passage(self) -> bool:
        """Whether its best passage answers, by all the readers who rated it."""
        fine = (Rating.RIGHT, Rating.WRONG_SPEAKER)
        return bool(self.ratings) and all(rating in fine for rating in self.ratings)


class QuestionLog:
    """Reads the tables of exchanges and ratings, and keeps that of test cases; may be used from
    many threads."""

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database

    def all(self, *, since: float = 0.0) -> list[AskedQuestion]:
        """Every question from that time on, the newest first."""
        rows = self._database.read(
            "SELECT e.id, e.asked, e.text, e.payload, group_concat(r.rating), c.answerable"
            " FROM exchanges e LEFT JOIN ratings r ON r.exchange = e.id"
            " LEFT JOIN test_cases c ON c.exchange = e.id WHERE e.kind = ?"
            " GROUP BY e.id ORDER BY e.asked DESC, e.id",
            (ExchangeKind.QUESTION,),
        )
        none: dict[str, set[str]] = {}
        for row in rows:
            if Rating.NOTHING_ANSWERS in _ratings(row[4]):
                none.setdefault(_folded(row[2]), set()).add(row[0])
        return [_question(row, none) for row in rows if row[1] >= since]

    def failed(self, *failures: Failure, since: float = 0.0) -> list[AskedQuestion]:
        """Those with one of the failures, or with any of all."""
        wanted = frozenset(failures or Failure)
        return [one for one in self.all(since=since) if not wanted.isdisjoint(one.failures)]

    def toggle(self, exchange: str, *, is_answerable: bool, now: float) -> bool | None:
        """Make a question a test case, or end it where it is one as the same; returns what it is
        now, None if it is none. A question that is no longer kept stays none."""
        with self._database.transaction():
            before = self._database.read(
                "SELECT answerable FROM test_cases WHERE exchange = ?", (exchange,)
            )
            self._database.write("DELETE FROM test_cases WHERE exchange = ?", (exchange,))
            if before == [(int(is_answerable),)]:
                return None
            made = self._database.write(
                "INSERT INTO test_cases (exchange, answerable, made)"
                " SELECT id, ?, ? FROM exchanges WHERE id = ? AND kind = ? RETURNING answerable",
                (int(is_answerable), now, exchange, ExchangeKind.QUESTION),
            )
        return bool(made[0][0]) if made else None


def _question(row: Row, none: Mapping[str, set[str]]) -> AskedQuestion:
    """`none` has, by question, the exchanges whose answer was rated as none."""
    identifier, asked, text, payload, ratings, answerable = row
    kept: dict[str, Any] = json.loads(payload)
    tier = Tier.ANSWERS
    if "reason" in kept:
        tier = Tier.PERHAPS if kept.get("doubtful") else Tier.NONE
    shown = {Tier.ANSWERS: "citations", Tier.PERHAPS: "nearest"}.get(tier, "")
    cited = tuple(record["paragraph"] for record in kept.get(shown, ()))
    none_before = none.get(_folded(text), set()) - {identifier}
    query = ChatQuery.from_payload(kept) if "inquiry" in kept else ChatQuery(text)
    return AskedQuestion(
        exchange=identifier,
        asked=asked,
        query=query,
        tier=tier,
        reason=kept.get("reason"),
        confidence=kept.get("confidence", 0.0),
        seconds=kept.get("seconds"),
        cited=cited,
        ratings=_ratings(ratings),
        is_against=tier is Tier.ANSWERS and bool(none_before),
        is_answerable=None if answerable is None else bool(answerable),
    )


def _ratings(listed: str | None) -> dict[Rating, int]:
    ratings = [Rating(int(each)) for each in (listed or "").split(",") if each]
    return {rating: ratings.count(rating) for rating in ratings}


def _folded(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip(" ?.!")
