"""A folder into which others write files: which of them are whole by now."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_Stamp = tuple[int, int]
# What writers call a file that they are still at.
_UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp")


class Spool:
    """Looks at a folder again and again. A file is whole where it is as it was at the last look."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, _Stamp] = {}
        self._taken: dict[Path, _Stamp] = {}

    def look(self) -> list[Path]:
        """The files that are whole, and new or changed since they were last named; those that were
        written first come first. Raises OSError."""
        now = self._stamps()
        ready = [
            path
            for path, stamp in now.items()
            if self._seen.get(path) == stamp and self._taken.get(path) != stamp
        ]
        self._seen = now
        self._taken = {path: stamp for path, stamp in self._taken.items() if path in now}
        self._taken |= {path: now[path] for path in ready}
        return sorted(ready, key=lambda path: (now[path][0], path))

    def _stamps(self) -> dict[Path, _Stamp]:
        found: dict[Path, _Stamp] = {}
        for folder, folders, names in os.walk(self.folder, onerror=_raise):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in names:
                path = Path(folder, name)
                if name.startswith(".") or path.suffix.lower() in _UNFINISHED:
                    continue
                try:
                    seen = path.stat()
                except OSError:
                    continue  # taken away meanwhile
                if stat.S_ISREG(seen.st_mode):
                    found[path] = (seen.st_mtime_ns, seen.st_size)
        return found


def _raise(error: OSError) -> None:
    raise error
