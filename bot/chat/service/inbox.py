"""Questions that were received and not finished, so that neither a crash nor a Telegram that is out
of reach loses any.

A row is received, may get a `placeholder` (a message that asks to wait), may have an answer in
flight (`leaving`), may be kept for another try (`due`), and is finished: it was answered, or its
asker was told that it was not. Then its text is deleted; its number stays for two days, to
recognise a repeated delivery.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bot.chat.database import ChatDatabase, Parameters, Row
from bot.observability import metrics
from corpus.errors import StoreError

logger = logging.getLogger(__name__)

# Telegram repeats what was not confirmed for 24 hours.
REPEATED_FOR = 2 * 24 * 3600.0
# Seconds until the next try, the last for all further ones. Set by hand; not measured.
NEXT_TRY = (2.0, 5.0, 15.0, 30.0, 60.0)
# A user's other question is being answered; that does not take long.
SOON = 1.0
_COLUMNS = "id, payload, received, crashes, leaving, placeholder"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A question that is kept.

    `payload` is the update as Telegram sent it; `received` is in seconds since the epoch;
    `crashes` counts the runs that ended while it was in work; `leaving` is the exchange whose
    answer was being sent, and may have arrived, when the last try ended.
    """

    update: int
    payload: dict[str, Any]
    received: float
    crashes: int
    leaving: str | None
    placeholder: int | None


class Inbox:
    """The table; neither blocks the event loop nor waits for the pool.

    If the database cannot be written (a full disk), this is logged and the question handled: an
    answer that a crash could lose is better than none.
    """

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database
        self._owed: dict[int, float] = {}
        self._stored: set[int] = set()
        self._kept: dict[int, float] = {}
        self._failed: dict[int, float] = {}
        self._held: set[int] = set()
        self._tries: Counter[int] = Counter()

    # In work

    async def receive(self, update: int, *, chat: int, user: int, payload: str, now: float) -> bool:
        """Store a question; False if it was received before."""
        written = await self._write(
            "INSERT INTO inbox (id, chat, user, payload, received) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING RETURNING id",
            (update, chat, user, payload, now),
            durably=True,
        )
        if written:
            self._stored.add(update)
        return written is None or bool(written)

    async def leaves(self, update: int, exchange: str | None) -> None:
        """An answer leaves now; None: it certainly did not."""
        await self._write(
            "UPDATE inbox SET leaving = ? WHERE id = ?",
            (exchange, update),
            durably=exchange is not None,
        )

    async def waits(self, update: int, placeholder: int | None) -> None:
        """This message asks to wait, and will become the answer; None: it is gone."""
        await self._write("UPDATE inbox SET placeholder = ? WHERE id = ?", (placeholder, update))

    async def placeholder(self, update: int) -> int | None:
        """The message that asked to wait, perhaps in an earlier run."""
        rows = await asyncio.to_thread(
            self._database.read, "SELECT placeholder FROM inbox WHERE id = ?", (update,)
        )
        return rows[0][0] if rows else None

    def is_unfinished(self, update: int) -> bool:
        """Whether this is a question that was stored and is not dealt with."""
        return update in self._stored

    def is_again(self, update: int) -> bool:
        """Whether it was in work before, in this run or an earlier one."""
        return self._tries[update] > 0

    def hold(self, update: int) -> None:
        """What it asked for goes on after its handler, and whoever does it finishes it."""
        self._held.add(update)

    def fails(self, update: int, *, pause: float = 0.0) -> bool:
        """What was to be said could not be: unless it is finished, it is tried again, but not for
        `pause` seconds. Whether it is."""
        if update not in self._stored:
            return False
        delay = NEXT_TRY[min(self._tries[update], len(NEXT_TRY) - 1)]
        self._failed[update] = max(pause, delay)
        self._tries[update] += 1
        return True

    def put_off(self, update: int) -> None:
        """Its turn has not come: it is tried again in a moment."""
        self._failed[update] = SOON

    async def conclude(self, update: int, *, now: float) -> None:
        """Its handler is done: keep it for another try, or finish it."""
        pause = self._failed.pop(update, None)
        if update not in self._stored:
            return
        if pause is not None:
            self._kept[update] = now + pause
            await self._write("UPDATE inbox SET due = ? WHERE id = ?", (now + pause, update))
        elif update not in self._held:
            await self.finish(update, now=now)

    async def finish(self, update: int, *, now: float) -> None:
        """The question is dealt with."""
        self._owed[update] = now
        self._stored.discard(update)
        self._held.discard(update)
        self._kept.pop(update, None)
        self._tries.pop(update, None)
        await self.settle()

    async def settle(self) -> None:
        """Store what was finished while the database could not be written, or the next run would
        answer it again."""
        sql = "UPDATE inbox SET finished = ?, payload = '' WHERE id = ? AND finished IS NULL"
        for update, now in list(self._owed.items()):
            if await self._write(sql, (now, update)) is None:
                return
            self._owed.pop(update, None)

    # Kept

    async def recall(self) -> None:
        """Keep what earlier runs left; counts a crash for each that was in work."""
        await self._write(
            "UPDATE inbox SET crashes = crashes + 1 WHERE finished IS NULL AND due IS NULL", ()
        )
        rows = await asyncio.to_thread(
            self._database.read, "SELECT id, due FROM inbox WHERE finished IS NULL"
        )
        for update, due in rows:
            self._stored.add(update)
            self._kept[update] = due or 0.0
            self._tries[update] += 1

    async def due(self, *, now: float) -> list[Unfinished]:
        """What is to be tried now, in the order in which it was asked."""
        updates = [update for update, due in self._kept.items() if due <= now]
        if not updates:
            return []
        rows = await asyncio.to_thread(
            self._database.read,
            f"SELECT {_COLUMNS} FROM inbox WHERE finished IS NULL"  # noqa: S608 - our own columns
            " AND id IN (SELECT value FROM json_each(?)) ORDER BY received, id",
            (json.dumps(updates),),
        )
        for forgotten in {*updates} - {row[0] for row in rows}:  # by their users
            self._kept.pop(forgotten)
            self._stored.discard(forgotten)
        return [
            Unfinished(update, json.loads(payload), received, crashes, leaving, placeholder)
            for update, payload, received, crashes, leaving, placeholder in rows
        ]

    def set_aside(self, update: int) -> None:
        """It is being refused."""
        self._kept.pop(update, None)

    async def take_up(self, update: int) -> None:
        """From now on it is in work again."""
        self._kept.pop(update, None)
        await self._write("UPDATE inbox SET due = NULL WHERE id = ?", (update,))

    @property
    def retried(self) -> int:
        """How many questions are in work that were so before."""
        return sum(update not in self._kept for update in self._tries)

    async def prune(self, *, now: float) -> None:
        """Forget the numbers that cannot come again."""
        await self._write("DELETE FROM inbox WHERE finished < ?", (now - REPEATED_FOR,))

    async def _write(
        self, sql: str, parameters: Parameters, *, durably: bool = False
    ) -> list[Row] | None:
        """The rows written; None where the database could not be."""
        write = self._database.write_durably if durably else self._database.write
        try:
            with metrics.stage("noting"):
                return await asyncio.to_thread(write, sql, parameters)
        except StoreError as error:
            logger.error("chat.db cannot be written (%s): a crash would lose questions", error)
            return None
