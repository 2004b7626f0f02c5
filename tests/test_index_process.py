"""A rebuild in another process, followed from here."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.chat.articles.index_process import Rebuilder, Stage, State
from bot.settings import Settings

PRINTS = "import json, sys, time; say = lambda o: print(json.dumps(o), flush=True); "
REPORT = (
    "say({'report': {'articles': 1, 'paragraphs': 2, 'embedded': 2, 'reused': 0, 'removed': 0,"
    " 'seconds': 0.5}})"
)


class Board:
    """Where the states are shown. `seen` is a file that is there once progress was."""

    def __init__(self, folder: Path) -> None:
        self.seen = folder / "seen"
        self.states: list[State] = []
        self.ended = asyncio.Event()
        self.stepped = asyncio.Event()

    async def show(self, state: State) -> None:
        self.states.append(state)
        if state.progress:
            self.seen.touch()
            self.stepped.set()
        if state.stage is not Stage.RUNNING:
            self.ended.set()


Start = Callable[..., Rebuilder]


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return Board(tmp_path)


def wait_for(seen: Path) -> str:
    """Code that goes on once the board has shown some progress."""
    there = f"os.path.exists({str(seen)!r})"
    return f"import os; [time.sleep(.01) for _ in iter(lambda: {there}, True)];"


@pytest.fixture
async def start(settings: Settings, board: Board) -> AsyncIterator[Start]:
    """Starts a rebuild whose process runs this code."""
    started: list[Rebuilder] = []

    def start(code: str, *, full: bool = False) -> Rebuilder:
        rebuilder = Rebuilder(settings, command=(sys.executable, "-c", PRINTS + code))
        rebuilder.start(board.show, full=full, interval=0.05)
        started.append(rebuilder)
        return rebuilder

    yield start
    for rebuilder in started:
        await rebuilder.close()


async def test_progress_and_report_are_shown(start: Start, board: Board) -> None:
    rebuilder = start(
        "say({'step': 'read', 'done': 1, 'total': 2}); sys.stdout.write('no json\\n');"
        + wait_for(board.seen)
        + REPORT
    )
    assert rebuilder.is_running
    await board.ended.wait()
    assert [state.stage for state in board.states] == [Stage.RUNNING, Stage.RUNNING, Stage.DONE]
    assert board.states[1].progress == {"step": "read", "done": 1, "total": 2}
    assert board.states[-1].report is not None
    assert board.states[-1].report["paragraphs"] == 2


async def test_a_state_is_shown_once_however_often_it_is_printed(
    start: Start, board: Board
) -> None:
    step = "[say({'step': 'read', 'done': 1}) for _ in range(10)];"
    start(step + wait_for(board.seen) + step + REPORT)
    await board.ended.wait()
    assert len(board.states) == 3


async def test_a_failed_rebuild_shows_the_last_line_of_its_errors(
    start: Start, board: Board
) -> None:
    start("sys.exit('first line\\ndateline: the disk is full; free some')")
    await board.ended.wait()
    assert board.states[-1] == State(Stage.FAILED, problem="dateline: the disk is full; free some")


async def test_a_process_that_ends_without_a_report_has_failed(start: Start, board: Board) -> None:
    start("pass")
    await board.ended.wait()
    assert board.states[-1].stage is Stage.FAILED


async def test_a_cancelled_rebuild_leaves_no_process(start: Start, board: Board) -> None:
    rebuilder = start("import os; say({'pid': os.getpid()}); time.sleep(600)")
    await board.stepped.wait()
    progress = board.states[-1].progress
    assert progress is not None
    rebuilder.stop()
    await board.ended.wait()
    assert board.states[-1].stage is Stage.CANCELLED
    with pytest.raises(ProcessLookupError):
        os.kill(progress["pid"], 0)


async def test_a_cancelled_rebuild_takes_its_own_processes_with_it(
    start: Start, board: Board
) -> None:
    rebuilder = start(
        "import subprocess; child = subprocess.Popen(['sleep', '600']); say({'step': 1});"
        " child.wait()"
    )
    await board.stepped.wait()
    rebuilder.stop()
    # While one of them lived, its end of the pipe would keep the rebuild from ending.
    await board.ended.wait()
    assert board.states[-1].stage is Stage.CANCELLED


async def test_whoever_sees_the_end_may_begin_anew(settings: Settings, board: Board) -> None:
    rebuilder = Rebuilder(settings, command=(sys.executable, "-c", PRINTS + REPORT))

    async def show(state: State) -> None:
        if state.stage is Stage.DONE:
            rebuilder.start(board.show, full=False, interval=0.05)

    rebuilder.start(show, full=False, interval=0.05)
    await board.ended.wait()
    assert board.states[-1].stage is Stage.DONE
    await rebuilder.close()


async def test_full_is_passed_on_and_the_token_is_not(
    start: Start, board: Board, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("DATELINE_TELEGRAM_TOKEN", "1:secret")
    start(
        "import os; say({'report': {'argv': sys.argv[1:],"
        " 'environment': {k: v for k, v in os.environ.items() if k.startswith('DATELINE_')}}})",
        full=True,
    )
    await board.ended.wait()
    report = board.states[-1].report
    assert report is not None
    assert report["argv"] == ["rebuild", "--progress-json", "--full"]
    assert report["environment"] == {
        "DATELINE_DATA_DIR": str(settings.data_dir.absolute()),
        "DATELINE_EMBEDDER": settings.embedder,
    }


async def test_syncs_wait_their_turn_and_share_one(
    settings: Settings, board: Board, tmp_path: Path
) -> None:
    code = "time.sleep(.2); say({'report': {'argv': sys.argv[1:]}})"
    rebuilder = Rebuilder(settings, command=(sys.executable, "-c", PRINTS + code))
    rebuilder.start(board.show, full=False, interval=0.05)
    boards = [Board(tmp_path), Board(tmp_path)]
    for each in boards:
        rebuilder.sync(each.show, interval=0.05)
    await asyncio.gather(*(each.ended.wait() for each in boards))
    assert board.states[-1].report == {"argv": ["rebuild", "--progress-json"]}
    assert boards[0].states == boards[1].states
    assert boards[0].states[-1].report == {"argv": ["sync", "--progress-json"]}
    await rebuilder.close()


async def test_syncs_that_wait_end_with_the_bot(
    settings: Settings, board: Board, tmp_path: Path
) -> None:
    code = "time.sleep(600)"
    rebuilder = Rebuilder(settings, command=(sys.executable, "-c", PRINTS + code))
    rebuilder.start(board.show, full=False, interval=0.05)
    late = Board(tmp_path)
    rebuilder.sync(late.show, interval=0.05)
    await rebuilder.close()
    assert [each.states[-1].stage for each in (board, late)] == [Stage.CANCELLED] * 2
    assert not rebuilder.is_running


async def test_a_command_that_cannot_start_is_a_failure(settings: Settings, board: Board) -> None:
    rebuilder = Rebuilder(settings, command=("/no/such/program",))
    rebuilder.start(board.show, full=False, interval=1.0)
    await board.ended.wait()
    assert board.states[-1].stage is Stage.FAILED
    await rebuilder.close()
    assert not rebuilder.is_running
