"""How many processors this process may use: those of the machine are not all its own."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUP = Path("/proc/self/cgroup")


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
