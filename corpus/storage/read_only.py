"""A database in a folder that cannot be written: asked as it lies there, or why it cannot be.

Beside a database with a write-ahead log SQLite makes files even to read it. Where it can't, the
file has to be opened as one that nobody changes, which is true as long as nobody does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from corpus.errors import StoreBusy, StoreUnwritable
from corpus.storage.sqlite import beside, has_content


@dataclass(frozen=True, slots=True)
class Unchanging:
    """A file that is read as one that nobody changes, and how it was when that was decided."""

    path: Path
    seen: tuple[int, ...]

    @classmethod
    def of(cls, path: Path) -> Self | None:
        """None where SQLite can open the file as usual; raises StoreUnwritable where nothing can.

        Raises OSError where the file cannot be looked at.
        """
        if os.access(path.parent, os.W_OK, effective_ids=True):
            return None
        log, journal, shared = beside(path)
        if log.exists() and shared.exists():
            return None  # whoever made them works with it; they are enough to read along
        for left in (log, journal):
            if has_content(left):
                raise StoreUnwritable(
                    str(path),
                    f"the latest changes are in {left.name}, and cannot be read in a folder that"
                    " cannot be written",
                    fix=f"run: dateline verify as a user who may write to {path.parent}, or copy"
                    " the folder to where you may",
                )
        return cls(path, _look(path))

    def require(self) -> None:
        """Raise StoreBusy where somebody has changed it after all: what was read may be torn."""
        if _look(self.path) != self.seen:
            raise StoreBusy(
                str(self.path), "it was changed while it was read", fix="run the command again"
            )


def _look(path: Path) -> tuple[int, ...]:
    status = path.stat()
    return (
        status.st_ino,
        status.st_size,
        status.st_mtime_ns,
        any(has_content(log) for log in beside(path)),
    )
