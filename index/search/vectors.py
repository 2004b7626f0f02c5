"""The vector index on disk: generations in folders of their own, and a pointer to the current one.

    index/CURRENT                     the name of the generation that answers
    index/<generation>/vectors.faiss  a flat inner-product index whose ids are paragraph ids
    index/<generation>/texts.npy      the digest of the text that each vector was made of
    index/<generation>/manifest.json  what it was made of

A generation is written whole and flushed, then CURRENT is replaced by one atomic rename. Whoever
opened the old generation holds it in memory and goes on answering.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from corpus.inference.weights import file_digest
from corpus.storage.creation import flush
from corpus.storage.store import CorpusStore
from index.errors import IndexMismatch, IndexMissing, IndexUnreadable, IndexUnwritable
from index.search.embedding import Embedder, Vectors
from index.search.engines import Hits

FORMAT = 2
METRIC = "inner-product"
_POINTER = "CURRENT"
_VECTORS, _TEXTS, _MANIFEST = "vectors.faiss", "texts.npy", "manifest.json"
_GENERATION = re.compile(r"\d{12}-[0-9a-f]{8}")

ParagraphIds = npt.NDArray[np.int64]
Texts = Mapping[int, bytes]
"""The digest of the text that each vector was made of, by its paragraph's id."""

_TEXT = np.dtype([("id", "<i8"), ("digest", "V16")])


