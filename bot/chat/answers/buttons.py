"""Buttons of answers. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.answers.inline_results import share_query
from bot.chat.answers.near_screens import ask_button
from bot.chat.answers.ratings import FAULTS, Rating
from bot.chat.telegram.keyboards import Operation, button, keyboard
from bot.texts import Texts

_VERDICTS = ((Rating.RIGHT, "👍"), (Rating.WRONG, "👎"))


def example_buttons(questions: Sequence[str]) -> InlineKeyboardMarkup | None:
    """A row for each question to begin with."""
    return keyboard(*([ask_button(question, n)] for n, question in enumerate(questions)))


def watch_button(exchange: str, texts: Texts) -> InlineKeyboardButton:
    """Saves the exchange's question as a watch."""
    return button(texts("watch_this"), Operation.WATCH, exchange)


def rating_buttons(
    exchange: str, texts: Texts, *, page: int, asking: bool
) -> list[InlineKeyboardButton]:
    """Right or wrong; `asking`: in what way it is wrong. The page comes back with the press."""
    faults = [(fault, texts(f"rating.{fault.word}")) for fault in FAULTS]
    return [
        button(label, Operation.RATE, exchange, rating, page)
        for rating, label in (faults if asking else _VERDICTS)
    ]


def share_button(exchange: str, texts: Texts, *, page: int) -> InlineKeyboardButton:
    """Lets the reader pick a chat, and types there what offers the page."""
    query = share_query(exchange, page)
    return InlineKeyboardButton(texts("share"), switch_inline_query=query)
