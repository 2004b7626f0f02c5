"""Processes: how much of the machine they may use, and children that may die or be ended."""

from __future__ import annotations

import math
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any

_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUP = Path("/proc/self/cgroup")
_OWN_PAGES = Path("/proc/self/statm")


# Processors


@cache
def processors() -> int:
    """At least one; no more than it is bound to, nor than its container or service may use."""
    try:
        bound = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        bound = os.cpu_count() or 1
    return max(1, min([bound, *map(math.ceil, quotas())]))


def quotas(own: Path = _OWN_GROUP, groups: Path = _GROUPS) -> Iterator[float]:
    """The processors' worth of time that each control group around this process is allowed.

    A part of a processor counts as one where it is the last.
    """
    with suppress(OSError):
        for line in own.read_text(encoding="utf-8").splitlines():
            _, controllers, path = line.split(":", 2)
            if controllers and "cpu" not in controllers.split(","):
                continue
            root = groups / "cpu" if controllers else groups
            # In a container the path may be that of the host; then its own group is the root.
            group = root / path.lstrip("/")
            while True:
                yield from _quota(group)
                if group == root:
                    break
                group = group.parent


def _quota(group: Path) -> Iterator[float]:
    with suppress(OSError, ValueError):
        quota, period = (group / "cpu.max").read_text(encoding="utf-8").split()
        yield float(quota) / float(period)  # a ValueError where it is "max"
    with suppress(OSError, ValueError):  # the first version of control groups
        quota, period = (
            (group / f"cpu.cfs_{name}_us").read_text(encoding="utf-8")
            for name in ("quota", "period")
        )
        if float(quota) > 0:
            yield float(quota) / float(period)


# Limits


def limit_time(seconds: int) -> None:
    """Have the system end this process when it has used so much more of a processor's time."""
    _set_limit(resource.RLIMIT_CPU, int(time.process_time()) + seconds)


def limit_memory(more: int) -> None:
    """Let this process take no more than so many bytes on top of what it has now (Linux)."""
    with suppress(OSError):
        pages = int(_OWN_PAGES.read_text(encoding="ascii").split()[0])
        _set_limit(resource.RLIMIT_AS, pages * resource.getpagesize() + more)


def _set_limit(kind: int, wanted: int) -> None:
    _, most = resource.getrlimit(kind)
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(kind, (limit, most))


# Children


class ChildDied(Exception):
    """A child has ended by itself; `status` is its own, or a signal's number below zero."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}" if status >= 0 else signal.Signals(-status).name)
        self.status = status


class Child:
    """A process that runs `serve` with its end of a connection, and ends with this one."""

    def __init__(self, serve: Callable[..., None], *arguments: object) -> None:
        # A forked child would inherit the locks of other threads, so children start afresh.
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(serve, theirs, *arguments), daemon=True
        )
        self._process.start()
        theirs.close()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def send(self, message: object) -> None:
        with suppress(OSError):  # it has died already, which `receive` tells
            self.connection.send(message)

    def receive(self, *, seconds: float | None = None) -> Any:
        """What it sends next; raises ChildDied, and TimeoutError where it takes longer."""
        try:
            if not self.connection.poll(seconds):
                raise TimeoutError
            return self.connection.recv()
        except (EOFError, ConnectionError):
            self._process.join()
            raise ChildDied(self._process.exitcode or 0) from None

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(serve: Callable[..., None], connection: Connection, *arguments: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError):  # nothing more is asked for
        serve(connection, *arguments)


def _end_with_parent() -> None:
    """Whoever is killed cannot tell its children; left alone, they would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
