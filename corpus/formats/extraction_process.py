"""Extraction in a process that can be ended: for pages and documents that strangers have made.

A library that takes minutes over a page keeps all other threads of its process waiting, and no
thread can be ended.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from corpus.errors import SourceError
from corpus.formats.extract import extract
from corpus.formats.files import shown
from corpus.formats.format import PLAIN, Format
from corpus.formats.registry import format_named
from corpus.inference.processes import Child, ChildDied, limit_memory
from corpus.types import Described, RawDocument

# Set by hand, for slower machines: the slowest of 123 publishers' pages takes 0.3 s, and a document
# of 20 MB may take longer than a page. Memory is beyond what the process starts with.
_SECONDS = 20.0
_SECONDS_PER_MILLION = 5.0
_PACKED = 30  # times the time: a document that is no text is packed, and drawn to see what shows
_LONGEST = 120.0
_SHORT = 1_000_000  # characters of plain text, over which nothing takes long
_BYTES = 2 * 10**9
_FIX = "add its text instead"

Given = TypeVar("Given")
Made = TypeVar("Made")


class ExtractionProcess(AbstractContextManager["ExtractionProcess"]):
    """Extracts one document at a time; the process starts with the first and is kept.

    None takes longer than `seconds`, and a little more for what is very long.
    """

    def __init__(self, *, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._guard = threading.Lock()
        self._child: Child | None = None

    def extract(self, raw: RawDocument) -> tuple[str, Described]:
        """As corpus.formats.extract does; raises SourceError also where it takes too long."""
        if raw.format == PLAIN and len(raw.content) <= _SHORT:
            return extract(raw)
        size = len(raw.content) * (_PACKED if isinstance(raw.content, bytes) else 1)
        return self.run(extract, raw, name=raw.name, size=size)

    def extract_binary_apart(self, raw: RawDocument) -> tuple[str, Described]:
        """The same, where whoever waits can end this process: text is extracted in it."""
        return extract(raw) if isinstance(raw.content, str) else self.extract(raw)

    def read(self, path: Path, format: Format) -> Iterable[RawDocument | SourceError]:
        """The documents of a file; raises OSError, and SourceError also where it takes too long."""
        if not format.unpacks:
            return format.read(path, format)
        given = (path, format.name)
        return self.run(_read_all, given, name=shown(path), size=path.stat().st_size)

    def run(self, read: Callable[[Given], Made], given: Given, *, name: str, size: int) -> Made:
        """What `read`, a function of a module, makes there of something of this size; raises
        SourceError as that does, and where it takes too long."""
        seconds = self._seconds + min(_LONGEST, _SECONDS_PER_MILLION * size / 1_000_000)
        with self._guard:
            child = self._ready()
            child.send((read, given, name))
            try:
                found: Made | SourceError = child.receive(seconds=seconds)
            except TimeoutError:
                self._end()
                problem = f"reading it takes longer than {seconds:.0f} s"
                raise SourceError(name, problem, fix=_FIX) from None
            except ChildDied as died:
                self._end()
                raise SourceError(name, f"reading it ended with {died}", fix=_FIX) from None
        if isinstance(found, SourceError):
            raise found
        return found

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._end()

    def _ready(self) -> Child:
        if self._child is None or not self._child.is_alive:
            self._end()
            self._child = Child(_serve)
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None


def _read_all(given: tuple[Path, str]) -> list[RawDocument | SourceError]:
    path, name = given
    known = format_named(name)
    return list(known.read(path, known))


def _serve(connection: Connection) -> None:
    limit_memory(_BYTES)
    while True:
        read, given, name = connection.recv()
        connection.send(_made(read, given, name))


def _made(read: Callable[[Given], Made], given: Given, name: str) -> Made | SourceError:
    try:
        return read(given)
    except SourceError as error:
        return error
    except MemoryError:
        return SourceError(name, "reading it takes too much memory", fix=_FIX)
    except Exception as error:
        return SourceError(name, f"it could not be read ({type(error).__name__})", fix=_FIX)
