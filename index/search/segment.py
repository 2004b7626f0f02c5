"""Vectors that were written together, never changed, and what has left them since.

    NAME.vectors.npy   float32, a row for each paragraph, in the order of their ids
    NAME.texts.npy     the id of each row's paragraph, and the digest of the text it was made of
    NAME.codes.faiss   of a large segment, one bit for each dimension: what is near by these is
                       then compared by its vector
    NAME.left.npy      the rows that no longer count

Vectors are read where they lie on the disk, so a segment takes the memory of its codes.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from weakref import finalize

import numpy as np
import numpy.typing as npt

from corpus.batches import batches
from corpus.storage.digests import DIGEST_BYTES, text_digest
from index.search.embedding import Vectors

Ids = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int64]
Texts = npt.NDArray[np.void]
"""Ids of paragraphs, and the digests of the texts that their vectors were made of."""

TEXT = np.dtype([("id", "<i8"), ("digest", f"V{DIGEST_BYTES}")])

# A segment of so many rows has codes. Set by hand; not measured.
CODED_FROM = 50_000
# So many times the wanted hits are taken by their codes and compared by their vectors. Over 120,000
# vectors drawn around 300 centres that had all of the nearest hundred, for three questions; not
# measured over articles.
_DEEPER = 10
# Of a share of the rows below this, every vector is compared: the codes cannot be limited to it.
_FEW = 0.1
# Rows at a time where all are gone through: some 12 MB.
CHUNK = 8_192


def texts_of(pairs: Iterable[tuple[int, str]]) -> Texts:
    """Ids and digests of texts that come in the order of their ids."""
    arrays = (
        np.array([(id_, text_digest(text)) for id_, text in some], dtype=TEXT)
        for some in batches(pairs, CHUNK)
    )
    return np.concatenate([np.empty(0, dtype=TEXT), *arrays])


def is_among(texts: Texts, others: Texts) -> npt.NDArray[np.bool_]:
    """Which of the texts the others have, under the same id. Both in the order of their ids."""
    found = np.zeros(len(texts), dtype=bool)
    if len(others):
        at = np.minimum(np.searchsorted(others["id"], texts["id"]), len(others) - 1)
        found = others[at] == texts
    return found


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Written:
    """What lies in the files of a segment and never changes, so that generations share it.

    `texts` are of the type TEXT, in the order of their ids; `codes` are None or FAISS's, and then
    `file` is that of the vectors, open.
    """

    texts: Texts
    ids: Ids
    vectors: Vectors
    codes: Any = None
    file: int | None = None

    @classmethod
    def of(cls, texts: Texts, vectors: Vectors, codes: Any = None, file: int | None = None) -> Self:
        return cls(texts, np.ascontiguousarray(texts["id"]), vectors, codes, file)

    @classmethod
    def read(cls, folder: Path, name: str) -> Self:
        """Raises OSError, RuntimeError and ValueError."""
        import faiss

        texts = np.load(folder / f"{name}.texts.npy", allow_pickle=False)
        path = folder / f"{name}.vectors.npy"
        vectors = np.load(path, mmap_mode="r", allow_pickle=False)
        codes = folder / f"{name}.codes.faiss"
        if len(texts) != len(vectors):
            raise ValueError(f"{name}: {len(texts)} texts for {len(vectors)} vectors")
        texts = texts.astype(TEXT, casting="no", copy=False)
        if not codes.exists():
            return cls.of(texts, vectors)
        # A few rows here and there are read: none before or after them.
        vectors.base.madvise(mmap.MADV_RANDOM)
        near = faiss.read_index(str(codes))
        file = os.open(path, os.O_RDONLY)
        written = cls.of(texts, vectors, near, file)
        finalize(written, os.close, file)
        return written

    def vectors_at(self, rows: Rows) -> Vectors:
        """The vectors of some rows that lie far apart.

        Read from the file: mapped, each would be a page fault, which takes three times as long.
        """
        if self.file is None:
            return self.vectors[rows]
        start, dimension = self.vectors.offset, self.vectors.shape[1]  # type: ignore[attr-defined]
        size = dimension * self.vectors.itemsize
        read = (os.pread(self.file, size, start + row * size) for row in rows.tolist())
        return np.frombuffer(b"".join(read), dtype=np.float32).reshape(-1, dimension)


class Segment:
    """Immutable, so threads may share it; `without` gives another over the same files."""

    def __init__(self, name: str, written: Written, left: Rows) -> None:
        self.name = name
        self.written = written
        self.texts, self.vectors = written.texts, written.vectors
        self.left = left
        self.counts = np.ones(len(self.texts), dtype=bool)
        self.counts[left] = False

    @classmethod
    def read(cls, folder: Path, name: str, *, written: Written | None = None) -> Self:
        """From its files, but for what of them is open already.

        Raises OSError, RuntimeError and ValueError.
        """
        left = folder / f"{name}.left.npy"
        return cls(
            name,
            written or Written.read(folder, name),
            np.load(left, allow_pickle=False) if left.exists() else np.empty(0, dtype=np.int64),
        )

    def __len__(self) -> int:
        """How many rows count."""
        return len(self.texts) - len(self.left)

    @property
    def ids(self) -> Ids:
        """The ids of the rows that count, in order."""
        return self.written.ids[self.counts]

    def row_of(self, id_: int) -> int | None:
        """The row that counts for a paragraph."""
        at = int(np.searchsorted(self.written.ids, id_))
        found = at < len(self.written.ids) and self.written.ids[at] == id_ and self.counts[at]
        return at if found else None

    def rows_of(self, ids: Ids) -> Rows:
        """The rows that count for those of the paragraphs that have one, in order."""
        at = np.searchsorted(self.written.ids, ids)
        inside = at < len(self.written.ids)
        at = at[inside]
        at = at[self.written.ids[at] == ids[inside]]
        return np.unique(at[self.counts[at]])

    def has(self, texts: Texts) -> npt.NDArray[np.bool_]:
        """Which of the texts a row that counts was made of, under the same id."""
        if not len(self.texts):
            return np.zeros(len(texts), dtype=bool)
        at = np.minimum(np.searchsorted(self.written.ids, texts["id"]), len(self.written.ids) - 1)
        found: npt.NDArray[np.bool_] = (self.texts[at] == texts) & self.counts[at]
        return found

    def without(self, left: Rows) -> Segment:
        """The same without these rows too."""
        return Segment(self.name, self.written, np.union1d(self.left, left))

    def search(self, vector: Vectors, *, limit: int, within: Ids | None) -> tuple[Ids, Vectors]:
        """Ids and scores of the nearest, in no order; more than `limit` may come."""
        if within is None:
            share = len(self) / max(1, len(self.texts))
            rows = None
        else:
            rows = self.rows_of(within)
            share = len(rows) / max(1, len(self.texts))
        if self.written.codes is not None and share > _FEW:
            rows = self._near(vector, round(limit * _DEEPER / share), rows)
            return self.written.ids[rows], self.written.vectors_at(rows) @ vector
        if rows is None:
            return self._nearest_of_all(vector, limit)
        scores = [self.vectors[rows[at : at + CHUNK]] @ vector for at in range(0, len(rows), CHUNK)]
        self._forget()
        return self.written.ids[rows], np.concatenate(scores or [np.empty(0, dtype=np.float32)])

    def _forget(self) -> None:
        """Keep no page of a large file in this process's memory; the system has it, if there is
        room. Without this, 25 questions over 480,000 paragraphs take 700 MB more."""
        if self.written.codes is not None and isinstance(self.vectors.base, mmap.mmap):
            self.vectors.base.madvise(mmap.MADV_DONTNEED)

    def _near(self, vector: Vectors, count: int, among: Rows | None) -> Rows:
        """Rows that count, near by their codes."""
        _, [found] = self.written.codes.search(vector[None, :], min(count, len(self.texts)))
        found = np.sort(found[found >= 0])
        found = found[self.counts[found]]
        return found if among is None else np.intersect1d(found, among, assume_unique=True)

    def _nearest_of_all(self, vector: Vectors, limit: int) -> tuple[Ids, Vectors]:
        import faiss

        library: Any = faiss
        wanted = min(limit + len(self.left), len(self.texts))
        if not wanted:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        [scores], [rows] = library.knn(
            vector[None, :], self.vectors, wanted, metric=library.METRIC_INNER_PRODUCT
        )
        counts = self.counts[rows]
        return self.written.ids[rows[counts]], scores[counts]


def merged(segments: Sequence[Segment]) -> Iterator[tuple[Texts, Vectors]]:
    """The texts and vectors of all rows that count, in the order of their ids, some at a time."""
    rows = [np.flatnonzero(each.counts) for each in segments]
    texts = np.concatenate(
        [np.empty(0, dtype=TEXT), *(s.texts[r] for s, r in zip(segments, rows, strict=True))]
    )
    of = np.repeat(np.arange(len(segments)), [len(each) for each in rows])
    at = np.concatenate([np.empty(0, dtype=np.int64), *rows])
    order = np.argsort(texts["id"], kind="stable")
    for start in range(0, len(order), CHUNK):
        some = order[start : start + CHUNK]
        vectors = np.empty((len(some), segments[0].vectors.shape[1]), dtype=np.float32)
        for number in np.unique(of[some]):
            here = of[some] == number
            vectors[here] = segments[number].vectors[at[some][here]]
        yield texts[some], vectors


def write_segment(
    folder: Path, name: str, pieces: Iterable[tuple[Texts, Vectors]], *, dimension: int
) -> None:
    """Write a segment of texts and vectors that come some at a time, each piece in the order of its
    ids and before the next; raises OSError and RuntimeError."""
    kept = [np.empty(0, dtype=TEXT)]
    path = folder / f"{name}.vectors.npy"
    with path.open("wb") as file:
        _write_head(file, 0, dimension)
        for some, vectors in pieces:
            kept.append(some)
            file.write(np.ascontiguousarray(vectors, dtype=np.float32).tobytes())
        texts = np.concatenate(kept)
        file.seek(0)
        _write_head(file, len(texts), dimension)
    np.save(folder / f"{name}.texts.npy", texts)
    if len(texts) >= CODED_FROM:
        _write_codes(folder, name)


def _write_head(file: Any, rows: int, dimension: int) -> None:
    """NumPy's header; it leaves room for the number of rows to grow in place."""
    head = {"descr": "<f4", "fortran_order": False, "shape": (rows, dimension)}
    np.lib.format.write_array_header_1_0(file, head)


def _write_codes(folder: Path, name: str) -> None:
    """RaBitQ (Gao and Long, SIGMOD 2024): 56 bytes a vector instead of 1,536."""
    import faiss

    library: Any = faiss
    vectors = np.load(folder / f"{name}.vectors.npy", mmap_mode="r")
    codes = library.IndexRaBitQFastScan(vectors.shape[1], library.METRIC_INNER_PRODUCT)
    # Codes say how a vector lies to the mean of those that it is trained on, all over the segment.
    codes.train(np.ascontiguousarray(vectors[:: max(1, len(vectors) // CODED_FROM)]))
    for start in range(0, len(vectors), CHUNK):
        codes.add(np.ascontiguousarray(vectors[start : start + CHUNK]))
    faiss.write_index(codes, str(folder / f"{name}.codes.faiss"))
