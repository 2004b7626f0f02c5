"""Progress of long work: bars on a terminal, nothing when piped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from bot.terminal.console import TEXTS
from bot.terminal.pace import WINDOW, Pace
from bot.terminal.printable import printable_line
from bot.terminal.session import write_json

if TYPE_CHECKING:
    from corpus.storage.attribution_table import Unread
    from index.search.sync import Progress as Step

_STEPS = {"read": "Reading", "embed": "Embedding", "write": "Writing"}


@contextmanager
def follow_documents(console: Console) -> Iterator[Callable[[str], None]]:
    """Count documents and name the current one."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:,.0f} read"),
        TextColumn("{task.description}", style="dim", markup=False),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda name: bar.update(task, advance=1, description=printable_line(name))


@contextmanager
def follow_steps(console: Console) -> Iterator[Callable[[Step], None]]:
    """Show a bar for each step of a rebuild."""
    with _bars(console) as bars:
        yield bars.step


@contextmanager
def follow_articles(console: Console) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while finding who says what; none if there is nothing to do."""
    with _bars(console) as bars:
        yield bars.article


@contextmanager
def follow_both(
    console: Console,
) -> Iterator[tuple[Callable[[Step], None], Callable[[int, int], None]]]:
    """Show those of both, while they go on side by side."""
    with _bars(console) as bars:
        yield bars.step, bars.article


class _Bars:
    """A bar for each thing that was heard of."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def step(self, step: Step) -> None:
        self._show(_STEPS[step.step], step.done, step.total)

    def article(self, done: int, total: int) -> None:
        self._show("Speakers", done, total)

    def _show(self, name: str, done: int, total: int) -> None:
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[name], completed=done, total=total)


@contextmanager
def _bars(console: Console) -> Iterator[_Bars]:
    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, disable=not console.is_terminal, speed_estimate_period=WINDOW
    ) as progress:
        yield _Bars(progress)


class ProgressLines:
    """Progress for programs, an object a line: of the index, and once that answers of the speakers.

    `seconds` are those left, or null.
    """

    def __init__(self) -> None:
        self._paces: defaultdict[str, Pace] = defaultdict(Pace)
        self._answers = False

    def step(self, step: Step) -> None:
        self._write(step.step, step.done, step.total)

    def article(self, done: int, total: int) -> None:
        if self._answers:
            self._write("attribute", done, total)

    def answers(self) -> None:
        """The index does."""
        self._answers = True

    def _write(self, name: str, done: int, total: int) -> None:
        left = self._paces[name].seconds_left(done, total)
        seconds = None if left is None else round(left)
        write_json({"step": name, "done": done, "total": total, "seconds": seconds})


def show_unread(console: Console, articles: Sequence[Unread]) -> None:
    """A line for each article of which it could not be found who says what."""
    for article in articles:
        told = TEXTS("not_attributed", detail=article.why.detail)
        console.print(f"dateline: {printable_line(article.id)}: {printable_line(told)}")
