"""Vectors made by a rebuild that has not ended yet, so that a killed one can go on."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.search.embedding import Vectors
from index.search.vectors import FORMAT


class Staging:
    """A folder of shards, each written whole, for one corpus, embedder and format."""

    def __init__(self, folder: Path, *, corpus: str, embedder: str, full: bool) -> None:
        """`full` keeps the shards of a full rebuild apart: it distrusts all others."""
        mark = hashlib.sha256(f"{FORMAT}|{corpus}|{embedder}|{full}".encode()).hexdigest()[:16]
        self._root = folder / "staging"
        self._folder = self._root / mark

    def load(self) -> dict[int, Vectors]:
        """The vectors that an earlier run left, by paragraph id."""
        vectors: dict[int, Vectors] = {}
        for shard in sorted(self._folder.glob("*.npz")):
            with (
                contextlib.suppress(OSError, ValueError, KeyError, zipfile.BadZipFile),
                np.load(shard) as arrays,
            ):
                vectors.update(zip(arrays["ids"].tolist(), arrays["vectors"], strict=True))
        return vectors

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Keep these vectors; shape (len(ids), dimension)."""
        if not ids:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / "unfinished"
        with unfinished.open("wb") as file:
            np.savez(file, ids=np.array(ids, dtype=np.int64), vectors=vectors)
        unfinished.replace(self._folder / f"{ids[0]:012d}.npz")

    def clear(self) -> None:
        """Forget every unfinished run."""
        shutil.rmtree(self._root, ignore_errors=True)
