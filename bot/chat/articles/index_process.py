"""A rebuild or sync in a process of its own, so that answers never wait for it.

The process is `dateline rebuild --progress-json`, or `sync`: one JSON object a line, then its
report.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.settings import variable

if TYPE_CHECKING:
    from bot.settings import Settings

COMMAND = (sys.executable, "-c", "from bot.cli import main; main()")
# Answers go first when the processor is short.
NICENESS = 10
# Seconds between asking it to end and ending it. Set by hand; not measured.
KILLED_AFTER = 10.0


class Stage(StrEnum):
    """Where a rebuild is."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class State:
    """A rebuild at a moment. `progress` and `report` are objects that the process printed;
    `problem` is its last line on standard error."""

    stage: Stage
    progress: dict[str, Any] | None = None
    report: dict[str, Any] | None = None
    problem: str = ""


Show = Callable[[State], Awaitable[object]]


class Rebuilder:
    """Runs at most one rebuild at a time."""

    def __init__(self, settings: Settings, *, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._environment = {
            **os.environ,
            variable("data_dir"): str(settings.data_dir.absolute()),
            variable("embedder"): settings.embedder,
        }
        self._environment.pop(variable("telegram_token"), None)
        self._running = False
        # A task outlasts its run, as the end has to be shown.
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: list[Show] = []
        self._syncing: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._cancelled = False

    @property
    def is_running(self) -> bool:
        return self._running

    def start(self, show: Show, *, full: bool, interval: float) -> None:
        """Begin, if none is running. `show` gets each new state, at most every `interval` seconds,
        and the last one in any case."""
        self._begin(show, "rebuild", *(["--full"] if full else []), interval=interval)

    def sync(self, show: Show, *, interval: float) -> None:
        """Bring the index up to date as soon as nothing else runs; `show` is as for `start`.

        All who ask while something runs share the next sync.
        """
        self._waiting.append(show)
        if self._syncing is None or self._syncing.done():
            self._syncing = asyncio.create_task(self._sync_those_waiting(interval))

    async def _sync_those_waiting(self, interval: float) -> None:
        while True:
            if self._tasks:
                await asyncio.wait(self._tasks)
                continue
            if not self._waiting:
                return
            shows, self._waiting = self._waiting, []

            async def show(state: State, to: list[Show] = shows) -> None:
                await asyncio.gather(*(each(state) for each in to))

            await asyncio.wait({self._begin(show, "sync", interval=interval)})

    def _begin(self, show: Show, *arguments: str, interval: float) -> asyncio.Task[None]:
        if self.is_running:
            raise RuntimeError("a rebuild is running already")
        self._running, self._cancelled = True, False
        task = asyncio.create_task(self._run(show, arguments, interval=interval))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def stop(self) -> None:
        """Ask the rebuild to end, if one is running."""
        self._cancelled = True
        if self._process is not None:
            _signal(self._process, signal.SIGTERM)

    async def close(self) -> None:
        """Stop the rebuild, if one is running, and wait until its end has been shown."""
        shows, self._waiting = self._waiting, []
        for show in shows:
            await show(State(Stage.CANCELLED))
        self.stop()
        if tasks := self._tasks | ({self._syncing} if self._syncing else set()):
            await asyncio.wait(tasks)

    async def _run(self, show: Show, arguments: tuple[str, ...], *, interval: float) -> None:
        try:
            end = await self._end(show, arguments, interval=interval)
        finally:
            self._running = False  # whoever sees the end may start again at once
        await show(end)

    async def _end(self, show: Show, arguments: tuple[str, ...], *, interval: float) -> State:
        """The last state; show those before it."""
        await show(State(Stage.RUNNING))
        command = [*self._command, arguments[0], "--progress-json", *arguments[1:]]
        try:
            self._process = process = await asyncio.create_subprocess_exec(
                *command,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            return State(Stage.FAILED, problem=str(error))
        try:
            if self._cancelled:
                _signal(process, signal.SIGTERM)
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
            return await self._follow(process, show, interval=interval)
        finally:
            self._process = None
            if process.returncode is None:
                _signal(process, signal.SIGKILL)
                await process.wait()

    async def _follow(
        self, process: asyncio.subprocess.Process, show: Show, *, interval: float
    ) -> State:
        latest: dict[str, Any] = {}
        reading = asyncio.create_task(_read(process, latest))
        shown: dict[str, Any] = {}
        while not (await asyncio.wait({reading}, timeout=interval))[0]:
            if self._cancelled:
                await asyncio.wait({reading}, timeout=KILLED_AFTER)
                _signal(process, signal.SIGKILL)
            elif latest != shown and "report" not in latest:
                shown = dict(latest)
                await show(State(Stage.RUNNING, progress=shown))
        problem = reading.result()
        code = await process.wait()
        if code == 0 and "report" in latest:
            return State(Stage.DONE, report=latest["report"])
        if self._cancelled:
            return State(Stage.CANCELLED)
        return State(Stage.FAILED, problem=problem or f"its process ended with status {code}")


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """Send it to the process and to those that it has started, which keep its pipes open."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


async def _read(process: asyncio.subprocess.Process, latest: dict[str, Any]) -> str:
    """Keep `latest` at the last object printed, and return the last line of standard error."""
    stdout, stderr = process.stdout, process.stderr
    if stdout is None or stderr is None:
        raise RuntimeError("the rebuild's process was started without pipes")
    errors = asyncio.create_task(stderr.read())
    async for line in stdout:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            latest.clear()
            latest.update(value)
    lines = (await errors).decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
