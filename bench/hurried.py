"""`dateline serve` with a clock that runs faster: python -m bench.hurried PACE

In a second, PACE seconds pass for the event loop, with all its sleeps and time-outs, and for the
clock by which questions grow old. A pause of ten minutes then takes 600 / PACE seconds. Everything
else keeps its speed, so that time-outs are tighter than in earnest, by the same factor.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
import time

PACE = float(sys.argv[1])
_BEGAN, _real_time = time.time(), time.time


class _Selector(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(None if timeout is None else timeout / PACE)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        super().__init__(_Selector())

    def time(self) -> float:
        return super().time() * PACE


class _Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        return _Loop()


def main() -> None:
    time.time = lambda: _BEGAN + (_real_time() - _BEGAN) * PACE
    asyncio.set_event_loop_policy(_Policy())
    from bot.cli import main as dateline

    sys.argv = ["dateline", "serve"]
    dateline()


if __name__ == "__main__":
    main()
