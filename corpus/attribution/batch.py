"""Many articles at once: spread over the processor's cores where there are enough of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread

from corpus.attribution import load_attributor
from corpus.attribution.types import Attribution, Attributor

# Starting a process costs about as much as attributing this many articles.
_WORTH_A_PROCESS = 12
_CHUNK = 4

_attributor: Attributor


def attribute_all(
    texts: list[str], *, attributor: Attributor, name: str | None, processes: int | None = None
) -> Iterator[tuple[Attribution, ...]]:
    """The attributions of each text, in order.

    `name` is what load_attributor knows the attributor by; without it one process does the work.
    """
    count = processes or min(os.cpu_count() or 1, len(texts) // _WORTH_A_PROCESS + 1)
    if count == 1 or name is None:
        yield from attributor.attribute(texts)
        return
    # A forked child would inherit the locks of other threads, so children start afresh.
    with ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=_start, initargs=(name,)
    ) as pool:
        for found in pool.map(_attribute, _chunks(texts)):
            yield from found


def _start(name: str) -> None:
    global _attributor  # one attributor for the life of a worker process
    Thread(target=_end_with_parent, daemon=True).start()
    _attributor = load_attributor(name)


def _end_with_parent() -> None:
    """Whoever is killed cannot tell its workers; left alone, they would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _attribute(texts: list[str]) -> list[tuple[Attribution, ...]]:
    return list(_attributor.attribute(texts))


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
