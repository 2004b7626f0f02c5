"""The last errors that were logged, for administrators to read in the chat."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class RecentError:
    """An error in one line, without secrets."""

    when: datetime
    line: str


class RecentErrors(logging.Handler):
    """Keeps the last errors in memory and counts those of the day; `redact` removes secrets."""

    def __init__(self, redact: Callable[[str], str]) -> None:
        super().__init__(logging.ERROR)
        self._redact = redact
        self._errors: deque[RecentError] = deque(maxlen=MOST_ERRORS)
        self._day = datetime.now(UTC).date()
        self._count = 0

    def emit(self, record: logging.LogRecord) -> None:
        try:
            recent = RecentError(datetime.fromtimestamp(record.created, UTC), self._line(record))
        except Exception:
            self.handleError(record)
            return
        self._turn_to(recent.when)
        self._count += 1
        self._errors.append(recent)

    def latest(self) -> list[RecentError]:
        """The newest first."""
        self.acquire()
        try:
            return list(reversed(self._errors))
        finally:
            self.release()

    def today(self) -> int:
        """How many errors since midnight, UTC."""
        self._turn_to(datetime.now(UTC))
        return self._count

    def _turn_to(self, when: datetime) -> None:
        if when.date() > self._day:
            self._day, self._count = when.date(), 0

    def _line(self, record: logging.LogRecord) -> str:
        text = record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            text += f": {type(error).__name__}: {error}"
        return self._redact(f"{record.name}: {text}")
