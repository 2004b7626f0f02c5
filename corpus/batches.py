"""Some at a time, as itertools.batched has it from Python 3.12 on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_Item = TypeVar("_Item")


def batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """The items in their order, in lists of so many; the last may be shorter."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
