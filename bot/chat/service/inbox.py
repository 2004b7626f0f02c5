"""Questions that were received and not finished with, so that a crash loses none.

A row lives through these: received, perhaps a message that asks for patience (`placeholder`),
perhaps an answer on its way (`leaving`), finished. Its text is deleted when it is finished; what
stays for two days is its number, by which a repeated delivery is known.
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
    """A question that an earlier run did not finish with.

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
    """The table, without blocking the event loop and without waiting for the pool.

    A database that cannot be written (a full disk) is logged and otherwise ignored: an answer that
    a crash could lose is better than none.
    """

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database
        self._owed: dict[int, float] = {}

    async def receive(self, update: int, *, chat: int, user: int, payload: str, now: float) -> bool:
        """Keep a question; False if it was received before."""
        written = await self._write(
            "INSERT INTO inbox (id, chat, user, payload, received) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING RETURNING id",
            (update, chat, user, payload, now),
            durably=True,
        )
        return written is None or bool(written)

    async def leaves(self, update: int, exchange: str | None) -> None:
        """An answer is on its way from this moment; None: it certainly did not go."""
        await self._write(
            "UPDATE inbox SET leaving = ? WHERE id = ?",
            (exchange, update),
            durably=exchange is not None,
        )

    async def waits(self, update: int, placeholder: int) -> None:
        """This message asks for patience, and is to become the answer."""
        await self._write("UPDATE inbox SET placeholder = ? WHERE id = ?", (placeholder, update))

    async def placeholder(self, update: int) -> int | None:
        """The message that asks for patience, perhaps in an earlier run."""
        rows = await asyncio.to_thread(
            self._database.read, "SELECT placeholder FROM inbox WHERE id = ?", (update,)
        )
        return rows[0][0] if rows else None

    async def finish(self, update: int, *, now: float) -> None:
        """Whatever was to be said has been said."""
        self._owed[update] = now
        await self.settle()

    async def settle(self) -> None:
        """Note what was finished with while the database could not be written, lest another run
        answer it again."""
        sql = "UPDATE inbox SET finished = ?, payload = '' WHERE id = ? AND finished IS NULL"
        for update, now in list(self._owed.items()):
            if await self._write(sql, (now, update)) is None:
                return
            self._owed.pop(update, None)

    async def unfinished(self) -> list[Unfinished]:
        """What earlier runs left, in the order it came; counts as another run of each."""
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
