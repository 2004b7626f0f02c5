"""Vectors made by a rebuild that has not ended yet, so that a killed one can go on."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.search.embedding import Embedder, Vectors
from index.search.vectors import FORMAT, translate_write_errors


@dataclass(frozen=True, slots=True)
class Made:
    """A vector, and the digest of the text that it was made of."""

    text: bytes
    vector: Vectors


class Staging:
    """A folder of shards, each written whole, for one corpus, embedder and format."""

    def __init__(self, folder: Path, *, corpus: str, embedder: Embedder, full: bool) -> None:
        """`full` keeps the shards of a full rebuild apart: it distrusts all others."""
        kind = f"{FORMAT}|{corpus}|{embedder.name}|{embedder.weights}|{full}"
        mark = hashlib.sha256(kind.encode()).hexdigest()[:16]
        self._root = folder / "staging"
        self._folder = self._root / mark

    def load(self) -> dict[int, Made]:
        """The vectors that an earlier run left, by paragraph id."""
        made: dict[int, Made] = {}
        for shard in sorted(self._folder.glob("*.npz")):
            with (
                contextlib.suppress(OSError, ValueError, KeyError, zipfile.BadZipFile),
                np.load(shard) as arrays,
            ):
                texts = map(bytes, arrays["texts"])
                values = map(Made, texts, arrays["vectors"])
                made.update(zip(arrays["ids"].tolist(), values, strict=True))
        return made

    def add(self, made: Mapping[int, Made]) -> None:
        """Keep these vectors, by paragraph id; raises IndexUnwritable."""
        if not made:
            return
        with translate_write_errors(self._root.parent):
            self._add(made)

    def _add(self, made: Mapping[int, Made]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / "unfinished"
        with unfinished.open("wb") as file:
            np.savez(
                file,
                ids=np.array(list(made), dtype=np.int64),
                texts=np.array([each.text for each in made.values()], dtype="V16"),
                vectors=np.stack([each.vector for each in made.values()]),
            )
        unfinished.replace(self._folder / f"{min(made):012d}.npz")

    def clear(self) -> None:
        """Forget every unfinished run."""
        shutil.rmtree(self._root, ignore_errors=True)
