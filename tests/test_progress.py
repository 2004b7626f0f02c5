from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from bot.chat.articles.index_messages import step
from bot.terminal.pace import WINDOW, Pace
from bot.terminal.progress import ProgressLines, follow_both, follow_documents, follow_steps
from bot.texts import Texts
from index.search.sync import Progress


def console(*, terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=100, color_system=None)


def shown(on: Console) -> str:
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


def steps(on: Console) -> str:
    with follow_steps(on) as show:
        for step in (Progress("read", 8, 8), Progress("embed", 5, 8), Progress("write", 1, 1)):
            show(step)
    return shown(on)


def test_each_step_has_a_bar_on_a_terminal() -> None:
    text = steps(console(terminal=True))
    for part in ("Reading", "8/8", "Embedding", "5/8", "Writing", "1/1"):
        assert part in text


def test_nothing_is_shown_when_piped() -> None:
    piped = console(terminal=False)
    assert steps(piped) == ""
    with follow_documents(piped) as on_document:
        on_document("raid.txt")
    assert shown(piped) == ""


def test_file_names_are_shown_as_they_are_and_command_nothing() -> None:
    screen = console(terminal=True)
    with follow_documents(screen) as on_document:
        on_document("[/red] [bold]raid\x1b]0;owned\x07.txt")
    text = shown(screen)
    assert "1 read" in text
    assert "[/red] [bold]raid" in text
    assert "\x1b]0;" not in text


def test_the_index_and_the_speakers_have_a_bar_each_at_the_same_time() -> None:
    on = console(terminal=True)
    with follow_both(on) as (on_step, on_article):
        on_step(Progress("embed", 5, 8))
        on_article(3, 7)
        on_step(Progress("embed", 6, 8))
    for part in ("Embedding", "6/8", "Speakers", "3/7"):
        assert part in shown(on)


def test_programs_hear_of_speakers_once_the_index_answers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = ProgressLines()
    lines.article(1, 7)
    lines.step(Progress("write", 1, 1))
    lines.answers()
    lines.article(2, 7)
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"step": "write", "done": 1, "total": 1, "seconds": None},
        {"step": "attribute", "done": 2, "total": 7, "seconds": None},
    ]


def test_what_is_left_goes_by_the_pace_of_late() -> None:
    times = iter([0.0, 1.0, 10.0, WINDOW + 20, WINDOW + 30])
    pace = Pace(lambda: next(times))
    assert pace.seconds_left(0, 100) is None
    assert pace.seconds_left(1, 100) is None  # too early to tell
    assert pace.seconds_left(10, 100) == 90.0
    assert pace.seconds_left(20, 100) is not None
    assert pace.seconds_left(40, 100) == 30.0  # twice as fast as at first


def test_the_chat_is_told_the_minutes_left() -> None:
    progress = {"step": "embed", "done": 120, "total": 742, "seconds": 170}
    assert step(progress, Texts()) == "Embedding 120 of 742 · about 3 minutes left"
    assert step(progress | {"seconds": 20}, Texts()) == "Embedding 120 of 742"
    assert step(progress | {"seconds": None}, Texts()) == "Embedding 120 of 742"
