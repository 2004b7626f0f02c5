"""Vectors made by a rebuild that has not ended yet, so that a killed one can go on."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from pathlib import Path

from index.search.embedding import Embedder, Vectors
from index.search.segment import Segment, Texts, write_segment
from index.search.vectors import FORMAT, translate_write_errors

_UNFINISHED = "unfinished"


class Staging:
    """A folder of segments, each written whole, for one corpus, embedder and format."""

    def __init__(self, folder: Path, *, corpus: str, embedder: Embedder, full: bool) -> None:
        """`full` keeps the segments of a full rebuild apart: it distrusts all others."""
        kind = f"{FORMAT}|{corpus}|{embedder.name}|{embedder.weights}|{full}"
        mark = hashlib.sha256(kind.encode()).hexdigest()[:16]
        self._root = folder / "staging"
        self._folder = self._root / mark
        self._dimension = embedder.dimension

    def load(self) -> list[Segment]:
        """What an earlier run left."""
        made = []
        for shard in sorted(self._folder.glob("[0-9]*")):
            with contextlib.suppress(OSError, ValueError, RuntimeError):
                made.append(Segment.read(shard, shard.name))
        return made

    def add(self, texts: Texts, vectors: Vectors) -> Segment:
        """Keep these vectors; raises IndexUnwritable."""
        with translate_write_errors(self._root.parent):
            return self._add(texts, vectors)

    def _add(self, texts: Texts, vectors: Vectors) -> Segment:
        name = f"{int(texts['id'][0]):012d}"
        unfinished = self._folder / _UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        write_segment(unfinished, name, [(texts, vectors)], dimension=self._dimension)
        shutil.rmtree(self._folder / name, ignore_errors=True)
        return Segment.read(unfinished.rename(self._folder / name), name)

    def clear(self) -> None:
        """Forget every unfinished run."""
        shutil.rmtree(self._root, ignore_errors=True)
