"""What is said of a rebuild or sync of the index. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from telegram.constants import KeyboardButtonStyle

from bot.chat.articles.index_process import Stage, State
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.keyboards import Operation, button, keyboard
from bot.chat.telegram.screen import Screen
from bot.texts import Texts, catalogue

MOST_OF_A_PROBLEM = 400


def rebuild_screen(state: State, texts: Texts, *, lacking: str) -> Screen:
    """A rebuild at a moment; `lacking` is the text on why there is no old index that answers."""
    danger = KeyboardButtonStyle.DANGER
    cancel = button(texts("cancel"), Operation.CANCEL_REBUILD, "", style=danger)
    running = state.stage is Stage.RUNNING
    return Screen(_rebuild(state, texts, lacking), keyboard([cancel]) if running else None)


def _rebuild(state: State, texts: Texts, lacking: str) -> Message:
    composer = Composer()
    match state.stage:
        case Stage.RUNNING:
            composer.bold(texts("rebuilding")).line().text(
                step(state.progress, texts) or texts(lacking or "old_index_answers")
            )
        case Stage.DONE:
            composer.bold(texts("rebuilt")).line().text(_counts(state.report, texts))
        case Stage.CANCELLED:
            composer.bold(texts("rebuild_cancelled"))
            composer.line().text(texts(lacking or "old_index_stays"))
        case Stage.FAILED:
            composer.bold(texts("rebuild_failed"))
            composer.line().text(texts(lacking or "old_index_stays"))
            composer.gap().text(one_line(state.problem, limit=MOST_OF_A_PROBLEM))
        case _:
            assert_never(state.stage)
    return composer.message()


def step(progress: Mapping[str, object] | None, texts: Texts) -> str:
    """How far it is, as in "Embedding 120 of 742 · about 3 minutes left"; empty before the first
    report."""
    match progress:
        case {"step": str(name), "done": int(done), "total": int(total), **more}:
            key = f"step.{name}"
            if key not in catalogue(texts.language):
                return ""
            far = texts(key, done=done, total=total)
            left = _minutes(more.get("seconds"))
            return f"{far} · {texts('step_left', n=left)}" if left else far
        case _:
            return ""


def _minutes(seconds: object) -> int:
    """Nothing is said of what is over soon, or can't be told yet."""
    return round(seconds / 60) if isinstance(seconds, int) else 0


def _counts(report: Mapping[str, object] | None, texts: Texts) -> str:
    match report:
        case {
            "paragraphs": int(paragraphs),
            "articles": int(articles),
            "embedded": int(embedded),
            "reused": int(reused),
            "removed": int(removed),
            "seconds": float(seconds) | int(seconds),
        }:
            return texts(
                "rebuilt_counts",
                paragraphs=texts("paragraphs", n=paragraphs),
                articles=texts("in_articles", n=articles),
                seconds=round(seconds),
                embedded=embedded,
                reused=reused,
                removed=removed,
            )
        case _:
            return ""
