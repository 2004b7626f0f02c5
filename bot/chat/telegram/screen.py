"""What stands in a message at a moment: a text, and the buttons under it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.chat.telegram.compose import Message


@dataclass(frozen=True, slots=True)
class Screen:
    """A message and its buttons."""

    message: Message
    keyboard: InlineKeyboardMarkup | None = None
