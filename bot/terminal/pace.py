"""How long work will take yet."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

# The pace of so many seconds goes on, it is assumed; fewer say nothing. Set by hand.
WINDOW = 60.0
_LEAST = 3.0


class Pace:
    """Tells how long it will take by how fast it was of late: what else the machine has to do, and
    so the pace, changes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def seconds_left(self, done: int, total: int) -> float | None:
        """With so much done by now; None as long as that can't be told."""
        now = self._clock()
        self._seen.append((now, done))
        while now - self._seen[0][0] > WINDOW and len(self._seen) > 2:
            self._seen.popleft()
        began, before = self._seen[0]
        if now - began < _LEAST or done <= before:
            return None
        return (total - done) * (now - began) / (done - before)
