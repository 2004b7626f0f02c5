"""What a backup consists of, and whether it is still what was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bot.restoring import DATABASES
from corpus.errors import DatelineError
from corpus.inference.weights import file_digest
from corpus.storage.copying import require_usable
from corpus.storage.creation import flush
from corpus.storage.migrations import CORPUS

FORMAT = 1
MANIFEST = "backup.json"
# Its lock while it is being written, too.
UNFINISHED = "unfinished"


class BackupUnusable(DatelineError):
    """A folder is no backup that could be restored."""

    def __init__(self, folder: Path, problem: str, *, fix: str = "restore another backup") -> None:
        super().__init__(f"{folder}: {problem}", fix=fix)


@dataclass(frozen=True, slots=True)
class Contents:
    """`files` are the digests by the name within the folder; `made` is a moment of UTC."""

    format: int
    dateline: str
    made: str
    articles: int
    files: Mapping[str, str]


def write_contents(folder: Path, *, dateline: str, made: str, articles: int) -> Contents:
    """Take down what is in the folder, as the last that is written."""
    files = {
        str(path.relative_to(folder)): file_digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != UNFINISHED
    }
    contents = Contents(FORMAT, dateline, made, articles, files)
    path = folder / MANIFEST
    path.write_text(f"{json.dumps(asdict(contents), indent=2)}\n", encoding="utf-8")
    flush(path)
    flush(folder)
    return contents


def read_contents(folder: Path) -> Contents:
    """What is in a backup, by its own word; raises BackupUnusable."""
    if not folder.is_dir():
        raise BackupUnusable(folder, "there is no such folder", fix="name the folder of a backup")
    if (folder / UNFINISHED).exists():
        raise BackupUnusable(folder, "the backup was stopped before it was complete")
    path = folder / MANIFEST
    if not path.exists():
        raise BackupUnusable(
            folder, f"it is no backup: it has no {MANIFEST}", fix="name the folder of a backup"
        )
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        contents = Contents(**{field.name: values[field.name] for field in fields(Contents)})
        if contents.format > FORMAT:
            raise BackupUnusable(
                folder,
                f"it was made by a newer Dateline ({contents.dateline})",
                fix="upgrade Dateline, or restore another backup",
            )
        names = {str(name): str(digest) for name, digest in contents.files.items()}
        if any(Path(name).is_absolute() or ".." in Path(name).parts for name in names):
            raise ValueError("it names files outside the folder")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupUnusable(folder, f"{MANIFEST} is damaged") from error
    return contents


def require_sound(folder: Path) -> None:
    """Raise StoreError where a database in the folder is damaged, or of a newer Dateline."""
    from bot.chat.database import CHAT

    for name, schema in zip(DATABASES, (CORPUS, CHAT), strict=True):
        if (folder / name).exists():
            require_usable(folder / name, schema)


def require_as_written(folder: Path, contents: Contents) -> None:
    """Raise BackupUnusable where a file in the folder is missing or is not as it was written."""
    for name, digest in contents.files.items():
        try:
            found = file_digest(folder / name)
        except OSError as error:
            raise BackupUnusable(folder, f"{name} cannot be read ({error.strerror})") from error
        if found != digest:
            raise BackupUnusable(folder, f"{name} is damaged")
