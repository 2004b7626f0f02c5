"""Saved questions, and the passages that were found for them.

A watch remembers up to which change of which corpus it was matched, so nothing from before it is
news, and nothing that came while the bot was down is missed. Passages are recognised by their text:
a corrected article or a wire copy that repeats one makes no second alert.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.chat.answers.chat_query import ChatQuery
from bot.chat.database import ChatDatabase, Parameters, Row

MOST_WATCHES = 50
# When a passage was found that answered a question already when it was saved.
BEFORE_ALL = 0.0

_SELECT = """
    SELECT w.id, w.chat, w.number, w.user, w.thread, w.question, w.inquiry, w.saved, w.corpus,
           w.revision, w.muted_until, w.message,
           (SELECT count(*) FROM hits h WHERE h.watch = w.id AND h.found >= w.saved)
    FROM watches w LEFT JOIN timetables t ON t.chat = w.chat WHERE w.stopped IS NULL
"""


@dataclass(frozen=True, slots=True)
class Watch:
    """A question that a chat wants to hear about.

    `number` is what the chat calls it; it is never given to another. `question` is what was typed,
    `query` what that asks, `message` where it stands in the chat, if that is known. `saved` and
    `muted_until` are in seconds since the epoch; `hits` counts the passages found since it was
    saved.
    """

    id: int
    chat: int
    number: int
    user: int
    thread: int | None
    question: str
    query: ChatQuery
    saved: float
    corpus: str
    revision: int
    muted_until: float
    message: int | None = None
    hits: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a watch. `record` is the citation as answers/payload.py writes it."""

    paragraph: int
    text_key: str
    record: dict[str, Any]
    confidence: float


class TooMany(Exception):
    """The chat has as many watches as it may have."""


class AlreadyWatched(Exception):
    """The chat has a watch with this question; `watch` is that."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(watch.question)
        self.watch = watch


class Watches:
    """The tables; may be used from many threads."""

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database

    def add(
        self,
        question: str,
        query: ChatQuery,
        *,
        chat: int,
        thread: int | None,
        user: int,
        now: float,
        corpus: str,
        revision: int,
        known: Iterable[Hit],
        message: int | None = None,
    ) -> Watch:
        """Save a question; what is `known` to answer it already is no news.

        Raises TooMany and AlreadyWatched.
        """
        with self._database.transaction():
            watches = self.of_chat(chat)
            for watch in watches:
                if watch.question.casefold() == question.casefold():
                    raise AlreadyWatched(watch)
            if len(watches) >= MOST_WATCHES:
                raise TooMany
            self._database.write(
                "INSERT INTO watches"
                " (chat, number, user, thread, question, inquiry, saved, corpus, revision, message)"
                " SELECT ?, 1 + coalesce(max(number), 0), ?, ?, ?, ?, ?, ?, ?, ?"
                " FROM watches WHERE chat = ?",
                (
                    chat,
                    user,
                    thread,
                    question,
                    json.dumps(query.to_payload()),
                    now,
                    corpus,
                    revision,
                    message,
                    chat,
                ),
            )
            watch = self.of_chat(chat)[-1]
            self._keep(watch.id, known, found=BEFORE_ALL, notified=now)
        return watch

    def of_chat(self, chat: int) -> list[Watch]:
        return self._watches("AND w.chat = ? ORDER BY w.number", (chat,))

    def get(self, chat: int, number: int) -> Watch | None:
        found = self._watches("AND w.chat = ? AND w.number = ?", (chat, number))
        return found[0] if found else None

    def behind(self, *, corpus: str, revision: int) -> list[Watch]:
        """The watches that have not seen this revision, of chats that the bot can write to."""
        return self._watches(
            "AND t.suspended IS NULL AND (w.corpus != ? OR w.revision < ?) ORDER BY w.id",
            (corpus, revision),
        )

    def stop(self, watch: Watch, *, now: float) -> None:
        with self._database.transaction():
            self._database.write("UPDATE watches SET stopped = ? WHERE id = ?", (now, watch.id))
            self._database.write("DELETE FROM hits WHERE watch = ?", (watch.id,))

    def mute(self, watch: Watch, *, until: float) -> None:
        """Hold its alerts back until then."""
        self._database.write("UPDATE watches SET muted_until = ? WHERE id = ?", (until, watch.id))

    # Hits

    def matched(
        self, watch: Watch, hits: Iterable[Hit], *, corpus: str, revision: int, now: float
    ) -> None:
        """The watch has seen the corpus up to this revision, and found this; nothing is stored if
        it was stopped or forgotten meanwhile."""
        with self._database.transaction():
            stands = self._database.write(
                "UPDATE watches SET corpus = ?, revision = ? WHERE id = ? AND stopped IS NULL"
                " RETURNING id",
                (corpus, revision, watch.id),
            )
            if stands:
                self._keep(watch.id, hits, found=now, notified=None)

    def with_news(self, *, now: float) -> list[Watch]:
        """The watches that have something new and are not muted."""
        return self._watches(
            "AND t.suspended IS NULL AND w.muted_until <= ?"
            " AND EXISTS (SELECT 1 FROM hits WHERE watch = w.id AND told IS NULL) ORDER BY w.id",
            (now,),
        )

    def unnotified(self, watch: Watch) -> list[Hit]:
        """What its chat has not been notified of."""
        return self._hits("watch = ? AND told IS NULL", (watch.id,))

    def found_since(self, watch: Watch, since: float) -> list[Hit]:
        """What was found new from `since` on, whether or not the chat was notified."""
        return self._hits("watch = ? AND found >= ?", (watch.id, max(since, watch.saved)))

    def all_hits(self, watch: Watch) -> list[Hit]:
        """Everything that was ever found, the newest first."""
        return self._hits("watch = ?", (watch.id,), order="found DESC, rowid DESC")

    def notified(self, watch: Watch, hits: Iterable[Hit], *, at: float | None) -> None:
        """The chat was notified of these, or with None: it was not after all."""
        with self._database.transaction():
            for hit in hits:
                self._database.write(
                    "UPDATE hits SET told = ? WHERE watch = ? AND passage = ?",
                    (at, watch.id, hit.text_key),
                )

    def _keep(
        self, watch: int, hits: Iterable[Hit], *, found: float, notified: float | None
    ) -> None:
        for hit in hits:
            self._database.write(
                "INSERT OR IGNORE INTO hits VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    watch,
                    hit.text_key,
                    hit.paragraph,
                    json.dumps(hit.record),
                    hit.confidence,
                    found,
                    notified,
                ),
            )

    def _watches(self, condition: str, parameters: Parameters) -> list[Watch]:
        return [_watch(row) for row in self._database.read(_SELECT + condition, parameters)]

    def _hits(
        self,
        condition: str,
        parameters: Parameters,
        *,
        order: str = "confidence DESC, found, paragraph",
    ) -> list[Hit]:
        rows = self._database.read(
            f"SELECT paragraph, passage, record, confidence FROM hits WHERE {condition}"  # noqa: S608
            f" ORDER BY {order}",
            parameters,
        )
        return [_hit(row) for row in rows]


def text_key(text: str) -> str:
    """What a passage is recognised by."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:32]


def _watch(row: Row) -> Watch:
    id_, chat, number, user, thread, question, query, *rest = row
    asked = ChatQuery.from_payload(json.loads(query))
    return Watch(id_, chat, number, user, thread, question, asked, *rest)


def _hit(row: Row) -> Hit:
    paragraph, key, record, confidence = row
    return Hit(paragraph, key, json.loads(record), confidence)
