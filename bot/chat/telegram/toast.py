"""Answering a press of a button."""

from __future__ import annotations

from telegram import CallbackQuery
from telegram.constants import CallbackQueryLimit
from telegram.error import BadRequest


class Toast:
    """The answer to a press; the button waits until it is shown. Only the first one counts."""

    def __init__(self, query: CallbackQuery) -> None:
        self._query = query
        self.is_shown = False

    async def show(self, text: str = "") -> None:
        """The button stops waiting, and shows the text if there is one."""
        self.is_shown = True
        limit = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
        try:
            await self._query.answer(text[:limit] or None)
        except BadRequest:
            return  # too late: the button has stopped waiting, and any edit still comes
