"""Bringing a backup back: judged as a whole before anything of what is there is touched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.backup.contents import Contents, read_contents, require_as_written, require_sound
from bot.lock import AlreadyRunning
from bot.restoring import DATABASES, INDEX, Restoring
from corpus.errors import DatelineError, StoreBusy
from corpus.storage.creation import flush
from corpus.storage.sqlite import beside


class SomethingIsThere(DatelineError):
    """The data folder is not empty, and nobody said that it may be replaced."""

    def __init__(self, data_dir: Path, names: list[str]) -> None:
        super().__init__(
            f"{data_dir} has {' and '.join(names)} already",
            fix="to lose what is there, add --replace; to keep it, back it up first",
        )


def restore(folder: Path, data_dir: Path, *, replace: bool) -> Contents:
    """Put a backup into the data folder; what the backup does not have stays.

    Raises SomethingIsThere unless it may `replace`, BackupUnusable and StoreError for a backup that
    can't be used, StoreBusy while the databases are in use, and OSError. Until all of it is on the
    disk there nothing is changed; after that it will be finished, if need be by the next command.
    """
    contents = read_contents(folder)
    there = [name for name in DATABASES if _is_there(data_dir / name)]
    if there and not replace:
        raise SomethingIsThere(data_dir, there)
    data_dir.mkdir(parents=True, exist_ok=True)
    restoring = Restoring(data_dir)
    with _alone(restoring):
        restoring.clear()
        try:
            _prepare(folder, contents, restoring.new)
            restoring.require_unused()
        except BaseException:
            restoring.clear()
            raise
        restoring.commit()
        restoring.finish()
    return contents


def _prepare(folder: Path, contents: Contents, target: Path) -> None:
    """A copy of the backup beside what is there, which is what it was when it was written."""
    target.mkdir(parents=True)
    require_as_written(folder, contents)
    for name in contents.files:
        if name.split("/")[0] in (*DATABASES, INDEX):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, target / name)
            flush(target / name)
    require_as_written(target, contents)
    require_sound(target)


def _is_there(database: Path) -> bool:
    return any(file.exists() for file in (database, *beside(database)))


@contextmanager
def _alone(restoring: Restoring) -> Iterator[None]:
    try:
        with restoring.lock():
            yield
    except AlreadyRunning as error:
        raise StoreBusy(
            str(restoring.data_dir),
            f"an index is being built or a backup restored there (pid {error.pid or 'unknown'})",
            fix="wait for that to end",
        ) from None
