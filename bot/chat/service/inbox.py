"""Questions that were received and not finished, so that a crash loses none.

A row is received, may get a `placeholder` (a message that asks to wait), may have an answer in
flight (`leaving`), and is finished. Then its text is deleted; its number stays for two days, to
recognise a repeated delivery.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Any

from bot.chat.database import ChatDatabase, Parameters, Row
from bot.observability import metrics
from corpus.errors import StoreError

logger = logging.getLogger(__name__)

# Telegram repeats what was not confirmed for 24 hours.
REPEATED_FOR = 2 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A question that an earlier run did not finish.

    `payload` is the update as Telegram sent it; `received` is in seconds since the epoch;
    `crashes` counts the runs that ended without finishing it; `leaving` is the exchange whose
    answer was being sent, and may have arrived, when the last run ended.
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

    async def receive(self, update: int, *, chat: int, user: int, payload: str, now: float) -> bool:
        """Store a question; False if it was received before."""
        written = await self._write(
            "INSERT INTO inbox (id, chat, user, payload, received) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING RETURNING id",
            (update, chat, user, payload, now),
            durably=True,
        )
        return written is None or bool(written)

    async def leaves(self, update: int, exchange: str | None) -> None:
        """An answer leaves now; None: it certainly did not."""
        await self._write(
            "UPDATE inbox SET leaving = ? WHERE id = ?",
            (exchange, update),
            durably=exchange is not None,
        )

    async def waits(self, update: int, placeholder: int) -> None:
        """This message asks to wait, and will become the answer."""
        await self._write("UPDATE inbox SET placeholder = ? WHERE id = ?", (placeholder, update))

    async def placeholder(self, update: int) -> int | None:
        """The message that asked to wait, perhaps in an earlier run."""
        rows = await asyncio.to_thread(
            self._database.read, "SELECT placeholder FROM inbox WHERE id = ?", (update,)
        )
        return rows[0][0] if rows else None

    async def finish(self, update: int, *, now: float) -> None:
        """The question is dealt with."""
        self._owed[update] = now
        await self.settle()

    async def settle(self) -> None:
        """Store what was finished while the database could not be written, or the next run would
        answer it again."""
        sql = "UPDATE inbox SET finished = ?, payload = '' WHERE id = ? AND finished IS NULL"
        for update, now in list(self._owed.items()):
            if await self._write(sql, (now, update)) is None:
                return
            self._owed.pop(update, None)

    async def unfinished(self) -> list[Unfinished]:
        """What earlier runs left, in order; counts this run for each."""
        await self._write("UPDATE inbox SET crashes = crashes + 1 WHERE finished IS NULL", ())
        rows = await asyncio.to_thread(
            self._database.read,
            "SELECT id, payload, received, crashes, leaving, placeholder FROM inbox "
            "WHERE finished IS NULL ORDER BY received, id",
        )
        return [
            Unfinished(update, json.loads(payload), received, crashes, leaving, placeholder)
            for update, payload, received, crashes, leaving, placeholder in rows
        ]

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
