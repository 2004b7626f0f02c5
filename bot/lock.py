"""One of a kind at a time, across processes: one writer of the index, one bot on a data folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from corpus.errors import DatelineError, StoreUnwritable


class AlreadyRunning(DatelineError):
    """Another process does it; `pid` is its number where it is known."""

    def __init__(
        self,
        pid: str,
        *,
        what: str = "a rebuild",
        fix: str = "wait for it to end, or stop that process",
    ) -> None:
        super().__init__(f"{what} is already running (pid {pid or 'unknown'})", fix=fix)
        self.pid = pid


class FileLock(AbstractContextManager["FileLock"]):
    """An advisory lock that the kernel releases when its holder dies, however it dies.

    `held` makes the error where another process holds it, from that one's number.
    """

    def __init__(
        self, path: Path, *, held: Callable[[str], AlreadyRunning] = AlreadyRunning
    ) -> None:
        self.path = path
        self._held = held
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        """Take the lock, or raise AlreadyRunning at once."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreUnwritable(
                str(self.path.parent),
                f"cannot be written ({error.strerror})",
                fix="make the folder writable, or set DATELINE_DATA_DIR to one that is",
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise self._held(pid) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
