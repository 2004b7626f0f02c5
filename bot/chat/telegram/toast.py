"""Answering a press of a button."""

from __future__ import annotations

from telegram import CallbackQuery
from telegram.constants import CallbackQueryLimit
from telegram.error import BadRequest


async def toast(query: CallbackQuery, text: str = "") -> None:
    """The button stops waiting, and shows the text if there is one."""
    limit = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
    try:
        await query.answer(text[:limit] or None)
    except BadRequest:
        return  # too late: the button has stopped waiting, and any edit still comes
