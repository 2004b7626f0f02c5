"""Many ids as one value: half a million take 4 MB, and are looked up, not gone through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt


class IdSet(Sequence[int]):
    """Ids in order, each once. Immutable."""

    def __init__(self, ids: npt.NDArray[np.int64]) -> None:
        """`ids` are to be in order, each once."""
        self._ids = ids

    @classmethod
    def of(cls, ids: Sequence[int]) -> IdSet:
        """Ids in any order; of a set, itself."""
        return ids if isinstance(ids, IdSet) else cls(np.unique(np.asarray(ids, dtype=np.int64)))

    @classmethod
    def of_runs(cls, runs: Iterable[tuple[int, int]]) -> IdSet:
        """All ids of runs, each from its first to its last; in any order, without overlaps."""
        bounds = np.array(sorted(runs), dtype=np.int64).reshape(-1, 2)
        first, length = bounds[:, 0], bounds[:, 1] - bounds[:, 0] + 1
        before = np.cumsum(length) - length
        return cls(np.repeat(first - before, length) + np.arange(length.sum(), dtype=np.int64))

    def among(self, ids: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Which of some ids it has."""
        wanted = np.asarray(ids, dtype=np.int64)
        if not len(self._ids):
            return np.zeros(len(wanted), dtype=bool)
        at = np.minimum(np.searchsorted(self._ids, wanted), len(self._ids) - 1)
        found: npt.NDArray[np.bool_] = self._ids[at] == wanted
        return found

    def intersection(self, ids: Iterable[int]) -> IdSet:
        """Those that it has, too."""
        few = np.unique(np.fromiter(ids, dtype=np.int64))
        return IdSet(few[self.among(IdSet(few))])

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, int) and bool(self.among([id_])[0])

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids.tolist())

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> IdSet: ...
    def __getitem__(self, at: int | slice) -> int | IdSet:
        return IdSet(self._ids[at]) if isinstance(at, slice) else int(self._ids[at])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[Any]:
        return np.array(self._ids, dtype=dtype, copy=copy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdSet) and np.array_equal(self._ids, other._ids)

    def __hash__(self) -> int:
        return hash(self._ids.tobytes())
