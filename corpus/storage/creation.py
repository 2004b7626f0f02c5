"""A database that is not there yet: made whole under another name, then put in its place.

So a file of ours is never seen half made, whoever starts at the same time and whenever one is
killed; and an empty file is never one that we began.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.errors import StoreBroken, StoreBusy
from corpus.storage.schema import Schema, make_tables
from corpus.storage.sqlite import beside, has_content

# Seconds between two tries for the folder's lock. Set by hand; not measured.
_PAUSE = 0.02


def make_where_missing(path: Path, schema: Schema, *, seconds: float) -> None:
    """A new, empty database at `path` unless there is one, waiting up to `seconds` for others.

    Raises StoreBroken where a file was lost that its log is left of, StoreBusy, OSError and
    sqlite3.Error.
    """
    # A link may lead to where nothing is yet; what is made belongs at its end.
    path = path.resolve()
    if path.exists():
        return
    with _alone_in(path.parent, seconds=seconds):
        if path.exists():
            return  # another process was quicker
        _require_no_leftovers(path)
        new = path.with_name(f"{path.name}.new")
        for left in (new, *beside(new)):
            left.unlink(missing_ok=True)  # by one that was killed
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            make_tables(connection, schema)
        flush(new)
        new.replace(path)
        flush(path.parent)


def flush(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk; raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _require_no_leftovers(path: Path) -> None:
    """SQLite would take the log of the lost file for one of the new file, and mix the two."""
    for log in beside(path):
        if has_content(log):
            raise StoreBroken(
                str(path),
                f"is missing, but {log.name} is there, which holds its latest changes",
                fix=f"bring {path.name} back, or move {log.name} away to begin anew",
            )
        log.unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path, *, seconds: float) -> Iterator[None]:
    """The lock on the folder itself, which leaves no file and ends with its holder."""
    deadline = time.monotonic() + seconds
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise StoreBusy(
                        str(folder),
                        "another process is making a database there",
                        fix="wait for it to end and try again",
                    ) from None
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)
