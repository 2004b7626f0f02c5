"""Progress of long work: bars on a terminal, nothing when piped."""

from __future__ import annotations

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
from bot.terminal.printable import printable_line

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
    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:

        def show(step: Step) -> None:
            if step.step not in tasks:
                tasks[step.step] = bar.add_task(_STEPS[step.step], total=step.total)
            bar.update(tasks[step.step], completed=step.done, total=step.total)

        yield show


@contextmanager
def follow_articles(console: Console) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while finding who says what; none if there is nothing to do."""
    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        tasks: list[TaskID] = []

        def show(done: int, total: int) -> None:
            if not tasks:
                tasks.append(bar.add_task("Speakers", total=total))
            bar.update(tasks[0], completed=done)

        yield show


def show_unread(console: Console, articles: Sequence[Unread]) -> None:
    """A line for each article of which it could not be found who says what."""
    for article in articles:
        told = TEXTS("not_attributed", detail=article.why.detail)
        console.print(f"dateline: {printable_line(article.id)}: {printable_line(told)}")
