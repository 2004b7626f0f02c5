"""ZIP archives of articles: unpacked into a folder, within limits, every member accounted for."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from corpus.errors import SourceError
from corpus.formats.files import shown

# Set by hand; not measured.
_MOST_MEMBERS = 10_000
_MOST_BYTES = 500_000_000
_MOST_TIMES = 50
_ANYWAY = 1_000_000  # what a very small archive may grow to
_CHUNK = 1 << 16
# What office programs and books keep in theirs.
_OF_A_PROGRAM = frozenset(("[Content_Types].xml", "mimetype", "META-INF/container.xml"))
_AGAIN = "unpack it yourself, and ingest the folder"


def is_zip(path: Path) -> bool:
    """Whether it holds files as they are; raises OSError."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _OF_A_PROGRAM.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def unpack(path: Path, into: Path) -> Iterator[SourceError]:
    """Write the members into a folder; those that are not are the errors. Raises OSError."""
    name = shown(path)
    room = min(_MOST_BYTES, max(_ANYWAY, _MOST_TIMES * path.stat().st_size))
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > _MOST_MEMBERS:
            problem = f"{len(members):,} files are more than the limit of {_MOST_MEMBERS:,}"
            yield SourceError(name, problem, fix=_AGAIN)
            return
        for place, member in enumerate(members):
            called = f"{name}/{shown(Path(member.filename))}"
            target = _target(member, into)
            if target is None:
                problem = "its name leads out of the archive, is a link or stands there twice"
                yield SourceError(called, problem, fix=_AGAIN)
                continue
            try:
                room -= _write(archive, member, target, room)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
                target.unlink(missing_ok=True)
                yield SourceError(called, f"it is damaged ({error})", fix="get the archive again")
            except (RuntimeError, NotImplementedError):  # a password, or a packing of its own
                target.unlink(missing_ok=True)
                yield SourceError(called, "it is encrypted or packed in another way", fix=_AGAIN)
            except _TooMuch:
                target.unlink(missing_ok=True)
                left = len(members) - place
                problem = f"it grows to more than an archive may: {left} files are not read"
                yield SourceError(called, problem, fix=_AGAIN)
                return


class _TooMuch(Exception):
    """More comes out than there is room for."""


def _target(member: zipfile.ZipInfo, into: Path) -> Path | None:
    inside = PurePosixPath(member.filename)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    if inside.is_absolute() or ".." in inside.parts or is_link or "\\" in member.filename:
        return None
    target = into / inside
    return None if target.exists() else target


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, room: int) -> int:
    """How many bytes came out, whatever the archive says of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(member) as packed, target.open("wb") as file:
        while chunk := packed.read(_CHUNK):
            written += len(chunk)
            if written > room:
                raise _TooMuch
            file.write(chunk)
    return written
