"""Inline keyboards, and what their buttons carry: an operation, an exchange's id, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

PER_ROW = 5
_DATA = re.compile(r"([a-zA-Z]):([A-Za-z0-9_-]{0,16}):(\d{0,6})(?:\.(\d{0,6}))?", re.ASCII)


class Operation(StrEnum):
    """What a button does. Telegram sends the letter back, so it must never change; all letters
    stand here, so that no two features take the same one."""

    PAGE = "p"
    CONTEXT = "c"
    READ = "r"
    SOURCES = "s"
    SPEAKERS = "b"
    NEAREST = "n"
    LIST = "l"
    ARTICLE = "a"
    EXAMPLE = "x"
    CANCEL_REBUILD = "k"
    RATE = "v"
    WIDEN = "g"
    WATCH = "w"
    MUTE_WATCH = "m"
    STOP_WATCH = "o"
    DECIDE = "d"
    ERASE = "e"
    ADD = "f"
    SET = "t"
    SAID = "h"
    MEANT = "j"
    AFRESH = "y"
    CASE = "q"
    FAILURES = "z"
    FEED = "u"
    PICTURE = "i"
    FORGET = "F"


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed. `number` and `page` are as the operation reads them; -1: none."""

    operation: Operation
    exchange: str
    number: int
    page: int = -1


def button(
    label: str,
    operation: Operation,
    exchange: str,
    number: int = 0,
    page: int | None = None,
    *,
    style: str | None = None,
) -> InlineKeyboardButton:
    suffix = "" if page is None else f".{page}"
    data = f"{operation}:{exchange}:{number}{suffix}"
    return InlineKeyboardButton(label, callback_data=data, style=style)


def parse_press(data: str | None) -> Press | None:
    """The press that callback data stands for; None for anything that is not ours."""
    match = _DATA.fullmatch(data or "")
    if not match or match[1] not in set(Operation):
        return None
    return Press(Operation(match[1]), match[2], int(match[3] or -1), int(match[4] or -1))


def keyboard(*rows: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    """The rows that have buttons, or nothing."""
    filled = [list(row) for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def pager(
    operation: Operation, exchange: str, *, page: int, pages: int, number: int | None = None
) -> list[InlineKeyboardButton]:
    """‹ and › around the page's number. With `number`, the page is the second argument."""

    def to(label: str, target: int) -> InlineKeyboardButton:
        if number is None:
            return button(label, operation, exchange, target)
        return button(label, operation, exchange, number, target)

    if pages < 2:
        return []
    row = [to("‹", page - 1)] if page > 0 else []
    row.append(to(f"{page + 1}/{pages}", page))
    return [*row, to("›", page + 1)] if page < pages - 1 else row


def in_rows(buttons: Sequence[InlineKeyboardButton]) -> list[Sequence[InlineKeyboardButton]]:
    """Buttons in rows that a phone can show."""
    return [buttons[start : start + PER_ROW] for start in range(0, len(buttons), PER_ROW)]
