"""The vector index on disk: generations in folders of their own, and a pointer to the current one.

    index/CURRENT                     the name of the generation that answers
    index/<generation>/manifest.json  what it was made of, its segments and the digests of its files
    index/<generation>/<segment>.*    vectors that were written together (index/search/segment.py)

A generation is written whole and flushed, then CURRENT is replaced by one atomic rename. Its files
never change: what the next has too it links to, so that one more article is one more small segment.
Whoever opened the old generation has its files open and goes on answering.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from corpus.inference.weights import file_digest
from corpus.storage.creation import flush
from corpus.storage.digests import text_digest
from corpus.storage.id_set import IdSet
from corpus.storage.store import CorpusStore
from index.errors import IndexMismatch, IndexMissing, IndexUnreadable, IndexUnwritable
from index.search.embedding import Embedder, Vectors
from index.search.engines import Hits
from index.search.segment import TEXT, Ids, Segment, Texts, Written

FORMAT = 3
METRIC = "inner-product"
_POINTER = "CURRENT"
_MANIFEST = "manifest.json"
# A larger file, in bytes, is looked through by `dateline verify` and by backups, not by each that
# opens it: the vectors of a million paragraphs are 1.5 GB. Set by hand; not measured.
_LOOKED_THROUGH = 64_000_000
_GENERATION = re.compile(r"\d{12}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of.

    `weights` is the digest of the embedder's, `instructions` those of the processor that ran it.
    `revision` is the corpus change it has followed up to, `mark` what the corpus was marked with
    when it was looked at. `files` are the digests of the other files, `checksum` one for them all.
    """

    format: int
    embedder: str
    weights: str
    instructions: str
    dimension: int
    metric: str
    corpus: str
    revision: int
    mark: str
    count: int
    built: str
    segments: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    checksum: str = ""


