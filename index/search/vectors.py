"""The vector index on disk: generations in folders of their own, and a pointer to the current one.

    index/CURRENT                     the name of the generation that answers
    index/<generation>/vectors.faiss  a flat inner-product index whose ids are paragraph ids
    index/<generation>/manifest.json  what it was made of

A generation is written whole and flushed, then CURRENT is replaced by one atomic rename. Whoever
opened the old generation holds it in memory and goes on answering.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from corpus.inference.weights import file_digest
from index.errors import IndexMismatch, IndexMissing
from index.search.embedding import Vectors
from index.search.engines import Hits

FORMAT = 1
METRIC = "inner-product"
_POINTER = "CURRENT"
_GENERATION = re.compile(r"\d{12}-[0-9a-f]{8}")

ParagraphIds = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of. `revision` is the corpus change it has followed up to."""

    format: int
    embedder: str
    dimension: int
    metric: str
    corpus: str
    revision: int
    count: int
    checksum: str
    built: str


class FaissIndex:
    """The `VectorIndex` that compares every vector. Immutable, so threads may share it."""

    def __init__(self, ids: ParagraphIds, vectors: Vectors) -> None:
        import faiss

        # FAISS's Python wrapper is typed for its C++ side only, hence Any.
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        self._index.add_with_ids(np.ascontiguousarray(vectors), np.ascontiguousarray(ids))

    @classmethod
    def read(cls, path: Path) -> Self:
        import faiss

        loaded = cls.__new__(cls)
        loaded._index = faiss.read_index(str(path))
        return loaded

    def write(self, path: Path) -> None:
        import faiss

        faiss.write_index(self._index, str(path))

    @property
    def ids(self) -> ParagraphIds:
        """Paragraph ids, in the order of `vectors`."""
        import faiss

        ids: ParagraphIds = faiss.vector_to_array(self._index.id_map).astype(np.int64)
        return ids

    @property
    def vectors(self) -> Vectors:
        """All vectors, shape (count, dimension)."""
        vectors: Vectors = self._index.index.reconstruct_n(0, self._index.ntotal)
        return vectors

    def search(self, vector: Vectors, *, limit: int, within: Sequence[int] | None = None) -> Hits:
        if within is not None and not within:
            return []
        parameters = _only(within) if within is not None else None
        scores, ids = self._index.search(vector[None, :], limit, params=parameters)
        return [
            (int(id_), float(score))
            for id_, score in zip(ids[0], scores[0], strict=True)
            if id_ >= 0  # FAISS fills a short list up with -1
        ]


def _only(ids: Sequence[int]) -> Any:
    import faiss

    library: Any = faiss
    return library.SearchParameters(sel=library.IDSelectorBatch(np.array(ids, dtype=np.int64)))


@dataclass(frozen=True, slots=True)
class Generation:
    """An index in memory, with the manifest it was opened under and the name of its folder."""

    name: str
    manifest: Manifest
    vectors: FaissIndex


class IndexFolder:
    """Where the generations live."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def current(self) -> str:
        """The current generation's name, cheap enough for each question; raises IndexMissing."""
        try:
            return (self.path / _POINTER).read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(str(self.path)) from None

    def manifest(self) -> Manifest:
        """The current generation's manifest; raises IndexMissing or IndexMismatch."""
        return self._manifest(self.current)

    def open(self, *, corpus: str, embedder: str | None = None) -> Generation:
        """The current generation, checked to be of this corpus and, where named, this embedder.

        Raises IndexMissing or IndexMismatch.
        """
        name = self.current
        try:
            return self._open(name, corpus=corpus, embedder=embedder)
        except IndexMismatch:
            if self.current == name:
                raise
            # A writer swapped and swept between our two looks: the new generation is complete.
            return self.open(corpus=corpus, embedder=embedder)

    def replace(self, vectors: FaissIndex, manifest_of: Manifest) -> Manifest:
        """Write a new generation and make it the current one; older ones are deleted.

        `manifest_of` needs no checksum: it is filled in here.
        """
        name = f"{manifest_of.revision:012d}-{secrets.token_hex(4)}"
        folder = self.path / name
        folder.mkdir(parents=True)
        vectors.write(folder / "vectors.faiss")
        values = asdict(manifest_of) | {"checksum": file_digest(folder / "vectors.faiss")}
        manifest = Manifest(**values)
        (folder / "manifest.json").write_text(json.dumps(values, indent=2), encoding="utf-8")
        for written in (*folder.iterdir(), folder):
            _flush(written)
        pointer = self.path / f"{_POINTER}.{name}"
        pointer.write_text(name, encoding="ascii")
        _flush(pointer)
        pointer.replace(self.path / _POINTER)
        _flush(self.path)
        self._sweep(keep=name)
        return manifest

    def _open(self, name: str, *, corpus: str, embedder: str | None) -> Generation:
        manifest = self._manifest(name)
        require("format", manifest.format, FORMAT)
        require("metric", manifest.metric, METRIC)
        require("corpus", manifest.corpus, corpus)
        if embedder is not None:
            require("embedder", manifest.embedder, embedder)
        path = self.path / name / "vectors.faiss"
        try:
            require("checksum", file_digest(path), manifest.checksum)
            vectors = FaissIndex.read(path)
        except (OSError, RuntimeError) as error:
            raise IndexMismatch(field="vectors", found="unreadable", wanted=str(path)) from error
        return Generation(name=name, manifest=manifest, vectors=vectors)

    def _manifest(self, name: str) -> Manifest:
        try:
            values = json.loads((self.path / name / "manifest.json").read_text(encoding="utf-8"))
            return Manifest(**{field.name: values[field.name] for field in fields(Manifest)})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexMismatch(
                field="manifest", found=f"unreadable in {name}", wanted="readable"
            ) from error

    def _sweep(self, *, keep: str) -> None:
        """Delete superseded generations and what a killed writer left behind."""
        for entry in self.path.iterdir():
            if _GENERATION.fullmatch(entry.name) and entry.name != keep:
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name.startswith(f"{_POINTER}."):
                entry.unlink(missing_ok=True)


def require(field: str, found: Any, wanted: Any) -> None:
    """Raise IndexMismatch unless the two are equal."""
    if found != wanted:
        raise IndexMismatch(field=field, found=found, wanted=wanted)


def _flush(path: Path) -> None:
    """Have the file or folder on the disk before the pointer that names it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
