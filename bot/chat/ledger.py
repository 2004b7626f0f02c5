"""Writing receipts around the sending of a message, without ever standing in its way."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable

from bot.chat.receipts import Receipts
from bot.chat.screens import Screen
from bot.chat.work import WorkPool

logger = logging.getLogger(__name__)


class Ledger:
    """Notes before, settles after.

    A database that cannot be written (a full disk) is an error in the log, with the receipts that
    are missing, and otherwise ignored: the quotations were checked, so the answer stays true.
    """

    def __init__(
        self, receipts: Receipts, work: WorkPool, clock: Callable[[], float] = time.time
    ) -> None:
        self._receipts = receipts
        self._work = work
        self._clock = clock

    async def note(
        self, screen: Screen, *, chat: int, message: int | None = None
    ) -> tuple[int, ...]:
        """Write what is about to be sent; `message` is the one to be edited, if there is one."""
        quotations = screen.message.quotations
        if not quotations:
            return ()
        try:
            return await self._work.record(
                self._receipts.note, quotations, chat=chat, message=message, sent=self._clock()
            )
        except sqlite3.Error as error:
            missing = ", ".join(
                f"{q.article.id} version {q.article.version} ¶{q.paragraph.position}"
                f" {q.span.start}-{q.span.stop}"
                for q in quotations
            )
            logger.error("no receipt for chat %s (%s): %s", chat, error, missing)
            return ()

    async def settle(self, noted: tuple[int, ...], *, message: int | None) -> None:
        """The message has arrived under this number; None: it certainly has not."""
        if not noted:
            return
        try:
            if message is None:
                await self._work.record(self._receipts.strike, noted)
            else:
                await self._work.record(self._receipts.confirm, noted, message=message)
        except sqlite3.Error as error:
            logger.error("receipts %s to %s stay open: %s", noted[0], noted[-1], error)
