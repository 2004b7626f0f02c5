"""Putting a backup in the place of what is there, in steps that a later run can finish.

    data/restoring/new/   what comes: complete before anything else happens
    data/restoring/READY  from here on the backup is what counts
    data/restoring/old/   what was there, until all is in its place

Nothing is opened in between: whoever starts next finishes it first.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from bot.lock import AlreadyRunning, FileLock
from corpus.errors import StoreBusy, StoreError, StoreUnwritable
from corpus.storage.copying import let_go
from corpus.storage.creation import flush
from corpus.storage.sqlite import beside

DATABASES = ("corpus.db", "chat.db")
INDEX = "index"


class Restoring:
    """The work on one data folder; to be done under its lock."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.folder = data_dir / "restoring"
        self.new = self.folder / "new"
        self._old = self.folder / "old"
        self._ready = self.folder / "READY"

    def lock(self) -> FileLock:
        """What also keeps the index from being written meanwhile."""
        return FileLock(self.data_dir / "index.lock")

    @property
    def is_ready(self) -> bool:
        return self._ready.exists()

    def clear(self) -> None:
        """Forget all of it: what was being prepared, or what has been replaced."""
        for part in (self.new, self._old):
            if part.exists():
                shutil.rmtree(part)
        # Last, so that until then it is known that what is gone has been put in its place.
        self._ready.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            self.folder.rmdir()

    def commit(self) -> None:
        """From now on what is prepared takes the place of what is there."""
        flush(self.new)
        self._ready.touch()
        flush(self._ready)
        flush(self.folder)

    def finish(self) -> None:
        """Do what is still to be done after `commit`; what the backup does not have stays.

        Raises StoreBusy while somebody has one of the databases open, and OSError.
        """
        self._old.mkdir(exist_ok=True)
        if self.new.exists():
            for name in (*DATABASES, INDEX):
                if (self.new / name).exists():
                    self._replace(name)
            flush(self.data_dir)
        self.clear()

    def require_unused(self) -> None:
        """Raise StoreBusy while somebody has a database open that is to be replaced."""
        for name in DATABASES:
            if (self.new / name).exists() and (self.data_dir / name).exists():
                _leave(self.data_dir / name)

    def _replace(self, name: str) -> None:
        live, old = self.data_dir / name, self._old / name
        if live.exists():
            if name in DATABASES:
                _leave(live)
            live.rename(old)
        for log in beside(live) if name in DATABASES else ():
            if log.exists():
                log.rename(self._old / log.name)  # of one that is beyond repair
        (self.new / name).rename(live)


def settle(data_dir: Path) -> None:
    """Finish a restore that was stopped, if there is one, before anything is opened.

    Raises StoreBusy while one is under way.
    """
    restoring = Restoring(data_dir)
    if not restoring.folder.exists():
        return
    try:
        with restoring.lock():
            if restoring.is_ready:
                restoring.finish()
            else:
                restoring.clear()
    except (AlreadyRunning, StoreUnwritable) as error:
        if not restoring.is_ready:
            return  # somebody prepares it, or only the rest of a killed preparation is there
        if isinstance(error, StoreUnwritable):
            raise
        raise StoreBusy(
            str(data_dir),
            f"a backup is being restored (pid {error.pid or 'unknown'})",
            fix="wait for that to end",
        ) from None


def _leave(database: Path) -> None:
    """Have nobody work with a database that is to be replaced; it may be damaged."""
    try:
        let_go(database)
    except StoreBusy:
        raise StoreBusy(
            str(database),
            "is in use, so it cannot be replaced",
            fix="stop `dateline serve` and other commands that run, and run restore again",
        ) from None
    except StoreError:
        return