class SegmentedIndex:
    """The `VectorIndex` over segments. Immutable, so threads may share it."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = tuple(segments)

    def __len__(self) -> int:
        return sum(map(len, self.segments))

    @property
    def ids(self) -> Ids:
        """The ids of the paragraphs, in order."""
        return np.ascontiguousarray(self.texts["id"])

    @property
    def texts(self) -> Texts:
        """What each vector was made of, in the order of the paragraphs' ids."""
        kept = [segment.texts[segment.counts] for segment in self.segments]
        texts = np.concatenate([np.empty(0, dtype=TEXT), *kept])
        return texts[np.argsort(texts["id"], kind="stable")]

    def has(self, texts: Texts) -> npt.NDArray[np.bool_]:
        """Which of the texts it has a vector of, under the same id."""
        found = np.zeros(len(texts), dtype=bool)
        for segment in self.segments:
            found |= segment.has(texts)
        return found

    def is_of(self, id_: int, text: str) -> bool:
        for segment in self.segments:
            row = segment.row_of(id_)
            if row is not None:
                return bytes(segment.texts["digest"][row]) == text_digest(text)
        return False

    def search(self, vector: Vectors, *, limit: int, within: Sequence[int] | None = None) -> Hits:
        wanted = None if within is None else np.asarray(IdSet.of(within))
        found = [each.search(vector, limit=limit, within=wanted) for each in self.segments]
        if not found:
            return []
        ids, scores = (np.concatenate(each) for each in zip(*found, strict=True))
        best = np.lexsort((ids, -scores))[:limit]
        return list(zip(ids[best].tolist(), scores[best].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Generation:
    """An index in memory, with the manifest it was opened under and the name of its folder."""

    name: str
    manifest: Manifest
    vectors: SegmentedIndex


class IndexFolder:
    """Where the generations live."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # The segments that are open, by name: a generation that has one too shares it.
        self._written: WeakValueDictionary[str, Written] = WeakValueDictionary()

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

    @property
    def exists(self) -> bool:
        """Whether there is a current generation, sound or not."""
        return (self.path / _POINTER).exists()

    def manifest(self) -> Manifest:
        """The current generation's manifest; raises IndexMissing or IndexMismatch."""
        return self._manifest(self.current)

    def inspect(self, *, corpus: str, whole: bool = False) -> Manifest:
        """What the current generation is made of, once its files are as they were written; with
        `whole`, the large ones too, which takes seconds.

        Loads no vectors. Raises as `open` does.
        """
        name = self.current
        try:
            return self._inspect(name, corpus=corpus, most=None if whole else _LOOKED_THROUGH)
        except IndexMismatch:
            if self.current == name:
                raise
            return self.inspect(corpus=corpus, whole=whole)

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
                self._inspect(name, corpus=corpus)  # all of it: what is copied is to be relied on
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

    def replace(self, made_of: Manifest, write: Callable[[Path], Sequence[str]]) -> Manifest:
        """Write a new generation and make it the current one; older ones are deleted.

        `write` puts the files of its segments into the new folder, links to those of the current
        generation among them, and gives their names; `made_of` needs neither segments nor files:
        they are filled in here. Raises IndexUnwritable.
        """
        with translate_write_errors(self.path):
            return self._replace(made_of, write)

    def link(self, segment: Segment, folder: Path) -> None:
        """The files of a segment of the current generation in the folder of the next.

        What has left a segment is the only thing in it that may differ; it is written anew.
        """
        current = self.path / self.current
        left = f"{segment.name}.left.npy"
        for file in current.glob(f"{segment.name}.*"):
            if file.name != left:
                _link_or_copy(file, folder / file.name)
        if len(segment.left):
            np.save(folder / left, segment.left)

    def _replace(self, made_of: Manifest, write: Callable[[Path], Sequence[str]]) -> Manifest:
        known = self._digests()
        name = f"{made_of.revision:012d}-{secrets.token_hex(4)}"
        folder = self.path / name
        folder.mkdir(parents=True)
        segments = write(folder)
        files = {
            file.name: known.get(_identity(file)) or file_digest(file)
            for file in sorted(folder.iterdir())
        }
        manifest = replace(
            made_of, segments=tuple(segments), files=files, checksum=_checksum(files)
        )
        (folder / _MANIFEST).write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
        for written in (*folder.iterdir(), folder):
            flush(written)
        pointer = self.path / f"{_POINTER}.{name}"
        pointer.write_text(name, encoding="ascii")
        flush(pointer)
        pointer.replace(self.path / _POINTER)
        flush(self.path)
        self._sweep(keep=name)
        return manifest

    def _digests(self) -> dict[tuple[int, int], str]:
        """Of the files of the current generation, which the next may link to."""
        try:
            name = self.current
            files = self._manifest(name).files
            return {_identity(self.path / name / file): files[file] for file in files}
        except (IndexMissing, IndexMismatch, IndexUnreadable, OSError):
            return {}

    def _open(self, name: str, *, corpus: str, embedder: Embedder | None) -> Generation:
        manifest = self._inspect(name, corpus=corpus, most=_LOOKED_THROUGH)
        if embedder is not None:
            require("embedder", manifest.embedder, embedder.name)
            require("weights", manifest.weights, embedder.weights)
        folder = self.path / name
        try:
            vectors = SegmentedIndex([self._segment(folder, name) for name in manifest.segments])
        except PermissionError as error:
            raise _unreadable(error, folder) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise IndexMismatch(field="vectors", found="unreadable", wanted=str(folder)) from error
        require("count", len(vectors), manifest.count)
        return Generation(name=name, manifest=manifest, vectors=vectors)

    def _segment(self, folder: Path, name: str) -> Segment:
        segment = Segment.read(folder, name, written=self._written.get(name))
        self._written[name] = segment.written
        return segment

    def _inspect(self, name: str, *, corpus: str, most: int | None = None) -> Manifest:
        """The manifest, once the files are as it says; those of more than `most` bytes unread."""
        manifest = self._manifest(name)
        require("metric", manifest.metric, METRIC)
        require("corpus", manifest.corpus, corpus)
        require("checksum", _checksum(manifest.files), manifest.checksum)
        folder = self.path / name
        try:
            for file, digest in manifest.files.items():
                size = (folder / file).stat().st_size
                if most is None or size <= most:
                    require(f"checksum of {file}", file_digest(folder / file), digest)
        except PermissionError as error:
            raise _unreadable(error, folder) from error
        except OSError as error:
            raise IndexMismatch(field="files", found="unreadable", wanted=str(folder)) from error
        return manifest

    def _manifest(self, name: str) -> Manifest:
        try:
            values = json.loads((self.path / name / _MANIFEST).read_text(encoding="utf-8"))
            require("format", values["format"], FORMAT)
            values["segments"] = tuple(values["segments"])
            return Manifest(**{each.name: values[each.name] for each in fields(Manifest)})
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


def _link_or_copy(file: Path, target: Path) -> None:
    try:
        target.hardlink_to(file)
    except OSError:  # some file systems have no links
        shutil.copyfile(file, target)


def _identity(file: Path) -> tuple[int, int]:
    """The same for all links to a file."""
    about = file.stat()
    return about.st_dev, about.st_ino


def _checksum(files: Mapping[str, str]) -> str:
    """One for all that a manifest stands for."""
    return hashlib.sha256(
        "".join(f"{name} {files[name]}\n" for name in sorted(files)).encode()
    ).hexdigest()
