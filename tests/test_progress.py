from __future__ import annotations

import io

from rich.console import Console

from bot.terminal.progress import follow_documents, follow_steps
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
