"""The questions that went wrong, a page at a time, with buttons that make them test cases. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.chat.answers.question_log import AskedQuestion, Failure
from bot.chat.people.timetables import moment
from bot.chat.telegram.compose import Composer, one_line
from bot.chat.telegram.keyboards import Operation, button, keyboard
from bot.chat.telegram.screen import Screen
from bot.texts import Texts

PER_PAGE = 5
QUESTION_UNITS = 300
LIMITS_UNITS = 120
# What a list may be of, by the numbers that buttons carry; they must never change.
KINDS: tuple[Failure | None, ...] = (None, Failure.REFUSED, Failure.WRONG, Failure.SLOW)


def questions_screen(
    found: Sequence[AskedQuestion], texts: Texts, *, kind: Failure | None, page: int
) -> Screen:
    """A page of the questions of a kind, None for all."""
    pages = max(1, -(-len(found) // PER_PAGE))
    page = max(0, min(page, pages - 1))
    shown = found[page * PER_PAGE : (page + 1) * PER_PAGE]
    composer = Composer().bold(texts(f"failures.{kind or 'all'}", n=len(found)))
    if not found:
        composer.gap().text(texts("failures_none"))
    for number, one in enumerate(shown, start=1):
        composer.gap().bold(f"{number}").text(" ")
        composer.text(one_line(one.query.question, limit=QUESTION_UNITS))
        if limits := one_line(one.query.limits(texts), limit=LIMITS_UNITS):
            composer.line().italic(limits)
        composer.line().text(_told(one, texts))
    if shown:
        composer.gap().text(texts("make_cases"))
    cases = [
        _cases(number, one, texts, kind=kind, page=page) for number, one in enumerate(shown, 1)
    ]
    kinds = [
        button(texts(f"failure_kind.{each or 'all'}"), Operation.FAILURES, "", number, 0)
        for number, each in enumerate(KINDS)
        if each is not kind
    ]
    return Screen(composer.message(), keyboard(*cases, _pager(kind, page, pages), kinds))


def _told(one: AskedQuestion, texts: Texts) -> str:
    """What became of a question, and when."""
    parts: list[str] = [texts(f"tier.{one.tier}")]
    parts.append(texts.percent(one.confidence))
    parts += [f"👎 {texts(f'rating.{rating.word}')}" for rating in one.ratings if rating.is_fault]
    if one.is_against:
        parts.append(texts("was_none_before"))
    if one.seconds is not None:
        parts.append(texts("took_seconds", seconds=round(one.seconds, 1)))
    return " · ".join([*parts, texts.clock(moment(one.asked))])


def _cases(
    number: int, one: AskedQuestion, texts: Texts, *, kind: Failure | None, page: int
) -> list[InlineKeyboardButton]:
    """Two buttons: the articles answer it, or they do not; a mark at the one that was pressed."""
    row = []
    for is_answerable, key in ((True, "case_answerable"), (False, "case_unanswerable")):
        mark = "✓ " if one.is_answerable is is_answerable else ""
        chosen = 2 * KINDS.index(kind) + is_answerable
        label = f"{mark}{number} · {texts(key)}"
        row.append(button(label, Operation.CASE, one.exchange, chosen, page))
    return row


def _pager(kind: Failure | None, page: int, pages: int) -> list[InlineKeyboardButton]:
    number = KINDS.index(kind)
    around = [("‹", page - 1), (f"{page + 1}/{pages}", page), ("›", page + 1)]
    return [
        button(label, Operation.FAILURES, "", number, target)
        for label, target in around
        if pages > 1 and 0 <= target < pages
    ]
