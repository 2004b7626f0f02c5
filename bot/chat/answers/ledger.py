"""Receipts before and after a message is sent; they never hold it up."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

from bot.chat.answers.receipts import Receipts
from bot.chat.service.work import WorkPool
from bot.chat.telegram.compose import QuotedSpan
from bot.chat.telegram.screen import Screen
from corpus.errors import StoreError

logger = logging.getLogger(__name__)


class Ledger:
    """Notes before, settles after.

    If the database cannot be written (a full disk), the log gets the missing receipts as an error
    and the answer goes out: its quotations were checked.
    """

    def __init__(
        self, receipts: Receipts, work: WorkPool, clock: Callable[[], float] = time.time
    ) -> None:
        self._receipts = receipts
        self._work = work
        self._clock = clock

    async def note(
        self,
        screen: Screen,
        *,
        chat: int,
        message: int | None = None,
        thread: int | None = None,
    ) -> tuple[int, ...]:
        """Write what is about to be sent; `message` is the one to be edited, if there is one, and
        `thread` its topic."""
        return await self._note(
            screen.message.quotations, chat=chat, message=message, thread=thread
        )

    async def note_chosen(self, quotations: Sequence[QuotedSpan], *, user: int) -> None:
        """Write what somebody chose in inline mode and sent to a chat that Telegram does not
        name."""
        await self._note(quotations, chat=user, inline=True)

    async def _note(
        self,
        quotations: Sequence[QuotedSpan],
        *,
        chat: int,
        message: int | None = None,
        thread: int | None = None,
        inline: bool = False,
    ) -> tuple[int, ...]:
        if not quotations:
            return ()
        sent = self._clock()
        try:
            return await self._work.record(
                self._receipts.note, quotations, chat=chat, message=message, sent=sent,
                thread=thread, inline=inline,
            )  # fmt: skip
        except StoreError as error:
            missing = ", ".join(
                f"{q.article.id} version {q.article.version} ¶{q.paragraph.position}"
                f" {q.span.start}-{q.span.stop}"
                for q in quotations
            )
            logger.error("no receipt for chat %s (%s): %s", chat, error, missing)
            return ()

    async def settle(self, noted: tuple[int, ...], *, message: int | None) -> None:
        """The message arrived with this number; None: it certainly did not."""
        if not noted:
            return
        try:
            if message is None:
                await self._work.record(self._receipts.strike, noted)
            else:
                await self._work.record(self._receipts.confirm, noted, message=message)
        except StoreError as error:
            logger.error("receipts %s to %s stay open: %s", noted[0], noted[-1], error)