def text_digest(text: str) -> bytes:
    """By which a text is known again: an id alone is not enough, since a corpus that was restored
    from a backup gives the ids that came after it once more."""
    return hashlib.blake2b(text.encode(), digest_size=_TEXT["digest"].itemsize).digest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of.

    `weights` is the digest of the embedder's, `instructions` those of the processor that ran it.
    `revision` is the corpus change it has followed up to, `checksum` that of the other files.
    """

    format: int
    embedder: str
    weights: str
    instructions: str
    dimension: int
    metric: str
    corpus: str
    revision: int
    count: int
    checksum: str
    built: str


class FaissIndex:
    """The `VectorIndex` that compares every vector. Immutable, so threads may share it."""

    def __init__(self, ids: ParagraphIds, vectors: Vectors, texts: Texts) -> None:
        import faiss

        # FAISS's Python wrapper is typed for its C++ side only, hence Any.
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        self._index.add_with_ids(np.ascontiguousarray(vectors), np.ascontiguousarray(ids))
        self.texts = texts

    @classmethod
    def read(cls, folder: Path) -> Self:
        """From the files of a generation; raises OSError, RuntimeError and ValueError."""
        import faiss

        loaded = cls.__new__(cls)
        loaded._index = faiss.read_index(str(folder / _VECTORS))
        loaded.texts = _read_texts(folder)
        return loaded

    def write(self, folder: Path) -> None:
        import faiss

        faiss.write_index(self._index, str(folder / _VECTORS))
        np.save(folder / _TEXTS, np.array(list(self.texts.items()), dtype=_TEXT))

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

    def is_of(self, id_: int, text: str) -> bool:
        return self.texts.get(id_) == text_digest(text)

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
        """The current generation's name, cheap enough for each question.

        Raises IndexMissing, and IndexMismatch where the pointer is damaged.
        """
        try:
            name = (self.path / _POINTER).read_text(encoding="utf-8", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(str(self.path)) from None
        except OSError as error:
            raise _unreadable(error, self.path) from error
        if not _GENERATION.fullmatch(name):
            raise IndexMismatch(field=_POINTER, found="damaged", wanted="the name of a generation")
        return name

    def manifest(self) -> Manifest:
        """The current generation's manifest; raises IndexMissing or IndexMismatch."""
        return self._manifest(self.current)

    def inspect(self, *, corpus: str) -> tuple[Manifest, Texts]:
        """What the current generation is made of, once its files are as they were written.

        Loads no vectors. Raises as `open` does.
        """
        name = self.current
        try:
            return self._inspect(name, corpus=corpus)
        except IndexMismatch:
            if self.current == name:
                raise
            return self.inspect(corpus=corpus)

    def open(self, *, corpus: str, embedder: Embedder | None = None) -> Generation:
        """The current generation, checked to be of this corpus and, where given, this embedder.

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

    def copy_to(self, target: Path, *, corpus: str) -> None:
        """A copy of the current generation as an index of its own, on the disk.

        Raises IndexMissing or IndexMismatch where it is not sound, and OSError.
        """
        while True:
            name = self.current
            try:
                self._inspect(name, corpus=corpus)
                shutil.copytree(self.path / name, target / name)
            except (IndexMismatch, shutil.Error, FileNotFoundError):
                if self.current == name:
                    raise
                shutil.rmtree(target, ignore_errors=True)  # it was swept meanwhile
                continue
            for copied in (*(target / name).iterdir(), target / name):
                flush(copied)
            (target / _POINTER).write_text(name, encoding="ascii")
            flush(target / _POINTER)
            flush(target)
            return

    def replace(self, vectors: FaissIndex, manifest_of: Manifest) -> Manifest:
        """Write a new generation and make it the current one; older ones are deleted.

        `manifest_of` needs no checksum: it is filled in here. Raises IndexUnwritable.
        """
        with translate_write_errors(self.path):
            return self._replace(vectors, manifest_of)

    def _replace(self, vectors: FaissIndex, manifest_of: Manifest) -> Manifest:
        name = f"{manifest_of.revision:012d}-{secrets.token_hex(4)}"
        folder = self.path / name
        folder.mkdir(parents=True)
        vectors.write(folder)
        values = asdict(manifest_of) | {"checksum": _checksum(folder)}
        manifest = Manifest(**values)
        (folder / _MANIFEST).write_text(json.dumps(values, indent=2), encoding="utf-8")
        for written in (*folder.iterdir(), folder):
            flush(written)
        pointer = self.path / f"{_POINTER}.{name}"
        pointer.write_text(name, encoding="ascii")
        flush(pointer)
        pointer.replace(self.path / _POINTER)
        flush(self.path)
        self._sweep(keep=name)
        return manifest

    def _open(self, name: str, *, corpus: str, embedder: Embedder | None) -> Generation:
        manifest, _ = self._inspect(name, corpus=corpus)
        if embedder is not None:
            require("embedder", manifest.embedder, embedder.name)
            require("weights", manifest.weights, embedder.weights)
        folder = self.path / name
        try:
            vectors = FaissIndex.read(folder)
        except PermissionError as error:
            raise _unreadable(error, folder) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise IndexMismatch(field="vectors", found="unreadable", wanted=str(folder)) from error
        return Generation(name=name, manifest=manifest, vectors=vectors)

    def _inspect(self, name: str, *, corpus: str) -> tuple[Manifest, Texts]:
        manifest = self._manifest(name)
        require("metric", manifest.metric, METRIC)
        require("corpus", manifest.corpus, corpus)
        folder = self.path / name
        try:
            require("checksum", _checksum(folder), manifest.checksum)
            return manifest, _read_texts(folder)
        except PermissionError as error:
            raise _unreadable(error, folder) from error
        except (OSError, ValueError) as error:
            raise IndexMismatch(field="files", found="unreadable", wanted=str(folder)) from error

    def _manifest(self, name: str) -> Manifest:
        try:
            values = json.loads((self.path / name / _MANIFEST).read_text(encoding="utf-8"))
            require("format", values["format"], FORMAT)
            return Manifest(**{field.name: values[field.name] for field in fields(Manifest)})
        except PermissionError as error:
            raise _unreadable(error, self.path / name) from error
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


def _unreadable(error: OSError, path: Path) -> IndexUnreadable:
    return IndexUnreadable(str(error.filename or path), error.strerror or str(error))


@contextmanager
def translate_write_errors(folder: Path) -> Iterator[None]:
    """What the disk refuses as an IndexUnwritable; FAISS has RuntimeErrors for it."""
    try:
        yield
    except OSError as error:
        raise IndexUnwritable(str(folder), error.strerror or str(error)) from error
    except RuntimeError as error:
        raise IndexUnwritable(str(folder), "the disk refused a write") from error


def require(field: str, found: Any, wanted: Any) -> None:
    """Raise IndexMismatch unless the two are equal."""
    if found != wanted:
        raise IndexMismatch(field=field, found=found, wanted=wanted)


def require_not_newer(manifest: Manifest, store: CorpusStore) -> None:
    """Raise IndexMismatch where an index knows of changes that its corpus doesn't.

    The manifest is to be read first, or what is stored and indexed in between looks like that.
    """
    revision = store.revision
    if manifest.revision > revision:
        raise IndexMismatch(
            field="revision",
            found=manifest.revision,
            wanted=f"{revision} or lower: the corpus is older, as one from a backup is",
        )


def _read_texts(folder: Path) -> Texts:
    """Raises OSError and ValueError."""
    tied = np.load(folder / _TEXTS, allow_pickle=False).astype(_TEXT, casting="no")
    return dict(zip(tied["id"].tolist(), map(bytes, tied["digest"]), strict=True))


def _checksum(folder: Path) -> str:
    """One for all that a manifest stands for; raises OSError."""
    digests = "".join(file_digest(folder / name) for name in (_VECTORS, _TEXTS))
    return hashlib.sha256(digests.encode()).hexdigest()
