"""Trouble to order: the next call of a method, or all of them, goes wrong in a chosen way."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass

from tests.botapi.errors import ApiError

_GATEWAY_PAGE = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)
_REASONS = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Time-out"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens instead of, or to, an answer.

    `done` says that the method takes effect before the answer is lost, `held` what to wait for.
    """

    error: ApiError | None = None
    page: tuple[int, str] | None = None
    drops: bool = False
    done: bool = False
    delay: float = 0.0
    held: threading.Event | None = None

    @classmethod
    def flood(cls, retry_after: float) -> Fault:
        return cls(
            error=ApiError(
                429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after
            )
        )

    @classmethod
    def gateway(cls, status: int = 502) -> Fault:
        """A page from the machine in front of the API: HTML, not JSON."""
        return cls(page=(status, _GATEWAY_PAGE.format(f"{status} {_REASONS[status]}")))

    @classmethod
    def dropped(cls, *, done: bool = False) -> Fault:
        """The connection closes without an answer."""
        return cls(drops=True, done=done)

    @classmethod
    def slow(cls, seconds: float) -> Fault:
        return cls(delay=seconds)

    @classmethod
    def until(cls, event: threading.Event) -> Fault:
        """Nothing happens before the event, or before the double closes."""
        return cls(held=event)

    @classmethod
    def refused(cls, code: int, description: str) -> Fault:
        return cls(error=ApiError(code, description))


class FaultPlan:
    """Faults by method, first ordered first met; `*` stands for every method."""

    def __init__(self) -> None:
        self._next: defaultdict[str, list[tuple[Fault, int | None]]] = defaultdict(list)
        self._always: dict[str, Fault] = {}

    def add(self, method: str, fault: Fault, times: int, chat: int | None) -> None:
        self._next[method.lower()] += [(fault, chat)] * times

    def keep(self, method: str, fault: Fault) -> None:
        self._always[method.lower()] = fault

    def heal(self) -> None:
        self._next.clear()
        self._always.clear()

    def take(self, method: str, chat: int) -> Fault | None:
        """The fault that a call meets; `chat` is 0 where it names none."""
        for name in (method, "*"):
            for number, (fault, meant) in enumerate(self._next[name]):
                if meant in (None, chat):
                    del self._next[name][number]
                    return fault
            if name in self._always:
                return self._always[name]
        return None
